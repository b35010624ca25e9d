// Statistics files: the reference cases, stripped of every expected value, must come back as they were.
#include "kjede/service/stats_files.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <set>

#include "kjede/testing/golden.hpp"
#include "kjede/text/json.hpp"

namespace kjede::service {
namespace {

using text::Json;

std::string reference(const std::string& name) {
  return testing::read_file(std::filesystem::path(KJEDE_SOURCE_DIR) / "modules/stats/tests/data" / name);
}

// Members of methods that are not offered, or that the peer has on the wrong scale.
const std::set<std::string> left_out{"krippendorff_alpha", "conger_kappa", "od_lcl95",     "od_ucl95",
                                     "od_lcl998",          "od_ucl998",    "outlier998_od"};

void expect_same(const Json& actual, const Json& expected, double tolerance, const std::string& where) {
  if (expected.is_object()) {
    for (const auto& [key, value] : expected.items()) {
      if (!actual.contains(key)) {
        EXPECT_TRUE(left_out.contains(key)) << where << "." << key << " is missing";
        continue;
      }
      if (where == "F03.expected.funnelplotr.units.10" && key == "od_ucl998") continue;  // the peer folds back
      expect_same(actual.at(key), value, tolerance, where + "." + key);
    }
  } else if (expected.is_array()) {
    ASSERT_EQ(actual.size(), expected.size()) << where;
    for (std::size_t i = 0; i < expected.size(); ++i)
      expect_same(actual.at(i), expected.at(i), tolerance, where + "." + std::to_string(i));
  } else if (expected.is_number() && actual.is_number()) {
    const double want = expected.get<double>();
    EXPECT_NEAR(actual.get<double>(), want, tolerance * std::max(std::abs(want), 1e-9)) << where;
  } else {
    EXPECT_EQ(actual, expected) << where;
  }
}

struct File {
  const char* kind;
  const char* name;
};

class ReferenceFiles : public ::testing::TestWithParam<File> {};

TEST_P(ReferenceFiles, ComeBackWithoutTheirExpectedValues) {
  const auto [kind, name] = GetParam();
  const Json cases = Json::parse(reference(name));
  Json bare = cases;
  for (auto& item : bare)
    for (const char* member : {"expected", "expected_unscreened", "n", "type2", "type6", "type7", "type8", "fivenum",
                               "mean", "sd", "mean_ci95"})
      item.erase(member);
  const auto text = recompute(kind, name, bare.dump());
  ASSERT_TRUE(text) << base::render(text.error());
  const Json computed = Json::parse(text->text);
  ASSERT_EQ(computed.size(), cases.size());
  for (std::size_t i = 0; i < cases.size(); ++i) {
    Json expected = cases[i];
    expected.erase("expected_unscreened");  // only where the case asks for it
    if (std::string_view(kind) == "survival") expected.at("expected").erase("at");
    expect_same(computed[i], expected, 1e-8, expected.at("id"));
  }
}

TEST_P(ReferenceFiles, ComeBackUnchangedAndAgainTheSame) {
  const auto [kind, name] = GetParam();
  const auto once = recompute(kind, name, reference(name));
  ASSERT_TRUE(once) << base::render(once.error());
  const Json cases = Json::parse(reference(name)), computed = Json::parse(once->text);
  for (std::size_t i = 0; i < cases.size(); ++i) {
    expect_same(computed[i], cases[i], 1e-8, cases[i].at("id"));
    std::vector<std::string> keys, same;
    for (const auto& [key, value] : cases[i].items()) keys.push_back(key);
    for (const auto& [key, value] : computed[i].items()) same.push_back(key);
    EXPECT_EQ(keys, same);
  }
  EXPECT_EQ(recompute(kind, name, once->text)->text, once->text);
}

INSTANTIATE_TEST_SUITE_P(Json, ReferenceFiles,
                         ::testing::Values(File{"spc", "spc_p.json"}, File{"spc", "spc_u_c_run.json"},
                                           File{"spc", "spc_i_xbar_t_g.json"}, File{"funnel", "funnel.json"},
                                           File{"agreement", "agreement.json"},
                                           File{"standardise", "standardised_rates.json"},
                                           File{"survival", "kaplan_meier.json"},
                                           File{"quantile", "quantiles_means.json"}));

std::vector<std::string> split(const std::string& text, char at) {
  std::vector<std::string> parts(1);
  for (const char c : text)
    if (c == at)
      parts.emplace_back();
    else
      parts.back() += c;
  return parts;
}

// Every cell of the answer against the cell of the same name in the reference.
void expect_same_table(const std::string& actual, const std::string& expected, double tolerance,
                       const std::set<std::string>& dropped) {
  const auto ours = split(actual, '\n'), theirs = split(expected, '\n');
  ASSERT_EQ(ours.size(), theirs.size());
  const auto columns = split(ours.at(0), ','), wanted = split(theirs.at(0), ',');
  for (std::size_t column = 0; column < wanted.size(); ++column) {
    const auto found = std::ranges::find(columns, wanted[column]);
    if (found == columns.end()) {
      EXPECT_TRUE(dropped.contains(wanted[column])) << wanted[column];
      continue;
    }
    EXPECT_FALSE(dropped.contains(wanted[column])) << wanted[column];
    for (std::size_t line = 1; line + 1 < ours.size(); ++line) {
      const auto have = split(ours[line], ',').at(static_cast<std::size_t>(found - columns.begin()));
      const auto want = split(theirs[line], ',').at(column);
      if (have == want) continue;
      ASSERT_FALSE(have.empty() || want.empty()) << wanted[column] << " line " << line;
      EXPECT_NEAR(std::stod(have), std::stod(want), tolerance * std::max(std::abs(std::stod(want)), 1e-9))
          << wanted[column] << " line " << line;
    }
  }
}

TEST(StatsTables, Proportions) {
  const auto text = recompute("proportion", "binomial_ci.csv", reference("binomial_ci.csv"));
  ASSERT_TRUE(text);
  expect_same_table(text->text, reference("binomial_ci.csv"), 1e-6, {"wald_lo", "wald_hi", "midp_lo", "midp_hi"});
}

TEST(StatsTables, Rates) {
  const auto text = recompute("rate", "poisson_rates.csv", reference("poisson_rates.csv"));
  ASSERT_TRUE(text);
  expect_same_table(text->text, reference("poisson_rates.csv"), 1e-6,
                    {"epitools_byar_lo", "epitools_byar_hi", "midp_lo", "midp_hi"});
}

TEST(StatsTables, Runs) {
  for (const char* name : {"anhoej_limits.csv", "anhoej_false_alarm.csv"}) {
    const auto text = recompute("anhoej", name, reference(name));
    ASSERT_TRUE(text);
    expect_same_table(text->text, reference(name), 1e-8, {});
    EXPECT_EQ(split(text->text, '\n').at(0), split(reference(name), '\n').at(0));
  }
  EXPECT_EQ(recompute("anhoej", "n.csv", "n_useful\n24\n")->text,
            "n_useful,longest_run_max,n_crossings_min,p_false_alarm,p_long_run_only,p_few_crossings_only\n"
            "24,8,8,0.06623983383178711,0.033069610595703125,0.04656982421875\n");
}

TEST(StatsTables, KeepsWhatItDoesNotCompute) {
  const auto text = recompute("proportion", "a.csv", "note;x;n\n\"one; two\";1;4\n=1+1;;5\n-;0;0\n");
  ASSERT_TRUE(text);
  const auto lines = split(text->text, '\n');
  EXPECT_EQ(lines.at(0),
            "note;x;n;est;wilson_lo;wilson_hi;cp_lo;cp_hi;wilson_cc_lo;wilson_cc_hi;ac_lo;ac_hi;jeffreys_lo;"
            "jeffreys_hi");
  EXPECT_THAT(lines.at(1), ::testing::StartsWith("\"one; two\";1;4;0.25;0.0455872608097"));
  EXPECT_EQ(lines.at(2), "=1+1;;5;;;;;;;;;;;");
  EXPECT_EQ(lines.at(3), "-;0;0;;;;;;;;;;;");
}

TEST(StatsTables, KeepsTheLineEnds) {
  EXPECT_EQ(recompute("anhoej", "n.csv", "n_useful,longest_run_max\r\n24,\r\n")->text,
            "n_useful,longest_run_max,n_crossings_min\r\n24,8,8\r\n");
}

std::string failure(std::string_view kind, std::string_view file, std::string_view text) {
  const auto result = recompute(kind, file, text);
  if (!result) return base::render(result.error());
  return result->faults.empty() ? "no error" : base::render(result->faults);
}

TEST(StatsFiles, SayWhatIsWrongWithATable) {
  EXPECT_EQ(failure("proportion", "a.csv", "x,n\n3,2\n"), "error[KJ0913]: 'a.csv', line 2: x is larger than n\n");
  EXPECT_EQ(failure("proportion", "a.csv", "x,n\n-3,2\n"), "error[KJ0913]: 'a.csv', line 2: x is below 0\n");
  EXPECT_EQ(failure("proportion", "a.csv", "x,n\n1.5,2\n"),
            "error[KJ0913]: 'a.csv', line 2: x is not a whole number\n");
  EXPECT_EQ(failure("rate", "a.csv", "events,exposure\n3,many\n"),
            "error[KJ0913]: 'a.csv', line 2: exposure is not a number\n");
  EXPECT_EQ(failure("rate", "a.csv", "events,exposure\n3,-1\n"),
            "error[KJ0913]: 'a.csv', line 2: exposure is below 0\n");
  EXPECT_EQ(failure("rate", "a.csv", "event,exposure\n3,1\n"),
            "error[KJ0912]: 'a.csv': there is no column 'events'\n  = is it the column 'event'?\n");
  EXPECT_EQ(failure("anhoej", "a.csv", "n_useful\n0\n"),
            "error[KJ0913]: 'a.csv', line 2: n_useful is not between 1 and 10000\n");
}

TEST(StatsFiles, SayWhatIsWrongWithACase) {
  EXPECT_EQ(failure("spcc", "a.json", "[]"),
            "error[KJ0910]: there is no kind of statistics file 'spcc'\n  = did you mean 'spc'?\n");
  EXPECT_EQ(failure("spc", "a.json", " \n"), "error[KJ0915]: 'a.json' is empty\n");
  EXPECT_EQ(failure("spc", "a.json", R"([{"id": "P1", "chart": "q", "input": [{"x": 1, "y": 2}]}, 7])"),
            "error[KJ0911]: case P1: chart 'q' is not known\n"
            "  = use run, i, mr, xbar, s, t, p, pp, u, up, c, g or ip\n"
            "error[KJ0911]: case 2: a case is an object with members\n");
  EXPECT_EQ(failure("spc", "a.json", R"([{"id": "P1", "chart": "p", "input": [{"x": 1, "y": 5, "n": 4}]}])"),
            "error[KJ0805]: case P1: row 1: the numerator is larger than the denominator\n"
            "  = check that both count the same, or use chart u for events per exposure\n");
  EXPECT_EQ(failure("spc", "a.json",
                    R"([{"id": "P1", "chart": "run", "options": {"freze": 3}, "input": [{"x": 1, "y": 5}]}])"),
            "error[KJ0911]: case P1: option 'freze' is not known\n"
            "  = known are freeze, part, exclude, multiply, cl, x.period\n");
  EXPECT_EQ(failure("survival", "a.json", R"([{"id": "K1", "input": {"time": [1, 2], "event": [1]}}])"),
            "error[KJ0911]: case K1: 'time' and 'event' differ in length\n");
  EXPECT_EQ(
      failure("agreement", "a.json",
              R"([{"id": "A1", "kind": "two_raters_table", "categories": ["a", "b"], "input": {"table": [[1, 2]]}}])"),
      "error[KJ0809]: case A1: the table of two raters is not square, with a row for every category\n");
  EXPECT_EQ(failure("quantile", "a.json", R"([{"id": "Q1", "values": [1, "two"]}])"),
            "error[KJ0911]: case Q1: 'values': entry 2 is not a number\n  = write a missing value as null\n");
  EXPECT_EQ(failure("standardise", "a.json", R"([{"kind": "direct"}])"), "error[KJ0911]: case 1: 'input' is missing\n");
}

TEST(StatsFiles, PrintTheOtherCasesWhenOneCannotBeComputed) {
  const auto file = recompute("spc", "a.json",
                              R"([{"id": "P1", "chart": "p", "input": [{"x": 1, "y": 5, "n": 4}], "expected": 1},
                                  {"id": "P2", "chart": "p", "input": [{"x": 1, "y": 3, "n": 4}]}])");
  ASSERT_TRUE(file);
  EXPECT_EQ(file->faults.size(), 1U);
  const Json cases = Json::parse(file->text);
  EXPECT_FALSE(cases.at(0).contains("expected"));
  EXPECT_EQ(cases.at(1).at("expected").at("points")[0].at("y"), 0.75);
  const auto table = recompute("rate", "a.csv", "events,exposure,rate\n-1,5,9\n1,4,\n");
  ASSERT_TRUE(table);
  EXPECT_EQ(table->faults.size(), 1U);
  EXPECT_THAT(table->text, ::testing::HasSubstr("\n-1,5,,,"));
  EXPECT_THAT(table->text, ::testing::HasSubstr("\n1,4,0.25,"));
}

Json only_case(std::string_view kind, const std::string& text) {
  const auto result = recompute(kind, "a.json", text);
  EXPECT_TRUE(result && result->faults.empty()) << (result ? "" : base::render(result.error()));
  return result ? Json::parse(result->text).at(0) : Json();
}

TEST(StatsFiles, ReadEveryOptionOfACharts) {
  const auto item = only_case("spc", R"([{"chart": "i", "screened_mr": false, "options":
      {"part": 2, "exclude": [1], "cl": 4, "multiply": 10, "freeze": null, "x.period": "week"},
      "input": [{"x": "2024-01-15", "y": 3}, {"x": "2024-01-01", "y": 4}, {"x": "2024-01-10", "y": null},
                {"x": "2024-01-08T12:00", "y": 5}, {"x": null, "y": 99}]}])");
  const auto& points = item.at("expected").at("points");
  ASSERT_EQ(points.size(), 3U);
  EXPECT_EQ(points[1].at("x"), "2024-01-08");
  EXPECT_EQ(points[1].at("y"), 50);
  EXPECT_EQ(points[2].at("part"), 2);
  EXPECT_EQ(points[0].at("include"), false);
  EXPECT_EQ(points[0].at("cl"), 40);
  EXPECT_FALSE(item.contains("expected_unscreened"));
}

