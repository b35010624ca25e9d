// The masks of analyses, decided after those of the indicators: what an indicator shows by its own rules is known, what
// it hides must stay hidden.

#include <algorithm>
#include <set>

#include "kept_masks.hpp"
#include "kjede/measure/disclosure.hpp"
#include "stages.hpp"

namespace kjede::measure {
namespace {

class AnalysisMasker {
 public:
  AnalysisMasker(const catalog::Catalog& catalog, const std::vector<Measurement>& published,
                 std::vector<AnalysisResult>& results)
      : catalog_(catalog), results_(results), tables_(catalog), cells_(results.size()) {
    std::vector<const Measurement*> cells;
    for (const auto& m : published) cells.push_back(&m);
    publish_indicators(catalog, cells, tables_, Limit::by_propagation);
    fix_all(system());
  }

  std::vector<std::size_t> run() {
    publish_top();
    publish_units();
    for (std::size_t i = 0; i < results_.size(); ++i) {
      each_mask(results_[i], cells_[i],
                [&](int count, bool& masked, const std::string&) { masked = system().hidden(count); });
    }
    return withhold();
  }

 private:
  CountSystem& system() { return tables_.system(); }

  void add(bool top) {
    for (std::size_t i = 0; i < results_.size(); ++i) {
      if (is_top(catalog_, results_[i]) == top) cells_[i] = tables_.add(results_[i]);
    }
    tables_.relate();
  }

  // Also what is small there, unless an indicator hides it.
  void publish_top() {
    const auto before = system().relations().size();
    add(true);
    note(protect(system(), before));
    fix_all(system());
  }

  // What can be worked out from what is published already is no secret: it is shown.
  void publish_units() {
    const auto before = system().relations().size();
    add(false);
    const auto secrets = unit_secrets(catalog_, results_, cells_, tables_, Limit::by_propagation);
    for (const int count : secrets.known) system().set_fixed(tables_.group_of(count));
    for (const int count : secrets.small) system().hide_primary(tables_.group_of(count));
    note(without_known(protect(system(), before)));
  }

  // Propagation does not find everything that is known already.
  std::vector<int> without_known(std::vector<int> open) {
    std::erase_if(open, [this](int group) {
      const auto counts = system().groups()[static_cast<std::size_t>(group)].counts;
      const auto possible = limit_needs(system(), counts, Limit::exactly);
      return std::none_of(possible.begin(), possible.end(), [](const Interval& i) { return i.wider_than(0); });
    });
    return open;
  }

  void note(const std::vector<int>& open) { open_.insert(open.begin(), open.end()); }

  // Results of which something could not be protected: nothing of them is shown.
  std::vector<std::size_t> withhold() {
    std::vector<std::size_t> unprotected;
    for (std::size_t i = 0; i < results_.size(); ++i) {
      bool open = false;
      const auto look = [&](int count) { open = open || (count >= 0 && open_.count(tables_.group_of(count)) > 0); };
      each_mask(results_[i], cells_[i], [&](int count, bool, const std::string&) { look(count); });
      for (const int rest : cells_[i].rests) look(rest);
      if (!open) continue;
      unprotected.push_back(i);
      each_mask(results_[i], cells_[i], [](int, bool& masked, const std::string&) { masked = true; });
    }
    return unprotected;
  }

  const catalog::Catalog& catalog_;
  std::vector<AnalysisResult>& results_;
  PublishedTables tables_;
  std::vector<AnalysisCells> cells_;
  std::set<int> open_;
};

// The counts of a result without a system: only which there are.
AnalysisCells shape_of(const AnalysisResult& result) {
  return {0,
          std::vector<int>(result.counts.size()),
          result.numbers ? 0 : -1,
          std::vector<int>(result.bands.size()),
          std::vector<int>(result.bands.size()),
          {}};
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
                                       std::vector<AnalysisResult>& results) {
  return AnalysisMasker(catalog, published, results).run();
}

base::Result<std::vector<std::size_t>> mask_analyses(const catalog::Catalog& catalog,
                                                     const std::vector<Measurement>& published,
                                                     std::vector<AnalysisResult>& results,
                                                     store::RecordStore& records) {
  MaskQuestion question(catalog, "analyses");
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
