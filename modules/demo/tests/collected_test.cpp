#include "collected.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>

#include "kjede/catalog/evaluate.hpp"

namespace kjede::demo::testing {
namespace {

int position(const catalog::Register& reg, std::string_view name) {
  for (std::size_t i = 0; i < reg.variables.size(); ++i) {
    if (reg.variables[i].name == name) return static_cast<int>(i);
  }
  return -1;
}

// The text of a value, for grouping and ordering; times and dates keep their order.
std::string key_of(const catalog::Register& reg, const Record& record, const std::string& name) {
  if (name == "person") return record.person;
  if (name == "year") return std::to_string(record.year);
  const base::Value& value = record.values[static_cast<std::size_t>(position(reg, name))];
  if (const auto* text = std::get_if<std::string>(&value)) return *text;
  if (const auto* date = std::get_if<base::Date>(&value)) return base::to_string(*date);
  if (const auto* time = std::get_if<base::Instant>(&value)) return base::to_string(*time);
  return {};
}

std::string keys_of(const catalog::Register& reg, const Record& record, const std::vector<std::string>& names) {
  std::string keys;
  for (const auto& name : names) keys += key_of(reg, record, name) + '\n';
  return keys;
}

void fill(const catalog::Register& reg, std::vector<Record>& records, std::size_t variable) {
  const catalog::Derived& derived = *reg.variables[variable].derived;
  std::vector<std::pair<std::pair<std::string, std::string>, std::size_t>> order;
  for (std::size_t i = 0; i < records.size(); ++i) {
    order.push_back({{keys_of(reg, records[i], derived.within), keys_of(reg, records[i], derived.order)}, i});
  }
  std::sort(order.begin(), order.end());
  std::int64_t rank = 0;
  for (std::size_t k = 0; k < order.size(); ++k) {
    Record& record = records[order[k].second];
    rank = k > 0 && order[k - 1].first.first == order[k].first.first ? rank + 1 : 1;
    if (derived.form == catalog::Derived::Form::rank) {
      record.values[variable] = rank;
    } else if (k + 1 < order.size() && order[k + 1].first.first == order[k].first.first) {
      const auto& from = record.values[static_cast<std::size_t>(position(reg, derived.from))];
      const auto& to = records[order[k + 1].second].values[static_cast<std::size_t>(position(reg, derived.next))];
      const auto gap = std::get<base::Instant>(to) - std::get<base::Instant>(from);
      record.values[variable] = std::chrono::duration<double>(gap).count();
    }
  }
}

}  // namespace

const catalog::Catalog& norway() {
  static const base::Result<catalog::Catalog> loaded = catalog::load(std::string(KJEDE_SOURCE_DIR) + "/catalog");
  EXPECT_TRUE(loaded) << base::render(loaded.error());
  return *loaded;
}

base::Result<void> Collected::begin(const Table& table) {
  register_ = catalog_.find_register(table.register_id);
  positions_.clear();
  for (const auto column : table.columns) {
    positions_.push_back(column == register_->identifier    ? -1
                         : column == register_->person_name ? -2
                                                            : position(*register_, column));
  }
  records_[std::string(table.register_id)];
  return {};
}

base::Value Collected::value_of(const Cell& cell, const catalog::Variable& variable) {
  using catalog::VariableType;
  if (std::holds_alternative<std::monostate>(cell)) return {};
  if (const auto* text = std::get_if<std::string_view>(&cell)) {
    if (variable.type == VariableType::unit) {
      const catalog::Unit* unit = catalog_.units.find_by_name(*text, variable.unit_kind);
      if (unit == nullptr) problems_.push_back(variable.name + ": no unit " + std::string(*text));
      return unit == nullptr ? base::Value{} : base::Value{unit->id};
    }
    const bool coded =
        std::any_of(variable.codes.begin(), variable.codes.end(), [&](const auto& code) { return code.code == *text; });
    if (variable.type == VariableType::code && !coded)
      problems_.push_back(variable.name + ": no code " + std::string(*text));
    return std::string(*text);
  }
  if (const auto* number = std::get_if<std::int64_t>(&cell)) return *number;
  if (const auto* date = std::get_if<base::Date>(&cell)) return *date;
  if (const auto* moment = std::get_if<Moment>(&cell)) return base::Instant(std::chrono::seconds(moment->seconds));
  const Fixed fixed = std::get<Fixed>(cell);
  double value = static_cast<double>(fixed.mantissa);
  for (int i = 0; i < fixed.scale; ++i) value /= 10.0;
  return value;
}

base::Result<void> Collected::row(std::span<const Cell> cells) {
  Record record;
  record.values.resize(register_->variables.size());
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (positions_[i] >= 0) {
      const auto at = static_cast<std::size_t>(positions_[i]);
      record.values[at] = value_of(cells[i], register_->variables[at]);
    } else if (const auto* text = std::get_if<std::string_view>(&cells[i]); text != nullptr && positions_[i] == -1) {
      record.person = *text;
    }
  }
  const base::Value& when = record.values[static_cast<std::size_t>(position(*register_, register_->date))];
  static const auto oslo = base::TimeZone::find("Europe/Oslo");
  const auto* date = std::get_if<base::Date>(&when);
  record.year = base::year_of(date != nullptr ? *date : oslo->local_date(std::get<base::Instant>(when)));
  records_[register_->id].push_back(std::move(record));
  return {};
}

base::Result<void> Collected::end() {
  auto& records = records_[register_->id];
  for (std::size_t v = 0; v < register_->variables.size(); ++v) {
    const auto& derived = register_->variables[v].derived;
    if (derived && derived->form != catalog::Derived::Form::expression) fill(*register_, records, v);
  }
  return {};
}

}  // namespace kjede::demo::testing