TEST(StatsFiles, OrderFacetsAndKeepTheirKind) {
  const auto item =
      only_case("spc", R"([{"chart": "c", "input": [{"x": 1, "y": 3, "facet": 10}, {"x": 1, "y": 4, "facet": 9}]}])");
  EXPECT_EQ(item.at("expected").at("points")[0].at("facet"), 9);
  EXPECT_EQ(item.at("expected").at("summary")[1].at("facet"), 10);
}

TEST(StatsFiles, LeaveOutSHMIWhereAUnitHasNoEvents) {
  const auto item = only_case("funnel", R"([{"kind": "ratio", "input": [{"unit": "A", "observed": 0, "expected": 3},
      {"unit": "B", "observed": 4, "expected": 3.5}]}])");
  EXPECT_FALSE(item.at("expected").contains("funnelplotr_shmi"));
  EXPECT_EQ(item.at("expected").at("funnelplotr_cqc").at("units").size(), 2U);
}

TEST(StatsFiles, AnswerAtTheTimesAskedFor) {
  const auto item = only_case("survival", R"([{"at": [2, 30], "input": {"time": [1, 5, 9], "event": [1, 0, 1]}}])");
  EXPECT_EQ(item.at("expected").at("at").size(), 2U);
  EXPECT_EQ(item.at("expected").at("at")[1].at("surv"), 0);
  EXPECT_EQ(item.at("expected").at("at")[1].at("log_lo"), nullptr);
}

}  // namespace
}  // namespace kjede::service
