#include "kjede/planning/demand.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

#include "kjede/base/rng.hpp"
#include "kjede/planning/call_count.hpp"
#include "kjede/planning/demand_arrivals.hpp"
#include "kjede/planning/demand_evaluation.hpp"

namespace kjede::planning {
namespace {

// Made calls: a weekly wave, a season, a trend, a level that wanders by `spread`, zones in fixed shares.
struct World {
  double base = 3.0, wave = 0.6, season = 0.2, growth = 0.05, spread = 0.0;
  double mean(const DemandSlot& slot) const {
    const double hour = 2 * std::numbers::pi * (slot.hour_of_week % 24 - 4) / 24;
    const double year = 2 * std::numbers::pi * slot.day_of_year / 365.25;
    return base * std::exp(-wave * std::cos(hour) + season * std::cos(year) +
                           growth * static_cast<double>(slot.hour) / 8766.0 + (slot.hour_of_week >= 120 ? 0.15 : 0.0));
  }
};

DemandData made(const World& world, std::size_t weeks, std::uint64_t seed) {
  DemandData data{{"a", "b", "c"}, {"acute", "urgent"}, {}, {}, {}, {}};
  base::Rng rng(seed);
  const double kept = std::exp2(-1.0 / 18.0);  // the level comes half-way back in 18 hours
  double level = 0.0;
  for (std::size_t t = 0; t < weeks * hours_of_week; ++t) {
    data.slots.push_back({static_cast<std::uint8_t>(t % hours_of_week), static_cast<std::uint16_t>(t / 24 % 365 + 1),
                          static_cast<std::int64_t>(t)});
    level = kept * level + std::sqrt(1 - kept * kept) * world.spread * rng.normal();
    for (std::uint8_t p = 0; p < 2; ++p) {
      const auto calls = rng.poisson(world.mean(data.slots[t]) * std::exp(level) * (p == 0 ? 1.0 : 0.3));
      for (std::uint64_t c = 0; c < calls; ++c) {
        const double u = rng.uniform();
        data.calls.push_back({static_cast<std::uint32_t>(t),
                              static_cast<std::uint16_t>(u < 0.6   ? 0
                                                         : u < 0.9 ? 1
                                                                   : 2),
                              p});
      }
    }
  }
  return data;
}

TEST(CallCount, AgreesWithSumsAndGivesQuantiles) {
  const CallCount poisson{2.0, 0.0};
  EXPECT_NEAR(poisson.probability(3), std::exp(-2.0) * 8 / 6, 1e-12);
  EXPECT_NEAR(poisson.cumulative(3), std::exp(-2.0) * (1 + 2 + 2 + 8.0 / 6), 1e-12);
  EXPECT_EQ(poisson.quantile(0.975), 5U);
  const CallCount wide{2.0, 0.5};
  double sum = 0.0, mean = 0.0, square = 0.0;
  for (std::uint32_t n = 0; n < 200; ++n) {
    sum += wide.probability(n);
    mean += n * wide.probability(n);
    square += static_cast<double>(n) * n * wide.probability(n);
  }
  EXPECT_NEAR(sum, 1.0, 1e-9);
  EXPECT_NEAR(mean, 2.0, 1e-9);
  EXPECT_NEAR(square - mean * mean, wide.variance(), 1e-9);
  EXPECT_GE(interval(wide, 0.8).probability, 0.8);
  EXPECT_EQ(interval({0.0, 0.0}, 0.95).high, 0U);
  EXPECT_EQ(CallCount({600.0, 0.0}).quantile(0.5), 600U);
  EXPECT_NEAR(static_cast<double>(CallCount({600.0, 0.0}).quantile(0.975)), 600 + 1.96 * std::sqrt(600), 1.5);
}

TEST(Demand, FindsTheWeekTheSeasonTheTrendAndTheZones) {
  const World world;
  const auto data = made(world, 120, 1);
  const auto model = fit_demand(data, {});
  ASSERT_TRUE(model) << base::render(model.error());
  double off = 0.0;
  for (std::size_t t = 0; t < data.slots.size(); t += 7)
    off = std::max(off, std::abs(std::log(model->expected(0, data.slots[t]) / world.mean(data.slots[t]))));
  EXPECT_LT(off, 0.15);
  EXPECT_NEAR(model->rhythm(0).trend, 0.05, 0.03);
  EXPECT_LT(model->rhythm(0).dispersion, 0.005);
  for (std::size_t h = 0; h < hours_of_week; h += 13) {
    EXPECT_NEAR(model->share(0, h, 0), 0.6, 0.03);
    EXPECT_NEAR(model->share(0, h, 0) + model->share(0, h, 1) + model->share(0, h, 2), 1.0, 1e-12);
  }
}

TEST(Demand, SeesThatHoursSpreadMoreThanPoisson) {
  World world;
  world.spread = 0.3;
  const auto model = fit_demand(made(world, 110, 2), {});
  ASSERT_TRUE(model);
  EXPECT_NEAR(model->rhythm(0).dispersion, 0.094, 0.035);  // exp(0.3²) − 1
  EXPECT_GT(model->rhythm(0).pearson, 1.1);
}

TEST(Demand, SmallZonesAreDrawnToTheCommonSharesAndNeverNothing) {
  auto data = made({}, 60, 3);
  data.zones.emplace_back("empty");
  const auto model = fit_demand(data, {});
  ASSERT_TRUE(model);
  EXPECT_GT(model->share(0, 12, 3), 0.0);
  EXPECT_LT(model->share(0, 12, 3), 0.001);
}

TEST(Demand, SaysWhenThereIsTooLittle) {
  const auto few = fit_demand(made({}, 3, 4), {});
  ASSERT_FALSE(few);
  EXPECT_EQ(base::render(few.error()),
            "error[KJ1430]: there are 504 hours of calls\n  = bring in at least 672 (four weeks)\n");
  auto data = made({}, 10, 5);
  data.priorities.emplace_back("planned");
  const auto none = fit_demand(data, {});
  ASSERT_FALSE(none);
  EXPECT_EQ(base::render(none.error()),
            "error[KJ1430]: there are no calls of priority 'planned'\n"
            "  = leave the priority out, or bring in its calls\n");
}

const HoldoutScore* find(const Holdout& holdout, const std::string& method, const std::string& priority, bool zone) {
  for (const auto& score : holdout.scores) {
    if (score.method == method && score.priority == priority && score.by_zone == zone) return &score;
  }
  return nullptr;
}

// A level that wanders: the model beats the mean of the last weeks, the live level beats the model, and the intervals
// hold what they promise.
TEST(DemandHoldout, BeatsTheRulesOfThumbAndKeepsItsIntervals) {
  World world;
  world.spread = 0.25;
  const auto holdout = evaluate_demand(made(world, 120, 6), {}, {.origins = 6, .weeks = 4});
  ASSERT_TRUE(holdout) << base::render(holdout.error());
  const auto* model = find(*holdout, "model", "", false);
  const auto* naive = find(*holdout, "mean_8_weeks", "", false);
  const auto* live = find(*holdout, "live_1h", "", false);
  ASSERT_TRUE(model != nullptr && naive != nullptr && live != nullptr);
  EXPECT_LT(model->deviance, naive->deviance);
  EXPECT_LT(model->mean_absolute, naive->mean_absolute);
  EXPECT_LT(live->deviance, model->deviance);
  EXPECT_LT(find(*holdout, "model", "", true)->deviance, find(*holdout, "mean_8_weeks", "", true)->deviance);
  for (const auto* score : {model, live, find(*holdout, "live_24h", "", false)}) {
    EXPECT_NEAR(*score->within_80, *score->promised_80, 0.03) << score->method;
    EXPECT_NEAR(*score->within_95, *score->promised_95, 0.02) << score->method;
  }
  EXPECT_EQ(holdout->last_weeks.size(), 4 * hours_of_week);
}

TEST(DemandHoldout, SaysWhenThereAreTooFewWeeks) {
  const auto few = evaluate_demand(made({}, 20, 7), {}, {.origins = 6, .weeks = 4});
  ASSERT_FALSE(few);
  EXPECT_EQ(base::render(few.error()),
            "error[KJ1430]: 3360 hours are too few for a holdout of 6 origins 4 weeks apart\n"
            "  = ask for fewer origins; eight weeks must be left before the first\n");
}

TEST(LiveDemand, FollowsALevelThatHasChanged) {
  const auto data = made({}, 60, 8);
  const auto model = *fit_demand(data, {});
  LiveDemand live(model, 0, {48.0, 0.2, 0.0});
  const auto before = live.forecast(data.slots[0], 1);
  for (std::size_t t = 0; t < 200; ++t)
    live.see(data.slots[t], static_cast<std::uint32_t>(std::lround(2 * model.expected(0, data.slots[t]))));
  EXPECT_NEAR(live.level(), 2.0, 0.1);
  const auto near = live.forecast(data.slots[200], 1), far = live.forecast(data.slots[200], 48);
  EXPECT_NEAR(near.mean / model.expected(0, data.slots[200]), 2.0, 0.1);
  EXPECT_LT(far.mean, near.mean);  // comes back to what the model expects
  EXPECT_LT(near.dispersion, far.dispersion);
  EXPECT_NEAR(before.mean, model.expected(0, data.slots[0]), 1e-12);
  EXPECT_NEAR(live.forecast(data.slots[200], 5000).mean, model.expected(0, data.slots[200]), 1e-6);
}

TEST(DemandArrivals, GiveTheSimulatorTheSameCalls) {
  const auto data = made({}, 110, 9);
  const auto model = *fit_demand(data, {});
  sim::Demand demand;
  const std::vector<DemandSlot> year(data.slots.begin(), data.slots.begin() + 52 * hours_of_week);
  ASSERT_TRUE(set_arrivals(demand, model, {.slots = year, .municipal_factor = {}}));
  ASSERT_EQ(demand.streams.size(), 2U);
  double expected = 0.0, simulated = 0.0;
  for (std::size_t t = 0; t < year.size(); ++t) {
    for (std::size_t p = 0; p < 2; ++p) {
      expected += model.expected(p, year[t]);
      simulated += demand.streams[p].per_day / 24 * demand.streams[p].hour_factor[year[t].hour_of_week] *
                   demand.week_factor[t / hours_of_week];
    }
  }
  EXPECT_NEAR(simulated / expected, 1.0, 1e-3);
  EXPECT_NEAR(demand.streams[0].zone_weight[0], 0.6, 0.02);
  ASSERT_TRUE(set_arrivals(demand, model, {.slots = year, .municipal_factor = {2.0, 1.0, 1.0}}));
  EXPECT_NEAR(demand.streams[0].zone_weight[0], 1.2, 0.04);
  EXPECT_FALSE(set_arrivals(demand, model, {.slots = {}, .municipal_factor = {}}));
}

}  // namespace
}  // namespace kjede::planning
