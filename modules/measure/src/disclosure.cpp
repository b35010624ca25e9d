#include "kjede/measure/disclosure.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include "kept_masks.hpp"
#include "primary_rule.hpp"
#include "stages.hpp"

namespace kjede::measure {
namespace {

using base::PeriodKind;

// What a register publishes by itself comes first: years, and the periods of an indicator's control chart. What only a
// question brings up comes later and changes nothing before it. Tertials are last: a tertial less a quarter is a month.
int stage_of(const catalog::Catalog& catalog, const Measurement& m) {
  const auto* indicator = catalog.find_indicator(m.indicator);
  const bool charted = indicator != nullptr && !indicator->chart.chart.empty() && indicator->chart.by == m.period.kind;
  if (m.period.kind == PeriodKind::year || charted) return 0;
  switch (m.period.kind) {
    case PeriodKind::quarter: return 1;
    case PeriodKind::month: return 2;
    default: return 3;
  }
}

// Primary masks. The national figures are what a register is for: they are never given up for another cell.
void decide_primary(const catalog::Catalog& catalog, std::vector<Measurement>& cube,
                    const std::vector<std::size_t>& cells) {
  for (const auto i : cells) {
    if (const auto* indicator = catalog.find_indicator(cube[i].indicator))
      cube[i].masked = primary_reason(*indicator, cube[i], is_national(catalog, cube[i]));
  }
}

// The masks of what a register publishes by itself; its primary masks are set. Gives the cells that are not protected.
std::set<std::size_t> search(const catalog::Catalog& catalog, std::vector<Measurement>& cube,
                             const std::vector<std::size_t>& cells) {
  std::vector<const Measurement*> published;
  for (const auto i : cells) published.push_back(&cube[i]);
  PublishedTables tables(catalog);
  const auto counts = publish_indicators(catalog, published, tables, Limit::by_propagation);
  auto& system = tables.system();
  const auto open = protect(system);
  std::set<std::size_t> unprotected;
  for (std::size_t c = 0; c < cells.size(); ++c) {
    const int group = counts[c].group;
    if (group < 0) continue;
    auto& masked = cube[cells[c]].masked;
    const bool hidden = system.groups()[static_cast<std::size_t>(group)].hidden;
    if (hidden && masked == MaskReason::none) masked = MaskReason::secondary;
    if (std::binary_search(open.begin(), open.end(), group)) unprotected.insert(cells[c]);
  }
  return unprotected;
}

// One letter a cell: its reason, as a capital if it is not protected.
std::string masks_text(const std::vector<Measurement>& cube, const std::vector<std::size_t>& cells,
                       const std::set<std::size_t>& unprotected) {
  std::string text;
  for (const auto i : cells)
    text += static_cast<char>((unprotected.count(i) > 0 ? 'A' : 'a') + static_cast<int>(cube[i].masked));
  return text;
}

// Nothing if the text cannot be the answer: another number of cells, or a small one shown.
std::optional<std::set<std::size_t>> take_masks(const std::string& text, std::vector<Measurement>& cube,
                                                const std::vector<std::size_t>& cells) {
  if (text.size() != cells.size()) return std::nullopt;
  const auto reason = [&](std::size_t c) { return static_cast<MaskReason>((text[c] | 0x20) - 'a'); };
  for (std::size_t c = 0; c < cells.size(); ++c) {
    const bool secondary = cube[cells[c]].masked == MaskReason::none && reason(c) == MaskReason::secondary;
    if (!secondary && reason(c) != cube[cells[c]].masked) return std::nullopt;
  }
  std::set<std::size_t> unprotected;
  for (std::size_t c = 0; c < cells.size(); ++c) {
    cube[cells[c]].masked = reason(c);
    if (text[c] < 'a') unprotected.insert(cells[c]);
  }
  return unprotected;
}

base::Result<std::set<std::size_t>> look_up(const catalog::Catalog& catalog, store::RecordStore& records,
                                            std::vector<Measurement>& cube, const std::vector<std::size_t>& cells) {
  MaskQuestion question(catalog, "indicators");
  for (const auto i : cells) question.ask(cube[i]);
  const auto key = question.key();
  KJEDE_ASSIGN(const auto known, records.recall(key));
  if (known) {
    if (auto taken = take_masks(*known, cube, cells)) return *std::move(taken);
  }
  auto unprotected = search(catalog, cube, cells);
  // a store that cannot keep it costs the time again, nothing else
  static_cast<void>(records.remember(question.subject(), key, masks_text(cube, cells, unprotected)).has_value());
  return unprotected;
}

// Periods that are not published, only asked for: units are shown if none of the indicator's cells of that kind is
// small, else the nation alone. A search for the least to hide would have to work around all that is already published.
void mask_whole(const catalog::Catalog& catalog, std::vector<Measurement>& cube,
                const std::vector<std::size_t>& cells) {
  decide_primary(catalog, cube, cells);
  std::set<std::string> with_small_cells;
  for (const auto i : cells) {
    if (cube[i].masked != MaskReason::none) with_small_cells.insert(cube[i].indicator);
  }
  for (const auto i : cells) {
    const bool events = cube[i].denominator > 0 || cube[i].numerator > 0;
    const bool spared = !events || is_national(catalog, cube[i]) || with_small_cells.count(cube[i].indicator) == 0;
    if (cube[i].masked == MaskReason::none && !spared) cube[i].masked = MaskReason::secondary;
  }
}

using Stages = std::map<int, std::vector<std::size_t>>;

// Primary masks of what is published (stage 0), and all masks of what is only asked for.
Stages decide_what_is_asked(const catalog::Catalog& catalog, std::vector<Measurement>& cube) {
  Stages stages{{0, {}}};
  for (std::size_t i = 0; i < cube.size(); ++i) stages[stage_of(catalog, cube[i])].push_back(i);
  for (const auto& [stage, cells] : stages) {
    if (stage == 0)
      decide_primary(catalog, cube, cells);
    else
      mask_whole(catalog, cube, cells);
  }
  return stages;
}

}  // namespace

std::vector<std::size_t> mask(const catalog::Catalog& catalog, std::vector<Measurement>& cube) {
  const auto stages = decide_what_is_asked(catalog, cube);
  const auto unprotected = search(catalog, cube, stages.at(0));
  return {unprotected.begin(), unprotected.end()};
}

base::Result<std::vector<std::size_t>> mask(const catalog::Catalog& catalog, std::vector<Measurement>& cube,
                                            store::RecordStore& records) {
  const auto stages = decide_what_is_asked(catalog, cube);
  KJEDE_ASSIGN(const auto unprotected, look_up(catalog, records, cube, stages.at(0)));
  return std::vector<std::size_t>(unprotected.begin(), unprotected.end());
}

}  // namespace kjede::measure
