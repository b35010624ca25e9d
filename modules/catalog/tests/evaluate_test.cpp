#include "kjede/catalog/evaluate.hpp"

#include <gtest/gtest.h>

#include "fixture.hpp"

namespace kjede::catalog {
namespace {

using base::Value;

base::Instant at(const std::string& clock) {
  return base::TimeZone::find("UTC")->resolve(*base::parse_wall_time("2024-01-01T" + clock)).instant;
}

// A record of small_register(): the named cells, the rest missing.
std::vector<Value> record(const std::map<std::string, Value>& cells) {
  static const Register reg = small_register();
  std::vector<Value> made(reg.variables.size());
  for (const auto& [name, value] : cells)
    made.at(static_cast<std::size_t>(reg.find(name) - reg.variables.data())) = value;
  return made;
}

Truth truth(const std::string& text, const std::map<std::string, Value>& cells) {
  static const Register reg = small_register();
  const auto found = parsed(text, Wanted::condition);
  EXPECT_TRUE(found.tree) << found.messages;
  return CompiledExpression(*found.tree, reg).truth(record(cells));
}

Scalar scalar(const std::string& text, const std::map<std::string, Value>& cells) {
  static const Register reg = small_register();
  const auto found = parsed(text);
  EXPECT_TRUE(found.tree) << found.messages;
  return CompiledExpression(*found.tree, reg).scalar(record(cells));
}

TEST(Evaluate, FollowsKleene) {
  EXPECT_EQ(truth("capnography = yes", {{"capnography", "yes"}}), Truth::yes);
  EXPECT_EQ(truth("capnography = yes", {{"capnography", "unknown"}}), Truth::unknown);
  EXPECT_EQ(truth("capnography = yes", {}), Truth::unknown);
  EXPECT_EQ(truth("capnography != yes", {}), Truth::unknown);
  EXPECT_EQ(truth("capnography = yes or age > 3", {{"age", std::int64_t{4}}}), Truth::yes);
  EXPECT_EQ(truth("capnography = yes and age > 3", {{"age", std::int64_t{2}}}), Truth::no);
  EXPECT_EQ(truth("capnography = yes and age > 3", {{"age", std::int64_t{4}}}), Truth::unknown);
  EXPECT_EQ(truth("not capnography = yes", {}), Truth::unknown);
  EXPECT_EQ(truth("(capnography = yes) is unknown", {}), Truth::yes);
  EXPECT_EQ(truth("capnography is known", {{"capnography", "unknown"}}), Truth::no);
  EXPECT_EQ(truth("airway not in (mask, none)", {{"airway", "mask"}}), Truth::no);
  EXPECT_EQ(truth("airway not in (mask, none)", {}), Truth::unknown);
}

TEST(Evaluate, MeasuresTime) {
  const std::map<std::string, Value> times{{"call_received", at("10:00:00")}, {"ambulance_on_scene", at("10:11:59.5")}};
  EXPECT_EQ(truth("0 min <= minutes from call_received to ambulance_on_scene < 12 min", times), Truth::yes);
  EXPECT_DOUBLE_EQ(scalar("minutes from call_received to ambulance_on_scene", times).number, 719.5);
  EXPECT_EQ(truth("ventilation < 2.5 days", {{"ventilation", 2.5}}), Truth::no);
  EXPECT_EQ(truth("ventilation < 2.5 days", {{"ventilation", 2.4}}), Truth::yes);
  EXPECT_EQ(truth("days from arrest_date to 2024-03-01 = 1 day", {{"arrest_date", base::make_date(2024, 2, 29)}}),
            Truth::yes);
  EXPECT_FALSE(scalar("age / (age - age)", {{"age", std::int64_t{4}}}).known);
}

TEST(Evaluate, ReadsTheLocalCalendar) {
  const std::map<std::string, Value> new_year{{"call_received", at("23:30") - std::chrono::days{1}}};  // 00:30 in Oslo
  EXPECT_EQ(scalar("year of call_received", new_year).number, 2024.0);
  EXPECT_EQ(scalar("hour of call_received", new_year).number, 0.0);
  EXPECT_EQ(scalar("weekday of call_received", new_year).number, 1.0);
  EXPECT_EQ(truth("date of call_received = 2024-01-01", new_year), Truth::yes);
}

ExpressionPtr code(const std::string& text) {
  return std::make_shared<const Expression>(Expression{Op::literal, ValueKind::code, {}, text, {}, {}});
}

// The reader of definitions refuses to write an unknown code as a value; whoever builds a tree may.
TEST(Evaluate, DerivedCodesThatMeanUnknownAreUnknown) {
  Register reg = small_register();
  auto best = coded("best_airway", {"none", "mask", "unknown"});
  best.derived = Derived{};
  best.derived->expression = std::make_shared<const Expression>(
      Expression{Op::choose, ValueKind::code, {}, {}, {parsed("age > 3").tree, code("mask"), code("unknown")}, {}});
  reg.variables.push_back(best);
  const auto truth_of = [&](const std::string& text, std::int64_t age) {
    const Scope scope{&reg, nullptr, nullptr, nullptr, nullptr, nullptr};
    const auto tree = parse_expression(text, place_in_text("rule", text), scope, Wanted::condition);
    EXPECT_TRUE(tree) << (tree ? "" : base::render(tree.error()));
    return CompiledExpression(**tree, reg).truth(record({{"age", age}}));
  };
  EXPECT_EQ(truth_of("best_airway = mask", 4), Truth::yes);
  EXPECT_EQ(truth_of("best_airway = mask", 2), Truth::unknown);
  EXPECT_EQ(truth_of("best_airway is known", 2), Truth::no);
  EXPECT_EQ(truth_of("best_airway != none", 2), Truth::unknown);
}

TEST(Evaluate, TakesTheEarliestOfThoseThatAreKnown) {
  const std::map<std::string, Value> one{{"ambulance_on_scene", at("10:00")}};
  EXPECT_TRUE(scalar("earliest of (call_received, ambulance_on_scene)", one).known);
  EXPECT_FALSE(scalar("earliest of (call_received, call_received)", one).known);
  EXPECT_EQ(truth("first known of (capnography, shocked) = yes", {{"shocked", "yes"}}), Truth::yes);
  EXPECT_EQ(scalar("if age > 3 then age else 0", {{"age", std::int64_t{2}}}).number, 0.0);
}

}  // namespace
}  // namespace kjede::catalog
