#include "kjede/measure/mask_breakdown.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "kjede/measure/count_system.hpp"
#include "primary_rule.hpp"

namespace kjede::measure {
namespace {

using Place = std::pair<std::string, std::string>;  // level, unit

// No cell of a breakdown is national in the sense of the primary rule: a group can be as small in the country as in a
// unit.
MaskReason primary(const catalog::Catalog& catalog, const Measurement& m) {
  const auto* indicator = catalog.find_indicator(m.indicator);
  return indicator == nullptr ? MaskReason::none : primary_reason(*indicator, m, false);
}

std::vector<GroupValue> without(std::vector<GroupValue> groups, std::size_t dimension) {
  groups.erase(groups.begin() + static_cast<std::ptrdiff_t>(dimension));
  return groups;
}

// One indicator in one year: its cells as a system of counts.
class Table {
 public:
  Table(const catalog::Catalog& catalog, std::vector<Measurement*> cells, std::vector<const Measurement*> coarser)
      : catalog_(catalog), indicator_(*catalog.find_indicator(cells.front()->indicator)), cells_(std::move(cells)) {
    for (auto* cell : cells_) add(*cell, false);
    for (const auto* cell : coarser) add(*cell, true);
  }

  void mask() {
    for (auto* cell : cells_) cell->masked = primary(catalog_, *cell);
    for (std::size_t i = 0; i < cells_.size(); ++i) {
      if (cells_[i]->masked != MaskReason::none) system_.hide_primary(parts_[i].group);
    }
    add_margins();
    add_children();
    protect(system_);
    for (std::size_t i = 0; i < cells_.size(); ++i) {
      const bool hidden = system_.groups()[static_cast<std::size_t>(parts_[i].group)].hidden;
      if (hidden && cells_[i]->masked == MaskReason::none) cells_[i]->masked = MaskReason::secondary;
    }
  }

 private:
  struct Parts {
    int group = 0;
    std::vector<int> counts;  // numerator, complement; or the denominator alone
    std::vector<std::int64_t> values;
  };
  using Key = std::pair<Place, std::vector<GroupValue>>;

  bool has_numerator(const Measurement& m) const {
    return indicator_.kind == catalog::IndicatorKind::proportion && m.numerator <= m.denominator;
  }

  void add(const Measurement& m, bool published) {
    Parts parts;
    parts.group = system_.add_group(static_cast<double>(m.denominator) + 1.0);
    if (indicator_.kind == catalog::IndicatorKind::proportion)
      parts.values =
          has_numerator(m) ? std::vector{m.numerator, m.denominator - m.numerator} : std::vector{m.denominator};
    else
      parts.values = {std::max(m.denominator, m.numerator)};
    for (const auto value : parts.values) parts.counts.push_back(system_.add_count(parts.group, value));
    if (published && m.masked != MaskReason::none)
      system_.hide(parts.group);
    else if (published)
      system_.set_fixed(parts.group);
    places_[{{m.level, m.unit}, m.groups}] = parts_.size();
    parts_.push_back(std::move(parts));
  }

  // Cells that differ in one dimension add up to the cell without it.
  void add_margins() {
    std::map<Key, std::vector<std::size_t>> sums;
    for (std::size_t i = 0; i < cells_.size(); ++i) {
      for (std::size_t d = 0; d < cells_[i]->groups.size(); ++d)
        sums[{{cells_[i]->level, cells_[i]->unit}, without(cells_[i]->groups, d)}].push_back(i);
    }
    for (const auto& [key, members] : sums) {
      if (const auto total = places_.find(key); total != places_.end()) relate(total->second, members);
    }
  }

  // A unit is the sum of the units of the finer level below it.
  void add_children() {
    std::map<Key, std::vector<std::size_t>> sums;
    for (std::size_t i = 0; i < cells_.size(); ++i) {
      const auto at = std::find(indicator_.levels.begin(), indicator_.levels.end(), cells_[i]->level);
      if (at == indicator_.levels.end() || at + 1 == indicator_.levels.end()) continue;
      if (const auto* above = catalog_.units.ancestor(cells_[i]->unit, *(at + 1)))
        sums[{{*(at + 1), above->id}, cells_[i]->groups}].push_back(i);
    }
    for (const auto& [key, members] : sums) {
      if (const auto total = places_.find(key); total != places_.end()) relate(total->second, members);
    }
  }

