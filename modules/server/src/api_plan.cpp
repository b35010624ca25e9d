// The planner's map: scenarios, what another plan would give, areas reached in time, the map's layers.

#include <algorithm>

#include "body.hpp"
#include "kjede/server/codes.hpp"
#include "site_state.hpp"

namespace kjede::server {
namespace {

using text::Json;

constexpr int kMostDays = 28, kMostReplications = 16;  // so that an answer comes while one waits

int bounded(std::optional<double> wanted, int usual, int most) {
  return std::clamp(static_cast<int>(std::clamp(wanted.value_or(usual), 1.0, 1e6)), 1, most);
}

Response compare(SiteState& site, const Call& call) {
  auto body = Body::read(call.request);
  if (!body) return error_answer(400, body.error());
  std::vector<service::PlanChoice> choices;
  const auto& list = body->value("scenarios");
  if (!list.is_array() || list.empty() || list.size() > 4) body->fault("scenarios", "is no list of one to four plans");
  base::Diagnostics faults;
  for (const auto& one : list.is_array() ? list : Json(Json::array())) {
    if (auto choice = service::read_plan_choice(one)) {
      choices.push_back(*std::move(choice));
    } else {
      faults.insert(faults.end(), choice.error().begin(), choice.error().end());
    }
  }
  planning::CompareOrder order;
  order.days = bounded(body->optional_number("days"), 7, kMostDays);
  order.replications = bounded(body->optional_number("replications"), 8, kMostReplications);
  if (const auto seed = body->optional_number("seed"); seed && *seed >= 0)
    order.seed = static_cast<std::uint64_t>(*seed);
  if (const auto fine = body->done(); !fine) return error_answer(400, fine.error());
  if (!faults.empty()) return error_answer(422, faults);
  base::NoProgress silence;
  const auto answer = site.plans->compare(choices, order, silence);
  return answer ? json_answer(200, *answer) : error_answer(422, answer.error());
}

Response coverage(SiteState& site, const Call& call) {
  auto body = Body::read(call.request);
  if (!body) return error_answer(400, body.error());
  const auto choice = service::read_plan_choice(body->value("plan"));
  if (const auto fine = body->done(); !fine) return error_answer(400, fine.error());
  if (!choice) return error_answer(422, choice.error());
  const auto answer = site.plans->coverage(*choice);
  return answer ? json_answer(200, *answer) : error_answer(422, answer.error());
}

Response day(SiteState& site, const Call& call) {
  auto body = Body::read(call.request);
  if (!body) return error_answer(400, body.error());
  const auto choice = service::read_plan_choice(body->value("plan"));
  service::PlanRoom::DayOrder order;
  order.seed = static_cast<std::uint64_t>(std::clamp(body->optional_number("seed").value_or(1), 0.0, 1e15));
  order.weekday = static_cast<int>(std::clamp(body->optional_number("weekday").value_or(1), 0.0, 8.0));
  if (const auto fine = body->done(); !fine) return error_answer(400, fine.error());
  if (!choice) return error_answer(422, choice.error());
  const auto answer = site.plans->day(*choice, order);
  return answer ? json_answer(200, *answer) : error_answer(422, answer.error());
}

Response isochrone(SiteState& site, const Call& call) {
  auto body = Body::read(call.request);
  if (!body) return error_answer(400, body.error());
  const auto lon = body->optional_number("lon"), lat = body->optional_number("lat");
  if (!lon || !lat) body->fault("lon", "and 'lat' are needed");
  std::vector<double> minutes;
  const auto& list = body->value("minutes");
  for (const auto& one : list.is_array() ? list : Json(Json::array({5, 10, 15}))) {
    if (one.is_number() && minutes.size() < 6) minutes.push_back(one.get<double>());
  }
  if (const auto fine = body->done(); !fine) return error_answer(400, fine.error());
  auto answer = site.plans->isochrone(*lon, *lat, minutes);
  return answer ? json_answer(200, *std::move(answer)) : error_answer(422, answer.error());
}

// They do not change while the server runs.
Response layer(SiteState& site, const Call& call) {
  auto text = site.plans->layer(call.at("layer"));
  if (!text) return not_found();
  auto answer = payload_answer(make_payload("application/geo+json", *std::move(text)));
  answer.headers.emplace_back("Cache-Control", "private, max-age=3600");
  return answer;
}

}  // namespace

void add_plan_routes(RouteTable& table, SiteState& site) {
  const auto route = [&](Method method, std::string pattern, std::size_t body, std::string summary, Handler handler) {
    table.add({.method = method,
               .pattern = "/api/v1/plan" + std::move(pattern),
               .roles = only(Role::planner),
               .work = Work::compute,
               .body_limit = body,
               .summary = std::move(summary),
               .handler = [&site, inner = std::move(handler)](const Call& call) {
                 return site.plans == nullptr ? not_found() : inner(call);
               }});
  };
  constexpr std::size_t kBody = 64U << 10U;
  route(Method::get, "/scenarios", 0, "the area, its scenarios, stations, road projects and years",
        [&site](const Call&) { return json_answer(200, site.plans->scenarios_json()); });
  route(
      Method::post, "/compare", kBody,
      "simulate plans with the same calls: {scenarios: [id or {base, year, open, move, add, close, vehicles, extra}], "
      "days, replications, seed}",
      [&site](const Call& call) { return compare(site, call); });
  route(Method::post, "/coverage", kBody,
        "people and calls within the targets of the nearest ambulance: {plan: id or changes as in /plan/compare}",
        [&site](const Call& call) { return coverage(site, call); });
  route(Method::post, "/day", kBody,
        "a simulated day to play on the map, the same for the same seed: {plan, seed, weekday (1 Monday to 7)}",
        [&site](const Call& call) { return day(site, call); });
  route(Method::post, "/isochrone", kBody, "areas reached from {lon, lat} within minutes, as GeoJSON",
        [&site](const Call& call) { return isochrone(site, call); });
  route(Method::get, "/layers/{layer}.geojson", 0, "roads, places or background of the map",
        [&site](const Call& call) { return layer(site, call); });
}

}  // namespace kjede::server
