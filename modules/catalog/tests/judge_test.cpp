// One record through the steps of a judgement, in a small register; see the contract, "How a record is judged".

#include "kjede/catalog/judge.hpp"

#include <gtest/gtest.h>

#include "fixture.hpp"
#include "kjede/catalog/goal.hpp"
#include "kjede/catalog/run_tests.hpp"

namespace kjede::catalog {
namespace {

Clause clause(const std::string& text, Wanted wanted = Wanted::condition) {
  return {parsed(text, wanted).tree, text, {}};
}

Indicator definition() {
  Indicator indicator;
  indicator.cohort = clause("witnessed != ems");
  indicator.exclude = {{"too_old", {"", ""}, clause("age > 100")}};
  indicator.denominator = clause("airway in (supraglottic, endotracheal)");
  indicator.numerator = clause("capnography = yes");
  indicator.unknown = {{"witnessed", UnknownEffect::counts_as_yes},
                       {"airway", UnknownEffect::excluded},
                       {"capnography", UnknownEffect::counts_as_no}};
  return indicator;
}

std::string judged(const Indicator& indicator, const std::map<std::string, base::Value>& cells) {
  static const Register reg = small_register();
  std::vector<base::Value> record(reg.variables.size());
  for (const auto& [name, value] : cells)
    record.at(static_cast<std::size_t>(reg.find(name) - reg.variables.data())) = value;
  return to_words(Judge(indicator, reg)(record), indicator);
}

TEST(Judge, TakesTheStepsInOrder) {
  const auto indicator = definition();
  EXPECT_EQ(judged(indicator, {{"witnessed", "ems"}, {"age", std::int64_t{101}}}), "not in the cohort");
  EXPECT_EQ(judged(indicator, {{"witnessed", "none"}, {"age", std::int64_t{101}}, {"airway", "mask"}}),
            "excluded: too_old");
  EXPECT_EQ(judged(indicator, {{"witnessed", "none"}, {"airway", "mask"}}), "outside the denominator");
  EXPECT_EQ(judged(indicator, {{"witnessed", "none"}, {"airway", "endotracheal"}, {"capnography", "no"}}),
            "counted, not in the numerator");
  EXPECT_EQ(judged(indicator, {{"witnessed", "none"}, {"airway", "endotracheal"}, {"capnography", "yes"}}),
            "counted, in the numerator");
}

TEST(Judge, AsksThePolicyWhenAClauseIsUnknown) {
  const auto indicator = definition();
  EXPECT_EQ(judged(indicator, {{"airway", "endotracheal"}, {"capnography", "yes"}}),
            "counted, in the numerator, unknown witnessed counts as yes");
  EXPECT_EQ(judged(indicator, {{"witnessed", "none"}, {"capnography", "yes"}}), "excluded: airway");
  EXPECT_EQ(judged(indicator, {{"witnessed", "none"}, {"airway", "endotracheal"}, {"capnography", "unknown"}}),
            "counted, not in the numerator, unknown capnography counts as no");
}

TEST(Judge, LetsTheFirstListedUnknownDecide) {
  auto indicator = definition();
  indicator.numerator = clause("capnography = yes and shocked = yes");
  indicator.unknown = {{"shocked", UnknownEffect::counts_as_yes}, {"capnography", UnknownEffect::excluded}};
  const std::map<std::string, base::Value> inside{{"witnessed", "none"}, {"airway", "endotracheal"}};
  EXPECT_EQ(judged(indicator, inside), "counted, in the numerator, unknown shocked counts as yes");
  auto known = inside;
  known["shocked"] = "yes";
  EXPECT_EQ(judged(indicator, known), "excluded: capnography");
  known["shocked"] = "no";  // false whatever capnography is: nothing to decide
  EXPECT_EQ(judged(indicator, known), "counted, not in the numerator");
}

TEST(Judge, LeavesOutWhatHasNoValue) {
  Indicator indicator;
  indicator.kind = IndicatorKind::mean;
  indicator.value = clause("age / children", Wanted::value);
  EXPECT_EQ(judged(indicator, {{"age", std::int64_t{4}}}), "excluded: children");
  EXPECT_EQ(judged(indicator, {{"age", std::int64_t{4}}, {"children", std::int64_t{0}}}), "excluded: value");
  EXPECT_EQ(judged(indicator, {{"age", std::int64_t{4}}, {"children", std::int64_t{2}}}), "counted, 2");
}

TEST(Goal, IsDecidedOnTheExactFraction) {
  Goal goal;
  goal.green = {Op::greater_equal, {90, 2}, "", ">= 90 %"};
  EXPECT_EQ(level_of(*stats::goal_level(179, 199, goals_of(goal))), GoalLevel::red);
  EXPECT_EQ(level_of(*stats::goal_level(9, 10, goals_of(goal))), GoalLevel::green);
  goal.green = {Op::less, {12, 0}, "min", "< 12 min"};
  goal.yellow = Threshold{Op::less, {25, 0}, "min", "< 25 min"};
  EXPECT_EQ(level_of(stats::goal_level(719.9, goals_of(goal))), GoalLevel::green);
  EXPECT_EQ(level_of(stats::goal_level(720.0, goals_of(goal))), GoalLevel::yellow);
}

}  // namespace
}  // namespace kjede::catalog
