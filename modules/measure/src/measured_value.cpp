#include "measured_value.hpp"

#include <algorithm>
#include <cmath>

#include "kjede/catalog/goal.hpp"
#include "kjede/catalog/parse.hpp"
#include "kjede/stats/mean.hpp"
#include "kjede/stats/proportion.hpp"
#include "kjede/stats/quantile.hpp"
#include "kjede/stats/rate.hpp"
#include "value_summary.hpp"

namespace kjede::measure {
namespace {

using catalog::Indicator;
using catalog::IndicatorKind;

// A proportion, a rate, or a value in the base unit of its kind (seconds), against the goal.
catalog::GoalLevel exact_level(const Indicator& indicator, const ExactRatio& value) {
  return catalog::level_of(*stats::goal_level(value.numerator, value.denominator, catalog::goals_of(*indicator.goal)));
}
catalog::GoalLevel level_of(const Indicator& indicator, double value) {
  return catalog::level_of(stats::goal_level(value, catalog::goals_of(*indicator.goal)));
}

void set_interval(Measurement& out, const std::optional<stats::Interval>& interval, std::string method) {
  if (!interval) return;
  out.ci_low = interval->low;
  out.ci_high = interval->high;
  out.ci_method = std::move(method);
}

void add_reason(std::vector<ReasonCount>& list, const CountColumn& column, std::int64_t n) {
  if (n == 0) return;
  const auto same = std::find_if(list.begin(), list.end(), [&](const auto& known) {
    return known.reason == column.reason && known.effect == column.effect;
  });
  if (same != list.end())
    same->count += n;
  else
    list.push_back({column.reason, column.effect, n});
}

void fill_counts(Measurement& out, const IndicatorColumns& columns, const Cell& cell) {
  for (std::size_t c = 0; c < columns.counts.size(); ++c) {
    const auto& column = columns.counts[c];
    const auto n = cell.counts[c];
    switch (column.part) {
      case CountPart::relevant: out.relevant = n; break;
      case CountPart::denominator: out.denominator = n; break;
      case CountPart::numerator: out.numerator = n; break;
      case CountPart::excluded: add_reason(out.excluded, column, n); break;
      case CountPart::unknown: add_reason(out.unknown, column, n); break;
    }
  }
}

void fill_proportion(Measurement& out, const Indicator& indicator) {
  out.value = stats::proportion(out.numerator, out.denominator);
  if (out.numerator > out.denominator) return;  // counted rows may contradict themselves: a value, but no interval
  const bool exact = indicator.interval == "clopper_pearson";
  set_interval(
      out,
      exact ? stats::clopper_pearson(out.numerator, out.denominator) : stats::wilson(out.numerator, out.denominator),
      exact ? "clopper_pearson" : "wilson");
}

struct Rated {
  std::optional<double> value;
  std::optional<stats::Interval> interval;
  std::string method;
};

Rated rate_of(const Indicator& indicator, std::int64_t events, Exposure exposure) {
  // events · per · 12 / (persons · months): the exposure in person-years is not rounded
  const double years = static_cast<double>(exposure.persons) * exposure.months / 12.0;
  const auto per = static_cast<double>(indicator.per > 0 ? indicator.per : 1);
  const bool byar = indicator.interval == "byar";
  return {stats::rate(events, years, per),
          byar ? stats::rate_byar(events, years, per) : stats::rate_exact(events, years, per), byar ? "byar" : "exact"};
}

ExactRatio exact_rate(const Indicator& indicator, std::int64_t events, Exposure exposure) {
  return {static_cast<Wide>(events) * (indicator.per > 0 ? indicator.per : 1) * 12,
          static_cast<Wide>(exposure.persons) * exposure.months};
}

bool is_rate(const Indicator& indicator) { return indicator.kind == IndicatorKind::rate; }

void fill_rate(Measurement& out, const Indicator& indicator, std::optional<Exposure> exposure) {
  const auto events = indicator.numerator || indicator.sum_numerator ? out.numerator : out.denominator;
  if (is_rate(indicator)) {
    out.numerator = events;
    out.denominator = 0;
  }
  if (!exposure || exposure->persons <= 0) return;
  const auto rated = rate_of(indicator, events, *exposure);
  if (!is_rate(indicator)) {
    out.rate = rated.value;
    if (rated.interval) out.rate_low = rated.interval->low, out.rate_high = rated.interval->high;
    return;
  }
  out.denominator = (exposure->persons * exposure->months + 6) / 12;
  out.value = rated.value;
  set_interval(out, rated.interval, rated.method);
  if (indicator.goal && indicator.goal->percentile == 0)
    out.goal_level = exact_level(indicator, exact_rate(indicator, events, *exposure));
}

// Values as they are shown: durations in value_measure, others unchanged.
class Scale {
 public:
  Scale(const Indicator& indicator, std::int64_t micros) : micros_(micros) {
    duration_ = indicator.value->expression->kind == catalog::ValueKind::duration;
    const double seconds = catalog::seconds_in(indicator.value_measure);
    shown_seconds_ = duration_ && seconds > 0 ? static_cast<std::int64_t>(seconds) : 1;
  }
  // Seconds (or the bare value) as an exact fraction.
  ExactRatio exact(ExactRatio stored) const {
    return micros_ == 0 ? stored : ExactRatio{stored.numerator * micros_, stored.denominator * 1'000'000};
  }
  double shown(ExactRatio stored) const {
    auto seconds = exact(stored);
    seconds.denominator *= shown_seconds_;
    return seconds.as_double();
  }
  double shown(double stored) const { return stored / static_cast<double>(shown_seconds_); }

