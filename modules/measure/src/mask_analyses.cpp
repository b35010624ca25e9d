#include <algorithm>
#include <map>
#include <numeric>
#include <string>
#include <tuple>
#include <vector>

#include "kjede/measure/analyse.hpp"
#include "kjede/measure/count_system.hpp"

namespace kjede::measure {
namespace {

bool small(std::int64_t count, int hide_below) { return count > 0 && count < hide_below; }

// The table of one analysis in one period as a system of counts: per unit the total and the parts.
class AnalysisMasker {
 public:
  AnalysisMasker(const catalog::Catalog& catalog, const catalog::Analysis& analysis,
                 std::vector<AnalysisResult*> results, int hide_below)
      : catalog_(catalog), analysis_(analysis), results_(std::move(results)), hide_below_(hide_below) {}

  void mask() {
    for (auto* result : results_) add(*result);
    for (std::size_t i = 0; i < results_.size(); ++i) add_partition(i);
    for (std::size_t i = 0; i < results_.size(); ++i) add_children(i);
    protect(system_, {});
    for (std::size_t i = 0; i < results_.size(); ++i) apply(i);
  }

 private:
  struct Cells {
    int total = 0;
    std::vector<int> parts;
    int total_group = 0;
    std::vector<int> part_groups;
  };

  bool is_top(const AnalysisResult& result) const {
    const auto* unit = catalog_.units.find(result.unit);
    return unit != nullptr && unit->kind == result.level && unit->parent.empty();
  }

  int add_cell(std::int64_t count, bool top, int& group) {
    group = system_.add_group(static_cast<double>(count) + 1.0);
    const int cell = system_.add_count(group, count);
    if (top)
      system_.set_fixed(group);
    else if (small(count, hide_below_))
      system_.hide_primary(group);
    return cell;
  }

  void add(const AnalysisResult& result) {
    Cells cells;
    const bool top = is_top(result);
    cells.total = add_cell(result.total, top, cells.total_group);
    for (const auto& part : result.counts) {
      int group = 0;
      cells.parts.push_back(add_cell(part.count, top, group));
      cells.part_groups.push_back(group);
      // what the part leaves of the total is as telling as the part
      const bool telling = within_total() && part.count > 0 && small(result.total - part.count, hide_below_);
      if (telling && !top) system_.hide_primary(group);
    }
    cells_.push_back(std::move(cells));
  }

  // Parts that are counted among the cohort; the cohorts of a flow are not parts of one total.
  bool within_total() const { return analysis_.kind != catalog::AnalysisKind::flow && analysis_.cohorts.empty(); }

  // The codes of one variable add up to the total; other parts leave a rest that nobody sees.
  void add_partition(std::size_t i) {
    const auto& result = *results_[i];
    const auto& cells = cells_[i];
    const auto sum = std::accumulate(result.counts.begin(), result.counts.end(), std::int64_t{0},
                                     [](auto n, const auto& c) { return n + c.count; });
    const bool codes = analysis_.kind == catalog::AnalysisKind::distribution && analysis_.by.size() == 1;
    if (codes && sum == result.total && !cells.parts.empty()) {
      system_.add_relation(cells.total, cells.parts);
      return;
    }
    if (!within_total()) return;
    for (std::size_t p = 0; p < cells.parts.size(); ++p) {
      const auto rest = result.total - result.counts[p].count;
      if (rest < 0) continue;
      system_.add_relation(cells.total, {cells.parts[p], unseen(rest)});
    }
  }

  int unseen(std::int64_t count) {
    const int group = system_.add_group(0.0);
    const int cell = system_.add_count(group, count, Care::none);
    system_.hide(group);
    return cell;
  }

  // A unit is the sum of the units of the finer level below it, and of records whose unit is not known.
  void add_children(std::size_t parent) {
    const auto& result = *results_[parent];
    const auto at = std::find(analysis_.levels.begin(), analysis_.levels.end(), result.level);
    if (at == analysis_.levels.end() || at == analysis_.levels.begin()) return;
    const auto& finer = *(at - 1);
    std::vector<std::size_t> children;
    for (std::size_t i = 0; i < results_.size(); ++i) {
      if (results_[i]->level != finer) continue;
      const auto* above = catalog_.units.ancestor(results_[i]->unit, result.level);
      if (above != nullptr && above->id == result.unit) children.push_back(i);
    }
    if (children.empty()) return;
    relate(
        cells_[parent].total, result.total, children, [](const auto& r) { return r.total; },
        [](const Cells& c) { return c.total; });
    for (std::size_t p = 0; p < result.counts.size(); ++p) {
      relate(
          cells_[parent].parts[p], result.counts[p].count, children, [p](const auto& r) { return r.counts[p].count; },
          [p](const Cells& c) { return c.parts[p]; });
    }
  }

  template <class Count, class CellOf>
  void relate(int total, std::int64_t value, const std::vector<std::size_t>& children, const Count& count,
              const CellOf& cell) {
    std::vector<int> parts;
    for (const auto child : children) {
      parts.push_back(cell(cells_[child]));
      value -= count(*results_[child]);
    }
    if (value < 0) return;
    if (value > 0) parts.push_back(unseen(value));
    system_.add_relation(total, std::move(parts));
  }

  void apply(std::size_t i) {
    auto& result = *results_[i];
    const auto hidden = [&](int group) { return system_.groups()[static_cast<std::size_t>(group)].hidden; };
    result.masked = hidden(cells_[i].total_group);
    for (std::size_t p = 0; p < result.counts.size(); ++p) result.counts[p].masked = hidden(cells_[i].part_groups[p]);
    if (is_top(result)) return;
    for (auto& band : result.bands) {
      band.men_masked = small(band.men, hide_below_);
      band.women_masked = small(band.women, hide_below_);
    }
  }

  const catalog::Catalog& catalog_;
  const catalog::Analysis& analysis_;
  std::vector<AnalysisResult*> results_;
  int hide_below_;
  CountSystem system_;
  std::vector<Cells> cells_;
};

}  // namespace

void mask_analyses(const catalog::Catalog& catalog, std::vector<AnalysisResult>& results, int hide_below) {
  std::map<std::tuple<std::string, base::PeriodKind, int>, std::vector<AnalysisResult*>> tables;
  for (auto& result : results) tables[{result.analysis, result.period.kind, result.period.index}].push_back(&result);
  for (auto& [key, table] : tables) {
    if (const auto* analysis = catalog.find_analysis(std::get<0>(key)))
      AnalysisMasker(catalog, *analysis, table, hide_below).mask();
  }
}

}  // namespace kjede::measure
