#include "kjede/measure/breakdown.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <map>

#include "kjede/catalog/parse.hpp"
#include "kjede/measure/codes.hpp"
#include "variable_tree.hpp"

namespace kjede::measure {
namespace {

using catalog::Expression;
using catalog::ExpressionPtr;
using catalog::Label;
using catalog::Op;
using catalog::ValueKind;

constexpr std::array<std::pair<std::string_view, Op>, 3> calendar_words{
    {{"hour", Op::hour_of}, {"weekday", Op::weekday_of}, {"month_of_year", Op::month_of}}};

// `hour` alone; nothing where the register's date has none.
ExpressionPtr of_calendar(const catalog::Register& reg, std::string_view word) {
  const auto* date = reg.find(reg.date);
  const auto found = std::find_if(calendar_words.begin(), calendar_words.end(),
                                  [&](const auto& known) { return known.first == word; });
  if (found == calendar_words.end() || date == nullptr) return nullptr;
  if (found->second == Op::hour_of && date->type != catalog::VariableType::time) return nullptr;
  Expression tree;
  tree.op = found->second;
  tree.kind = ValueKind::integer;
  tree.arguments = {variable_tree(*date)};
  return std::make_shared<const Expression>(std::move(tree));
}

bool has_groups(const Expression& e) {
  switch (e.kind) {
    case ValueKind::number:
    case ValueKind::duration:
    case ValueKind::time: return false;
    default: return true;
  }
}

base::Unexpected unknown_name(const catalog::Register& reg, std::string_view text) {
  std::vector<std::string> known;
  for (const auto& variable : reg.variables) known.push_back(variable.name);
  for (const auto& [word, op] : calendar_words) {
    if (of_calendar(reg, word) != nullptr) known.emplace_back(word);
  }
  const auto near = base::nearest(text, known);
  return base::fail(
      codes::unknown_breakdown, fmt::format("register {} has no '{}' to break down by", reg.id, text),
      near.empty() ? "name a variable, an expression over them, or a kind of period (year, tertial, quarter, month)"
                   : fmt::format("did you mean '{}'?", near));
}

// Ranks of values that a definition lists; nothing when it lists none.
std::map<std::string, std::size_t> listed_order(const catalog::Catalog& catalog, const Breakdown& by) {
  std::map<std::string, std::size_t> rank;
  if (by.value->kind == ValueKind::unit) {
    for (const auto& unit : catalog.units.all()) rank.emplace(unit.id, rank.size());
  } else if (by.variable != nullptr) {
    for (const auto& code : by.variable->codes) rank.emplace(code.code, rank.size());
  }
  return rank;
}

std::int64_t number_in(const std::string& text) {
  std::int64_t out = 0;
  std::from_chars(text.data(), text.data() + text.size(), out);
  return out;
}

bool is_weekday(const Breakdown& by) { return by.value->op == Op::weekday_of; }

}  // namespace

base::Result<Breakdown> parse_breakdown(const catalog::Catalog& catalog, const catalog::Register& reg,
                                        std::string_view text) {
  Breakdown out{std::string(text), nullptr, reg.find(text)};
  if (out.variable != nullptr)
    out.value = variable_tree(*out.variable);
  else
    out.value = of_calendar(reg, text);
  if (out.value == nullptr && text.find_first_of(" (") == std::string_view::npos) return unknown_name(reg, text);
  if (out.value == nullptr) {
    catalog::Scope scope;
    scope.reg = &reg;
    scope.units = &catalog.units;
    scope.cohorts = &catalog.cohorts;
    KJEDE_ASSIGN(out.value, catalog::parse_expression(text, catalog::place_in_text("--by", out.name), scope,
                                                      catalog::Wanted::any));
  }
  if (!has_groups(*out.value)) {
    return base::fail(codes::ungrouped_value, fmt::format("'{}' is another for nearly every record", text),
                      out.value->kind == ValueKind::time ? fmt::format("write \"hour of {0}\" or \"date of {0}\"", text)
                                                         : fmt::format("write a condition, such as \"{} >= …\"", text));
  }
  return out;
}

void sort_groups(const catalog::Catalog& catalog, const Breakdown& by, std::vector<std::string>& values) {
  const auto rank = listed_order(catalog, by);
  const bool numbers = by.value->kind == ValueKind::integer;
  const auto key = [&](const std::string& value) {
    const auto listed = rank.find(value);
    const auto order =
        numbers ? number_in(value) : static_cast<std::int64_t>(listed == rank.end() ? rank.size() : listed->second);
    return std::tuple(value.empty(), order, std::string_view(value));
  };
  std::sort(values.begin(), values.end(), [&](const auto& a, const auto& b) { return key(a) < key(b); });
}

Label group_label(const catalog::Catalog& catalog, const Breakdown& by, const std::string& value) {
  if (value.empty()) return {"ukjent", "unknown"};
  if (by.value->kind == ValueKind::unit) {
    if (const auto* unit = catalog.units.find(value)) return unit->name;
  }
  if (by.value->kind == ValueKind::logic) return value == "yes" ? Label{"ja", "yes"} : Label{"nei", "no"};
  if (is_weekday(by)) {
    constexpr std::array<std::string_view, 7> nb{"mandag", "tirsdag", "onsdag", "torsdag",
                                                 "fredag", "lørdag",  "søndag"};
    constexpr std::array<std::string_view, 7> en{"Monday", "Tuesday",  "Wednesday", "Thursday",
                                                 "Friday", "Saturday", "Sunday"};
    const auto day = static_cast<std::size_t>(number_in(value) - 1);
    if (day < nb.size()) return {std::string(nb[day]), std::string(en[day])};
  }
  if (by.variable != nullptr) {
    for (const auto& code : by.variable->codes) {
      if (code.code == value) return code.name;
    }
  }
  return {value, value};
}

}  // namespace kjede::measure
