// Written apart from decide() on purpose: it reads only kinds and units, so that a fault in one does not hide in both.

#include <set>

#include "kjede/dispatch/mission.hpp"

namespace kjede::dispatch {
namespace {

struct Out {
  std::set<std::string> ordinary;
  std::set<std::string> responders;
  std::set<std::string> no_answer;  // refused or silent; may answer after all
  std::map<std::string, bool> is_ordinary;

  bool exposed() const { return ordinary.empty() && !responders.empty(); }
};

void alert(Out& out, const std::string& unit, bool ordinary) {
  out.is_ordinary[unit] = ordinary;
  out.no_answer.erase(unit);
  (ordinary ? out.ordinary : out.responders).insert(unit);
}

void leave(Out& out, const std::string& unit) {
  out.ordinary.erase(unit);
  out.responders.erase(unit);
}

void give_up(Out& out, const std::string& unit) {
  if (!out.ordinary.contains(unit) && !out.responders.contains(unit)) return;
  leave(out, unit);
  out.no_answer.insert(unit);
}

void take(Out& out, const MissionEvent& event) {
  switch (event.kind) {
    case EventKind::ordinary_alerted: return alert(out, event.unit, true);
    case EventKind::responder_alerted: return alert(out, event.unit, false);
    case EventKind::ordinary_cancelled:
    case EventKind::stood_down:
      leave(out, event.unit);
      out.no_answer.erase(event.unit);
      return;
    case EventKind::refused: return give_up(out, event.unit);
    case EventKind::silent: return give_up(out, event.unit);
    case EventKind::acknowledged:
    case EventKind::mobile:
    case EventKind::arrived:
    case EventKind::handed_over:
      if (out.no_answer.contains(event.unit)) alert(out, event.unit, out.is_ordinary[event.unit]);
      return;
    case EventKind::ended: out.responders.erase(event.unit); return;
    default: return;
  }
}

}  // namespace

std::vector<Breach> audit_invariant(std::span<const AuditedBatch> batches) {
  std::vector<Breach> breaches;
  std::map<std::string, Out> incidents;
  for (const auto& batch : batches) {
    std::set<std::string> touched;
    std::set<std::string> alarmed;
    std::map<std::string, bool> exposed_before;
    for (const auto& event : batch.events) {
      auto& out = incidents[event.incident];
      exposed_before.try_emplace(event.incident, out.exposed());
      touched.insert(event.incident);
      take(out, event);
      if (event.kind == EventKind::alarm_raised) alarmed.insert(event.incident);
    }
    for (const auto& event : batch.events) {
      if (event.kind == EventKind::responder_alerted && incidents[event.incident].ordinary.empty()) {
        breaches.push_back({event.incident, event.unit, "a first responder was alerted without an ordinary resource"});
      }
    }
    for (const auto& incident : touched) {
      if (incidents[incident].exposed() && !exposed_before[incident] && !alarmed.contains(incident)) {
        breaches.push_back(
            {incident, "", "a first responder was left without an ordinary resource and no alarm was raised"});
      }
    }
  }
  return breaches;
}

}  // namespace kjede::dispatch
