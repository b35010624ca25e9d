// The masks of analyses, decided after those of the indicators: what an indicator shows by its own rules is known, what
// it hides must stay hidden.

#include <algorithm>
#include <set>

#include "analysis_masks.hpp"
#include "kept_masks.hpp"
#include "kjede/measure/disclosure.hpp"

namespace kjede::measure {
namespace {

bool small(std::int64_t count) { return count > 0 && count < kHideAnalysesBelow; }

class AnalysisMasker {
 public:
  AnalysisMasker(const catalog::Catalog& catalog, const std::vector<Measurement>& published,
                 std::vector<AnalysisResult>& results)
      : catalog_(catalog), results_(results), tables_(catalog) {
    for (const auto& m : published) add(m);
    tables_.relate();
    before_ = system().relations().size();
    for (const auto& r : results) cells_.push_back(tables_.add(r));
    tables_.relate();
  }

  std::vector<std::size_t> run(const Protection& rule) {
    show_the_top();
    hide_small(rule);
    const auto open = protect(system(), rule, before_);
    std::set<std::size_t> unprotected;
    for (std::size_t i = 0; i < results_.size(); ++i) {
      each_mask(results_[i], cells_[i], [&](int count, bool& masked, const std::string&) {
        masked = system().hidden(count);
        if (std::binary_search(open.begin(), open.end(), tables_.group_of(count))) unprotected.insert(i);
      });
    }
    return {unprotected.begin(), unprotected.end()};
  }

 private:
  CountSystem& system() { return tables_.system(); }
  std::int64_t value(int count) { return system().counts()[static_cast<std::size_t>(count)].value; }

  void add(const Measurement& m) {
    const int group = tables_.add(m).group;
    if (group < 0) return;
    if (m.masked == MaskReason::none)
      system().set_fixed(group);
    else if (m.masked == MaskReason::secondary)
      system().hide(group);
    else
      system().hide_primary(group);
  }

  // Also what is small there, unless an indicator hides the same count.
  void show_the_top() {
    for (std::size_t i = 0; i < results_.size(); ++i) {
      if (!is_top(catalog_, results_[i])) continue;
      each_mask(results_[i], cells_[i], [&](int count, bool, const std::string&) {
        const int group = tables_.group_of(count);
        if (system().hidden(tables_.first_alike(count)))
          system().hide(group);
        else
          system().set_fixed(group);
      });
    }
  }

  // Small counts, and parts that leave a small rest of their total. What can be worked out from what is published
  // already is no secret: those are shown.
  void hide_small(const Protection& rule) {
    const auto known = known_before(catalog_, results_, cells_, tables_, rule);
    for (std::size_t i = 0; i < results_.size(); ++i) {
      if (is_top(catalog_, results_[i])) continue;
      const auto* analysis = catalog_.find_analysis(results_[i].analysis);
      const bool shares = analysis != nullptr && within_total(*analysis);
      each_mask(results_[i], cells_[i], [&](int count, bool, const std::string&) {
        const auto rest = results_[i].total - value(count);
        const bool is_part = std::find(cells_[i].parts.begin(), cells_[i].parts.end(), count) != cells_[i].parts.end();
        const bool telling = shares && is_part && value(count) > 0 && small(rest);
        const int group = tables_.group_of(count);
        if (known.count(count) > 0 && (!telling || known.count(cells_[i].total) > 0))
          system().set_fixed(group);
        else if (small(value(count)) || telling)
          system().hide_primary(group);
      });
    }
  }

  const catalog::Catalog& catalog_;
  std::vector<AnalysisResult>& results_;
  PublishedTables tables_;
  std::vector<AnalysisCells> cells_;
  std::size_t before_ = 0;  // relations among the indicators
};

// The counts of a result without a system: only which there are.
AnalysisCells shape_of(const AnalysisResult& result) {
  return {0, std::vector<int>(result.counts.size()), result.numbers ? 0 : -1, std::vector<int>(result.bands.size()),
          std::vector<int>(result.bands.size())};
}

// One character a count, and one a result: not protected.
std::string masks_text(const std::vector<AnalysisResult>& results, const std::vector<std::size_t>& unprotected) {
  std::string text;
  for (std::size_t i = 0; i < results.size(); ++i) {
    each_mask(results[i], shape_of(results[i]),
              [&](int, bool masked, const std::string&) { text += masked ? '*' : '.'; });
    text += std::binary_search(unprotected.begin(), unprotected.end(), i) ? '!' : ' ';
  }
  return text;
}

std::optional<std::vector<std::size_t>> take_masks(const std::string& text, std::vector<AnalysisResult>& results) {
  if (text.size() != masks_text(results, {}).size()) return std::nullopt;
  std::vector<std::size_t> unprotected;
  std::size_t at = 0;
  for (std::size_t i = 0; i < results.size(); ++i) {
    each_mask(results[i], shape_of(results[i]),
              [&](int, bool& masked, const std::string&) { masked = text[at++] == '*'; });
    if (text[at++] == '!') unprotected.push_back(i);
  }
  return unprotected;
}

}  // namespace

std::vector<std::size_t> mask_analyses(const catalog::Catalog& catalog, const std::vector<Measurement>& published,
                                       std::vector<AnalysisResult>& results, const Protection& rule) {
  return AnalysisMasker(catalog, published, results).run(rule);
}

base::Result<std::vector<std::size_t>> mask_analyses(const catalog::Catalog& catalog,
                                                     const std::vector<Measurement>& published,
                                                     std::vector<AnalysisResult>& results,
                                                     store::RecordStore& records) {
  MaskQuestion question(catalog, "analyses", {});
  for (const auto& m : published) question.ask(m);
  for (const auto& r : results) question.ask(r);
  const auto key = question.key();
  KJEDE_ASSIGN(const auto known, records.recall(key));
  if (known) {
    if (auto taken = take_masks(*known, results)) return *std::move(taken);
  }
  auto unprotected = mask_analyses(catalog, published, results);
  // a store that cannot keep it costs the time again, nothing else
  static_cast<void>(records.remember(question.subject(), key, masks_text(results, unprotected)).has_value());
  return unprotected;
}

}  // namespace kjede::measure
