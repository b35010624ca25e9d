#pragma once
// Simulation of a service under a policy: discrete events on virtual time, over the production rules of room dispatch.
//
// Replications are independent and run on threads; the result is the same bytes for any number of them. A run is
// repeated from its seed. Calls received in the warm-up are served but not counted; those received within `days` after
// it are followed to their end. Units that are idle or driving to a scene can be redirected at the next place ahead.
//
//   auto run = simulate(service, {.days = 250, .replications = 40, .seed = 1, .policy = policy});
//   auto late = estimate(*run, [](const Replication& r) { return r.response[0].share_within(); });

#include <functional>
#include <string>
#include <vector>

#include "kjede/base/progress.hpp"
#include "kjede/base/time.hpp"
#include "kjede/dispatch/policy.hpp"
#include "kjede/sim/model.hpp"
#include "kjede/stats/interval.hpp"

namespace kjede::sim {

enum class WhenBusy : std::uint8_t { queue, lose };  // no unit free: wait in line, or gone (the oracles of queueing)

struct Order {
  int days = 28;  // counted, per replication
  int warm_up_days = 1;
  int replications = 10;
  std::uint64_t seed = 1;
  int threads = 1;
  dispatch::Policy policy;
  WhenBusy when_busy = WhenBusy::queue;
  std::vector<Call> trace{};                          // replayed instead of generated calls, from time 0
  bool bootstrap = false;                             // draw whole weeks of the trace instead of replaying it once
  bool log = false;                                   // keep the missions, as rows of the register `mission`
  bool by_zone = false;                               // keep each zone's response times
  base::Instant start = base::make_date(2030, 1, 7);  // virtual time 0 in local standard time: a Monday
  int utc_offset_minutes = 60;                        // of the times in the log
};

// Only response times below this are in the national statistic of acute missions, and so in these figures: the register
// `mission` measures the same from the log.
inline constexpr Millis national_bound = 70 * 60'000;

// Response times: call received to first unit at the scene, as they were.
struct Responses {
  std::uint64_t within = 0;     // the target of zone and priority
  std::int64_t sum = 0;         // ms
  std::uint64_t beyond = 0;     // of 70 minutes or more: of acute missions counted apart, in no figure below
  std::vector<Millis> times{};  // of those in the figures, in order of their end

  void add(Millis response, bool in_time, bool national);
  std::uint64_t n() const { return times.size(); }
  double mean_seconds() const;
  double share_within() const;
  double quantile_seconds(double p) const;  // type 7, as the indicators; 0 for none
};

struct ZoneResponses {
  std::uint32_t n = 0, within = 0;  // acute, of any length
  std::int64_t sum = 0;
  std::vector<Millis> times{};  // acute, of any length; only when ordered (by_zone)
};

struct UnitFigures {
  Time on_duty = 0, busy = 0;  // within the counted days; busy: alerted to clear
  double kilometres = 0;
  std::uint32_t missions = 0, moves = 0, shifts = 0, diverted = 0;
};

struct Replication {
  int number = 0;  // from 0
  std::array<Responses, priority_count> response;
  std::vector<UnitFigures> units{};
  std::vector<ZoneResponses> zones{};
  std::uint64_t calls = 0, waited = 0, lost = 0, unreached = 0;  // unreached: no road for any unit of the kind
  Time waiting = 0;                                              // summed over those that waited
  std::uint64_t missions = 0;                                    // all that were simulated, warm-up too
  std::string log{};                                             // CSV rows without the header

  double busy_fraction() const;    // of the fleet
  double moves_per_shift() const;  // ordered moves; a unit always on duty has one shift a day
  double kilometres_per_day(int days) const;
};

struct Run {
  std::vector<Replication> replications{};  // in order
  bool complete = true;                     // false: stopped by the user; what is there is whole replications
  std::string log() const;                  // CSV with its header
};

// The CSV header of the log: the variables of the register `mission`.
std::string log_header();

base::Result<Run> simulate(const Service& service, const Order& order, base::Progress* progress = nullptr);

// A figure over the replications with its 95 % interval (Student's t; none for one replication).
struct Estimate {
  double mean = 0;
  std::optional<stats::Interval> interval;
};
using Figure = std::function<double(const Replication&)>;
Estimate estimate(const Run& run, const Figure& figure);
// b − a, replication by replication (paired t): both ran with the same seed, so they met the same calls.
Estimate difference(const Run& a, const Run& b, const Figure& figure);

}  // namespace kjede::sim
