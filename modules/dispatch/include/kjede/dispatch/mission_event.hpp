#pragma once
// What can happen in a first-responder mission, as it is written to the event log: never changed, only corrected by a
// further event. Each kind has its own fields; those it needs are checked before it is written, unknown ones (of a
// newer program) are kept. No field holds a name, an address or a person number: identities are pseudonyms.
//
//   MissionEvent event{EventKind::arrived, "incident-7", "sund-brann", occurred, "amk", recorded, "op-3", {}};
//   KJEDE_TRY(check_fields(event));

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "kjede/base/result.hpp"
#include "kjede/base/time.hpp"
#include "kjede/text/json.hpp"

namespace kjede::dispatch {

enum class EventKind : std::uint8_t {
  incident_opened,
  recommended,        // what was proposed, with the five factors of §2.5.2
  not_alerted,        // the decision to send no first responder (R40)
  ordinary_alerted,   // ambulance, doctor, air ambulance
  responder_alerted,  // a first-responder unit
  police_requested,   // through 112 (R20–R23); never part of the scheme
  acknowledged,
  refused,
  silent,  // did not answer in time
  mobile,
  arrived,
  aed_fetched,
  care_given,
  handed_over,         // the oral report to the first health resource (R88, R89)
  stood_down,          // called back before it arrived
  ended,               // the unit says who it was and that it is done (R90)
  ordinary_cancelled,  // an ordinary resource no longer comes
  alarm_raised,
  deviation,
  follow_up,  // offered to responders afterwards (R111)
  corrected,
  closed,
};
inline constexpr int event_kind_count = static_cast<int>(EventKind::closed) + 1;

std::string_view to_string(EventKind kind);
std::optional<EventKind> parse_event_kind(std::string_view text);

struct MissionEvent {
  EventKind kind = EventKind::deviation;
  std::string incident;
  std::string unit;        // empty for events of the incident itself
  base::Instant occurred;  // by the clock named
  std::string clock;
  base::Instant recorded;
  std::string recorder;  // who took it down, or "kjede" for what followed by rule
  text::Json fields = text::Json::object();
};

enum class FieldType : std::uint8_t { text, number, boolean, time, list, object };

struct FieldSpec {
  std::string_view name;
  FieldType type = FieldType::text;
  bool required = true;
  std::string_view requirement;  // of the guideline, empty if ours
};

struct EventSpec {
  EventKind kind;
  std::string_view name;
  bool has_unit = false;
  std::span<const FieldSpec> fields;
};

const EventSpec& spec_of(EventKind kind);

// All that is missing or of the wrong type, at once (KJ1210, KJ1211).
base::Result<void> check_fields(const MissionEvent& event);

// The fields as the log keeps them: one line of JSON, members in the order given.
std::string body_of(const MissionEvent& event);

}  // namespace kjede::dispatch
