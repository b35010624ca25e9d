#pragma once
// How many calls come, when and where: a non-homogeneous Poisson model of the calls of each priority by hour of the
// week (168, smoothed around the week), season and trend, and of the zones' shares by part of the week; with the spread
// that real calls have beyond Poisson. planning_methods §5.
//
//   KJEDE_ASSIGN(const auto model, planning::fit_demand(data, {}));
//   model.expected(priority, slot)               calls in one hour, all zones
//   model.expected(priority, slot) * model.share(priority, slot, zone)
//
// Time is counted in slots of one hour from the first; the caller says which local hour of the week and which day of
// the year each slot is, so that a repeated or skipped hour in autumn and spring is what the wall clock said.

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "kjede/base/result.hpp"

namespace kjede::planning {

inline constexpr std::size_t hours_of_week = 168;

// One hour of real time.
struct DemandSlot {
  std::uint8_t hour_of_week = 0;  // 0: Monday 00–01 local time
  std::uint16_t day_of_year = 1;  // 1–366, local date
  std::int64_t hour = 0;          // hours since 1970-01-01T00:00Z
};

// One call: an incident, not a unit's mission.
struct DemandCall {
  std::uint32_t slot = 0;
  std::uint16_t zone = 0;
  std::uint8_t priority = 0;
};

struct DemandData {
  std::vector<std::string> zones;
  std::vector<std::string> priorities;
  std::vector<DemandSlot> slots;       // consecutive hours
  std::vector<DemandCall> calls;       // in any order
  std::vector<double> zone_x, zone_y;  // metres in a plane, per zone; empty: unknown, neighbours are not used
};

struct DemandOptions {
  std::size_t harmonics = 3;  // of the season; 0 when there is less than a year of data
  bool trend = true;          // log-linear in time; not with less than two years
  double prior_calls = 0.0;   // weight of the common zone shares in each part of the week; 0: by likelihood
};

// Parts of the week with zone shares of their own: weekday day (07–17), evening (17–23), night (23–07), weekend 07–23.
inline constexpr std::size_t parts_of_week = 4;
std::size_t part_of_week(std::size_t hour_of_week);

// The calls of one priority.
struct DemandRhythm {
  double level = 0.0;                        // log calls an hour at the middle of the data
  double trend = 0.0;                        // log change a year
  std::vector<double> season;                // cosine, sine of each harmonic
  std::array<double, hours_of_week> week{};  // log factor; exp has mean 1
  double smoothing = 0.0;                    // penalty chosen
  double effective_parameters = 0.0;
  double pearson = 1.0;     // Pearson χ² / degrees of freedom of the Poisson fit
  double dispersion = 0.0;  // α of the variance μ + α μ²; 0: Poisson
  std::int64_t calls = 0;
  std::vector<std::array<double, parts_of_week>> share;  // per zone; each part sums to 1 over the zones
};

class DemandModel {
 public:
  DemandModel() = default;
  // `slots`: how many hours the model was fitted to.
  DemandModel(std::vector<std::string> zones, std::vector<std::string> priorities, std::vector<DemandRhythm> rhythms,
              std::int64_t middle_hour, std::size_t slots);

  const std::vector<std::string>& zones() const { return zones_; }
  const std::vector<std::string>& priorities() const { return priorities_; }
  const DemandRhythm& rhythm(std::size_t priority) const { return rhythms_[priority]; }
  std::size_t hours() const { return slots_; }
  // Expected calls of the hour; the trend is not carried more than a year beyond the data.
  double expected(std::size_t priority, const DemandSlot& slot) const;
  double share(std::size_t priority, std::size_t hour_of_week, std::size_t zone) const;

 private:
  std::vector<std::string> zones_, priorities_;
  std::vector<DemandRhythm> rhythms_;
  std::int64_t middle_hour_ = 0;
  std::size_t slots_ = 0;
};

// Fails with KJ1430 when there is less than four weeks of hours or a priority without calls.
base::Result<DemandModel> fit_demand(const DemandData& data, const DemandOptions& options);
// The same from the slots before `end` only.
base::Result<DemandModel> fit_demand(const DemandData& data, const DemandOptions& options, std::size_t end);

// The same calls with one priority, "": what all of them together do. Priorities rise and fall together, so the spread
// of their sum is more than their spreads say.
DemandData without_priorities(const DemandData& data);

// Calls per slot of one priority, all zones.
std::vector<std::uint32_t> calls_by_slot(const DemandData& data, std::size_t priority);

}  // namespace kjede::planning
