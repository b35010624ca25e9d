#include "kjede/publish/indicator_figure.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "kjede/publish/spc_figure.hpp"
#include "kjede/stats/funnel.hpp"
#include "measured.hpp"

namespace kjede::publish {
namespace {

constexpr std::array<std::pair<IndicatorFigure, std::string_view>, 5> kNames{{{IndicatorFigure::units, "units"},
                                                                              {IndicatorFigure::funnel, "funnel"},
                                                                              {IndicatorFigure::spc, "spc"},
                                                                              {IndicatorFigure::trend, "trend"},
                                                                              {IndicatorFigure::boxes, "boxes"}}};

constexpr int kTrendYears = 10;

class Drawing {
 public:
  Drawing(const ReportData& data, const IndicatorFigureQuery& query, const Look& look)
      : lookup_(data), query_(query), indicator_(*query.indicator), look_(look), aspect_{query.indicator} {}

  std::optional<Figure> draw(IndicatorFigure figure) const {
    switch (figure) {
      case IndicatorFigure::units: return units();
      case IndicatorFigure::funnel: return funnel_figure();
      case IndicatorFigure::spc: return control();
      case IndicatorFigure::trend: return trend_figure();
      case IndicatorFigure::boxes: return boxes();
    }
    return std::nullopt;
  }

 private:
  std::string title() const { return in(indicator_.name, look_.language); }
  base::Period year() const { return lookup_.year(); }

  std::optional<Figure> units() const {
    UnitBars bars{.title = title(),
                  .rows = unit_rows(lookup_, aspect_, query_.level, {}, year(), look_.language),
                  .scale = scale_of(aspect_, look_.language),
                  .masked_because = masking_words(indicator_.disclosure, look_.language)};
    if (bars.rows.empty()) return std::nullopt;
    refine(bars.scale, bars.rows);
    if (!aspect_.is_rate()) bars.goal = goal_bands(indicator_, look_.language);
    for (const auto& row : bars.rows) {
      if (row.nation) bars.national = row.value;
    }
    return unit_bars("units", bars, look_);
  }

  std::optional<Figure> funnel_figure() const {
    auto data = funnel_of(lookup_, aspect_, query_.level, {}, year(), look_.language);
    const bool any = std::any_of(data.rows.begin(), data.rows.end(), [](const auto& row) { return row.value; });
    if (!any) return std::nullopt;
    data.title = title();
    refine(data.scale, data.rows);
    data.masked_because = masking_words(indicator_.disclosure, look_.language);
    data.curve = curve_of(data);
    return funnel("funnel", data, look_);
  }

  // The limits over the range of sizes there are, closer where they bend.
  std::vector<FunnelCurvePoint> curve_of(const Funnel& data) const {
    constexpr int points = 60;
    double largest = 1.0;
    for (const auto& row : data.rows) largest = std::max(largest, row.denominator);
    const double scale = aspect_.is_rate() && indicator_.per > 0 ? static_cast<double>(indicator_.per) : 1.0;
    const auto kind = aspect_.is_rate() ? stats::FunnelKind::rate : stats::FunnelKind::proportion;
    std::vector<FunnelCurvePoint> curve;
    for (int i = 1; i <= points; ++i) {
      const double share = static_cast<double>(i) / points;
      const double size = std::max(1.0, largest * 1.05 * share * share);
      if (const auto limits = stats::sd_limits(data.centre / scale, size, kind, 3.0))
        curve.push_back({size, limits->low * scale, limits->high * scale});
    }
    return curve;
  }

  std::string level_of_unit() const {
    const auto* unit = lookup_.catalog().units.find(query_.unit);
    return unit != nullptr ? unit->kind : "nation";
  }

  std::optional<Figure> control() const {
    const auto by = indicator_.chart.by;
    auto found = control_charts(lookup_, indicator_, level_of_unit(), {}, by, look_.language);
    const auto wanted = query_.unit.empty() ? lookup_.nation() : query_.unit;
    std::erase_if(found, [&](const UnitChart& one) { return one.unit != wanted || one.too_hidden; });
    if (found.empty()) return std::nullopt;
    SpcText text{.title = title(),
                 .scale = scale_of(aspect_, look_.language),
                 .facets = {found.front().name},
                 .period = by,
                 .columns = 1};
    add_reference(text);
    const std::vector<stats::SpcChart> charts{found.front().chart};
    return spc_figure("spc", charts, text, look_);
  }

  void add_reference(SpcText& text) const {
    const auto* country = lookup_.whole(indicator_.id, {}, lookup_.last_year());
    if (query_.unit.empty() || query_.unit == lookup_.nation() || country == nullptr || is_masked(*country)) return;
    text.reference = country->value;
    text.reference_name = std::string(words(look_.language).national) + " " + lookup_.last_year().label();
  }

  TrendSeries series_of(const std::string& name, const std::string& level, const std::string& unit) const {
    TrendSeries series{.name = name};
    for (int back = kTrendYears - 1; back >= 0; --back) {
      TrendPoint point{.period = year().next(-back)};
      const auto* one = unit.empty() ? lookup_.whole(indicator_.id, {}, point.period)
                                     : lookup_.measurement(indicator_.id, level, unit, point.period);
      if (one != nullptr && !is_masked(*one) && one->denominator > 0) {
        point.value = value_of(aspect_, *one);
        point.low = one->ci_low;
        point.high = one->ci_high;
      }
      const bool begun = !series.points.empty() || point.value;
      if (begun) series.points.push_back(point);
    }
    return series;
  }

