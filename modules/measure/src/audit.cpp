#include <fmt/format.h>

#include <set>

#include "kjede/measure/disclosure.hpp"
#include "stages.hpp"

namespace kjede::measure {
namespace {

class Auditor {
 public:
  Auditor(const catalog::Catalog& catalog, const std::vector<Measurement>& cube,
          const std::vector<AnalysisResult>& analyses)
      : catalog_(catalog), cube_(cube), analyses_(analyses), tables_(catalog), analysis_cells_(analyses.size()) {
    std::vector<const Measurement*> cells;
    for (const auto& m : cube) cells.push_back(&m);
    cells_ = publish_indicators(catalog, cells, tables_, Limit::exactly);
    fix_all(system());
    add_analyses(true);
    fix_all(system());
    add_analyses(false);
  }

  Audit run() {
    intervals_ = feasible_intervals(system());
    for (const int count : exposed(system(), intervals_)) open_.insert(tables_.group_of(count));
    Audit out;
    for (std::size_t i = 0; i < cube_.size(); ++i) {
      if (cube_[i].masked != MaskReason::none && cells_[i].group >= 0) out.cells.push_back(cell(i));
    }
    for (std::size_t i = 0; i < analyses_.size(); ++i) audit_result(i, out);
    return out;
  }

 private:
  CountSystem& system() { return tables_.system(); }
  bool safe(int group) const { return open_.count(group) == 0; }
  Interval interval(int count) const { return count < 0 ? Interval{} : intervals_[static_cast<std::size_t>(count)]; }

  void add_analyses(bool top) {
    for (std::size_t i = 0; i < analyses_.size(); ++i) {
      if (is_top(catalog_, analyses_[i]) == top) analysis_cells_[i] = tables_.add(analyses_[i]);
    }
    tables_.relate();
    std::set<int> small;
    if (!top) {
      const auto secrets = unit_secrets(catalog_, analyses_, analysis_cells_, tables_, Limit::exactly);
      small.insert(secrets.small.begin(), secrets.small.end());
      rests_.insert(secrets.rests.begin(), secrets.rests.end());
    }
    for (std::size_t i = 0; i < analyses_.size(); ++i) {
      if (is_top(catalog_, analyses_[i]) != top) continue;
      each_mask(analyses_[i], analysis_cells_[i], [&](int count, bool masked, const std::string&) {
        if (!masked) return;
        system().hide(tables_.group_of(count));
        if (small.count(count) > 0) system().hide_primary(tables_.group_of(count));
      });
    }
  }

  AuditedCell cell(std::size_t i) const {
    return {i, interval(cells_[i].numerator), interval(cells_[i].denominator), safe(cells_[i].group)};
  }

  void audit_result(std::size_t i, Audit& out) {
    const auto add = [&](int count, const std::string& part) {
      out.counts.push_back({i, part, interval(count), safe(tables_.group_of(count))});
    };
    each_mask(analyses_[i], analysis_cells_[i], [&](int count, bool masked, const std::string& part) {
      if (masked) add(count, part);
    });
    const auto& rests = analysis_cells_[i].rests;
    for (std::size_t p = 0; p < rests.size(); ++p) {
      if (rests_.count(rests[p]) > 0) add(rests[p], fmt::format("all but {}", analyses_[i].counts[p].id));
    }
  }

  const catalog::Catalog& catalog_;
  const std::vector<Measurement>& cube_;
  const std::vector<AnalysisResult>& analyses_;
  PublishedTables tables_;
  std::vector<CellCounts> cells_;
  std::vector<AnalysisCells> analysis_cells_;
  std::vector<Interval> intervals_;
  std::set<int> rests_;
  std::set<int> open_;
};

}  // namespace

Audit audit(const catalog::Catalog& catalog, const std::vector<Measurement>& cube,
            const std::vector<AnalysisResult>& analyses) {
  return Auditor(catalog, cube, analyses).run();
}

std::vector<AuditedCell> audit(const catalog::Catalog& catalog, const std::vector<Measurement>& cube) {
  return audit(catalog, cube, {}).cells;
}

}  // namespace kjede::measure
