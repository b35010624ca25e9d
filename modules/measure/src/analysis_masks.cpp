#include "analysis_masks.hpp"

#include "propagate.hpp"

namespace kjede::measure {

bool is_top(const catalog::Catalog& catalog, const AnalysisResult& result) {
  const auto* unit = catalog.units.find(result.unit);
  return unit != nullptr && unit->kind == result.level && unit->parent.empty();
}

std::set<int> known_before(const catalog::Catalog& catalog, const std::vector<AnalysisResult>& results,
                           const std::vector<AnalysisCells>& cells, PublishedTables& tables, const Protection& rule) {
  auto& system = tables.system();
  std::vector<int> of_units;
  for (std::size_t i = 0; i < results.size(); ++i) {
    if (is_top(catalog, results[i])) continue;
    each_mask(results[i], cells[i], [&](int count, bool, const std::string&) { of_units.push_back(count); });
  }
  for (const int count : of_units) system.hide(tables.group_of(count));
  const auto bounds = propagate(system);
  std::set<int> known;
  for (const int count : of_units) {
    system.show(tables.group_of(count));
    const auto i = static_cast<std::size_t>(count);
    const auto width = bounds.high[i] - bounds.low[i];
    if (width == 0) known.insert(count);
    if (width <= rule.primary_width) system.relax(count);
  }
  return known;
}

}  // namespace kjede::measure
