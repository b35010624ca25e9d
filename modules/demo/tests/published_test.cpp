// Every published figure in tests/published/targets.yaml, counted record by record.

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "../../../tests/published/targets.hpp"
#include "collected.hpp"
#include "kjede/catalog/evaluate.hpp"
#include "kjede/catalog/judge.hpp"
#include "kjede/catalog/parse.hpp"
#include "kjede/demo/generate.hpp"
#include "kjede/testing/golden.hpp"

namespace kjede::demo::testing {
namespace {

using published::number;
using published::printed_percent;
using published::rounded;
using published::scalar;
using published::targets;
using text::YamlNode;

const Collected& demonstration() {
  static const Collected* all = [] {
    auto* rows = new Collected(norway());
    const auto done = generate(norway(), {}, *rows);
    EXPECT_TRUE(done) << base::render(done.error());
    return rows;
  }();
  return *all;
}

std::pair<int, int> years(const YamlNode& figure) {
  const YamlNode* range = figure.find("years");
  if (range != nullptr) return {std::stoi(range->items[0].scalar), std::stoi(range->items[1].scalar)};
  const int year = static_cast<int>(number(figure, "year"));
  return {year, year};
}

double quantile(std::vector<double> values, double p) {
  std::sort(values.begin(), values.end());
  const double h = static_cast<double>(values.size() - 1) * p / 100.0;
  const auto low = static_cast<std::size_t>(h);
  return values[low] + (h - static_cast<double>(low)) * (values[std::min(low + 1, values.size() - 1)] - values[low]);
}

catalog::CompiledExpression compile(const catalog::Register& reg, const std::string& text, catalog::Wanted wanted) {
  const auto& catalog = norway();
  const catalog::Scope scope{&reg, &catalog.units, &catalog.cohorts, nullptr, nullptr, nullptr};
  const auto tree = catalog::parse_expression(text, catalog::place_in_text("targets.yaml", text), scope, wanted);
  EXPECT_TRUE(tree) << base::render(tree.error());
  return {**tree, reg};
}

std::vector<const Record*> among(const YamlNode& figure, const std::string& condition) {
  const catalog::Register& reg = *norway().find_register(scalar(figure, "register"));
  const auto holds = compile(reg, condition, catalog::Wanted::condition);
  const auto [from, to] = years(figure);
  std::vector<const Record*> found;
  for (const Record& record : demonstration().of(reg.id)) {
    if (record.year >= from && record.year <= to && holds.truth(record.values) == catalog::Truth::yes)
      found.push_back(&record);
  }
  return found;
}

std::vector<double> values_of(const YamlNode& figure, const std::string& what) {
  const catalog::Register& reg = *norway().find_register(scalar(figure, "register"));
  const auto value = compile(reg, what, catalog::Wanted::value);
  const double unit = value.kind() == catalog::ValueKind::duration ? 86'400.0 : 1.0;
  std::vector<double> values;
  for (const Record* record : among(figure, scalar(figure, "among"))) {
    const auto scalar_value = value.scalar(record->values);
    if (scalar_value.known) values.push_back(scalar_value.number / unit);
  }
  return values;
}

// One line of docs/reference/calibration_figures.md: what is published, what the demonstration measures to.
std::string line(const YamlNode& figure, std::string_view what, const std::string& published,
                 const std::string& measured) {
  const auto [from, to] = years(figure);
  const std::string period = from == to ? fmt::format("{}", from) : fmt::format("{}–{}", from, to);
  return fmt::format("| {} | {} | {} | `{}` | {} | {} |\n", scalar(figure, "id"), scalar(figure, "source"), period,
                     what, published, measured);
}

std::string check_condition(const YamlNode& figure) {
  const bool persons = figure.find("persons") != nullptr;
  const auto found = among(figure, scalar(figure, persons ? "persons" : "count"));
  if (const YamlNode* of = figure.find("of")) {
    const int decimals = static_cast<int>(number(figure, "decimals"));
    const auto whole = among(figure, of->scalar);
    EXPECT_DOUBLE_EQ(
        printed_percent(static_cast<std::int64_t>(found.size()), static_cast<std::int64_t>(whole.size()), decimals),
        number(figure, "percent"))
        << found.size() << " of " << whole.size();
    return line(figure, scalar(figure, "count"), scalar(figure, "percent") + " %",
                fmt::format("{} of {}", found.size(), whole.size()));
  }
  std::set<std::string> people;
  for (const Record* record : found) people.insert(record->person);
  const std::size_t count = persons ? people.size() : found.size();
  EXPECT_EQ(count, static_cast<std::size_t>(number(figure, "expect")));
  return line(figure, scalar(figure, persons ? "persons" : "count"), scalar(figure, "expect"),
              fmt::format("{}", count));
}

std::string check_value(const YamlNode& figure) {
  const int decimals = static_cast<int>(number(figure, "decimals"));
  double value = 0.0;
  std::string what;
  if (const YamlNode* of = figure.find("quantile")) {
    value = quantile(values_of(figure, of->scalar), number(figure, "p"));
    what = fmt::format("P{} of {}", scalar(figure, "p"), of->scalar);
  } else {
    const YamlNode* mean = figure.find("mean");
    const auto values = values_of(figure, scalar(figure, mean != nullptr ? "mean" : "sum"));
    for (const double v : values) value += v;
    if (mean != nullptr) value /= static_cast<double>(values.size());
    what = mean != nullptr ? "mean of " + mean->scalar : "sum of " + scalar(figure, "sum");
  }
  EXPECT_DOUBLE_EQ(rounded(value, decimals), number(figure, "expect"));
  return line(figure, what, scalar(figure, "expect"), fmt::format("{:.3f}", value));
}

struct Judged {
  std::int64_t numerator = 0;
  std::int64_t denominator = 0;
  std::vector<double> values;
};

// What the indicator gives for a unit in a year; unit empty: the nation.
Judged judge(const std::string& indicator_id, const std::string& level, const std::string& unit_name, int year) {
  const auto& catalog = norway();
  const catalog::Indicator& indicator = *catalog.find_indicator(indicator_id);
  const catalog::Register& reg = *catalog.find_register(indicator.register_id);
  const catalog::Judge verdict(indicator, reg);
  const catalog::Unit* unit = unit_name.empty() ? nullptr : catalog.units.find_by_name(unit_name, level);
  EXPECT_TRUE(unit_name.empty() || unit != nullptr) << unit_name;
  std::size_t column = 0;
  while (reg.variables[column].name != indicator.unit_variable) ++column;
  Judged result;
  for (const Record& record : demonstration().of(reg.id)) {
    if (record.year != year) continue;
    if (unit != nullptr && catalog.units.ancestor(std::get<std::string>(record.values[column]), level) != unit)
      continue;
    const auto one = verdict(record.values);
    if (one.standing != catalog::Standing::counted) continue;
    ++result.denominator;
    if (one.in_numerator) ++result.numerator;
    if (one.value) result.values.push_back(*one.value);
  }
  return result;
}

std::string check_indicator(const YamlNode& figure) {
  const std::string id = scalar(figure, "indicator");
  std::string printed;
  for (const char* key : {"numerator", "denominator", "percent"}) {
    if (figure.find(key) != nullptr)
      printed += fmt::format("{}{} {}", printed.empty() ? "" : ", ", key, scalar(figure, key));
  }
  const auto got = judge(id, scalar(figure, "level"), scalar(figure, "unit"), static_cast<int>(number(figure, "year")));
  const int decimals = static_cast<int>(number(figure, "decimals"));
  published::expect_counts(figure, got.numerator, got.denominator);
  std::string measured = fmt::format("{} of {}", got.numerator, got.denominator);
  if (const YamlNode* percentiles = figure.find("percentiles")) {
    measured.clear();
    const double unit = norway().find_indicator(id)->value_measure == "min" ? 60.0 : 1.0;
    for (const auto& [p, expect] : percentiles->entries) {
      const double value = quantile(got.values, std::stod(p.scalar)) / unit;
      EXPECT_DOUBLE_EQ(rounded(value, decimals), std::stod(expect.scalar)) << "P" << p.scalar;
      printed += fmt::format("{}P{} {}", printed.empty() ? "" : ", ", p.scalar, expect.scalar);
      measured += fmt::format("{}P{} {:.2f}", measured.empty() ? "" : ", ", p.scalar, value);
    }
  }
  return line(figure, id + (figure.find("unit") != nullptr ? " (" + scalar(figure, "unit") + ")" : ""), printed,
              measured);
}

TEST(published, figures) {
  std::string page =
      "# The demonstration against the published figures\n\nMade by test-demo (`published.figures`) from "
      "tests/published/targets.yaml and the demonstration with its default seed; do not edit. What was chosen and why: "
      "calibration.md.\n\n| figure | source | year | what | published | measured |\n|---|---|---|---|---|---|\n";
  for (const YamlNode& figure : targets().find("figures")->items) {
    SCOPED_TRACE(scalar(figure, "id") + " (" + scalar(figure, "source") + ")");
    const bool counted = figure.find("count") != nullptr || figure.find("persons") != nullptr;
    page += figure.find("indicator") != nullptr ? check_indicator(figure)
            : counted                           ? check_condition(figure)
                                                : check_value(figure);
  }
  kjede::testing::expect_golden(page, std::string(KJEDE_SOURCE_DIR) + "/docs/reference/calibration_figures.md");
}

TEST(published, tables) {
  for (const YamlNode& table : targets().find("tables")->items) {
    published::for_each_cell(table, [&](const std::string& unit, int year, const std::string& printed) {
      const auto got = judge(scalar(table, "indicator"), scalar(table, "level"), unit, year);
      published::expect_cell(got.numerator, got.denominator, printed);
    });
  }
}

TEST(published, patients_survivors_and_angiographies_of_each_hospital) {
  const catalog::Register& reg = *norway().find_register("ihca");
  const auto in = [&](const std::string& unit, const std::string& condition) {
    const auto holds =
        compile(reg, condition + " and hospital = '" + norway().units.find_by_name(unit, "hospital")->id + "'",
                catalog::Wanted::condition);
    return std::count_if(
        demonstration().of("ihca").begin(), demonstration().of("ihca").end(),
        [&](const Record& record) { return record.year == 2024 && holds.truth(record.values) == catalog::Truth::yes; });
  };
  for (const auto& [unit, row] : targets().find("hospitals")->entries) {
    SCOPED_TRACE(unit.scalar);
    EXPECT_EQ(in(unit.scalar, "patients"), std::stoi(row.items[0].scalar));
    EXPECT_EQ(in(unit.scalar, "survivors_30d"), std::stoi(row.items[1].scalar));
    if (row.items[2].scalar == "-") continue;
    EXPECT_EQ(in(unit.scalar, "patients and angiography = yes"), std::stoi(row.items[2].scalar));
  }
}

TEST(published, no_service_reaches_nine_of_ten_within_twelve_minutes_and_several_within_twenty_five) {
  int within_25 = 0;
  int over_25 = 0;
  for (const catalog::Unit* service : norway().units.of_kind("ambulance_service")) {
    const auto got = judge("response_time", "ambulance_service", service->name.nb, 2024);
    const double p90 = quantile(got.values, 90.0) / 60.0;
    EXPECT_GE(p90, 12.0) << service->name.nb;
    ++(p90 < 25.0 ? within_25 : over_25);
  }
  EXPECT_GE(within_25, 3);
  EXPECT_GE(over_25, 3);
}

TEST(published, only_telemark_sends_a_form_to_more_than_nine_of_ten_survivors) {
  for (const catalog::Unit* service : norway().units.of_kind("ambulance_service")) {
    const auto got = judge("prom_sent_ohca", "ambulance_service", service->name.nb, 2024);
    const bool telemark = service->name.nb.find("Telemark") != std::string::npos;
    EXPECT_EQ(10 * got.numerator > 9 * got.denominator, telemark)
        << service->name.nb << ' ' << got.numerator << '/' << got.denominator;
  }
}

TEST(published, one_centre_recognises_nine_of_ten_within_two_minutes) {
  int above = 0;
  for (const catalog::Unit* amk : norway().units.of_kind("amk")) {
    const auto got = judge("amk_recognition_time", "amk", amk->name.nb, 2024);
    if (got.denominator > 0 && 10 * got.numerator > 9 * got.denominator) ++above;
  }
  EXPECT_EQ(above, 1);
}

TEST(records, keep_every_rule_of_their_register) {
  EXPECT_EQ(demonstration().problems(), std::vector<std::string>{});
  for (const auto& id : register_ids()) {
    const catalog::Register& reg = *norway().find_register(id);
    for (const auto& rule : reg.rules) {
      const catalog::CompiledExpression holds(*rule.holds, reg);
      const auto& records = demonstration().of(id);
      const auto broken = std::count_if(records.begin(), records.end(), [&](const Record& record) {
        return holds.truth(record.values) == catalog::Truth::no;
      });
      EXPECT_EQ(broken, 0) << id << ' ' << rule.id;
    }
  }
}

}  // namespace
}  // namespace kjede::demo::testing
