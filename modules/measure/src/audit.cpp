#include <fmt/format.h>

#include <set>

#include "analysis_masks.hpp"
#include "kjede/measure/disclosure.hpp"
#include "published_tables.hpp"

namespace kjede::measure {
namespace {

class Auditor {
 public:
  Auditor(const catalog::Catalog& catalog, const std::vector<Measurement>& cube,
          const std::vector<AnalysisResult>& analyses, const Protection& rule)
      : cube_(cube), analyses_(analyses), tables_(catalog), rule_(rule) {
    for (const auto& m : cube) cells_.push_back(tables_.add(m));
    tables_.relate();
    for (const auto& r : analyses) analysis_cells_.push_back(tables_.add(r));
    tables_.relate();
    for (std::size_t i = 0; i < cube.size(); ++i) hide(cells_[i].group, cube[i].masked);
    hide_analyses([&](const AnalysisResult& r) { return is_top(catalog, r); });
    known_before(catalog, analyses, analysis_cells_, tables_, rule);
    hide_analyses([&](const AnalysisResult& r) { return !is_top(catalog, r); });
  }

  Audit run() {
    intervals_ = feasible_intervals(system());
    for (const int count : exposed(system(), intervals_, rule_)) open_.insert(tables_.group_of(count));
    Audit out;
    for (std::size_t i = 0; i < cube_.size(); ++i) {
      if (cube_[i].masked != MaskReason::none && cells_[i].group >= 0) out.cells.push_back(cell(i));
    }
    for (std::size_t i = 0; i < analyses_.size(); ++i) {
      each_mask(analyses_[i], analysis_cells_[i], [&](int count, bool masked, const std::string& part) {
        if (masked) out.counts.push_back({i, part, interval(count), safe(tables_.group_of(count))});
      });
    }
    return out;
  }

 private:
  CountSystem& system() { return tables_.system(); }
  bool safe(int group) const { return open_.count(group) == 0; }
  Interval interval(int count) const { return count < 0 ? Interval{} : intervals_[static_cast<std::size_t>(count)]; }

  template <class Which>
  void hide_analyses(const Which& which) {
    for (std::size_t i = 0; i < analyses_.size(); ++i) {
      if (!which(analyses_[i])) continue;
      each_mask(analyses_[i], analysis_cells_[i], [&](int count, bool masked, const std::string&) {
        const bool small = system().counts()[static_cast<std::size_t>(count)].value < kHideAnalysesBelow;
        if (masked) hide(tables_.group_of(count), small ? MaskReason::few_events : MaskReason::secondary);
      });
    }
  }

  void hide(int group, MaskReason reason) {
    if (group < 0 || reason == MaskReason::none) return;
    if (reason == MaskReason::secondary)
      system().hide(group);
    else
      system().hide_primary(group);
  }

  AuditedCell cell(std::size_t i) const {
    return {i, interval(cells_[i].numerator), interval(cells_[i].denominator), safe(cells_[i].group)};
  }

  const std::vector<Measurement>& cube_;
  const std::vector<AnalysisResult>& analyses_;
  PublishedTables tables_;
  Protection rule_;
  std::vector<CellCounts> cells_;
  std::vector<AnalysisCells> analysis_cells_;
  std::vector<Interval> intervals_;
  std::set<int> open_;
};

}  // namespace

Audit audit(const catalog::Catalog& catalog, const std::vector<Measurement>& cube,
            const std::vector<AnalysisResult>& analyses, const Protection& rule) {
  return Auditor(catalog, cube, analyses, rule).run();
}

std::vector<AuditedCell> audit(const catalog::Catalog& catalog, const std::vector<Measurement>& cube,
                               const Protection& rule) {
  return audit(catalog, cube, {}, rule).cells;
}

}  // namespace kjede::measure
