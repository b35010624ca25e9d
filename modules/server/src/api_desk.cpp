// What the dispatchers' map shows, who looks at which incident, positions that units send, and the exercise's controls.

#include "body.hpp"
#include "dispatch_answers.hpp"
#include "kjede/dispatch/responder_policy.hpp"
#include "kjede/server/codes.hpp"
#include "site_state.hpp"

namespace kjede::server {
namespace {

using text::Json;

constexpr const char* kPolicy = "kjede";
constexpr std::size_t kMostReports = 2000;

void tell(SiteState& site, std::string_view kind, const Json& news) {
  site.hub.publish(kind, news.dump(),
                   [](const EventStream& stream) { return (stream.roles() & only(Role::dispatcher)) != 0; });
}

Response situation(SiteState& site) {
  const auto advisor = site.advisor.get();
  if (advisor == nullptr) return no_scheme();
  std::string text;
  site.missions->look([&](const dispatch::MissionBoard& board) {
    text = service::situation_json(advisor->scheme(), site.desk->picture, board,
                                   dispatch::responder_policy(kPolicy)->position_age_limit, now());
  });
  return json_answer(200, text);
}

Response aeds(SiteState& site) {
  const auto advisor = site.advisor.get();
  if (advisor == nullptr) return no_scheme();
  auto text = service::open_aeds_geojson(advisor->scheme(), advisor->moment(now()));
  return payload_answer(make_payload("application/geo+json", std::move(text)));
}

// They do not change while the server runs.
Response layer(SiteState& site, const Call& call) {
  auto payload = site.desk->layer(call.at("layer"));
  if (payload == nullptr) return not_found();
  auto answer = payload_answer(std::move(payload));
  answer.headers.emplace_back("Cache-Control", "private, max-age=3600");
  return answer;
}

Response watch(SiteState& site, const Call& call, bool here) {
  const auto incident = call.at("incident");
  bool known = false;
  site.missions->look([&](const dispatch::MissionBoard& board) { known = board.find(incident) != nullptr; });
  if (!known) return not_found();
  auto& watchers = site.desk->watchers;
  const bool news = here ? watchers.watch(incident, call.who.user, now()) : watchers.leave(incident, call.who.user);
  if (news) tell(site, "board", {{"incident", incident}});
  Response answer;
  answer.status = 204;
  return answer;
}

std::optional<dispatch::ResourceState> state_named(const std::string& name) {
  using enum dispatch::ResourceState;
  for (const auto state : {available, returning, alerted, at_scene, to_hospital, at_hospital, off_duty}) {
    if (to_string(state) == name) return state;
  }
  return {};
}

// {id, lon, lat, at, state, on_duty}: the id and something that it says.
std::optional<service::LiveReport> report_of(const Json& json) {
  if (!json.is_object() || !json.contains("id") || !json["id"].is_string()) return {};
  service::LiveReport said{.id = json["id"].get<std::string>(), .when = now()};
  const auto lon = json.find("lon"), lat = json.find("lat");
  if (lon != json.end() || lat != json.end()) {
    const bool both = lon != json.end() && lat != json.end() && lon->is_number() && lat->is_number();
    const auto place = both ? dispatch::Place{lon->get<double>(), lat->get<double>()} : dispatch::Place{999, 999};
    if (!dispatch::is_place(place)) return {};
    said.place = place;
  }
  if (json.contains("at")) {
    const auto wall = json["at"].is_string() ? base::parse_wall_time(json["at"].get<std::string>()) : std::nullopt;
    if (!wall || !wall->offset) return {};
    said.when = std::min(now(), base::Instant(wall->local.time_since_epoch() - *wall->offset));
  }
  if (json.contains("state")) {
    said.state = json["state"].is_string() ? state_named(json["state"].get<std::string>()) : std::nullopt;
    if (!said.state) return {};
  }
  if (json.contains("on_duty")) {
    if (!json["on_duty"].is_boolean()) return {};
    said.on_duty = json["on_duty"].get<bool>();
  }
  return said;
}

Response positions(SiteState& site, const Call& call) {
  const auto advisor = site.advisor.get();
  if (advisor == nullptr) return no_scheme();
  auto body = Body::read(call.request);
  if (!body) return error_answer(400, body.error());
  const auto& list = body->value("reports");
  if (!list.is_array() || list.empty() || list.size() > kMostReports)
    body->fault("reports", "is no list of 1 to 2000 reports");
  std::vector<service::LiveReport> all;
  for (const auto& one : list.is_array() ? list : Json(Json::array())) {
    if (auto said = report_of(one)) {
      all.push_back(*std::move(said));
    } else {
      body->fault("reports", "holds a report that is not {id, lon, lat, at, state, on_duty}");
      break;
    }
  }
  if (const auto fine = body->done(); !fine) return error_answer(400, fine.error());
  for (const auto& said : all) site.desk->picture.report(said);
  tell(site, "board", Json::object());
  return json_answer(200, Json{{"schema_version", 1}, {"reports", all.size()}}.dump() + "\n");
}

Response play(SiteState& site, const Call& call) {
  auto body = Body::read(call.request);
  if (!body) return error_answer(400, body.error());
  const auto speed = body->optional_number("speed");
  const auto channel = body->optional_text("channel", 20);
  const auto down = body->optional_flag("down");
  if (channel.has_value() != down.has_value()) body->fault("channel", "and 'down' belong together");
  if (speed && !(*speed >= 0 && *speed <= service::kFastestPlay)) body->fault("speed", "is not from 0 to 60");
  if (const auto fine = body->done(); !fine) return error_answer(400, fine.error());
  if (speed && !site.desk->set_speed(*speed)) return not_found();
  if (channel && !site.desk->set_down(*channel, *down)) return not_found();
  tell(site, "board", Json::object());
  Response answer;
  answer.status = 204;
  return answer;
}

}  // namespace

void add_desk_routes(RouteTable& table, SiteState& site) {
  const auto route = [&](Method method, std::string pattern, std::size_t body, std::string summary, Handler handler) {
    table.add({.method = method,
               .pattern = "/api/v1/dispatch" + std::move(pattern),
               .roles = only(Role::dispatcher),
               .work = Work::dispatch,
               .body_limit = body,
               .summary = std::move(summary),
               .handler = std::move(handler)});
  };
  route(Method::get, "/situation", 0, "units and resources: where they are, how old that is, what they do",
        [&site](const Call&) { return situation(site); });
  route(Method::get, "/aeds.geojson", 0, "public AEDs that are open now, as GeoJSON",
        [&site](const Call&) { return aeds(site); });
  route(Method::get, "/layers/{layer}.geojson", 0, "roads, places, names or background of the map",
        [&site](const Call& call) { return layer(site, call); });
  route(Method::put, "/incidents/{incident}/watch", 1024, "I have this incident open; say so every 15 seconds",
        [&site](const Call& call) { return watch(site, call, true); });
  route(Method::remove, "/incidents/{incident}/watch", 1024, "I have closed it",
        [&site](const Call& call) { return watch(site, call, false); });
  route(Method::post, "/positions", 256U << 10U,
        "what units say: {reports: [{id, lon, lat, at, state, on_duty}]}, from the fleet's own system",
        [&site](const Call& call) { return positions(site, call); });
  route(Method::post, "/play", 1024, "the demonstration's simulator: {speed} or {channel, down} for an exercise",
        [&site](const Call& call) { return play(site, call); });
}

}  // namespace kjede::server
