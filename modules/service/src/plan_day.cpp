// One simulated day, told so that a map can play it.

#include <algorithm>
#include <cmath>
#include <set>

#include "kjede/planning/drive_lines.hpp"
#include "kjede/service/codes.hpp"
#include "kjede/service/plan_room.hpp"
#include "plan_day_moves.hpp"

namespace kjede::service {
namespace {

using text::Json;

struct DayEvent {
  double at = 0;
  const char* kind = "";
  const DayMission* mission = nullptr;
};

void events_of(const DayMission& mission, std::vector<DayEvent>& events) {
  const auto add = [&](const std::optional<double>& at, const char* kind) {
    if (at && *at >= 0 && *at < kDaySeconds) events.push_back({*at, kind, &mission});
  };
  add(mission.alerted, "alerted");
  add(mission.mobile, "mobile");
  add(mission.arrived, "arrived");
  add(mission.left, "left");
  add(mission.at_hospital, "at_hospital");
  add(mission.clear, mission.status == "cancelled" ? "cancelled" : "clear");
  add(mission.at_station, "at_station");
}

// What is counted of the day: calls received in it.
class DayCount {
 public:
  explicit DayCount(const sim::Targets& targets) : targets_(targets) {}

  // Seconds from the call to the first unit at the scene, for the arrival that is the first.
  std::optional<double> response(const DayMission& mission) {
    if (!mission.arrived || !mission.received || !arrived_.insert(mission.incident).second) return std::nullopt;
    const double seconds = *mission.arrived - *mission.received;
    if (mission.priority == "acute") {
      ++acute_;
      if (within(mission, seconds)) ++within_;
    }
    return seconds;
  }
  bool within(const DayMission& mission, double seconds) const {
    const auto& of_kind = mission.urban ? targets_.urban : targets_.rural;
    return seconds * 1000 <= static_cast<double>(of_kind[mission.priority == "acute"    ? 0
                                                         : mission.priority == "urgent" ? 1
                                                                                        : 2]);
  }
  Json json(std::size_t calls) const {
    return {{"calls", calls}, {"acute_answered", acute_}, {"acute_within", within_}};
  }

 private:
  const sim::Targets& targets_;
  std::set<std::string> arrived_;
  int acute_ = 0, within_ = 0;
};

Json event_json(const DayEvent& event, DayCount& count) {
  const auto& mission = *event.mission;
  Json json{{"at", std::round(event.at)},
            {"kind", event.kind},
            {"incident", mission.incident},
            {"priority", mission.priority},
            {"place", mission.place}};
  if (std::string_view(event.kind) != "call") json["unit"] = mission.vehicle;
  if (std::string_view(event.kind) != "arrived") return json;
  if (const auto seconds = count.response(mission)) {
    json["response_minutes"] = *seconds / 60;
    json["within"] = count.within(mission, *seconds);
  }
  return json;
}

struct Told {
  Json events = Json::array(), calls = Json::array(), counts;
};

Told tell(const std::vector<DayMission>& missions, const sim::Targets& targets) {
  std::vector<DayEvent> events;
  std::set<std::string> known;
  Told told;
  for (const auto& mission : missions) {
    events_of(mission, events);
    if (!mission.received || !known.insert(mission.incident).second) continue;
    if (*mission.received < 0 || *mission.received >= kDaySeconds) continue;
    events.push_back({*mission.received, "call", &mission});
    told.calls.push_back({{"incident", mission.incident},
                          {"lon", mission.lon},
                          {"lat", mission.lat},
                          {"priority", mission.priority},
                          {"from", std::round(*mission.received)},
                          {"until", std::round(mission.clear.value_or(kDaySeconds))}});
  }
  std::ranges::stable_sort(events, {}, &DayEvent::at);
  DayCount count(targets);
  for (const auto& event : events) told.events.push_back(event_json(event, count));
  told.counts = count.json(told.calls.size());
  return told;
}

}  // namespace

base::Result<std::string> PlanRoom::day(const PlanChoice& choice, const DayOrder& order) const {
  if (order.weekday < 1 || order.weekday > 7)
    return base::fail(codes::bad_choice, "there is no such day of the week", "1 for Monday to 7 for Sunday");
  KJEDE_ASSIGN(const auto scenario, chosen(choice));
  KJEDE_ASSIGN(const auto situation, planning::make_situation(area_, scenario, roads_));
  KJEDE_ASSIGN(auto lines, planning::DriveLines::make(area_, scenario, roads_));
  // A week to warm up; the day before is kept too, so that units are where its last missions left them.
  sim::Order run;
  run.warm_up_days = 6 + order.weekday - 1;
  run.days = 2;
  run.replications = 1;
  run.seed = order.seed;
  run.policy = situation.policy;
  run.log = true;
  KJEDE_ASSIGN(const auto result, sim::simulate(situation.service, run));
  const auto midnight = run.start + std::chrono::days(run.warm_up_days + 1);
  KJEDE_ASSIGN(const auto missions, read_day_log(result.log(), midnight));
  auto told = tell(missions, situation.service.targets);
  DayMoves moves(situation, lines);
  const Json document{{"schema_version", 1},
                      {"seed", order.seed},
                      {"weekday", order.weekday},
                      {"year", situation.year},
                      {"counts", std::move(told.counts)},
                      {"units", moves.units(missions)},
                      {"calls", std::move(told.calls)},
                      {"events", std::move(told.events)}};
  return text::to_text(document, -1) + "\n";
}

}  // namespace kjede::service
