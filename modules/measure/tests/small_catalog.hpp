#pragma once
// A small catalog made in code: one nation, two regions, three services, a register of arrests, and indicators that
// each test adds.

#include <fmt/format.h>

#include <memory>
#include <stdexcept>
#include <string>

#include "kjede/catalog/model.hpp"
#include "kjede/catalog/parse.hpp"
#include "kjede/measure/measure.hpp"
#include "kjede/measure/sql_tests.hpp"

namespace kjede::measure::testing {

using namespace catalog;

inline Unit unit(std::string id, std::string kind, std::string parent,
                 std::map<std::string, std::string> attributes = {}) {
  Unit out;
  out.id = id;
  out.kind = std::move(kind);
  out.parent = std::move(parent);
  out.name = {id, id};
  out.attributes = std::move(attributes);
  return out;
}

inline Units small_units() {
  std::vector<UnitKind> kinds{{"nation", {}, {}}, {"region", {}, {}}, {"service", {}, {}}, {"centre", {}, {}}};
  std::vector<Unit> units{unit("norge", "nation", ""),
                          unit("nord", "region", "norge"),
                          unit("sor", "region", "norge"),
                          unit("bodo", "service", "nord", {{"helicopter", "yes"}}),
                          unit("oslo", "service", "sor", {{"helicopter", "no"}}),
                          unit("stavanger", "service", "sor", {{"helicopter", "yes"}}),
                          unit("centre_nord", "centre", "nord")};
  units[5].opened = base::make_date(2023, 7, 1);
  return {std::move(kinds), std::move(units)};
}

inline Variable variable(std::string name, VariableType type) {
  Variable out;
  out.name = name;
  out.label = {name, name};
  out.type = type;
  return out;
}

inline Variable coded(std::string name, const std::vector<std::string>& codes) {
  auto out = variable(std::move(name), VariableType::code);
  for (const auto& code : codes) out.codes.push_back({code, {code, code}, code == "unknown"});
  return out;
}

inline Variable of_units(std::string name, std::string kind) {
  auto out = variable(std::move(name), VariableType::unit);
  out.unit_kind = std::move(kind);
  return out;
}

inline Register arrests() {
  Register reg;
  reg.id = "arrests";
  reg.key = "event_id";
  reg.date = "arrest_date";
  reg.time_zone = "Europe/Oslo";
  auto ventilation = variable("ventilation", VariableType::number);
  ventilation.measure = "days";
  auto response = variable("response", VariableType::number);
  reg.variables = {variable("event_id", VariableType::text),
                   variable("arrest_date", VariableType::date),
                   of_units("service", "service"),
                   of_units("centre", "centre"),
                   coded("witnessed", {"none", "bystander", "ems", "unknown"}),
                   coded("airway", {"none", "supraglottic", "endotracheal", "unknown"}),
                   coded("capnography", {"yes", "no", "unknown"}),
                   variable("age", VariableType::integer),
                   ventilation,
                   variable("called", VariableType::time),
                   variable("on_scene", VariableType::time),
                   variable("completed", VariableType::date),
                   variable("trained", VariableType::integer),
                   variable("on_duty", VariableType::integer)};
  return reg;
}

// Definitions are added to it as text, as in a file.
class SmallCatalog {
 public:
  SmallCatalog() {
    catalog.units = small_units();
    catalog.registers.push_back(arrests());
  }

  ExpressionPtr tree(const std::string& text, Wanted wanted = Wanted::condition) const {
    const Scope scope{&catalog.registers.front(), &catalog.units, &catalog.cohorts, nullptr, nullptr};
    auto parsed = parse_expression(text, place_in_text("test", text), scope, wanted);
    if (!parsed) throw std::runtime_error(base::render(parsed.error()));
    return *parsed;
  }
  Clause clause(const std::string& text, Wanted wanted = Wanted::condition) const {
    return {tree(text, wanted), text, {}};
  }

