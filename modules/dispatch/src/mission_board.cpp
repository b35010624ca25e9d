#include "kjede/dispatch/mission_board.hpp"

#include <fmt/format.h>

#include <set>

#include "kjede/dispatch/codes.hpp"

namespace kjede::dispatch {
namespace {

bool alerts(EventKind kind) {
  return kind == EventKind::ordinary_alerted || kind == EventKind::responder_alerted ||
         kind == EventKind::police_requested;
}

}  // namespace

std::string unit_tag(std::string_view unit) { return fmt::format("unit:{}", unit); }

void MissionBoard::apply(const MissionEvent& event) {
  auto& mission = missions_[event.incident];
  dispatch::apply(mission, event);
  if (event.kind == EventKind::closed) {
    std::erase_if(out_, [&](const auto& unit) { return unit.second == event.incident; });
  }
  if (event.unit.empty()) return;
  ++unit_events_[event.unit];
  const auto unit = mission.units.find(event.unit);
  const bool out = unit != mission.units.end() && unit->second.is_out() && !mission.closed;
  const auto here = out_.find(event.unit);
  if (out) {
    out_[event.unit] = event.incident;
  } else if (here != out_.end() && here->second == event.incident) {
    out_.erase(here);
  }
}

const Mission* MissionBoard::find(std::string_view incident) const {
  const auto found = missions_.find(incident);
  return found == missions_.end() ? nullptr : &found->second;
}

std::string_view MissionBoard::incident_of(std::string_view unit) const {
  const auto found = out_.find(unit);
  return found == out_.end() ? std::string_view() : found->second;
}

base::Result<std::vector<MissionEvent>> MissionBoard::decide(std::vector<MissionEvent> proposed) const {
  base::Diagnostics problems;
  for (const auto& event : proposed) {
    const auto elsewhere = incident_of(event.unit);
    if (!alerts(event.kind) || elsewhere.empty() || elsewhere == event.incident) continue;
    problems.push_back(base::fail(codes::already_alerted,
                                  fmt::format("'{}' is out on another incident, '{}'", event.unit, elsewhere),
                                  "choose another unit, or end its mission there first")
                           .diagnostics.front());
  }
  const auto* mission = proposed.empty() ? nullptr : find(proposed.front().incident);
  auto decided = dispatch::decide(mission == nullptr ? Mission{} : *mission, std::move(proposed));
  if (!decided) {
    problems.insert(problems.end(), decided.error().begin(), decided.error().end());
  }
  if (!problems.empty()) return base::fail(std::move(problems));
  return decided;
}

std::vector<MissionBoard::Seen> MissionBoard::seen(const std::vector<MissionEvent>& events) const {
  std::vector<Seen> out;
  std::set<std::string> named;
  for (const auto& event : events) {
    if (named.insert(event.incident).second) {
      const auto* mission = find(event.incident);
      out.push_back({event.incident, mission == nullptr ? 0 : mission->version});
    }
    if (event.unit.empty() || !named.insert(unit_tag(event.unit)).second) continue;
    const auto found = unit_events_.find(event.unit);
    out.push_back({unit_tag(event.unit), found == unit_events_.end() ? 0 : found->second});
  }
  return out;
}

}  // namespace kjede::dispatch
