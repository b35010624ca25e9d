#include "kjede/measure/analyse.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <map>

#include "analysis_plan.hpp"
#include "kjede/measure/codes.hpp"
#include "kjede/stats/mean.hpp"
#include "kjede/stats/quantile.hpp"
#include "requested.hpp"
#include "roll_up.hpp"
#include "stored_register.hpp"
#include "value_summary.hpp"

namespace kjede::measure {
namespace {

using catalog::Analysis;

bool wanted(const std::vector<std::string>& list, const std::string& name) {
  return list.empty() || std::find(list.begin(), list.end(), name) != list.end();
}

base::Result<void> check(const catalog::Catalog& catalog, const AnalysisRequest& request) {
  base::Diagnostics problems;
  std::vector<std::string> known;
  for (const auto& analysis : catalog.analyses) known.push_back(analysis.id);
  for (const auto& id : request.analyses) {
    if (catalog.find_analysis(id) != nullptr) continue;
    const auto near = base::nearest(id, known);
    problems.push_back({codes::unknown_analysis.id,
                        base::Severity::error,
                        fmt::format("there is no analysis '{}'", id),
                        {},
                        {},
                        near.empty() ? std::string() : fmt::format("did you mean '{}'?", near)});
  }
  if (!problems.empty()) return base::fail(std::move(problems));
  return {};
}

// Sums of one place and period, from the columns a roll-up gave.
class Cells {
 public:
  Cells(const AnalysisColumns& columns, const FinestCounts& finest) : columns_(columns), finest_(finest) {
    wanted_.unit = columns.unit;
    wanted_.values = columns.values.has_value();
    place(columns.total);
    for (const auto* list : {&columns.parts, &columns.men, &columns.women}) {
      for (const auto& part : *list) place(part.column);
    }
  }
  const RollUpColumns& wanted_columns() const { return wanted_; }
  std::int64_t count(const Cell& cell, std::size_t column) const { return cell.counts[places_.at(column)]; }

  std::optional<AnalysisNumbers> numbers(const Cell& cell) const {
    if (!columns_.values) return std::nullopt;
    const auto& lists = finest_.values.at(*columns_.values);
    AnalysisNumbers out;
    std::vector<double> values;
    for (const auto row : cell.rows) {
      for (auto i = lists.offsets[row]; i < lists.offsets[row + 1]; ++i) {
        values.push_back(lists.whole ? shown(static_cast<double>(lists.integers[i])) : shown(lists.reals[i]));
      }
    }
    std::sort(values.begin(), values.end());
    out.n = static_cast<std::int64_t>(values.size());
    if (values.empty()) return out;
    out.sum = stats::sum(values);
    out.mean = *stats::mean(values);
    out.p10 = *stats::quantile(values, 0.10);
    out.p25 = *stats::quantile(values, 0.25);
    out.p50 = *stats::quantile(values, 0.50);
    out.p75 = *stats::quantile(values, 0.75);
    out.p90 = *stats::quantile(values, 0.90);
    return out;
  }

 private:
  void place(std::size_t column) {
    if (places_.try_emplace(column, wanted_.counts.size()).second) wanted_.counts.push_back(column);
  }
  double shown(double stored) const {
    const double seconds =
        columns_.value_micros > 0 ? stored * static_cast<double>(columns_.value_micros) / 1e6 : stored;
    return seconds / columns_.unit_seconds;
  }

  const AnalysisColumns& columns_;
  const FinestCounts& finest_;
  RollUpColumns wanted_;
  std::map<std::size_t, std::size_t> places_;
};

class Analyser {
 public:
  Analyser(const catalog::Catalog& catalog, const AnalysisRequest& request, const FinestCounts& finest)
      : catalog_(catalog), request_(request), finest_(finest) {}

  std::vector<AnalysisResult> results(const AnalysisColumns& columns, MonthRange range) const {
    const auto& analysis = *columns.analysis;
    const Cells cells(columns, finest_);
    std::vector<AnalysisResult> out;
    for (const auto* levels : {&analysis.levels, &analysis.groups}) {
      for (const auto& level : *levels) {
        if (wanted(request_.levels, level)) add_level(columns, cells, level, range, out);
      }
    }
    drop_empty_parts(columns, out);
    return out;
  }

 private:
  std::vector<base::PeriodKind> kinds(const Analysis& analysis) const {
    return request_.by.empty() ? std::vector{analysis.period} : request_.by;
  }

  void add_level(const AnalysisColumns& columns, const Cells& cells, const std::string& level, MonthRange range,
                 std::vector<AnalysisResult>& out) const {
    const auto& analysis = *columns.analysis;
    const auto units =
        level_units(catalog_.units, level, finest_kind(catalog_, analysis.register_id, analysis.unit_variable));
    for (std::size_t place = 0; place < units.names.size(); ++place) {
      if (!wanted(request_.units, units.names[place])) continue;
      for (const auto kind : kinds(analysis)) {
        const auto first = base::Period::of_month(kind, range.first);
        const auto last = base::Period::of_month(kind, range.last);
        const auto periods = static_cast<std::size_t>(last.index - first.index + 1);
        const auto rolled = roll_up(finest_, cells.wanted_columns(), units, {first, periods});
        for (std::size_t p = 0; p < periods; ++p) {
          add_result(columns, cells, units, place, first.next(static_cast<int>(p)), rolled.at(place, 0, p), out);
        }
      }
    }
  }

