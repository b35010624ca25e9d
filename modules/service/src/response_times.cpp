#include "kjede/service/response_times.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "kjede/catalog/parse.hpp"
#include "kjede/measure/measure.hpp"
#include "kjede/service/codes.hpp"
#include "kjede/stats/shrink.hpp"
#include "query.hpp"

namespace kjede::service {
namespace {

using catalog::Indicator;
using catalog::IndicatorKind;
using measure::Measurement;

using Cell = std::tuple<std::string, base::Period, std::vector<measure::GroupValue>>;  // unit, period, groups

Cell cell_of(const Measurement& m) { return {m.unit, m.period, m.groups}; }

base::Result<const Indicator*> indicator_of(const catalog::Catalog& catalog, const std::string& id) {
  if (const auto* found = catalog.find_indicator(id)) return found;
  std::vector<std::string> ids;
  for (const auto& indicator : catalog.indicators) ids.push_back(indicator.id);
  const auto near = base::nearest(id, ids);
  return base::fail(codes::unknown_name, fmt::format("there is no indicator '{}'", id),
                    near.empty() ? "`kjede check` counts them" : fmt::format("did you mean '{}'?", near));
}

base::Result<const Indicator*> time_of(const catalog::Catalog& catalog, const ResponseTimesQuery& query) {
  KJEDE_ASSIGN(const auto* time, indicator_of(catalog, query.indicator));
  const bool percentile = time->kind == IndicatorKind::percentile || time->kind == IndicatorKind::median;
  if (!percentile || catalog::seconds_in(time->value_measure) <= 0.0) {
    return base::fail(codes::bad_choice, fmt::format("{} is no percentile of a time", time->id),
                      "name an indicator of kind percentile whose value is a duration");
  }
  for (const auto& id : query.within) {
    KJEDE_ASSIGN(const auto* share, indicator_of(catalog, id));
    if (share->kind != IndicatorKind::proportion || share->register_id != time->register_id) {
      return base::fail(codes::bad_choice, fmt::format("{} is no proportion of register {}", id, time->register_id),
                        "name proportions of the same register");
    }
  }
  return time;
}

std::optional<double> percentile(const Measurement& m, int percent, double minutes) {
  for (const auto& p : m.percentiles) {
    if (p.percentile == percent) return p.value * minutes;
  }
  return std::nullopt;
}

// The 90th percentile and its interval: the indicator's own value when that is what it is judged by.
void set_p90(ResponseRow& row, const Indicator& time, const Measurement& m, double minutes) {
  row.p90 = percentile(m, 90, minutes);
  if (!time.goal || time.goal->percentile != 90) return;
  if (m.ci_low) row.p90_low = *m.ci_low * minutes;
  if (m.ci_high) row.p90_high = *m.ci_high * minutes;
}

ResponseRow row_of(const Indicator& time, const Measurement& m, int few) {
  ResponseRow row;
  row.unit = m.unit;
  row.period = m.period;
  row.until = m.until;
  row.groups = m.groups;
  row.masked = m.masked != measure::MaskReason::none;
  if (row.masked) return row;
  const double minutes = catalog::seconds_in(time.value_measure) / 60.0;
  row.n = m.denominator;
  if (m.mean) row.mean = *m.mean * minutes;
  row.median = percentile(m, 50, minutes);
  set_p90(row, time, m, minutes);
  row.excluded = m.excluded;
  row.few = row.n < few;
  return row;
}

ResponseShare share_of(const std::string& indicator, const Measurement* m) {
  ResponseShare share;
  share.indicator = indicator;
  if (m == nullptr || m->masked != measure::MaskReason::none) return share;
  share.within = m->numerator;
  share.share = m->value;
  share.low = m->ci_low;
  share.high = m->ci_high;
  return share;
}

// The municipality most of a place's missions are in; nothing where the register does not say.
base::Result<std::map<std::string, std::string>> municipalities(const catalog::Catalog& catalog,
                                                                store::RecordStore& records,
                                                                const ResponseTimesQuery& query, const Indicator& time,
                                                                const std::vector<std::string>& levels) {
  std::map<std::string, std::string> out;
  const auto* reg = catalog.find_register(time.register_id);
  if (reg == nullptr || reg->find("municipality") == nullptr || reg->find("place") == nullptr) return out;
  measure::Request request;
  request.indicators = {query.within.empty() ? query.indicator : query.within.front()};
  request.levels = levels;
  request.breakdowns = {{"place", "municipality"}};
  request.whole_range = true;
  KJEDE_ASSIGN(const auto found, measure::measure(catalog, records, request));
  std::map<std::string, std::int64_t> most;
  for (const auto& m : found) {
    const auto& place = m.groups[0].value;
    if (m.relevant <= most[place]) continue;
    most[place] = m.relevant;
    out[place] = m.groups[1].value;
  }
  return out;
}

// How far, in logarithms, a percentile lies above the mean, on average over missions.
double above_mean(const std::vector<ResponseRow>& rows, const std::vector<Measurement>& measured,
                  const std::vector<std::size_t>& table, std::optional<double> ResponseRow::*percentile,
                  double minutes) {
  double sum = 0.0;
  double n = 0.0;
  for (const auto i : table) {
    const auto& value = rows[i].*percentile;
    if (!value || *value <= 0.0) continue;
    const auto weight = static_cast<double>(measured[i].logs->n);
    sum += weight * (std::log(*value / minutes) - measured[i].logs->mean);
    n += weight;
  }
  return n > 0.0 ? sum / n : 0.0;
}

// Rows of one unit and period are shrunk together: a group's own percentiles, in logarithms, weigh as its mean does;
// the rest is where its parent's mean puts them.
void shrink(std::vector<ResponseRow>& rows, const std::vector<Measurement>& measured, double minutes,
            const std::map<std::string, std::string>& municipality_of) {
  std::map<std::pair<std::string, base::Period>, std::vector<std::size_t>> tables;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (!rows[i].masked && measured[i].logs && measured[i].logs->n > 0)
      tables[{rows[i].unit, rows[i].period}].push_back(i);
  }
  for (const auto& [key, table] : tables) {
    std::map<std::string, std::size_t> parents;
    std::vector<stats::GroupMean> groups;
    for (const auto i : table) {
      const auto above = municipality_of.find(rows[i].groups.front().value);
      const auto parent = above == municipality_of.end() ? std::string() : above->second;
      const auto& logs = *measured[i].logs;
      groups.push_back({parents.try_emplace(parent, parents.size()).first->second, logs.n, logs.mean, logs.sd});
    }
    const auto shrunk = stats::shrink_means(groups).means;
    const double to_median = above_mean(rows, measured, table, &ResponseRow::median, minutes);
    const double to_p90 = above_mean(rows, measured, table, &ResponseRow::p90, minutes);
    for (std::size_t g = 0; g < table.size(); ++g) {
      auto& row = rows[table[g]];
      if (!row.median || !row.p90 || *row.median <= 0.0) continue;
      const double own = shrunk[g].weight;
      const double parent = shrunk[g].parent + std::log(minutes);
      row.shrunk = ShrunkTimes{std::exp(own * std::log(*row.median) + (1 - own) * (parent + to_median)),
                               std::exp(own * std::log(*row.p90) + (1 - own) * (parent + to_p90)), own};
    }
  }
}

}  // namespace

