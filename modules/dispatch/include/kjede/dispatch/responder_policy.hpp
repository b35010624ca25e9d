#pragma once
// How many first responders are alerted, how far away, in which roles and with which replacements: presets of services
// that have published theirs, and Kjede's own default.
//
//   KJEDE_ASSIGN(const auto policy, responder_policy("heartrunner-se"));   // KJ1202 lists the names
//
// Sources: GoodSAM in London, EMIDS, New South Wales and SCAS; Heartrunner (SE); Hjerteløber and FirstAED (DK);
// HartslagNu (NL); Mobile Retter and KATRETTER (DE). Turnout: Region der Lebensretter, n = 4138: median 1:45 by day,
// 2:22 at night.

#include <string>
#include <string_view>
#include <vector>

#include "kjede/base/result.hpp"

namespace kjede::dispatch {

enum class FetchRule : std::uint8_t {
  never,       // all go to the patient
  when_gains,  // one fetches when that brings an AED to the patient sooner than anybody carries one there
  others,      // the first goes to the patient, the others by an AED
  split,       // every second one
};

// What a unit whose skills or equipment have lapsed may do. The guideline makes competence and equipment part of what
// a first responder is (R07); the numbered list treats single lapses as warnings.
enum class Lapsed : std::uint8_t { exclude, warn };

// From `after_seconds` after the decision on, this many within this radius.
struct Phase {
  int after_seconds = 0;
  int number = 3;
  double radius = 0;        // metres; 0: no limit but `ResponderPolicy::reach`
  double radius_rural = 0;  // where the scene is rural; 0: as radius
};

struct ResponderPolicy {
  std::string name;
  std::string source;
  std::vector<Phase> phases{{}};
  int choose = 0;  // of those that accept, so many go on; the others are stood down. 0: all
  FetchRule fetch = FetchRule::when_gains;
  int from_minute = 0, to_minute = 24 * 60;  // local time of day when responders are alerted
  bool replace = true;                       // another when one refuses or is silent
  int silent_after = 60;                     // seconds without an answer
  int rest_minutes = 0;                      // not alerted again so soon after an accepted alert
  bool needs_gain = true;                    // R49
  Lapsed lapsed = Lapsed::exclude;
  double reach = 40'000;          // metres; how far a search goes without a radius
  int position_age_limit = 1800;  // seconds; an older position counts as the station's
  int turnout_day = 105, turnout_night = 142;
  int ambulance_turnout = 60, doctor_turnout = 120, air_turnout = 420;  // seconds; 0 when already rolling
  double air_kmh = 220;
  int aed_pickup = 45;  // seconds from the road to the cabinet and back
  // Spread (σ of the logarithm) of drive and turnout: what the interval of an ETA is made of.
  double drive_sigma = 0.2, turnout_sigma = 0.4;

  const Phase& phase(int elapsed_seconds) const;
};

base::Result<ResponderPolicy> responder_policy(std::string_view name);
std::vector<std::string> responder_policy_names();

}  // namespace kjede::dispatch
