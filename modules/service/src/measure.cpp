#include "kjede/service/measure.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <set>
#include <tuple>

#include "kjede/measure/analyse.hpp"
#include "kjede/measure/disclosure.hpp"
#include "kjede/measure/mask_breakdown.hpp"
#include "kjede/measure/measure.hpp"
#include "query.hpp"

namespace kjede::service {
namespace {

using measure::Measurement;

bool is_root(const catalog::Catalog& catalog, const std::string& unit) {
  const auto* found = catalog.units.find(unit);
  return found != nullptr && found->parent.empty();
}

bool contains(const std::vector<std::string>& list, const std::string& item) {
  return list.empty() || std::find(list.begin(), list.end(), item) != list.end();
}

bool asked(const Query& query, const Measurement& m) {
  if (m.period.kind != query.by || !contains(query.indicators, m.indicator) || !contains(query.levels, m.level))
    return false;
  if (!contains(query.units, m.unit)) return false;
  return (!query.from || m.period.last_day() >= *query.from) && (!query.to || m.period.first_day() <= *query.to);
}

measure::Request request_of(const Query& query) {
  measure::Request request;
  request.indicators = query.indicators;
  request.levels = query.levels;
  request.units = query.units;
  request.by = {query.by};
  request.from = query.from;
  request.to = query.to;
  request.as_of = query.as_of;
  request.check_codes = true;
  request.whole_range = query.whole_range;
  request.logs = query.logs;
  if (!query.breakdown.empty()) request.breakdowns = {query.breakdown};
  return request;
}

// Only the nation, which no other cell can expose: its own primary rule is all there is to decide.
bool national_only(const catalog::Catalog& catalog, const Query& query) {
  const auto national_level = [&](const std::string& level) {
    const auto units = catalog.units.of_kind(level);
    return units.size() == 1 && is_root(catalog, units.front()->id);
  };
  const bool by_level = !query.levels.empty() && std::all_of(query.levels.begin(), query.levels.end(), national_level);
  const bool by_unit =
      !query.units.empty() && std::all_of(query.units.begin(), query.units.end(),
                                          [&](const std::string& unit) { return is_root(catalog, unit); });
  return by_level || by_unit;
}

std::vector<std::string> registers_of(const catalog::Catalog& catalog, const Query& query) {
  std::vector<std::string> found;
  for (const auto& indicator : catalog.indicators) {
    if (contains(query.indicators, indicator.id) &&
        std::find(found.begin(), found.end(), indicator.register_id) == found.end()) {
      found.push_back(indicator.register_id);
    }
  }
  return found;
}

// Finer kinds of period are decided after coarser ones (disclosure.hpp), so they bring those with them.
std::vector<base::PeriodKind> kinds_for(base::PeriodKind by) {
  using enum base::PeriodKind;
  switch (by) {
    case year: return {year};
    case quarter: return {year, quarter};
    case month: return {year, quarter, month};
    case tertial: return {year, quarter, month, tertial};
  }
  return {year};
}

bool has(const std::vector<base::PeriodKind>& kinds, base::PeriodKind kind) {
  return std::find(kinds.begin(), kinds.end(), kind) != kinds.end();
}

// What is published by itself, or asked for.
bool in_cube(const catalog::Catalog& catalog, const Measurement& m, const std::vector<base::PeriodKind>& kinds) {
  const auto& chart = catalog.find_indicator(m.indicator)->chart;
  return has(kinds, m.period.kind) || (!chart.chart.empty() && chart.by == m.period.kind);
}

void append(base::Diagnostics& to, base::Diagnostics&& from) {
  to.insert(to.end(), std::make_move_iterator(from.begin()), std::make_move_iterator(from.end()));
}

base::Diagnostic unprotected_warning(const Measurement& m) {
  base::Diagnostic d;
  d.code = codes::unprotected.id;
  d.severity = base::Severity::warning;
  d.message = fmt::format("{} at {} in {} is masked but can be derived from what is shown", m.indicator, m.unit,
                          m.period.label());
  d.suggestion = "see `kjede audit-tables`; do not publish this table as it is";
  return d;
}

base::Diagnostic withheld_warning(const measure::AnalysisResult& r) {
  base::Diagnostic d;
  d.code = codes::unprotected.id;
  d.severity = base::Severity::warning;
  d.message = fmt::format("{} at {} in {} is withheld: a masked count could be derived from what is shown elsewhere",
                          r.analysis, r.unit, r.period.label());
  d.suggestion = "see `kjede audit-tables`; show it for fewer units or longer periods";
  return d;
}

bool hides(const catalog::Catalog& catalog, const Query& query) {
  return std::any_of(catalog.indicators.begin(), catalog.indicators.end(), [&](const catalog::Indicator& i) {
    return contains(query.indicators, i.id) &&
           (i.disclosure.hide_below > 0 || i.disclosure.hide_denominator_below > 0 || i.disclosure.half_of_events ||
            i.disclosure.min_answers || i.disclosure.min_sent_share);
  });
}

// All choices of some of the dimensions, fewer first.
std::vector<std::vector<std::string>> choices(const std::vector<std::string>& dimensions) {
  std::vector<std::vector<std::string>> out;
  for (unsigned bits = 1; bits < 1U << dimensions.size(); ++bits) {
    auto& choice = out.emplace_back();
    for (std::size_t d = 0; d < dimensions.size(); ++d) {
      if ((bits >> d & 1U) != 0) choice.push_back(dimensions[d]);
    }
  }
  std::stable_sort(out.begin(), out.end(), [](const auto& a, const auto& b) { return a.size() < b.size(); });
  return out;
}

std::vector<std::string> dimensions_of(const Measurement& m) {
  std::vector<std::string> out;
  for (const auto& group : m.groups) out.push_back(group.by);
  return out;
}

// The breakdown at all levels and over all records, masked after the coarser tables it adds up to.
base::Result<std::vector<Measurement>> masked_groups(const catalog::Catalog& catalog, store::RecordStore& records,
                                                     const Query& query, std::vector<Measurement> coarser) {
  if (query.breakdown.empty()) return coarser;
  measure::Request request;
  request.indicators = query.indicators;
  request.as_of = query.as_of;
  request.by = kinds_for(query.by);
  request.breakdowns = choices(query.breakdown);
  KJEDE_ASSIGN(const auto all, measure::measure(catalog, records, request));
  std::vector<Measurement> cells;
  for (const auto& choice : request.breakdowns) {
    coarser.insert(coarser.end(), cells.begin(), cells.end());
    cells.clear();
    std::copy_if(all.begin(), all.end(), std::back_inserter(cells),
                 [&](const Measurement& m) { return dimensions_of(m) == choice; });
    measure::mask_breakdown(catalog, coarser, cells);
  }
  return cells;
}

// What is broken down, or a whole range: the masks come from the finer tables, the numbers from what was asked.
base::Result<MeasureAnswer> grouped(const catalog::Catalog& catalog, store::RecordStore& records, const Query& query) {
  MeasureAnswer answer;
  const auto request = request_of(query);
  KJEDE_ASSIGN(answer.results, measure::measure(catalog, records, request, &answer.warnings));
  if (!hides(catalog, query)) return answer;
  std::vector<Measurement> cube;
  for (const auto& id : registers_of(catalog, query)) {
    KJEDE_ASSIGN(auto mine, masked_cube(catalog, records, id, kinds_for(query.by), query.as_of));
    cube.insert(cube.end(), mine.results.begin(), mine.results.end());
  }
  KJEDE_ASSIGN(const auto masked, masked_groups(catalog, records, query, std::move(cube)));
  if (query.whole_range) {
    measure::mask_whole_range(catalog, masked, answer.results);
    return answer;
  }
  using Key = std::tuple<std::string, std::string, std::string, base::Period, std::vector<measure::GroupValue>>;
  std::map<Key, measure::MaskReason> mask_of;
  for (const auto& m : masked) mask_of[{m.indicator, m.level, m.unit, m.period, m.groups}] = m.masked;
  for (auto& m : answer.results) {
    const auto found = mask_of.find({m.indicator, m.level, m.unit, m.period, m.groups});
    m.masked = found == mask_of.end() ? measure::MaskReason::secondary : found->second;
  }
  return answer;
}

}  // namespace

base::Result<MeasureAnswer> masked_cube(const catalog::Catalog& catalog, store::RecordStore& records,
                                        std::string_view register_id, const std::vector<base::PeriodKind>& kinds,
                                        std::optional<base::Instant> as_of) {
  measure::Request request;
  request.by = kinds;
  request.as_of = as_of;
  request.check_codes = true;
  for (const auto& indicator : catalog.indicators) {
    if (indicator.register_id != register_id) continue;
    request.indicators.push_back(indicator.id);
    if (!indicator.chart.chart.empty() && !has(request.by, indicator.chart.by))
      request.by.push_back(indicator.chart.by);
  }
  MeasureAnswer answer;
  if (request.indicators.empty()) return answer;
  KJEDE_ASSIGN(answer.results, measure::measure(catalog, records, request, &answer.warnings));
  std::erase_if(answer.results, [&](const Measurement& m) { return !in_cube(catalog, m, kinds); });
  KJEDE_ASSIGN(const auto unprotected, measure::mask(catalog, answer.results, records));
  for (const auto index : unprotected) answer.warnings.push_back(unprotected_warning(answer.results[index]));
  return answer;
}

base::Result<std::vector<measure::AnalysisResult>> masked_analyses(
    const catalog::Catalog& catalog, store::RecordStore& records, std::string_view register_id,
    const std::vector<Measurement>& published, std::optional<base::Instant> as_of, base::Diagnostics* warnings) {
  measure::AnalysisRequest request;
  request.as_of = as_of;
  for (const auto& analysis : catalog.analyses) {
    if (analysis.register_id == register_id) request.analyses.push_back(analysis.id);
  }
  if (request.analyses.empty()) return std::vector<measure::AnalysisResult>();
  KJEDE_ASSIGN(auto results, measure::analyse(catalog, records, request));
  KJEDE_ASSIGN(const auto withheld, measure::mask_analyses(catalog, published, results, records));
  for (const auto index : withheld) {
    if (warnings != nullptr) warnings->push_back(withheld_warning(results[index]));
  }
  return results;
}

base::Result<MeasureAnswer> measure(const catalog::Catalog& catalog, store::RecordStore& records,
                                    const MeasureQuery& typed) {
  KJEDE_ASSIGN(const Query query, resolve(catalog, typed));
  const bool plain = query.breakdown.empty() && !query.whole_range;
  if (!typed.unmasked && !plain) return grouped(catalog, records, query);
  MeasureAnswer answer;
  if (typed.unmasked || national_only(catalog, query)) {
    KJEDE_ASSIGN(answer.results, measure::measure(catalog, records, request_of(query), &answer.warnings));
    if (!typed.unmasked) measure::mask(catalog, answer.results);
    return answer;
  }
  for (const auto& id : registers_of(catalog, query)) {
    KJEDE_ASSIGN(auto cube, masked_cube(catalog, records, id, kinds_for(query.by), query.as_of));
    std::copy_if(std::make_move_iterator(cube.results.begin()), std::make_move_iterator(cube.results.end()),
                 std::back_inserter(answer.results), [&](const Measurement& m) { return asked(query, m); });
    append(answer.warnings, std::move(cube.warnings));
  }
  return answer;
}

bool synthetic(const std::vector<store::Batch>& batches) {
  return std::any_of(batches.begin(), batches.end(),
                     [](const store::Batch& b) { return b.source.starts_with("synthetic-"); });
}

}  // namespace kjede::service
