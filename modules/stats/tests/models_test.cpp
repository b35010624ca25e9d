// Edges and messages of funnels, agreement, standardisation and survival.
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "kjede/stats/agreement.hpp"
#include "kjede/stats/funnel.hpp"
#include "kjede/stats/standardise.hpp"
#include "kjede/stats/survival.hpp"

namespace kjede::stats {
namespace {

template <class T>
std::string message(const base::Result<T>& result) {
  return result ? "no error" : std::string(result.error().front().code) + " " + result.error().front().message;
}

using Units = std::vector<FunnelUnit>;

TEST(Funnel, SaysWhichUnitIsWrong) {
  const auto proportion = [](const Units& units) { return message(funnel_sd3(units, FunnelKind::proportion)); };
  EXPECT_EQ(proportion({}), "KJ0802 there are no units");
  EXPECT_EQ(proportion({{1, 2}, {3, 2}}), "KJ0805 unit 2: the numerator is larger than the denominator");
  EXPECT_EQ(proportion({{-1, 2}}), "KJ0804 unit 1: the numerator is below 0");
  EXPECT_EQ(proportion({{0, -2}}), "KJ0804 unit 1: the denominator is below 0");
  EXPECT_EQ(proportion({{0.5, 2}}), "KJ0808 unit 1: a proportion needs whole counts");
  EXPECT_EQ(message(funnel_sd3(Units{{1, 0}}, FunnelKind::rate)), "KJ0806 unit 1: events, but the denominator is 0");
  EXPECT_EQ(message(funnel_overdispersed(Units{{0, 2.5}, {4, 3.5}}, DispersionScale::shmi)),
            "KJ0808 unit 1: no events, and SHMI takes a logarithm");
  EXPECT_EQ(message(funnel_overdispersed(Units{{0, 0}}, DispersionScale::cqc)), "KJ0806 every denominator is 0");
}

TEST(Funnel, AUnitWithoutDenominatorIsListedWithoutLimits) {
  const Units units{{3, 10}, {0, 0}, {5, 20}};
  const auto funnel = funnel_sd3(units, FunnelKind::proportion);
  ASSERT_EQ(funnel->units.size(), 3U);
  EXPECT_FALSE(funnel->units[1].value);
  EXPECT_FALSE(funnel->units[1].sd3);
  EXPECT_FALSE(funnel_exact_binomial(units)->at(1));
  EXPECT_FALSE(funnel_significance(units, FunnelKind::proportion)->at(1));
  EXPECT_EQ(funnel_overdispersed(units, DispersionScale::proportion)->units.size(), 2U);
}

TEST(Funnel, NothingVariesWhenEveryUnitIsAtTheEnd) {
  const auto limits = funnel_exact_binomial(Units{{0, 10}, {0, 20}});
  EXPECT_EQ(limits->at(0)->limits95, (Interval{0, 0}));
  EXPECT_FALSE(funnel_sd3(Units{{0, 10}, {0, 20}}, FunnelKind::proportion)->units[0].outside3sd);
}

TEST(Funnel, LimitsNarrowAndHoldTheCentre) {
  EXPECT_TRUE(rc::check("exact binomial limits", [] {
    const double centre = *rc::gen::inRange(1, 100) / 100.0;
    const auto n = *rc::gen::inRange<std::int64_t>(1, 2000);
    const auto limits = exact_binomial_limits(centre, n);
    RC_ASSERT(limits && limits->limits998.low >= 0 && limits->limits998.high <= 1);
    RC_ASSERT(limits->limits998.low <= limits->limits95.low && limits->limits95.high <= limits->limits998.high);
  }));
}

TEST(Agreement, IsUndefinedWhenChanceAgreesFully) {
  const auto table = AgreementTable::of(2, {10, 0, 0, 0});
  EXPECT_EQ(percent_agreement(*table), 1);
  EXPECT_FALSE(cohen_kappa(*table));
  EXPECT_FALSE(scott_pi(*table));
  EXPECT_EQ(gwet_ac1(*table)->value, 1);
}

TEST(Agreement, DependsOnTheWholeCodeList) {
  const auto seen = AgreementTable::of(2, {40, 6, 9, 45});
  const auto listed = AgreementTable::of(3, {40, 6, 0, 9, 45, 0, 0, 0, 0});
  EXPECT_DOUBLE_EQ(cohen_kappa(*seen)->value, cohen_kappa(*listed)->value);
  EXPECT_LT(gwet_ac1(*seen)->value, gwet_ac1(*listed)->value);
}

TEST(Agreement, SaysWhatIsWrong) {
  EXPECT_EQ(message(AgreementTable::of(1, {3})), "KJ0809 agreement needs at least two categories");
  EXPECT_EQ(message(AgreementTable::of(2, {1, 2, 3})),
            "KJ0809 the table of two raters is not square, with a row for every category");
  EXPECT_EQ(message(AgreementTable::of(2, {1, 2, 3, -1})), "KJ0809 a count of the table is negative or not finite");
  EXPECT_EQ(message(AgreementTable::of(2, {0, 0, 0, 0})), "KJ0802 the table of two raters is empty");
  EXPECT_EQ(message(RatingCounts::of(2, {0, 0})), "KJ0802 no subject has a rating");
  EXPECT_EQ(message(RatingCounts::of(2, {1, 1, 1})),
            "KJ0809 the table of ratings does not have an entry for every category");
}

TEST(Agreement, AndManyRatersAgreeWithTwo) {
  // the table 3 1 / 0 2 as six subjects rated twice
  const auto table = AgreementTable::of(2, {3, 1, 0, 2});
  const auto ratings = RatingCounts::of(2, {2, 0, 2, 0, 2, 0, 1, 1, 0, 2, 0, 2});
  EXPECT_DOUBLE_EQ(percent_agreement(*table), *percent_agreement(*ratings));
  EXPECT_NEAR(scott_pi(*table)->value, fleiss_kappa(*ratings)->value, 1e-14);
  EXPECT_NEAR(gwet_ac1(*table)->value, gwet_ac1(*ratings)->value, 1e-14);
}

TEST(Standardise, SaysWhatIsWrong) {
  const std::vector<std::int64_t> events{1, 2};
  const std::vector<double> people{100, 200}, weights{1, 1}, none{0, 0};
  EXPECT_EQ(message(direct_standardised(events, people, std::vector<double>{1})),
            "KJ0801 events, population and standard population differ in length");
  EXPECT_EQ(message(direct_standardised(events, none, weights)), "KJ0809 the population of a band is not above 0");
  EXPECT_EQ(message(direct_standardised(events, people, none)), "KJ0809 the standard population is negative or empty");
  EXPECT_EQ(message(direct_standardised(std::vector<std::int64_t>{1, -2}, people, weights)),
            "KJ0804 the events of a band are below 0");
  EXPECT_EQ(message(indirect_standardised(events, people, weights, std::vector<double>{1})),
            "KJ0801 events, population and the reference differ in length");
}

TEST(Standardise, NoEventsHaveARateButNoInterval) {
  const auto direct = direct_standardised(std::vector<std::int64_t>{0, 0}, std::vector<double>{100, 200},
                                          std::vector<double>{1, 1}, 1000);
  EXPECT_EQ(direct->rate, 0);
  EXPECT_FALSE(direct->dobson_byar);
  EXPECT_FALSE(direct->fay_feuer);
  EXPECT_TRUE(direct->few_events);
}

TEST(Survival, EndsAtZeroWithoutAnInterval) {
  const std::vector<FollowUp> patients{{1, true}, {2, true}};
  const auto curve = kaplan_meier(patients);
  EXPECT_EQ(curve->steps.back().survival, 0);
  EXPECT_FALSE(curve->steps.back().standard_error());
  EXPECT_FALSE(survival_interval(curve->steps.back(), SurvivalScale::log_log));
  EXPECT_DOUBLE_EQ(*median_survival(*curve).median, 1.5);  // exactly ½ until the next death
  EXPECT_EQ(survival_at(*curve, 0.5).survival, 1);
  EXPECT_EQ(survival_interval(survival_at(*curve, 0.5), SurvivalScale::log_log), (Interval{1, 1}));
}

TEST(Survival, SaysWhatIsWrong) {
  EXPECT_EQ(message(kaplan_meier({})), "KJ0802 there is nobody to follow");
  const std::vector<FollowUp> bad{{1, true}, {-2, false}};
  EXPECT_EQ(message(kaplan_meier(bad)), "KJ0809 row 2: the time is negative or not finite");
}

TEST(Survival, FallsAndStaysWithinItsIntervals) {
  EXPECT_TRUE(rc::check("kaplan_meier", [] {
    std::vector<FollowUp> patients;
    for (std::size_t i = *rc::gen::inRange<std::size_t>(1, 80); i > 0; --i)
      patients.push_back({static_cast<double>(*rc::gen::inRange(0, 40)), *rc::gen::arbitrary<bool>()});
    const auto curve = kaplan_meier(patients);
    double before = 1;
    for (const auto& step : curve->steps) {
      RC_ASSERT(step.survival <= before && step.survival >= 0);
      before = step.survival;
      for (const auto scale : {SurvivalScale::plain, SurvivalScale::log, SurvivalScale::log_log})
        if (const auto ci = survival_interval(step, scale))
          RC_ASSERT(ci->low <= step.survival + 1e-12 && step.survival <= ci->high + 1e-12);
    }
  }));
}

}  // namespace
}  // namespace kjede::stats