  void derive(const std::string& name, const std::string& text) {
    auto derived = variable(name, VariableType::number);
    derived.derived = Derived{};
    derived.derived->expression = tree(text, Wanted::any);
    if (derived.derived->expression->kind == ValueKind::duration) derived.measure = "s";
    catalog.registers.front().variables.push_back(std::move(derived));
  }
  void cohort(const std::string& id, const std::string& where, std::vector<UnknownPolicy> unknown = {}) {
    catalog.cohorts.push_back({id, "arrests", {id, id}, clause(where), std::move(unknown), {}});
  }
  Indicator& add(const std::string& id, IndicatorKind kind) {
    Indicator out;
    out.id = id;
    out.register_id = "arrests";
    out.kind = kind;
    out.unit_variable = "service";
    out.levels = {"service", "region", "nation"};
    out.hash = "hash of " + id;
    catalog.indicators.push_back(std::move(out));
    return catalog.indicators.back();
  }
  // Records from lines of words, in the order of `columns`; "-" is missing.
  std::vector<TestRecord> rows(const std::vector<std::string>& columns,
                               const std::vector<std::vector<std::string>>& lines) const {
    std::vector<TestRecord> out;
    for (const auto& line : lines) {
      TestRecord row;
      row.values.resize(reg().variables.size());
      for (std::size_t i = 0; i < columns.size(); ++i) {
        if (columns[i] == "person")
          row.person = line[i];
        else
          row.values[index(columns[i])] = value(columns[i], line[i]);
      }
      out.push_back(std::move(row));
    }
    return out;
  }
  const Register& reg() const { return catalog.registers.front(); }

  Catalog catalog;

 private:
  std::size_t index(const std::string& name) const {
    return static_cast<std::size_t>(reg().find(name) - reg().variables.data());
  }
  base::Value value(const std::string& name, const std::string& word) const {
    if (word == "-") return {};
    switch (reg().find(name)->type) {
      case VariableType::integer: return std::int64_t{std::stoll(word)};
      case VariableType::number: return std::stod(word);
      case VariableType::date: return *base::parse_date(word);
      case VariableType::time:
        return base::TimeZone::find("Europe/Oslo")->resolve(*base::parse_wall_time(word)).instant;
      default: return word;
    }
  }
};

// A store with the rows, on either adapter.
inline std::unique_ptr<store::RecordStore> store_with(const std::string& location, const std::string& key_file,
                                                      const Register& reg, const std::vector<TestRecord>& rows) {
  auto opened = store::open_records({location, key_file, store::Mode::read_write});
  if (!opened) throw std::runtime_error(base::render(opened.error()));
  if (const auto done = import_rows(**opened, reg, rows, base::make_date(2024, 1, 1)); !done)
    throw std::runtime_error(base::render(done.error()));
  return *std::move(opened);
}

// "service bodo 2024: 1/2 = 0.5 green; excluded no_time 1; unknown capnography counts as no 1"
inline std::string line(const Measurement& m) {
  std::string out = fmt::format("{} {} {}: {}/{}", m.level, m.unit, m.period.label(), m.numerator, m.denominator);
  if (m.value) out += fmt::format(" = {:.6g}", *m.value);
  if (m.ci_low && m.ci_high) out += fmt::format(" ({:.4g}–{:.4g} {})", *m.ci_low, *m.ci_high, m.ci_method);
  if (m.goal_level)
    out += *m.goal_level == GoalLevel::green ? " green" : *m.goal_level == GoalLevel::yellow ? " yellow" : " red";
  for (const auto& p : m.percentiles) out += fmt::format("; p{} {:.6g}", p.percentile, p.value);
  for (const auto& r : m.excluded) out += fmt::format("; excluded {} {}", r.reason, r.count);
  for (const auto& r : m.unknown) out += fmt::format("; unknown {} {} {}", r.reason, r.effect, r.count);
  return out;
}

inline std::string lines(const std::vector<Measurement>& all) {
  std::string out;
  for (const auto& m : all) out += line(m) + "\n";
  return out;
}

}  // namespace kjede::measure::testing
