// Written apart from decide() on purpose: it reads only kinds and units, so that a fault in one does not hide in both.

#include <set>
#include <unordered_map>

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

void take(Out& out, const AuditedEvent& event) {
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

// One batch after the other: what it left exposed without an alarm is a breach.
class Auditor {
 public:
  void batch(std::span<const AuditedEvent> events) {
    std::set<std::string> alarmed;
    std::map<std::string, bool> exposed_before;
    for (const auto& event : events) {
      auto& out = incidents_[event.incident];
      exposed_before.try_emplace(event.incident, out.exposed());
      take(out, event);
      if (event.kind == EventKind::alarm_raised) alarmed.insert(event.incident);
    }
    for (const auto& event : events) {
      if (event.kind == EventKind::responder_alerted && incidents_[event.incident].ordinary.empty()) {
        breaches_.push_back({event.incident, event.unit, "a first responder was alerted without an ordinary resource"});
      }
    }
    for (const auto& [incident, before] : exposed_before) {
      if (incidents_[incident].exposed() && !before && !alarmed.contains(incident)) {
        breaches_.push_back(
            {incident, "", "a first responder was left without an ordinary resource and no alarm was raised"});
      }
    }
  }

  std::vector<Breach> breaches() { return std::move(breaches_); }

 private:
  std::unordered_map<std::string, Out> incidents_;
  std::vector<Breach> breaches_;
};

}  // namespace

std::vector<Breach> audit_invariant(std::span<const AuditedEvent> events) {
  Auditor auditor;
  for (std::size_t begin = 0; begin < events.size();) {
    auto end = begin + 1;
    while (end < events.size() && !events[end].starts_batch) ++end;
    auditor.batch(events.subspan(begin, end - begin));
    begin = end;
  }
  return auditor.breaches();
}

std::vector<Breach> audit_invariant(std::span<const AuditedBatch> batches) {
  std::vector<AuditedEvent> events;
  for (const auto& batch : batches) {
    bool first = true;
    for (const auto& event : batch.events) {
      events.push_back({event.kind, first, event.incident, event.unit});
      first = false;
    }
  }
  return audit_invariant(events);
}

}  // namespace kjede::dispatch
