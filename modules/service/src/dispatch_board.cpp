#include "kjede/service/dispatch_board.hpp"

#include <algorithm>
#include <chrono>

namespace kjede::service {
namespace {

using text::Json;

constexpr std::chrono::hours kShowClosed{12};

Json time_json(const std::optional<base::Instant>& time) { return time ? Json(base::to_string(*time)) : Json(nullptr); }

Json unit_json(const std::string& id, const dispatch::UnitOnMission& unit) {
  return {{"unit", id},
          {"role", to_string(unit.role)},
          {"progress", to_string(unit.progress)},
          {"channel", unit.channel},
          {"alerted", time_json(unit.alerted)},
          {"acknowledged", time_json(unit.acknowledged)},
          {"mobile", time_json(unit.mobile)},
          {"arrived", time_json(unit.arrived)},
          {"handed_over", time_json(unit.handed_over)},
          {"ended", time_json(unit.ended)}};
}

Json mission_json(const dispatch::Mission& mission, const Json& opened) {
  Json json{{"incident", mission.incident},    {"opened_at", base::to_string(mission.opened_at)},
            {"closed", mission.closed},        {"considered", mission.considered},
            {"initiator", mission.initiator},  {"purpose", mission.purpose},
            {"indication", mission.indication}};
  for (const auto* field : {"priority", "lon", "lat", "municipality"})
    json[field] = opened.contains(field) ? opened[field] : Json(nullptr);
  json["units"] = Json::array();
  for (const auto& [id, unit] : mission.units) json["units"].push_back(unit_json(id, unit));
  json["alarms"] = mission.alarms;
  json["version"] = mission.version;
  json["missing"] = Json::array();
  for (const auto& item : dispatch::missing_documentation(mission))
    json["missing"].push_back({{"requirement", item.requirement}, {"unit", item.unit}, {"what", item.what}});
  return json;
}

}  // namespace

base::Result<Json> OpenedIncidents::fields(const ResponderLog& log, const std::string& incident) {
  {
    const std::scoped_lock lock(mutex_);
    if (const auto found = known_.find(incident); found != known_.end()) return found->second;
  }
  KJEDE_ASSIGN(const auto events, log.events(incident));
  for (const auto& each : events) {
    if (each.event.kind != dispatch::EventKind::incident_opened) continue;
    const std::scoped_lock lock(mutex_);
    return known_[incident] = each.event.fields;
  }
  return Json(Json::object());
}

base::Result<std::string> board_json(const ResponderLog& log, OpenedIncidents& opened, base::Instant now,
                                     const BoardBeside& beside) {
  std::vector<dispatch::Mission> shown;  // copies: nothing is written while one looks
  log.look([&](const dispatch::MissionBoard& board) {
    for (const auto& [id, mission] : board.missions()) {
      if (!mission.closed || now - mission.opened_at < kShowClosed) shown.push_back(mission);
    }
  });
  std::stable_sort(shown.begin(), shown.end(), [](const auto& a, const auto& b) { return a.opened_at < b.opened_at; });
  Json missions = Json::array();
  for (const auto& mission : shown) {
    KJEDE_ASSIGN(const auto fields, opened.fields(log, mission.incident));
    missions.push_back(mission_json(mission, fields));
    const auto watchers = beside.watched_by.find(mission.incident);
    missions.back()["watched_by"] = watchers == beside.watched_by.end() ? Json(Json::array()) : Json(watchers->second);
  }
  Json document{{"schema_version", 1}, {"now", base::to_string(now)}, {"missions", std::move(missions)}};
  for (const auto& [name, value] : beside.members) document[name] = value;
  return text::to_text(document, -1) + "\n";
}

}  // namespace kjede::service
