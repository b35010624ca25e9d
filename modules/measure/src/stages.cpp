#include "stages.hpp"

#include <algorithm>

#include "kjede/measure/disclosure.hpp"

namespace kjede::measure {

bool is_national(const catalog::Catalog& catalog, const Measurement& m) {
  const auto* unit = catalog.units.find(m.unit);
  return unit != nullptr && unit->parent.empty();
}

bool is_top(const catalog::Catalog& catalog, const AnalysisResult& result) {
  const auto* unit = catalog.units.find(result.unit);
  return unit != nullptr && unit->kind == result.level && unit->parent.empty();
}

std::vector<CellCounts> publish_indicators(const catalog::Catalog& catalog,
                                           const std::vector<const Measurement*>& cells, PublishedTables& tables,
                                           Limit how) {
  std::vector<CellCounts> counts;
  for (const auto* m : cells) counts.push_back(tables.add(*m));
  tables.relate();
  auto& system = tables.system();
  std::vector<int> secrets;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (counts[i].group < 0) continue;
    if (cells[i]->masked == MaskReason::secondary) {
      system.hide(counts[i].group);
    } else if (cells[i]->masked != MaskReason::none) {
      system.hide_primary(counts[i].group);
      const auto& own = system.groups()[static_cast<std::size_t>(counts[i].group)].counts;
      secrets.insert(secrets.end(), own.begin(), own.end());
    } else if (is_national(catalog, *cells[i])) {
      system.set_fixed(counts[i].group);
    }
  }
  limit_needs(system, secrets, how);
  return counts;
}

void fix_all(CountSystem& system) {
  for (int g = 0; g < static_cast<int>(system.groups().size()); ++g) system.set_fixed(g);
}

UnitSecrets unit_secrets(const catalog::Catalog& catalog, const std::vector<AnalysisResult>& results,
                         const std::vector<AnalysisCells>& cells, PublishedTables& tables, Limit how) {
  auto& system = tables.system();
  std::vector<int> counts;
  std::vector<int> rests;
  for (std::size_t i = 0; i < results.size(); ++i) {
    if (is_top(catalog, results[i])) continue;
    each_mask(results[i], cells[i], [&](int count, bool, const std::string&) { counts.push_back(count); });
    for (const int rest : cells[i].rests) {
      if (rest >= 0) rests.push_back(rest);
    }
  }
  for (const int rest : rests) system.keep_possible(rest, 0, kHideAnalysesBelow - 1);
  const auto value = [&](int count) { return system.counts()[static_cast<std::size_t>(count)].value; };
  UnitSecrets found;
  const auto possible = limit_needs(system, counts, how);
  for (std::size_t i = 0; i < counts.size(); ++i) {
    if (!possible[i].wider_than(0))
      found.known.push_back(counts[i]);
    else if (value(counts[i]) > 0 && value(counts[i]) < kHideAnalysesBelow)
      found.small.push_back(counts[i]);
  }
  const auto left = limit_needs(system, rests, how);
  for (std::size_t i = 0; i < rests.size(); ++i) {
    if (!left[i].wider_than(0)) {
      system.no_secret(rests[i]);
      continue;
    }
    system.hide_primary(tables.group_of(rests[i]));
    found.rests.push_back(rests[i]);
  }
  std::sort(found.known.begin(), found.known.end());
  return found;
}

}  // namespace kjede::measure
