// Every reference case of proportions, rates, quantiles and means, and the runs limits.
#include "cases.hpp"
#include "kjede/stats/mean.hpp"
#include "kjede/stats/proportion.hpp"
#include "kjede/stats/quantile.hpp"
#include "kjede/stats/rate.hpp"
#include "kjede/stats/runs.hpp"

namespace kjede::stats {
namespace {

// The peer solves for mid-P with R's uniroot at its default tolerance, 1.2e-4 of the parameter: its own error is larger
// than the stated 1e-6. B03 shows it: with x = 0 of 10 the upper limit is 1 − 0.05^(1/10) = 0.2588656, the peer has
// 0.2588620. We solve to the last bits (SolvesTheEquation below) and allow the peer its tolerance.
void check_solver(const std::optional<Interval>& ci, const std::map<std::string, std::string>& row,
                  const std::string& name, double scale) {
  const auto lower = number(row.at(name + "_lo")), upper = number(row.at(name + "_hi"));
  ASSERT_EQ(ci.has_value(), lower.has_value());
  if (!ci) return;
  EXPECT_NEAR(ci->low / scale, *lower / scale, 1.3e-4) << row.at("id") << " " << name;
  EXPECT_NEAR(ci->high / scale, *upper / scale, 1.3e-4) << row.at("id") << " " << name;
}

TEST(Reference, Proportions) {
  for (const auto& row : read_rows("binomial_ci.csv")) {
    const auto x = std::stoll(row.at("x")), n = std::stoll(row.at("n"));
    const double level = std::stod(row.at("conf"));
    const auto check = [&](const std::string& name, const std::optional<Interval>& ci, double tolerance) {
      auto lower = number(row.at(name + "_lo"));
      if (x == 0 && lower && name != "ac") lower = 0;  // the peer prints 1e-17
      expect_near(low(ci), lower, tolerance, row.at("id") + " " + name + " low");
      expect_near(high(ci), number(row.at(name + "_hi")), tolerance, row.at("id") + " " + name + " high");
    };
    expect_near(proportion(x, n), number(row.at("est")), tight, row.at("id"));
    check("wilson", wilson(x, n, level), tight);
    check("cp", clopper_pearson(x, n, level), iterated);
    check("wilson_cc", wilson_corrected(x, n, level), tight);
    check("ac", agresti_coull(x, n, level), tight);
    check("jeffreys", jeffreys(x, n, level), tight);
    check_solver(mid_p(x, n, level), row, "midp", 1);
  }
}

TEST(Reference, Rates) {
  for (const auto& row : read_rows("poisson_rates.csv")) {
    const auto x = std::stoll(row.at("events"));
    const double t = std::stod(row.at("exposure")), m = std::stod(row.at("multiplier"));
    const double level = std::stod(row.at("conf"));
    const auto check = [&](const std::string& name, const std::optional<Interval>& ci, double tolerance) {
      expect_near(low(ci), number(row.at(name + "_lo")), tolerance, row.at("id") + " " + name + " low");
      expect_near(high(ci), number(row.at(name + "_hi")), tolerance, row.at("id") + " " + name + " high");
    };
    expect_near(rate(x, t, m), number(row.at("rate")), tight, row.at("id"));
    check("exact", rate_exact(x, t, m, level), iterated);
    check("byar", rate_byar(x, t, m, level), tight);
    check("phe", rate_phe(x, t, m, level), tight);
    EXPECT_EQ(rate_phe_method(x), row.at("phe_method")) << row.at("id");
    check_solver(rate_mid_p(x, t, m, level), row, "midp", m / t);
    check("proflik", rate_profile_interpolated(x, t, m, level), iterated);
  }
}

TEST(Reference, QuantilesAndMeans) {
  for (const auto& item : read_cases("quantiles_means.json")) {
    const std::string id = item.at("id");
    std::vector<double> values;
    for (const auto& value : item.at("values"))
      if (value.is_number()) values.push_back(value);
    EXPECT_EQ(values.size(), item.at("n").get<std::size_t>()) << id;
    expect_near(mean(values), number(item.at("mean")), tight, id + " mean");
    expect_near(standard_deviation(values), number(item.at("sd")), tight, id + " sd");
    const auto ci = mean_t(values);
    expect_near(low(ci), number(item.at("mean_ci95").at(0)), tight, id + " low");
    expect_near(high(ci), number(item.at("mean_ci95").at(1)), tight, id + " high");
    std::ranges::sort(values);
    const auto five = five_numbers(values);
    for (std::size_t k = 0; k < 5; ++k) {
      const double p = item.at("probs").at(k);
      for (const int type : {2, 6, 7, 8}) {
        const auto name = "type" + std::to_string(type);
        expect_near(quantile(values, p, static_cast<QuantileType>(type)), number(item.at(name).at(k)), tight,
                    id + " " + name);
      }
      expect_near(five->at(k), number(item.at("fivenum").at(k)), tight, id + " fivenum");
    }
  }
}

TEST(Reference, RunsLimits) {
  for (const auto& row : read_rows("anhoej_limits.csv")) {
    const auto limits = runs_limits(std::stoi(row.at("n_useful")));
    EXPECT_EQ(limits.longest_run_max, std::stoi(row.at("longest_run_max"))) << row.at("n_useful");
    EXPECT_EQ(limits.n_crossings_min, std::stoi(row.at("n_crossings_min"))) << row.at("n_useful");
  }
}

TEST(Reference, RunsFalseAlarm) {
  for (const auto& row : read_rows("anhoej_false_alarm.csv")) {
    const int n = std::stoi(row.at("n_useful"));
    const auto limits = runs_limits(n);
    EXPECT_EQ(limits.longest_run_max, std::stoi(row.at("longest_run_max")));
    EXPECT_EQ(limits.n_crossings_min, std::stoi(row.at("n_crossings_min")));
    const auto alarm = runs_false_alarm(n);
    expect_near(alarm.either, number(row.at("p_false_alarm")), tight, row.at("n_useful"));
    expect_near(alarm.long_run, number(row.at("p_long_run_only")), tight, row.at("n_useful"));
    expect_near(alarm.few_crossings, number(row.at("p_few_crossings_only")), tight, row.at("n_useful"));
  }
}

}  // namespace
}  // namespace kjede::stats
