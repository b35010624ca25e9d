#pragma once
// A first-responder mission from call to closing, as a state machine over its events.
//
//   KJEDE_ASSIGN(auto events, decide(mission, {ordinary, responder}));   // all of them, or why not
//   for (const auto& event : events) apply(mission, event);              // once the log has them
//
// The invariant (guideline draft 2019 §2.2.2, §2.8: R60): no first-responder alert without an ordinary resource alerted
// for the same incident, in the same batch or before, and not cancelled. decide() refuses anything else. When a
// responder is left out alone (the last ordinary resource is lost, or a silent responder answers after that), an alarm
// is raised in the same batch.

#include <map>
#include <string>
#include <vector>

#include "kjede/dispatch/mission_event.hpp"

namespace kjede::dispatch {

enum class UnitRole : std::uint8_t { ordinary, responder, police };
enum class UnitProgress : std::uint8_t {
  alerted,
  acknowledged,
  mobile,
  arrived,
  handed_over,
  ended,
  refused,
  silent,
  stood_down
};

std::string_view to_string(UnitRole role);
std::string_view to_string(UnitProgress progress);

struct UnitOnMission {
  UnitRole role = UnitRole::ordinary;
  UnitProgress progress = UnitProgress::alerted;
  std::string channel;
  std::optional<base::Instant> alerted, acknowledged, mobile, arrived, handed_over, ended;
  std::optional<base::Instant> own_arrival;  // as the responder reported it (R88)
  bool identified = false;                   // gave identity on ending (R90)

  // Alerted and still expected, on its way or at work.
  bool is_out() const;
};

struct Mission {
  std::string incident;
  bool opened = false;
  bool closed = false;
  bool considered = false;  // recommended, alerted, or not alerted with a reason (R40)
  std::string initiator;    // amk, lvs, other
  std::string purpose;      // life_saving, lift_assist, other
  std::string indication;
  bool in_hospital = false;
  base::Instant opened_at;
  std::optional<base::Instant> decided;  // the recommendation's time
  std::map<std::string, UnitOnMission> units;
  int alarms = 0;
  std::int64_t version = 0;  // events so far

  bool has_ordinary() const;       // at least one alerted and not cancelled
  bool has_responder_out() const;  // at least one
};

// What an event does. Never fails: what the log holds has happened.
void apply(Mission& mission, const MissionEvent& event);
Mission replay(std::span<const MissionEvent> events);

// The events to write for what is proposed, with those that follow by rule; or every reason why not (KJ1210–KJ1229).
// All or none: they belong in one batch of the log.
base::Result<std::vector<MissionEvent>> decide(const Mission& mission, std::vector<MissionEvent> proposed);

// What the mission's documentation lacks. A record is complete when the list is empty; only then can it be closed.
struct MissingItem {
  std::string requirement;  // R87, R88, R90
  std::string unit;
  std::string what;  // arrived, handed_over, own_arrival, identity
};
std::vector<MissingItem> missing_documentation(const Mission& mission);

// An auditor that shares nothing with decide(): walks a log's batches and lists every breach of the invariant.
struct AuditedBatch {
  std::span<const MissionEvent> events;
};
struct Breach {
  std::string incident;
  std::string unit;
  std::string what;
};
std::vector<Breach> audit_invariant(std::span<const AuditedBatch> batches);

// The same from what an audit needs of each event, so that a long log need not be kept whole.
struct AuditedEvent {
  EventKind kind = EventKind::deviation;
  bool starts_batch = false;
  std::string incident, unit;
};
std::vector<Breach> audit_invariant(std::span<const AuditedEvent> events);

}  // namespace kjede::dispatch