  void relate(std::size_t total, const std::vector<std::size_t>& members) {
    for (std::size_t part = 0; part < parts_[total].counts.size(); ++part) {
      std::vector<int> summed;
      auto rest = parts_[total].values[part];
      for (const auto member : members) {
        if (parts_[member].counts.size() <= part) return;
        summed.push_back(parts_[member].counts[part]);
        rest -= parts_[member].values[part];
      }
      if (rest < 0) return;
      if (rest > 0) summed.push_back(unseen(rest));
      system_.add_relation(parts_[total].counts[part], std::move(summed));
    }
  }

  int unseen(std::int64_t value) {
    const int group = system_.add_group(0.0);
    const int count = system_.add_count(group, value, Care::none);
    system_.hide(group);
    return count;
  }

  const catalog::Catalog& catalog_;
  const catalog::Indicator& indicator_;
  std::vector<Measurement*> cells_;
  CountSystem system_;
  std::vector<Parts> parts_;
  std::map<Key, std::size_t> places_;
};

bool hides(const catalog::Catalog& catalog, const Measurement& m) {
  const auto* indicator = catalog.find_indicator(m.indicator);
  return indicator != nullptr &&
         (indicator->disclosure.hide_below > 0 || indicator->disclosure.hide_denominator_below > 0);
}

}  // namespace

void mask_breakdown(const catalog::Catalog& catalog, const std::vector<Measurement>& coarser,
                    std::vector<Measurement>& cells) {
  using TableKey = std::pair<std::string, base::Period>;
  std::map<TableKey, std::vector<Measurement*>> years;
  std::map<std::string, std::vector<Measurement*>> finer;
  for (auto& cell : cells) {
    if (!hides(catalog, cell)) continue;
    if (cell.period.kind == base::PeriodKind::year)
      years[{cell.indicator, cell.period}].push_back(&cell);
    else
      finer[cell.indicator].push_back(&cell);
  }
  for (auto& [key, table] : years) {
    std::vector<const Measurement*> above;
    for (const auto& m : coarser) {
      if (m.indicator == key.first && m.period == key.second) above.push_back(&m);
    }
    Table(catalog, std::move(table), std::move(above)).mask();
  }
  for (auto& [key, table] : finer) {
    for (auto* cell : table) cell->masked = primary(catalog, *cell);
    const bool small =
        std::any_of(table.begin(), table.end(), [](const auto* cell) { return cell->masked != MaskReason::none; });
    for (auto* cell : table) {
      if (small && cell->masked == MaskReason::none) cell->masked = MaskReason::secondary;
    }
  }
}

void mask_whole_range(const catalog::Catalog& catalog, const std::vector<Measurement>& years,
                      std::vector<Measurement>& whole) {
  using Key = std::tuple<std::string, Place, std::vector<GroupValue>>;
  std::map<Key, std::vector<const Measurement*>> hidden;
  for (const auto& m : years) {
    if (m.masked != MaskReason::none) hidden[{m.indicator, {m.level, m.unit}, m.groups}].push_back(&m);
  }
  for (auto& m : whole) {
    if (!hides(catalog, m)) continue;
    m.masked = primary(catalog, m);
    const auto found = hidden.find({m.indicator, {m.level, m.unit}, m.groups});
    if (m.masked != MaskReason::none || found == hidden.end()) continue;
    const auto last = m.until.value_or(m.period).last_day();
    const bool within = std::any_of(found->second.begin(), found->second.end(), [&](const Measurement* year) {
      return year->period.last_day() >= m.period.first_day() && year->period.first_day() <= last;
    });
    if (within) m.masked = MaskReason::secondary;
  }
}

}  // namespace kjede::measure
