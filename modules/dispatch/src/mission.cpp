#include "kjede/dispatch/mission.hpp"

#include <algorithm>

#include "event_fields.hpp"

namespace kjede::dispatch {
namespace {

std::optional<base::Instant> time_of(const MissionEvent& event, const char* name) {
  const auto wall = base::parse_wall_time(text_of(event, name));
  if (!wall) return {};
  return base::Instant(wall->local.time_since_epoch() - wall->offset.value_or(std::chrono::minutes(0)));
}

// Events may come late or twice: the first time of each kind stands, and progress never goes back from where the unit
// has got to.
void reach(UnitOnMission& unit, UnitProgress progress, std::optional<base::Instant>& time, base::Instant occurred) {
  if (!time) time = occurred;
  const bool gave_up = unit.progress == UnitProgress::refused || unit.progress == UnitProgress::silent;
  if (gave_up || (unit.progress < progress && unit.progress <= UnitProgress::ended)) unit.progress = progress;
}

void alert(Mission& mission, const MissionEvent& event, UnitRole role) {
  auto& unit = mission.units[event.unit];
  if (unit.alerted && unit.is_out()) return;  // told twice
  unit = {};
  unit.role = role;
  unit.channel = text_of(event, "channel");
  unit.alerted = event.occurred;
  if (role != UnitRole::police) mission.considered = true;
}

void open(Mission& mission, const MissionEvent& event) {
  mission.opened = true;
  mission.opened_at = event.occurred;
  mission.initiator = text_of(event, "initiator");
  mission.purpose = text_of(event, "purpose");
  mission.indication = text_of(event, "indication");
  mission.in_hospital = flag_of(event, "in_hospital");
}

void correct(UnitOnMission& unit, const MissionEvent& event) {
  const auto time = time_of(event, "occurred");
  if (!time) return;
  const auto what = text_of(event, "what");
  if (what == "alerted") unit.alerted = time;
  if (what == "acknowledged") unit.acknowledged = time;
  if (what == "mobile") unit.mobile = time;
  if (what == "arrived") unit.arrived = time;
  if (what == "own_arrival") unit.own_arrival = time;
}

void hand_over(UnitOnMission& unit, const MissionEvent& event) {
  unit.own_arrival = time_of(event, "own_arrival");
  reach(unit, UnitProgress::handed_over, unit.handed_over, event.occurred);
}

void end(UnitOnMission& unit, const MissionEvent& event) {
  unit.identified = !text_of(event, "identity").empty();
  reach(unit, UnitProgress::ended, unit.ended, event.occurred);
}

void refuse(UnitOnMission& unit) {
  if (unit.is_out()) unit.progress = UnitProgress::refused;
}

// Also one that never answered: a late answer must not bring it back.
void stand_down(UnitOnMission& unit) {
  if (unit.progress != UnitProgress::ended) unit.progress = UnitProgress::stood_down;
}

void apply_to_unit(UnitOnMission& unit, const MissionEvent& event) {
  switch (event.kind) {
    case EventKind::acknowledged: return reach(unit, UnitProgress::acknowledged, unit.acknowledged, event.occurred);
    case EventKind::mobile: return reach(unit, UnitProgress::mobile, unit.mobile, event.occurred);
    case EventKind::arrived: return reach(unit, UnitProgress::arrived, unit.arrived, event.occurred);
    case EventKind::handed_over: return hand_over(unit, event);
    case EventKind::ended: return end(unit, event);
    case EventKind::refused: return refuse(unit);
    case EventKind::silent:
      if (unit.progress == UnitProgress::alerted) unit.progress = UnitProgress::silent;
      return;
    case EventKind::stood_down:
    case EventKind::ordinary_cancelled: return stand_down(unit);
    case EventKind::corrected: return correct(unit, event);
    default: return;
  }
}

bool stays_at_work(UnitProgress progress) { return progress <= UnitProgress::handed_over; }

}  // namespace

std::string_view to_string(UnitRole role) {
  constexpr std::string_view names[] = {"ordinary", "responder", "police"};
  return names[static_cast<std::size_t>(role)];
}

std::string_view to_string(UnitProgress progress) {
  constexpr std::string_view names[] = {"alerted", "acknowledged", "mobile", "arrived",   "handed_over",
                                        "ended",   "refused",      "silent", "stood_down"};
  return names[static_cast<std::size_t>(progress)];
}

bool UnitOnMission::is_out() const { return stays_at_work(progress); }

// A unit that came and ended its work was there; one that refused, never answered or was called back was not.
bool Mission::has_ordinary() const {
  return std::any_of(units.begin(), units.end(), [](const auto& named) {
    return named.second.role == UnitRole::ordinary && named.second.progress <= UnitProgress::ended;
  });
}

bool Mission::has_responder_out() const {
  return std::any_of(units.begin(), units.end(), [](const auto& named) {
    return named.second.role == UnitRole::responder && named.second.is_out();
  });
}

void apply(Mission& mission, const MissionEvent& event) {
  if (mission.incident.empty()) mission.incident = event.incident;
  ++mission.version;
  switch (event.kind) {
    case EventKind::incident_opened: return open(mission, event);
    case EventKind::recommended:
      mission.considered = true;
      if (!mission.decided) mission.decided = event.occurred;
      return;
    case EventKind::not_alerted: mission.considered = true; return;
    case EventKind::ordinary_alerted: return alert(mission, event, UnitRole::ordinary);
    case EventKind::responder_alerted: return alert(mission, event, UnitRole::responder);
    case EventKind::police_requested: return alert(mission, event, UnitRole::police);
    case EventKind::alarm_raised: ++mission.alarms; return;
    case EventKind::closed: mission.closed = true; return;
    default: break;
  }
  if (const auto found = mission.units.find(event.unit); found != mission.units.end()) {
    apply_to_unit(found->second, event);
  }
}

Mission replay(std::span<const MissionEvent> events) {
  Mission mission;
  for (const auto& event : events) apply(mission, event);
  return mission;
}

}  // namespace kjede::dispatch
