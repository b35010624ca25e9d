#pragma once
// Cardiac arrests replayed under several policies for alerting first responders: the same arrests, the same answers of
// the same responders, the same ambulances, so that differences come from the policies alone. The production function
// dispatch::recommend decides; here are only time, chance and what happens to the patient.
//
//   const auto run = replay(index, times, arrests, {.policies = {a, b}, .seed = 1});
//   const auto gain = paired(run, 0, 1, cpr_seconds);
//
// Chance: an ordinary resource is busy with a probability; drives and turnouts vary around what is expected
// (lognormal); units are on duty or not, at their station or out; they accept, refuse or are silent (replies.hpp); a
// door said to be open may be locked. Bystanders give CPR with a probability, from recognition by the operator and
// guidance on. Survival of a witnessed shockable arrest: logit p = 0.26 − 0.106·CPR − 0.139·defibrillation, minutes
// from collapse (Valenzuela et al., Circulation 1997; 96: 3308).

#include <functional>
#include <optional>
#include <vector>

#include "kjede/base/progress.hpp"
#include "kjede/dispatch/recommend.hpp"
#include "kjede/sim/replies.hpp"
#include "kjede/stats/interval.hpp"

namespace kjede::sim {

struct Arrest {
  base::Instant received;
  dispatch::Place place;
  std::string municipality;
  bool rural = false;
};

// Figures of the Norwegian cardiac-arrest register's report for 2024 where it has them.
struct CareLaw {
  double bystander_cpr = 0.78;                               // 1997 of 2553
  double recognition_median = 61, recognition_sigma = 0.91;  // seconds, from P25 33 s and P75 113 s
  double guidance = 60;                                      // seconds from recognition to compressions
  double collapse_before_call = 60;                          // seconds
  double attach = 45;                                        // seconds from the AED's arrival to a shock
  double ambulance_attach = 60;
  double shockable = 0.225;         // first rhythm
  double otherwise_survive = 0.03;  // not shockable; the same under all policies
};

struct ReplayOrder {
  std::vector<dispatch::ResponderPolicy> policies;
  std::uint64_t seed = 1;
  int threads = 1;
  ReplyLaw replies;
  CareLaw care;
  double resource_busy = 0.3;
  double on_duty = 0.9;         // of the units that the scheme has on duty
  double away = 0.2;            // of those, not at their station
  double away_metres = 2000;    // σ of how far
  double arrival_sigma = 0.25;  // σ of log(real time to arrival / expected)
  double door_locked = 0.05;
  int mission_minutes = 45;  // a responder is away so long
  int utc_offset_minutes = 60;
};

struct ReplayOutcome {
  float cpr = 0, shock = 0, scene = 0;  // seconds from the call
  float survival = 0;                   // probability
  std::uint16_t alerts = 0, accepted = 0;
  bool responder_first = false;  // at the scene
  bool reached = true;           // somebody came
};

struct PolicyReplay {
  dispatch::ResponderPolicy policy;
  std::vector<ReplayOutcome> outcomes;  // as the arrests
};

struct ReplayRun {
  std::vector<PolicyReplay> policies;
  std::size_t arrests = 0;
  double days = 0;
  std::size_t units = 0;
  bool complete = true;  // false: stopped by the user
};

// The same for any number of threads: weeks are independent.
ReplayRun replay(const dispatch::SchemeIndex& index, const dispatch::TravelTimes& times,
                 const std::vector<Arrest>& arrests, const ReplayOrder& order, base::Progress* progress = nullptr);

using ReplayFigure = std::function<double(const ReplayOutcome&)>;
struct ReplayEstimate {
  double mean = 0;
  std::optional<stats::Interval> interval;  // 95 %, Student's t
};
ReplayEstimate mean_of(const PolicyReplay& policy, const ReplayFigure& figure);
// b − a, arrest by arrest.
ReplayEstimate paired(const PolicyReplay& a, const PolicyReplay& b, const ReplayFigure& figure);

// Arrests drawn for a scheme without incidents of its own: around its ordinary resources' stations, AEDs and units,
// more by day than by night. Generated, and to be labelled so.
std::vector<Arrest> draw_arrests(const dispatch::Scheme& scheme, int number, base::Date from, int days,
                                 std::uint64_t seed);

// A CSV with received, lon, lat and, if there, municipality and rural (yes, no). Fails (KJ1321) with every row that
// cannot be used.
base::Result<std::vector<Arrest>> read_arrests(std::string_view name, std::string text);

}  // namespace kjede::sim
