// Every reference case of agreement, standardisation and survival.
#include "cases.hpp"
#include "kjede/stats/agreement.hpp"
#include "kjede/stats/standardise.hpp"
#include "kjede/stats/survival.hpp"

namespace kjede::stats {
namespace {

void compare(const std::optional<Coefficient>& actual, const Json& expected, const std::string& where) {
  ASSERT_TRUE(actual) << where;
  expect_near(actual->value, number(expected.at("value")), tight, where);
  expect_near(actual->standard_error, number(expected.at("se")), tight, where + " se");
  if (!expected.contains("ci95")) return;
  expect_near(low(actual->ci), number(expected.at("ci95").at(0)), tight, where + " low");
  expect_near(high(actual->ci), number(expected.at("ci95").at(1)), tight, where + " high");
}

void compare_two_raters(const Json& item) {
  std::vector<double> counts;
  for (const auto& row : item.at("input").at("table"))
    for (const double count : row) counts.push_back(count);
  const auto table = AgreementTable::of(item.at("categories").size(), counts);
  ASSERT_TRUE(table);
  const auto& expected = item.at("expected");
  const std::string id = item.at("id");
  EXPECT_EQ(table->total(), expected.at("n").get<double>());
  expect_near(percent_agreement(*table), number(expected.at("percent_agreement")), tight, id);
  const auto kappa = cohen_kappa(*table);
  compare(kappa, expected.at("cohen_kappa"), id + " kappa");
  expect_near(kappa->expected_agreement, number(expected.at("expected_agreement_kappa")), tight, id);
  compare(gwet_ac1(*table), expected.at("gwet_ac1"), id + " ac1");
  compare(scott_pi(*table), expected.at("scott_pi"), id + " pi");
  compare(brennan_prediger(*table), expected.at("brennan_prediger"), id + " bp");
  if (!expected.contains("cohen_kappa_linear")) return;
  compare(cohen_kappa(*table, Weights::linear), expected.at("cohen_kappa_linear"), id + " linear");
  compare(cohen_kappa(*table, Weights::quadratic), expected.at("cohen_kappa_quadratic"), id + " quadratic");
}

void compare_many_raters(const Json& item) {
  const auto& categories = item.at("categories");
  std::vector<double> counts;
  for (const auto& subject : item.at("input").at("ratings"))
    for (const auto& category : categories)
      counts.push_back(static_cast<double>(std::count(subject.begin(), subject.end(), category)));
  const auto ratings = RatingCounts::of(categories.size(), counts);
  ASSERT_TRUE(ratings);
  const auto& expected = item.at("expected");
  const std::string id = item.at("id");
  expect_near(percent_agreement(*ratings), number(expected.at("percent_agreement")), tight, id);
  const auto fleiss = fleiss_kappa(*ratings), ac1 = gwet_ac1(*ratings);
  expect_near(fleiss->value, number(expected.at("unrounded").at("fleiss_kappa")), tight, id);
  expect_near(ac1->value, number(expected.at("unrounded").at("gwet_ac1")), tight, id);
  // the peer prints five decimals
  EXPECT_NEAR(*fleiss->standard_error, expected.at("fleiss_kappa").at("se").get<double>(), 5.01e-6);
  EXPECT_NEAR(*ac1->standard_error, expected.at("gwet_ac1").at("se").get<double>(), 5.01e-6);
}

TEST(Reference, Agreement) {
  for (const auto& item : read_cases("agreement.json"))
    item.at("kind") == "two_raters_table" ? compare_two_raters(item) : compare_many_raters(item);
}

TEST(Reference, Standardisation) {
  for (const auto& item : read_cases("standardised_rates.json")) {
    const auto& input = item.at("input");
    const auto& expected = item.at("expected");
    const std::string id = item.at("id");
    const auto column = [&](const char* name) { return input.at(name).get<std::vector<double>>(); };
    const auto events = input.at("events").get<std::vector<std::int64_t>>();
    if (item.at("kind") == "direct") {
      const auto standard = column("standard");
      EXPECT_TRUE(std::ranges::equal(standard, european_standard_2013));
      const auto direct = direct_standardised(events, column("population"), standard, item.at("multiplier"));
      ASSERT_TRUE(direct);
      EXPECT_EQ(direct->events, expected.at("total_events").get<std::int64_t>());
      expect_near(direct->crude, number(expected.at("crude_rate")), tight, id);
      expect_near(direct->rate, number(expected.at("dsr")), tight, id);
      expect_near(low(direct->dobson_byar), number(expected.at("dobson_byar_ci95").at(0)), tight, id);
      expect_near(high(direct->dobson_byar), number(expected.at("dobson_byar_ci95").at(1)), tight, id);
      expect_near(low(direct->fay_feuer), number(expected.at("fay_feuer_gamma_ci95").at(0)), tight, id);
      expect_near(high(direct->fay_feuer), number(expected.at("fay_feuer_gamma_ci95").at(1)), tight, id);
      EXPECT_EQ(direct->few_events, expected.at("phe_suppressed_below_10").get<bool>());
      continue;
    }
    const auto indirect =
        indirect_standardised(events, column("population"), column("ref_events"), column("ref_population"));
    ASSERT_TRUE(indirect);
    EXPECT_EQ(indirect->observed, expected.at("observed").get<std::int64_t>());
    expect_near(indirect->expected, number(expected.at("expected")), tight, id);
    expect_near(indirect->ratio, number(expected.at("ratio")), tight, id);
    expect_near(low(indirect->ci), number(expected.at("ci95").at(0)), tight, id);
    expect_near(high(indirect->ci), number(expected.at("ci95").at(1)), tight, id);
    EXPECT_EQ(indirect->method, expected.at("method").get<std::string>());
  }
}

void compare_at(const SurvivalCurve& curve, const Json& expected, const std::string& id) {
  const auto step = survival_at(curve, expected.at("time"));
  expect_near(step.survival, number(expected.at("surv")), tight, id);
  for (const auto& [name, scale] : {std::pair{"log", SurvivalScale::log}, std::pair{"loglog", SurvivalScale::log_log},
                                    std::pair{"plain", SurvivalScale::plain}}) {
    const auto ci = survival_interval(step, scale);
    expect_near(low(ci), number(expected.at(std::string(name) + "_lo")), tight, id + name);
    expect_near(high(ci), number(expected.at(std::string(name) + "_hi")), tight, id + name);
  }
}

TEST(Reference, Survival) {
  for (const auto& item : read_cases("kaplan_meier.json")) {
    const std::string id = item.at("id");
    std::vector<FollowUp> patients;
    for (std::size_t i = 0; i < item.at("input").at("time").size(); ++i)
      patients.push_back({item.at("input").at("time").at(i), item.at("input").at("event").at(i) == 1});
    const auto curve = kaplan_meier(patients);
    ASSERT_TRUE(curve);
    const auto& expected = item.at("expected");
    ASSERT_EQ(curve->steps.size(), expected.at("steps").size());
    for (std::size_t i = 0; i < curve->steps.size(); ++i) {
      const auto& step = curve->steps[i];
      const auto& row = expected.at("steps").at(i);
      EXPECT_EQ(step.time, row.at("time").get<double>());
      EXPECT_EQ(step.at_risk, row.at("n_risk").get<double>());
      EXPECT_EQ(step.events, row.at("n_event").get<double>());
      EXPECT_EQ(step.censored, row.at("n_censor").get<double>());
      expect_near(step.survival, number(row.at("surv")), tight, id);
      expect_near(step.standard_error(), number(row.at("greenwood_se")), tight, id);
    }
    for (const auto& row : expected.at("at")) compare_at(*curve, row, id);
    const auto median = median_survival(*curve);
    expect_near(median.median, number(expected.at("median").at("median")), tight, id);
    expect_near(median.low, number(expected.at("median").at("0.95LCL")), tight, id);
    expect_near(median.high, number(expected.at("median").at("0.95UCL")), tight, id);
  }
}

}  // namespace
}  // namespace kjede::stats