  std::optional<Figure> trend_figure() const {
    Trend data{.title = title(), .scale = scale_of(aspect_, look_.language)};
    const auto* unit = query_.unit == lookup_.nation() ? nullptr : lookup_.catalog().units.find(query_.unit);
    if (unit != nullptr) data.series.push_back(series_of(name_of(*unit, look_.language), unit->kind, unit->id));
    data.series.push_back(series_of(std::string(words(look_.language).national), "nation", ""));
    std::erase_if(data.series, [](const TrendSeries& one) { return one.points.empty(); });
    if (data.series.empty()) return std::nullopt;
    return trend("trend", data, look_);
  }

  std::optional<Figure> boxes() const {
    PercentileBoxes data{.title = title(),
                         .rows = percentile_rows(lookup_, indicator_, query_.level, {}, year(), look_.language),
                         .scale = {.decimals = indicator_.value_measure == "s" ? 0 : 1},
                         .masked_because = masking_words(indicator_.disclosure, look_.language)};
    const bool any =
        std::any_of(data.rows.begin(), data.rows.end(), [](const auto& row) { return row.state == CellState::shown; });
    if (!any) return std::nullopt;
    if (indicator_.kind != catalog::IndicatorKind::proportion) data.goal = goal_bands(indicator_, look_.language);
    data.scale.axis = measure_name(indicator_.value_measure, look_.language);
    return percentile_boxes("boxes", data, look_);
  }

  Lookup lookup_;
  const IndicatorFigureQuery& query_;
  const catalog::Indicator& indicator_;
  const Look& look_;
  Aspect aspect_;
};

bool has_funnel(const catalog::Indicator& indicator) {
  return indicator.kind == catalog::IndicatorKind::proportion || indicator.kind == catalog::IndicatorKind::rate;
}

void judge_funnel(StandsOut& out, const Lookup& lookup, const catalog::Indicator& indicator,
                  const measure::Measurement& one) {
  const auto* country = lookup.whole(indicator.id, {}, lookup.year());
  if (!has_funnel(indicator) || country == nullptr || is_masked(*country) || !country->value) return;
  const bool rate = indicator.kind == catalog::IndicatorKind::rate;
  const double scale = rate && indicator.per > 0 ? static_cast<double>(indicator.per) : 1.0;
  const auto kind = rate ? stats::FunnelKind::rate : stats::FunnelKind::proportion;
  const auto limits = stats::sd_limits(*country->value / scale, static_cast<double>(one.denominator), kind, 3.0);
  if (!limits) return;
  out.lower = limits->low * scale;
  out.upper = limits->high * scale;
  const bool above = *one.value > *out.upper, below = *one.value < *out.lower;
  if (above || below) out.funnel = above == indicator.higher_is_better ? "better" : "worse";
}

}  // namespace

std::optional<IndicatorFigure> parse_indicator_figure(std::string_view name) {
  for (const auto& [figure, text] : kNames) {
    if (text == name) return figure;
  }
  return std::nullopt;
}

std::string_view to_string(IndicatorFigure figure) { return kNames[static_cast<std::size_t>(figure)].second; }

std::vector<IndicatorFigure> figures_of(const catalog::Indicator& indicator) {
  std::vector<IndicatorFigure> out{IndicatorFigure::units};
  if (has_funnel(indicator)) out.push_back(IndicatorFigure::funnel);
  if (!indicator.chart.chart.empty()) out.push_back(IndicatorFigure::spc);
  out.push_back(IndicatorFigure::trend);
  if (indicator.percentiles.size() >= 5) out.push_back(IndicatorFigure::boxes);
  return out;
}

std::optional<Figure> indicator_figure(IndicatorFigure figure, const ReportData& data,
                                       const IndicatorFigureQuery& query, const Look& look) {
  const auto possible = figures_of(*query.indicator);
  if (std::find(possible.begin(), possible.end(), figure) == possible.end()) return std::nullopt;
  return Drawing(data, query, look).draw(figure);
}

StandsOut stands_out(const ReportData& data, const catalog::Indicator& indicator, const std::string& level,
                     const std::string& unit) {
  StandsOut out;
  const Lookup lookup(data);
  const auto* one = lookup.measurement(indicator.id, level, unit, lookup.year());
  if (one == nullptr || is_masked(*one) || !one->value || unit == lookup.nation()) return out;
  judge_funnel(out, lookup, indicator, *one);
  if (indicator.chart.chart.empty()) return out;
  for (const auto& chart : control_charts(lookup, indicator, level, {}, indicator.chart.by, Language::nb)) {
    if (chart.unit != unit) continue;
    if (has_shifted(chart, indicator, true)) out.shift = "better";
    if (has_shifted(chart, indicator, false)) out.shift = "worse";
  }
  return out;
}

}  // namespace kjede::publish
