#include "kjede/planning/cardiac_arrest.hpp"

#include <gmock/gmock.h>

#include "kjede/planning/survival.hpp"

namespace kjede::planning {
namespace {

// Norsk hjertestansregister, årsrapport 2024.
ArrestRegister norway() {
  ArrestRegister r;
  r.treated = 2905;
  r.survivors = 457;
  r.utstein = 399;
  r.utstein_survivors = 167;
  r.ambulance_witnessed = 352;
  r.bystander_cpr = 1997.0 / 2553;
  r.bystander_cpr_after = 140.0 / 60;
  r.response = {{10, 5}, {25, 7}, {50, 9.4}, {75, 14}, {90, 22}};
  return r;
}

constexpr SurvivalCurve curves[] = {SurvivalCurve::larsen, SurvivalCurve::valenzuela, SurvivalCurve::waalewijn,
                                    SurvivalCurve::de_maio};

TEST(Survival, ValuesOfThePublishedCurves) {
  EXPECT_NEAR(survival_de_maio(5), .120, .0005);
  EXPECT_NEAR(survival_de_maio(8), .059, .0005);
  EXPECT_NEAR(survival_de_maio(9.4), .0414, .0001);  // planning_methods prints .042
  EXPECT_NEAR(survival_de_maio(12), .021, .0005);
  EXPECT_NEAR(survival_de_maio(22), .0016, .00005);
  EXPECT_NEAR(survival_larsen(2, 7, 9), .67 - .046 - .077 - .189, 1e-12);
  EXPECT_EQ(survival_larsen(30, 30, 30), 0);
  EXPECT_NEAR(survival_valenzuela(1, 5), 1 / (1 + std::exp(-.260 + .106 + .695)), 1e-12);
  EXPECT_NEAR(survival_waalewijn(false, 2, 9), 1 / (1 + std::exp(.04 + .6 + .98)), 1e-12);
  EXPECT_NEAR(survival_waalewijn(true, 0, 0), 1 / (1 + std::exp(.74)), 1e-12);
}

TEST(ArrestModel, GivesTheRegistersSurvivalAtTheRegistersTimesWhateverTheCurves) {
  for (const auto utstein : curves) {
    for (const auto other : curves) {
      auto source = norway();
      source.utstein_curve = utstein;
      source.other_curve = other;
      const auto model = ArrestModel::calibrate(source);
      ASSERT_TRUE(model.has_value());
      EXPECT_NEAR(model->register_survival(), 457.0 / 2905, 1e-9);
    }
  }
}

TEST(ArrestModel, FallsWithTimeAndRisesWithFirstResponders) {
  const auto model = ArrestModel::calibrate(norway());
  ASSERT_TRUE(model.has_value());
  for (double t = 1; t < 60; ++t) EXPECT_GT(model->survival({.ambulance = t}), model->survival({.ambulance = t + 1}));
  EXPECT_GT(model->survival({.ambulance = 20, .responder = 8}), model->survival({.ambulance = 20}));
  EXPECT_EQ(model->survival({.ambulance = 8, .responder = 20}), model->survival({.ambulance = 8}));
  EXPECT_EQ(model->survival({.ambulance = 20, .responder = 8}), model->survival({.ambulance = 8}));
}

TEST(ArrestModel, CountsThatContradictEachOtherAreRefused) {
  auto source = norway();
  source.utstein_survivors = 500;
  const auto model = ArrestModel::calibrate(source);
  ASSERT_FALSE(model.has_value());
  EXPECT_EQ(model.error().front().message,
            "the cardiac arrests do not add up: 2905 treated, 457 survived; Utstein group 399, 500 survived; 352 seen "
            "by the ambulance; 5 percentiles of response time");
}

}  // namespace
}  // namespace kjede::planning