 private:
  std::int64_t micros_;
  std::int64_t shown_seconds_ = 1;
  bool duration_ = false;
};

// The percentile an indicator is judged by: that of its goal; else the median.
int main_percentile(const Indicator& indicator) {
  if (indicator.kind == IndicatorKind::median) return 50;
  return indicator.goal && indicator.goal->percentile > 0 ? indicator.goal->percentile : 50;
}

bool by_percentile(const Indicator& indicator) {
  return indicator.kind == IndicatorKind::percentile || indicator.kind == IndicatorKind::median;
}

std::vector<int> percentiles_of(const Indicator& indicator) {
  auto list = indicator.percentiles;
  if (list.empty() && by_percentile(indicator)) list.push_back(main_percentile(indicator));
  return list;
}

std::optional<double> limit(std::optional<std::size_t> rank, const auto& at) {
  return rank ? std::optional<double>(at(*rank - 1)) : std::nullopt;
}

// One sample, whole numbers or reals: what differs is how a quantile, a rank, the mean and the goal level are found.
template <class Quantile, class At, class Level>
void fill_percentiles(Measurement& out, const Indicator& indicator, std::size_t n, const Quantile& quantile,
                      const At& at, const Level& level) {
  for (const int percent : percentiles_of(indicator)) out.percentiles.push_back({percent, quantile(percent)});
  if (by_percentile(indicator)) {
    const int percent = main_percentile(indicator);
    out.value = quantile(percent);
    const auto ranks = percentile_ranks(n, percent);
    out.ci_low = limit(ranks.low, at);
    out.ci_high = limit(ranks.high, at);
    if (out.ci_low || out.ci_high) out.ci_method = "order_statistics";
  }
  if (indicator.goal && (indicator.goal->percentile > 0 || by_percentile(indicator)))
    out.goal_level = level(main_percentile(indicator));
}

void fill_mean(Measurement& out, const Indicator& indicator, const std::vector<double>& shown) {
  if (indicator.kind != IndicatorKind::mean) return;
  out.value = out.mean;
  set_interval(out, stats::mean_t(shown), "t");
}

void fill_whole(Measurement& out, const Indicator& indicator, const WholeSample& sample, const Scale& scale) {
  const int type = indicator.quantile_type;
  fill_percentiles(
      out, indicator, sample.size(), [&](int percent) { return scale.shown(sample.quantile(percent, type)); },
      [&](std::size_t rank) {
        return scale.shown(ExactRatio{sample.at(rank), 1});
      },
      [&](int percent) { return exact_level(indicator, scale.exact(sample.quantile(percent, type))); });
  const ExactRatio mean{sample.sum(), static_cast<Wide>(sample.size())};
  out.mean = scale.shown(mean);
  if (indicator.kind != IndicatorKind::mean) return;
  auto values = sample.values();
  for (auto& value : values) value = scale.shown(ExactRatio{static_cast<Wide>(value), 1});
  fill_mean(out, indicator, values);
  if (indicator.goal && indicator.goal->percentile == 0) out.goal_level = exact_level(indicator, scale.exact(mean));
}

void fill_real(Measurement& out, const Indicator& indicator, std::vector<double> values, const Scale& scale) {
  std::sort(values.begin(), values.end());
  const auto type = static_cast<stats::QuantileType>(indicator.quantile_type);
  const auto at = [&](int percent) { return *stats::quantile(values, percent / 100.0, type); };
  fill_percentiles(
      out, indicator, values.size(), [&](int percent) { return scale.shown(at(percent)); },
      [&](std::size_t rank) { return scale.shown(values[rank]); },
      [&](int percent) { return level_of(indicator, at(percent)); });
  const auto mean = *stats::mean(values);
  out.mean = scale.shown(mean);
  if (indicator.kind != IndicatorKind::mean) return;
  if (indicator.goal && indicator.goal->percentile == 0) out.goal_level = level_of(indicator, mean);
  for (auto& value : values) value = scale.shown(value);
  fill_mean(out, indicator, values);
}

template <class T>
std::vector<std::span<const T>> parts_of(const std::vector<T>& values, const ValueLists& lists, const Cell& cell) {
  std::vector<std::span<const T>> parts;
  for (const auto row : cell.rows) {
    const auto size = lists.offsets[row + 1] - lists.offsets[row];
    if (size > 0) parts.emplace_back(values.data() + lists.offsets[row], size);
  }
  return parts;
}

// Values are shown in value_measure before their logarithm is taken. Those of 0 and below have none.
LogMoments log_moments(const std::vector<double>& shown) {
  LogMoments out;
  double squares = 0.0;  // Welford
  for (const double value : shown) {
    if (value <= 0.0) continue;
    ++out.n;
    const double log = std::log(value);
    const double step = log - out.mean;
    out.mean += step / static_cast<double>(out.n);
    squares += step * (log - out.mean);
  }
  if (out.n > 1) out.sd = std::sqrt(squares / static_cast<double>(out.n - 1));
  return out;
}

void fill_values(Measurement& out, const IndicatorColumns& columns, const Cell& cell, const FinestCounts& finest,
                 bool logs) {
  const auto& indicator = *columns.indicator;
  const auto& lists = finest.values.at(*columns.values);
  const Scale scale(indicator, columns.value_micros);
  if (lists.whole) {
    const WholeSample sample(parts_of(lists.integers, lists, cell));
    if (sample.size() > 0) fill_whole(out, indicator, sample, scale);
    if (!logs) return;
    auto shown = sample.values();
    for (auto& value : shown) value = scale.shown(ExactRatio{static_cast<Wide>(value), 1});
    out.logs = log_moments(shown);
    return;
  }
  std::vector<double> values;
  for (const auto part : parts_of(lists.reals, lists, cell)) values.insert(values.end(), part.begin(), part.end());
  if (logs) {
    std::sort(values.begin(), values.end());
    auto shown = values;
    for (auto& value : shown) value = scale.shown(value);
    out.logs = log_moments(shown);
  }
  if (!values.empty()) fill_real(out, indicator, std::move(values), scale);
}

}  // namespace

void fill(Measurement& out, const IndicatorColumns& columns, const Cell& cell, const FinestCounts& finest,
          std::optional<Exposure> exposure, bool logs) {
  const auto& indicator = *columns.indicator;
  fill_counts(out, columns, cell);
  if (columns.values) fill_values(out, columns, cell, finest, logs);
  if (indicator.kind == IndicatorKind::proportion) {
    fill_proportion(out, indicator);
    if (indicator.goal && indicator.goal->percentile == 0 && out.denominator > 0) {
      out.goal_level = exact_level(indicator, {out.numerator, out.denominator});
    }
  }
  if (indicator.kind == IndicatorKind::count) {
    if (!indicator.numerator && !indicator.sum_numerator) out.numerator = out.denominator;
    out.value = static_cast<double>(out.numerator);
    if (indicator.goal && indicator.goal->percentile == 0) out.goal_level = exact_level(indicator, {out.numerator, 1});
  }
  if (is_rate(indicator) || indicator.per > 0) fill_rate(out, indicator, exposure);
}

}  // namespace kjede::measure