base::Result<ResponseTimes> response_times(const catalog::Catalog& catalog, store::RecordStore& records,
                                           const ResponseTimesQuery& query) {
  KJEDE_ASSIGN(const auto* time, time_of(catalog, query));
  auto wanted = query.measure;
  wanted.indicators = {query.indicator};
  wanted.indicators.insert(wanted.indicators.end(), query.within.begin(), query.within.end());
  if (wanted.levels.empty() && wanted.units.empty() && !time->levels.empty()) wanted.levels = {time->levels.back()};
  wanted.logs = true;
  KJEDE_ASSIGN(auto answer, measure(catalog, records, wanted));
  std::map<std::string, std::map<Cell, const Measurement*>> by_indicator;
  for (const auto& m : answer.results) by_indicator[m.indicator][cell_of(m)] = &m;
  ResponseTimes out;
  std::vector<Measurement> measured;
  for (const auto& m : answer.results) {
    if (m.indicator != query.indicator) continue;
    auto row = row_of(*time, m, query.few);
    for (const auto& id : query.within) {
      const auto& cells = by_indicator[id];
      const auto found = cells.find(cell_of(m));
      row.shares.push_back(share_of(id, found == cells.end() ? nullptr : found->second));
    }
    out.rows.push_back(std::move(row));
    measured.push_back(m);
  }
  out.warnings = std::move(answer.warnings);
  const bool by_place =
      !measured.empty() && !measured.front().groups.empty() && measured.front().groups[0].by == "place";
  std::map<std::string, std::string> above;
  if (by_place) {
    KJEDE_ASSIGN(above, municipalities(catalog, records, query, *time, wanted.levels));
  }
  if (!measured.empty() && !measured.front().groups.empty())
    shrink(out.rows, measured, catalog::seconds_in(time->value_measure) / 60.0, above);
  return out;
}

}  // namespace kjede::service
