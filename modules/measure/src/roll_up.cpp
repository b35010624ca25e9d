#include "roll_up.hpp"

#include <algorithm>
#include <map>

namespace kjede::measure {
namespace {

using catalog::Unit;
using catalog::Units;

bool has_kind(const Units& units, const std::string& level) {
  return std::any_of(units.kinds().begin(), units.kinds().end(), [&](const auto& kind) { return kind.id == level; });
}

LevelUnits of_kind(const Units& units, const std::string& level, const std::string& finest) {
  LevelUnits out{level, {}, {}, std::vector<int>(units.all().size(), -1), -1};
  std::map<std::string, int> place;
  std::vector<const Unit*> used;
  for (const auto& unit : units.all()) {
    if (unit.kind != finest) continue;
    if (const auto* above = units.ancestor(unit.id, level)) used.push_back(above);
  }
  for (const auto& unit : units.all()) {
    if (std::find(used.begin(), used.end(), &unit) == used.end()) continue;
    place[unit.id] = static_cast<int>(out.names.size());
    out.names.push_back(unit.id);
    out.units.push_back(&unit);
  }
  for (std::size_t i = 0; i < units.all().size(); ++i) {
    const auto* above = units.ancestor(units.all()[i].id, level);
    if (above != nullptr && place.contains(above->id)) out.target[i] = place[above->id];
  }
  if (out.units.size() == 1 && out.units.front()->parent.empty()) out.unplaced = 0;
  return out;
}

LevelUnits of_attribute(const Units& units, const std::string& level, const std::string& finest) {
  LevelUnits out{level, {}, {}, std::vector<int>(units.all().size(), -1), -1};
  for (std::size_t i = 0; i < units.all().size(); ++i) {
    const auto& unit = units.all()[i];
    if (unit.kind != finest) continue;
    const auto* value = attribute_of(units, unit, level);
    if (value == nullptr) continue;
    auto at = std::find(out.names.begin(), out.names.end(), *value);
    if (at == out.names.end()) {
      out.names.push_back(*value);
      out.units.push_back(nullptr);
      at = out.names.end() - 1;
    }
    out.target[i] = static_cast<int>(at - out.names.begin());
  }
  return out;
}

}  // namespace

const std::string* attribute_of(const Units& units, const Unit& unit, const std::string& name) {
  for (const auto* at = &unit; at != nullptr; at = at->parent.empty() ? nullptr : units.find(at->parent)) {
    const auto found = at->attributes.find(name);
    if (found != at->attributes.end() && !found->second.empty()) return &found->second;
  }
  return nullptr;
}

LevelUnits level_units(const Units& units, const std::string& level, const std::string& finest) {
  return has_kind(units, level) ? of_kind(units, level, finest) : of_attribute(units, level, finest);
}

std::string finest_kind(const catalog::Catalog& catalog, const std::string& register_id,
                        const std::string& unit_variable) {
  const auto* reg = catalog.find_register(register_id);
  const auto* variable = reg == nullptr ? nullptr : reg->find(unit_variable);
  return variable == nullptr ? std::string() : variable->unit_kind;
}

bool open_in(const Unit& unit, base::Period period) {
  return (!unit.opened || *unit.opened <= period.last_day()) && (!unit.closed || *unit.closed >= period.first_day());
}

std::optional<MonthRange> month_range(const AskedMonths& asked, const FinestCounts& finest) {
  if (asked.first && asked.last) return MonthRange{*asked.first, *asked.last};
  if (finest.months.empty()) return std::nullopt;
  const auto [low, high] = std::minmax_element(finest.months.begin(), finest.months.end());
  return MonthRange{asked.first.value_or(*low), std::max(asked.last.value_or(*high), asked.first.value_or(*low))};
}

RollUpColumns roll_up_columns(const IndicatorColumns& columns) {
  RollUpColumns out{columns.unit, {}, columns.values.has_value()};
  for (const auto& count : columns.counts) out.counts.push_back(count.column);
  return out;
}

RolledUp roll_up(const FinestCounts& finest, const RollUpColumns& columns, const LevelUnits& level, PeriodSpan span,
                 const RowGroups& groups) {
  RolledUp out{span, groups.count(), std::vector<Cell>(level.names.size() * groups.count() * span.cells())};
  for (auto& cell : out.cells) cell.counts.assign(columns.counts.size(), 0);
  const auto& units = finest.units[columns.unit];
  for (std::size_t row = 0; row < finest.rows; ++row) {
    const int place = units[row] < 0 ? level.unplaced : level.target[static_cast<std::size_t>(units[row])];
    const int period = base::Period::of_month(span.first.kind, finest.months[row]).index - span.first.index;
    if (place < 0 || period < 0 || static_cast<std::size_t>(period) >= span.periods) continue;
    const auto group = groups.of_row.empty() ? 0U : static_cast<std::size_t>(groups.of_row[row]);
    auto& cell = out.cells[(static_cast<std::size_t>(place) * out.groups + group) * span.cells() +
                           (span.whole ? 0U : static_cast<std::size_t>(period))];
    for (std::size_t c = 0; c < columns.counts.size(); ++c) cell.counts[c] += finest.counts[columns.counts[c]][row];
    if (columns.values) cell.rows.push_back(row);
  }
  return out;
}

}  // namespace kjede::measure