  void add_result(const AnalysisColumns& columns, const Cells& cells, const LevelUnits& units, std::size_t place,
                  base::Period period, const Cell& cell, std::vector<AnalysisResult>& out) const {
    const auto* unit = units.units[place];
    const auto total = cells.count(cell, columns.total);
    if (unit != nullptr && total == 0 && !open_in(*unit, period)) return;
    AnalysisResult result;
    result.analysis = columns.analysis->id;
    result.level = units.level;
    result.unit = units.names[place];
    result.period = period;
    result.total = total;
    result.rate = rate(*columns.analysis, unit, period, total);
    for (const auto& part : columns.parts) {
      const auto count = cells.count(cell, part.column);
      result.counts.push_back({part.id, part.name, count, false, rate(*columns.analysis, unit, period, count)});
    }
    for (std::size_t b = 0; b < columns.men.size(); ++b) add_band(columns, cells, cell, b, result);
    result.numbers = cells.numbers(cell);
    out.push_back(std::move(result));
  }

  static void add_band(const AnalysisColumns& columns, const Cells& cells, const Cell& cell, std::size_t b,
                       AnalysisResult& result) {
    const int years = columns.analysis->band_years;
    const int from = static_cast<int>(b) * years;
    const int to = b + 1 == columns.men.size() ? 0 : from + years - 1;
    result.bands.push_back(
        {from, to, cells.count(cell, columns.men[b].column), cells.count(cell, columns.women[b].column), false, false});
  }

  std::optional<double> rate(const Analysis& analysis, const catalog::Unit* unit, base::Period period,
                             std::int64_t count) const {
    if (analysis.per <= 0 || unit == nullptr) return std::nullopt;
    const auto persons = catalog_.population_of(unit->id, period.year());
    if (!persons || *persons <= 0) return std::nullopt;
    const double years = static_cast<double>(*persons) * base::months_in(period.kind) / 12.0;
    return static_cast<double>(count) * static_cast<double>(analysis.per) / years;
  }

  static void drop_empty_parts(const AnalysisColumns& columns, std::vector<AnalysisResult>& results) {
    for (std::size_t i = columns.parts.size(); i-- > 0;) {
      const bool empty =
          std::all_of(results.begin(), results.end(), [&](const auto& r) { return r.counts[i].count == 0; });
      if (!columns.parts[i].optional_part || !empty) continue;
      for (auto& result : results) result.counts.erase(result.counts.begin() + static_cast<std::ptrdiff_t>(i));
    }
  }

  const catalog::Catalog& catalog_;
  const AnalysisRequest& request_;
  const FinestCounts& finest_;
};

std::vector<base::PeriodKind> all_kinds(const std::vector<const Analysis*>& analyses, const AnalysisRequest& request) {
  if (!request.by.empty()) return request.by;
  std::vector<base::PeriodKind> out;
  for (const auto* analysis : analyses) out.push_back(analysis->period);
  return out;
}

base::Result<void> analyse_register(const catalog::Catalog& catalog, const catalog::Register& reg,
                                    store::RecordStore& records, const AnalysisRequest& request,
                                    std::map<const Analysis*, std::vector<AnalysisResult>>& out) {
  std::vector<const Analysis*> mine;
  for (const auto& analysis : catalog.analyses) {
    if (analysis.register_id == reg.id && wanted(request.analyses, analysis.id)) mine.push_back(&analysis);
  }
  if (mine.empty()) return {};
  KJEDE_ASSIGN(const auto state, register_state(records, reg.id, request.as_of));
  Request range;
  range.from = request.from;
  range.to = request.to;
  const auto asked = months_asked(range);
  const auto whole = whole_periods(asked, all_kinds(mine, request));
  PlanOptions options{state.batch, {}, {}};
  if (whole.first) options.from = base::Period{base::PeriodKind::month, *whole.first}.first_day();
  if (whole.last) options.to = base::Period{base::PeriodKind::month, *whole.last}.last_day();
  const auto plan = plan_analyses(catalog, reg, mine, records.database().dialect(), options);
  auto finest = no_counts(plan.shape);
  if (state.has_table) {
    KJEDE_TRY(check_columns(records, reg, plan.sql));
    KJEDE_ASSIGN(finest, read_counts(records.database(), plan.sql, plan.shape, catalog.units));
  }
  const auto months = month_range(asked, finest);
  const Analyser analyser(catalog, request, finest);
  for (const auto& columns : plan.analyses) {
    if (months) out[columns.analysis] = analyser.results(columns, *months);
  }
  return {};
}

}  // namespace

base::Result<std::vector<AnalysisResult>> analyse(const catalog::Catalog& catalog, store::RecordStore& records,
                                                  const AnalysisRequest& request) {
  KJEDE_TRY(check(catalog, request));
  std::map<const Analysis*, std::vector<AnalysisResult>> found;
  for (const auto& reg : catalog.registers) KJEDE_TRY(analyse_register(catalog, reg, records, request, found));
  std::vector<AnalysisResult> out;
  for (const auto& analysis : catalog.analyses) {
    const auto mine = found.find(&analysis);
    if (mine != found.end()) std::move(mine->second.begin(), mine->second.end(), std::back_inserter(out));
  }
  return out;
}

}  // namespace kjede::measure
