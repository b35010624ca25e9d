#pragma once
// Who should be sent to an incident: the ordinary resources, always; first responders where they gain time, each with
// a role, a channel and an expected arrival; and why the others are not proposed. One ranked answer. Pure.
//
//   KJEDE_ASSIGN(const auto answer, recommend(index, live, times, incident, policy, moment_of(now, zone)));
//
// Guideline draft 2019: R60 ordinary always; R42–R46 the five factors (§2.5.2); R48, R49 when; R05, R06, R14, R18 the
// frame; R21–R23 police; R61, R63, R64 channels. What is not known is said, and does not block (R49).

#include <optional>
#include <string>
#include <vector>

#include "kjede/dispatch/fleet.hpp"
#include "kjede/dispatch/responder_policy.hpp"
#include "kjede/dispatch/scheme_index.hpp"

namespace kjede::dispatch {

// An instant with its local day and minute, made by the caller: nothing here knows a time zone.
struct Moment {
  base::Instant instant;
  base::Date date;
  int minute = 0;        // after local midnight
  bool any_day = false;  // replays: what the index judged for its day stands for this one too
};
Moment moment_of(base::Instant instant, const base::TimeZone& zone);

// A unit that was alerted on this incident before: it counts, or it is passed over.
struct EarlierAlert {
  std::string unit;
  bool counts = true;  // out, or on scene; false: refused, silent, stood down
};

struct Incident {
  std::string id;
  Place place;
  std::string municipality;  // empty: not known
  std::string indication;    // of the rule set, or a code of the medical index (A.06.01)
  Priority priority = Priority::acute;
  base::Instant received;
  std::string initiator = "amk";  // amk, lvs
  std::string purpose = "life_saving";
  bool in_hospital = false;
  bool rural = false;
  std::optional<bool> conscious, breathing_normally;
  std::string police_reason;  // not empty: the police are asked too, by 112
  std::string talkgroup;      // of its own for this incident (R66)
  int elapsed_seconds = 0;    // since the first decision, when the ordinary resource was alerted
  std::vector<EarlierAlert> alerted;
};

// Seconds from the decision to the patient's side, 80 % within low and high.
struct Arrival {
  int seconds = 0, low = 0, high = 0;
  bool straight_line = false;  // not by road: a guess
  bool old_position = false;   // the last position was too old: reckoned from the station
};

struct OrdinaryChoice {
  std::string id;
  ResourceKind kind = ResourceKind::ambulance;
  ResourceState state = ResourceState::unknown;
  bool free = true;                // false: the nearest of those that are busy, for nobody is free
  std::optional<Arrival> arrival;  // nothing: no way is known
};

enum class ResponderRole : std::uint8_t { to_patient, fetch_aed };
std::string_view to_string(ResponderRole role);

struct AedChoice {
  std::string id;  // empty: the unit's own
  std::string name, location;
  DoorState door = DoorState::open;
  double metres_to_patient = 0;
  int detour_seconds = 0;  // later at the patient than by the direct way
};

struct ResponderChoice {
  std::string unit, name, organisation, group, agreement;
  ResponderRole role = ResponderRole::to_patient;
  std::string channel;
  bool channel_by_agreement = false;
  std::string terminal, talkgroup;
  std::optional<Arrival> arrival;  // at the patient; with the AED when it fetches one
  std::optional<AedChoice> aed;
  std::optional<int> gain_seconds;  // before the ordinary resource
  std::vector<Reason> warnings;
};

struct NotEligible {
  std::string unit;  // empty: holds for all
  std::string requirement;
  Words reason;
};

// The five factors of §2.5.2, as they were when it was decided.
struct Factors {
  std::string indication;         // as the rule set names it
  bool vital_failure = false;     // threatened or manifest (R42)
  bool suspected_arrest = false;  // R48
  int free_ordinary = 0;          // within reach (R43)
  int responders_near = 0;        // looked at
  int responders_eligible = 0;
  std::optional<int> ordinary_seconds;   // R44
  std::optional<int> responder_seconds;  // R45
  bool gain_likely = false;              // R46
};

struct Recommendation {
  std::string incident;
  base::Instant decided;
  std::vector<OrdinaryChoice> ordinary;     // best first; never empty while the scheme has any resource
  std::vector<ResponderChoice> responders;  // to alert now, best first
  std::vector<ResponderChoice> reserves;    // next in line, when one refuses or is silent
  std::optional<AedChoice> bystander_aed;   // the nearest open one, for somebody on the scene
  std::vector<NotEligible> not_eligible;    // nearest first
  std::optional<std::string> police;        // the reason given; asked by 112, never part of the scheme
  Factors factors;
  std::optional<int> time_gain_seconds;
  std::string policy;
  std::string rules, rules_version;
  std::vector<Words> remarks;  // what the operator must know: nobody free, no road, old snapshot
};

// Fails for a place that is none (KJ1260), an index of another day (KJ1261), a scheme without ordinary resources
// (KJ1262), a time of call after `now` by more than two minutes (KJ1263).
base::Result<Recommendation> recommend(const SchemeIndex& index, const LiveState& live, const TravelTimes& times,
                                       const Incident& incident, const ResponderPolicy& policy, const Moment& now);

}  // namespace kjede::dispatch
