#include "kjede/service/live_picture.hpp"

#include <chrono>
#include <cmath>

namespace kjede::service {
namespace {

using text::Json;

double rounded(double degrees) { return std::round(degrees * 1e5) / 1e5; }  // a metre

// A unit of either kind, before what it has said and what it is out on.
struct Shown {
  std::string id, name, kind, state;
  dispatch::Place place;
  std::optional<base::Instant> position_time;
};

const dispatch::UnitOnMission* on_mission(const dispatch::MissionBoard& board, const std::string& incident,
                                          const std::string& unit) {
  const auto* mission = incident.empty() ? nullptr : board.find(incident);
  if (mission == nullptr) return nullptr;
  const auto found = mission->units.find(unit);
  return found == mission->units.end() ? nullptr : &found->second;
}

Json unit_json(Shown unit, const std::map<std::string, LiveReport>& live, const dispatch::MissionBoard& board,
               int age_limit, base::Instant now) {
  if (const auto found = live.find(unit.id); found != live.end()) {
    const auto& said = found->second;
    if (said.place) unit.place = *said.place, unit.position_time = said.when;
    if (said.state) unit.state = to_string(*said.state);
    if (said.on_duty) unit.state = *said.on_duty ? "on_duty" : "off_duty";
  }
  const std::string incident(board.incident_of(unit.id));
  const auto* out = on_mission(board, incident, unit.id);
  const bool old = unit.position_time && now - *unit.position_time > std::chrono::seconds(age_limit);
  return {{"id", unit.id},
          {"name", unit.name},
          {"kind", unit.kind},
          {"state", unit.state},
          {"progress", out == nullptr ? Json(nullptr) : Json(to_string(out->progress))},
          {"incident", incident.empty() ? Json(nullptr) : Json(incident)},
          {"lon", rounded(unit.place.lon)},
          {"lat", rounded(unit.place.lat)},
          {"position_at", unit.position_time ? Json(base::to_string(*unit.position_time)) : Json(nullptr)},
          {"old", old}};
}

}  // namespace

void LivePicture::report(const LiveReport& report) {
  const std::scoped_lock lock(mutex_);
  auto [found, is_new] = known_.try_emplace(report.id, report);
  if (is_new || report.when < found->second.when) return;
  auto& known = found->second;
  if (report.place) {
    known.place = report.place;
    known.when = report.when;
  }
  if (report.state) known.state = report.state;
  if (report.on_duty) known.on_duty = report.on_duty;
}

std::map<std::string, LiveReport> LivePicture::all() const {
  const std::scoped_lock lock(mutex_);
  return known_;
}

void LivePicture::give(RecommendSession& session) const {
  for (const auto& [id, said] : all()) {
    bool known = true;
    if (said.place) known = session.place(id, *said.place, said.when).has_value();
    if (known && said.state) known = session.set_state(id, *said.state).has_value();
    if (known && said.on_duty) static_cast<void>(session.set_duty(id, *said.on_duty).has_value());
  }
}

Json situation_units(const dispatch::Scheme& scheme, const LivePicture& picture, const dispatch::MissionBoard& board,
                     int age_limit, base::Instant now) {
  const auto live = picture.all();
  Json units = Json::array();
  for (const auto& one : scheme.resources) {
    units.push_back(unit_json({one.id,
                               one.station,
                               std::string(to_string(one.kind)),
                               std::string(to_string(one.state)),
                               {one.lon, one.lat},
                               one.position_time},
                              live, board, age_limit, now));
  }
  for (const auto& one : scheme.units) {
    if (!one.active) continue;
    units.push_back(
        unit_json({one.id, one.name, "responder", one.on_duty ? "on_duty" : "off_duty", {one.lon, one.lat}, {}}, live,
                  board, age_limit, now));
  }
  return units;
}

std::string situation_json(const dispatch::Scheme& scheme, const LivePicture& picture,
                           const dispatch::MissionBoard& board, int age_limit, base::Instant now) {
  const Json document{{"schema_version", 1},
                      {"now", base::to_string(now)},
                      {"position_age_limit", age_limit},
                      {"units", situation_units(scheme, picture, board, age_limit, now)}};
  return text::to_text(document, -1) + "\n";
}

std::string open_aeds_geojson(const dispatch::Scheme& scheme, const dispatch::Moment& now) {
  Json json{{"type", "FeatureCollection"}, {"schema_version", 1}, {"features", Json::array()}};
  for (const auto& aed : scheme.aeds) {
    const bool here = aed.usable(now.date) && aed.access == dispatch::AedAccess::everyone && !aed.mobile;
    if (!here || !aed.hours || state_at(*aed.hours, now.date, now.minute) != dispatch::DoorState::open) continue;
    json["features"].push_back(
        {{"type", "Feature"},
         {"geometry", {{"type", "Point"}, {"coordinates", {rounded(aed.lon), rounded(aed.lat)}}}},
         {"properties", {{"id", aed.id}, {"name", aed.name}, {"location", aed.location}}}});
  }
  return text::to_text(json, -1);
}

}  // namespace kjede::service
