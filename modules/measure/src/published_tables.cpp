#include "published_tables.hpp"

#include <algorithm>
#include <set>

#include "count_key.hpp"
#include "primary_rule.hpp"

namespace kjede::measure {
namespace {

using base::Period;
using base::PeriodKind;

// Coarser is dearer to lose.
double period_weight(PeriodKind kind) {
  switch (kind) {
    case PeriodKind::year: return 8.0;
    case PeriodKind::tertial: return 2.5;
    case PeriodKind::quarter: return 2.0;
    case PeriodKind::month: return 1.0;
  }
  return 1.0;
}

// The units that own the events are what readers come for, with the nation and the groups; sums between them are what
// can be spared first.
double level_weight(const catalog::Indicator& indicator, const std::string& level) {
  const auto at = std::find(indicator.levels.begin(), indicator.levels.end(), level);
  const bool between =
      at != indicator.levels.end() && at != indicator.levels.begin() && at + 1 != indicator.levels.end();
  if (between) return 0.02;
  return at == indicator.levels.begin() ? 1.0 : 50.0;
}

std::vector<Period> parts_of(const Period& period, PeriodKind kind) {
  std::vector<Period> parts;
  for (int month = period.first_month(); month < period.next().first_month(); month += base::months_in(kind)) {
    parts.push_back(Period::of_month(kind, month));
  }
  return parts;
}

// The number of events must stay wide; how many of them had the outcome must not be known exactly. Zero is no secret.
Care care(std::int64_t value, bool events) {
  if (value == 0) return Care::none;
  return events ? Care::wide : Care::not_exact;
}

}  // namespace

void PublishedTables::add(const std::vector<std::size_t>& measurements) {
  group_of_.resize(cube_.size(), -1);
  numerator_of_.resize(cube_.size(), -1);
  denominator_of_.resize(cube_.size(), -1);
  for (const auto index : measurements) add_cell(index);
  for (const auto& indicator : catalog_.indicators) {
    if (cells_of_.count(indicator.id) == 0) continue;
    relate_units(indicator);
    relate_periods(indicator);
  }
}

void PublishedTables::add_cell(std::size_t index) {
  const auto& m = cube_[index];
  const auto* indicator = catalog_.find_indicator(m.indicator);
  if (indicator == nullptr) return;
  group_of_[index] = system_.add_group(cost(m, *indicator));
  cells_of_[m.indicator].push_back(index);
  add_parts(index, *indicator);
}

// The counts of a cell and how they add up within it.
void PublishedTables::add_parts(std::size_t index, const catalog::Indicator& indicator) {
  const auto& m = cube_[index];
  const bool has_denominator = !counts_events_only(indicator);
  const auto x_key = numerator_key(indicator);
  const auto n_key = denominator_key(indicator);
  const bool has_numerator = !has_denominator || indicator.kind == catalog::IndicatorKind::proportion;
  int inside = -1;
  if (has_numerator)
    inside = numerator_of_[index] = add_count(index, x_key, m.numerator, care(m.numerator, !has_denominator));
  if (has_denominator) {
    const int n = denominator_of_[index] = add_count(index, n_key, m.denominator, care(m.denominator, true));
    if (has_numerator) {
      const auto others = m.denominator - m.numerator;
      const auto complement_care = indicator.disclosure.hide_below > 0 ? care(others, false) : Care::none;
      const int complement = add_count(index, x_key + " | complement", others, complement_care);
      system_.add_relation(n, {numerator_of_[index], complement});
    }
    inside = n;
  }
  std::vector<int> parts{inside};
  std::int64_t rest = m.relevant - system_.counts()[static_cast<std::size_t>(inside)].value;
  for (const auto& e : m.excluded) {
    parts.push_back(add_count(index, n_key + " | excluded " + e.reason, e.count, Care::none));
    rest -= e.count;
  }
  for (const auto& u : m.unknown) add_count(index, x_key + " | unknown " + u.reason + u.effect, u.count, Care::none);
  if (rest < 0 || m.relevant == 0) return;  // already counted rows: nothing else was relevant
  if (rest > 0 || indicator.denominator || !has_denominator) {
    const int outside = system_.add_group(1.0);
    system_.hide(outside);
    parts.push_back(system_.add_count(outside, rest, Care::none));
  }
  const int relevant = add_count(index, n_key + " | relevant", m.relevant, Care::none);
  system_.add_relation(relevant, parts);
}

int PublishedTables::add_count(std::size_t index, const std::string& what, std::int64_t value, Care care) {
  const auto& m = cube_[index];
  const int count = system_.add_count(group_of_[index], value, care);
  auto& names = counted_[m.indicator];
  if (std::find(names.begin(), names.end(), what) == names.end()) names.push_back(what);
  const auto [place, fresh] = count_of_.try_emplace(Key{what, {m.level, m.unit}, m.period}, count);
  const bool alike = !fresh && system_.counts()[static_cast<std::size_t>(place->second)].value == value;
  if (alike) system_.add_relation(place->second, {count});  // a sister table shows the same count
  return count;
}

double PublishedTables::cost(const Measurement& m, const catalog::Indicator& indicator) const {
  const auto events = static_cast<double>(counts_events_only(indicator) ? m.numerator : m.denominator);
  return (events + 1.0) * period_weight(m.period.kind) * level_weight(indicator, m.level);
}

// The cells that add up to a node: units of the next finer level below it, or the units with a group's attribute value.
std::vector<PublishedTables::Node> PublishedTables::children(const catalog::Indicator& indicator,
                                                             const Node& node) const {
  std::vector<Node> found;
  const auto& [level, unit] = node;
  const auto at = std::find(indicator.levels.begin(), indicator.levels.end(), level);
  if (at == indicator.levels.begin() || indicator.levels.empty()) return found;
  const bool group = at == indicator.levels.end();
  const auto& finer = group ? indicator.levels.front() : *(at - 1);
  for (const auto* candidate : catalog_.units.of_kind(finer)) {
    bool below = false;
    if (group) {
      const auto attribute = candidate->attributes.find(level);
      below = attribute != candidate->attributes.end() && attribute->second == unit;
    } else {
      const auto* ancestor = catalog_.units.ancestor(candidate->id, level);
      below = ancestor != nullptr && ancestor->id == unit;
    }
    if (below) found.emplace_back(finer, candidate->id);
  }
  return found;
}

void PublishedTables::relate_units(const catalog::Indicator& indicator) {
  for (const auto index : cells_of_[indicator.id]) {
    const auto& m = cube_[index];
    const auto nodes = children(indicator, {m.level, m.unit});
    if (nodes.empty()) continue;
    for (const auto& what : counted_[indicator.id]) {
      std::vector<Key> parts;
      for (const auto& node : nodes) parts.emplace_back(what, node, m.period);
      relate({what, {m.level, m.unit}, m.period}, parts);
    }
  }
}

void PublishedTables::relate_periods(const catalog::Indicator& indicator) {
  for (const auto index : cells_of_[indicator.id]) {
    const auto& m = cube_[index];
    for (const auto kind : {PeriodKind::tertial, PeriodKind::quarter, PeriodKind::month}) {
      const int months = base::months_in(m.period.kind);
      if (base::months_in(kind) >= months || months % base::months_in(kind) != 0) continue;
      for (const auto& what : counted_[indicator.id]) {
        std::vector<Key> parts;
        for (const auto& period : parts_of(m.period, kind)) parts.emplace_back(what, Node{m.level, m.unit}, period);
        relate({what, {m.level, m.unit}, m.period}, parts);
      }
    }
  }
}

// A relation helps an attacker only if it is true: what is published of the parts adds up to the total. A part without
// a cell had no records.
void PublishedTables::relate(const Key& total, const std::vector<Key>& parts) {
  const auto whole = count_of_.find(total);
  if (whole == count_of_.end() || related_.count({total, parts}) > 0) return;
  std::vector<int> ids;
  std::int64_t sum = 0;
  for (const auto& part : parts) {
    const auto found = count_of_.find(part);
    if (found == count_of_.end()) continue;
    ids.push_back(found->second);
    sum += system_.counts()[static_cast<std::size_t>(found->second)].value;
  }
  if (ids.empty() || sum != system_.counts()[static_cast<std::size_t>(whole->second)].value) return;
  related_[{total, parts}] = 1;
  system_.add_relation(whole->second, ids);
}

}  // namespace kjede::measure
