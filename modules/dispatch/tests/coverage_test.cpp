// Incremental counts against the definition of expected coverage.
#include "kjede/dispatch/coverage.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>

#include "kjede/dispatch/dmexclp.hpp"
#include "random_fleet.hpp"

namespace kjede::dispatch {
namespace {

TEST(Coverage, ZonesWithTheSameStationsAreOneGroup) {
  // Two stations, four zones: 0 and 1 by station 0 alone, 2 by both, 3 by nobody.
  const std::vector<Millis> times = {1, 2, 3, 9, 9, 9, 3, 9};
  const std::vector<Millis> limits = {3, 3, 3, 3};
  const std::vector<double> demand = {1, 2, 4, 8};
  const auto cover = Coverage::build(times, limits, demand);
  EXPECT_EQ(cover.group_count(), 2u);
  EXPECT_EQ(cover.total_demand(), 15);
  CoverCounts counts(cover, 0.5, 3);
  EXPECT_EQ(counts.gain(0), 3.5);
  counts.add(0);
  EXPECT_EQ(counts.expected(), 3.5);
  EXPECT_EQ(counts.gain(0), 1.75);
  EXPECT_EQ(counts.gain(1), 1.0);
  EXPECT_EQ(counts.loss(0), 3.5);
}

bool same(double a, double b) { return std::abs(a - b) < 1e-9; }

// Every question that can be asked of the counts, answered from the definition.
void compare(const RandomFleet& fleet, const CoverCounts& counts, const std::vector<std::uint32_t>& at,
             std::uint32_t station, double q) {
  const double now = expected_by_definition(fleet, at, q);
  RC_ASSERT(same(counts.expected(), now));
  auto more = at;
  more.push_back(station);
  RC_ASSERT(same(counts.gain(station), expected_by_definition(fleet, more, q) - now));
  if (at.empty()) return;
  auto less = at;
  less.pop_back();
  RC_ASSERT(same(counts.loss(at.back()), now - expected_by_definition(fleet, less, q)));
  less.push_back(station);
  RC_ASSERT(same(counts.move_gain(at.back(), station), expected_by_definition(fleet, less, q) - now));
}

RC_GTEST_PROP(CoverCounts, AgreeWithTheDefinition, (std::uint64_t seed)) {
  RandomFleet fleet(seed);
  const double q = 0.1 * static_cast<double>(fleet.rng.below(10));
  const auto cover = fleet.coverage();
  CoverCounts counts(cover, q, 8);
  std::vector<std::uint32_t> at;
  for (int step = 0; step < 12; ++step) {
    const auto s = static_cast<std::uint32_t>(fleet.rng.below(RandomFleet::stations));
    compare(fleet, counts, at, s, q);
    if (at.size() < 8 && fleet.rng.chance(0.7)) {
      at.push_back(s);
      counts.add(s);
    } else if (!at.empty()) {
      counts.remove(at.back());
      at.pop_back();
    }
  }
}

RC_GTEST_PROP(Dmexclp, NoStationAddsMore, (std::uint64_t seed)) {
  RandomFleet fleet(seed);
  const double q = 0.4;
  const auto cover = fleet.coverage();
  CoverCounts counts(cover, q, 8);
  std::vector<std::uint32_t> at;
  for (auto n = fleet.rng.below(5); n > 0; --n) {
    at.push_back(static_cast<std::uint32_t>(fleet.rng.below(RandomFleet::stations)));
    counts.add(at.back());
  }
  const std::vector<Millis> drive = {4, 3, 2, road::unreachable};
  const std::vector<std::uint8_t> open = {1, fleet.rng.chance(0.5), 1, 1};
  const auto best = dmexclp_station(counts, {.to_station = drive, .open = open});
  RC_ASSERT(best < 3u);
  RC_ASSERT(open[best] == 1);
  const auto value = [&](std::uint32_t s) {
    auto with = at;
    with.push_back(s);
    return expected_by_definition(fleet, with, q);
  };
  for (std::uint32_t s = 0; s < 3; ++s)
    if (open[s]) RC_ASSERT(value(best) >= value(s) - 1e-9);
}

// Over a history of units that come and go, a bound never falls below the gain, and the station found with bounds is
// the one found by looking at all of them.
RC_GTEST_PROP(Dmexclp, PassingStationsByChangesNoAnswer, (std::uint64_t seed)) {
  RandomFleet fleet(seed);
  const auto cover = fleet.coverage();
  CoverCounts counts(cover, 0.1 * static_cast<double>(fleet.rng.below(10)), 8);
  std::vector<std::uint32_t> at;
  const std::vector<Millis> drive = {4, 2, 2, 3};
  for (int step = 0; step < 30; ++step) {
    if (at.empty() || (at.size() < 8 && fleet.rng.chance(0.5))) {
      at.push_back(static_cast<std::uint32_t>(fleet.rng.below(RandomFleet::stations)));
      counts.add(at.back());
    } else {
      const auto leaving = at.begin() + static_cast<std::ptrdiff_t>(fleet.rng.below(at.size()));
      counts.remove(*leaving);
      at.erase(leaving);
    }
    auto afresh = counts;  // its own bounds, so that asking for gains tightens none of those under test
    std::uint32_t best = none;
    for (std::uint32_t s = 0; s < RandomFleet::stations; ++s) {
      RC_ASSERT(counts.most_gain(s) >= afresh.gain(s));
      const bool better = best == none || afresh.gain(s) > afresh.gain(best) ||
                          (afresh.gain(s) == afresh.gain(best) && drive[s] < drive[best]);
      if (better) best = s;
    }
    RC_ASSERT(dmexclp_station(counts, {.to_station = drive}) == best);
  }
}

RC_GTEST_PROP(Dmexclp, SendsTheUnitInTimeThatIsMissedLeast, (std::uint64_t seed)) {
  RandomFleet fleet(seed);
  const double q = 0.4;
  const auto cover = fleet.coverage();
  CoverCounts counts(cover, q, 8);
  std::vector<std::uint32_t> at;
  for (const auto& unit : fleet.units)
    if (is_idle(unit.status)) counts.add(unit.station), at.push_back(unit.station);
  const Millis limit = 400'000;
  const auto choice = dmexclp_dispatch(fleet.units, fleet.to_scene, fleet.request, counts, limit);
  const auto left = [&](std::uint32_t u) {
    auto without = at;
    without.erase(std::ranges::find(without, fleet.units[u].station));
    return expected_by_definition(fleet, without, q);
  };
  bool someone_in_time = false;
  for (std::uint32_t u = 0; u < fleet.units.size(); ++u) {
    const Unit& unit = fleet.units[u];
    if (!is_idle(unit.status) || !may_take(unit, fleet.request)) continue;
    if (predicted_arrival(unit, fleet.to_scene) > limit) continue;
    someone_in_time = true;
    RC_ASSERT(choice && choice->arrival <= limit);
    RC_ASSERT(left(choice->unit) >= left(u) - 1e-9);
  }
  if (!someone_in_time) RC_ASSERT(choice == closest_idle(fleet.units, fleet.to_scene, fleet.request));
}

}  // namespace
}  // namespace kjede::dispatch
