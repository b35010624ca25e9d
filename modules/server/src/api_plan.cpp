// The planner's map: scenarios, what another plan would give, areas reached in time, the map's layers.

#include <algorithm>

#include "body.hpp"
#include "kjede/server/codes.hpp"
#include "site_state.hpp"

namespace kjede::server {
namespace {

using service::PlanRoom;
using text::Json;

constexpr int kMostDays = 28, kMostReplications = 16;  // so that an answer comes while one waits

double number_of(const Json& json, const char* name) {
  const auto found = json.find(name);
  return found != json.end() && found->is_number() ? found->get<double>() : 0.0;
}

std::string text_of(const Json& json, const char* name) {
  const auto found = json.find(name);
  return found != json.end() && found->is_string() ? found->get<std::string>() : std::string();
}

planning::Site site_of(const Json& json) {
  planning::Site site;
  site.lon = number_of(json, "lon");
  site.lat = number_of(json, "lat");
  site.name = text_of(json, "name");
  return site;
}

std::vector<std::string> texts_of(const Json& json, const char* name) {
  std::vector<std::string> out;
  const auto found = json.find(name);
  if (found == json.end() || !found->is_array()) return out;
  for (const auto& one : *found) {
    if (one.is_string()) out.push_back(one.get<std::string>());
  }
  return out;
}

// An id, or {base, year, open, move: {station: {lon, lat}}, add: [{name, lon, lat}], close}.
PlanRoom::Choice choice_of(const Json& json) {
  PlanRoom::Choice choice;
  if (json.is_string()) {
    choice.id = json.get<std::string>();
    return choice;
  }
  auto& changes = choice.changes;
  changes.base = text_of(json, "base");
  changes.year = static_cast<int>(std::clamp(number_of(json, "year"), 0.0, 9999.0));
  changes.open = texts_of(json, "open");
  changes.close = texts_of(json, "close");
  const auto move = json.value("move", Json::object()), add = json.value("add", Json::array());
  if (move.is_object()) {
    for (const auto& [station, place] : move.items()) changes.move.emplace_back(station, site_of(place));
  }
  for (const auto& place : add.is_array() ? add : Json(Json::array())) changes.add.push_back(site_of(place));
  return choice;
}

int bounded(std::optional<double> wanted, int usual, int most) {
  return std::clamp(static_cast<int>(std::clamp(wanted.value_or(usual), 1.0, 1e6)), 1, most);
}

Response compare(SiteState& site, const Call& call) {
  auto body = Body::read(call.request);
  if (!body) return error_answer(400, body.error());
  const auto& list = body->value("scenarios");
  const bool fits =
      list.is_array() && !list.empty() && list.size() <= 4 &&
      std::all_of(list.begin(), list.end(), [](const Json& one) { return one.is_string() || one.is_object(); });
  if (!fits) body->fault("scenarios", "is no list of one to four scenarios");
  planning::CompareOrder order;
  order.days = bounded(body->optional_number("days"), 7, kMostDays);
  order.replications = bounded(body->optional_number("replications"), 8, kMostReplications);
  if (const auto seed = body->optional_number("seed"); seed && *seed >= 0)
    order.seed = static_cast<std::uint64_t>(*seed);
  if (const auto fine = body->done(); !fine) return error_answer(400, fine.error());
  std::vector<PlanRoom::Choice> choices;
  for (const auto& one : list) choices.push_back(choice_of(one));
  base::NoProgress silence;
  const auto answer = site.plans->compare(choices, order, silence);
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
  route(Method::post, "/compare", kBody,
        "simulate scenarios with the same calls: {scenarios: [id or {base, year, open, move, add, close}], days, "
        "replications, seed}",
        [&site](const Call& call) { return compare(site, call); });
  route(Method::post, "/isochrone", kBody, "areas reached from {lon, lat} within minutes, as GeoJSON",
        [&site](const Call& call) { return isochrone(site, call); });
  route(Method::get, "/layers/{layer}.geojson", 0, "roads, places or background of the map",
        [&site](const Call& call) { return layer(site, call); });
}

}  // namespace kjede::server
