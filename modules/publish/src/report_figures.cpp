#include <fmt/format.h>

#include <algorithm>

#include "kjede/publish/spc_figure.hpp"
#include "report_figure_maker.hpp"

namespace kjede::publish {

namespace {

struct Maker : FigureMaker {
  std::optional<Block> make() const {
    if (block.subjects.empty()) {
      return std::nullopt;
    }
    if (block.kind == "counts" || block.kind == "unit counts" || block.kind == "columns" || block.kind == "stacked" ||
        block.kind == "pyramid") {
      return analysis_figure(*this);
    }
    const auto& subject = block.subjects.front();
    if (block.kind == "trend" && context.lookup.catalog().find_indicator(subject) == nullptr) {
      const auto* analysis = context.analysis(block, subject);
      return analysis != nullptr ? medians(*analysis) : std::nullopt;
    }
    const auto* indicator = context.indicator(block, subject);
    return indicator != nullptr ? from_indicator(*indicator) : std::nullopt;
  }

 private:
  std::optional<Block> from_indicator(const catalog::Indicator& indicator) const {
    const auto period = context.period_of(block);
    const auto level = context.level_of(block, indicator.levels);
    const Aspect aspect{&indicator, block.option("measure") == "rate"};
    const auto cohort = cohort_text(context, indicator, block.where, period);
    const auto name = title(indicator.name);
    const auto language = context.language;
    if (block.kind == "panels") {
      return panels(indicator);
    }
    if (block.kind == "bars") {
      UnitBars bars{.title = name,
                    .rows = unit_rows(context.lookup, aspect, level, block.where, period, language),
                    .scale = scale_of(aspect, language),
                    .masked_because = masking_words(indicator.disclosure, language)};
      refine(bars.scale, bars.rows);
      bars.goal = aspect.is_rate() ? std::nullopt : goal_bands(indicator, language);
      for (const auto& row : bars.rows) {
        bars.national = row.nation ? row.value : bars.national;
      }
      if (block.option("change") == "yes") {
        add_change(bars, aspect, level, period);
      }
      return illustrate(unit_bars(block.id, bars, look), period.label(), cohort);
    }
    if (block.kind == "funnel") {
      auto data = funnel_of(context.lookup, aspect, level, block.where, period, language);
      data.title = name;
      refine(data.scale, data.rows);
      data.masked_because = masking_words(indicator.disclosure, language);
      return illustrate(limits_by_unit(block.id, data, look), period.label(), cohort);
    }
    if (block.kind == "boxes") {
      PercentileBoxes boxes{
          .title = name,
          .rows = percentile_rows(context.lookup, indicator, level, block.where, period, language),
          .scale = {.decimals = indicator.value_measure == "s" ? 0 : 1},
          .goal = indicator.kind == catalog::IndicatorKind::proportion ? std::nullopt : goal_bands(indicator, language),
          .masked_because = masking_words(indicator.disclosure, language)};
      boxes.scale.axis = measure_name(indicator.value_measure, language);
      return illustrate(percentile_boxes(block.id, boxes, look), period.label(), cohort);
    }
    return block.kind == "spc" ? control(indicator, level, name) : trend_of(aspect, name);
  }

  // How much each row has changed since the year before; nothing where either year is masked or empty.
  void add_change(UnitBars& bars, const Aspect& aspect, const std::string& level, const base::Period& period) const {
    const auto before = period.next(-1);
    const auto earlier = unit_rows(context.lookup, aspect, level, block.where, before, context.language);
    for (auto& row : bars.rows) {
      const auto same = std::find_if(earlier.begin(), earlier.end(),
                                     [&](const UnitRow& past) { return past.unit == row.unit && past.value; });
      const bool comparable = row.state == CellState::shown && row.value && same != earlier.end();
      if (comparable && same->state == CellState::shown) {
        row.change = *row.value - *same->value;
      }
    }
    bars.change_from = before.label();
  }

  // Several indicators of the same units, a panel each.
  std::optional<Block> panels(const catalog::Indicator& first) const {
    const auto period = context.period_of(block);
    const auto level = context.level_of(block, first.levels);
    UnitPanels made{.title = title(first.name),
                    .scale = scale_of({&first}, context.language),
                    .norm_name = block.option("norm name"),
                    .masked_because = masking_words(first.disclosure, context.language)};
    for (const auto& subject : block.subjects) {
      const auto* one = context.indicator(block, subject);
      if (one == nullptr) {
        return std::nullopt;
      }
      UnitPanel panel{.name = in(one->short_name.nb.empty() ? one->name : one->short_name, context.language),
                      .rows = unit_rows(context.lookup, {one}, level, block.where, period, context.language)};
      if (const auto norm = block.norms.find(subject); norm != block.norms.end()) {
        panel.norm = norm->second;
      }
      made.panels.push_back(std::move(panel));
    }
    return illustrate(unit_panels(block.id, made, look), period.label(),
                      cohort_text(context, first, block.where, period));
  }

  // The unit the report is about, or the one above it that the indicator is measured at.
  const catalog::Unit* own_unit(const catalog::Indicator& indicator) const {
    const auto& units = context.lookup.catalog().units;
    const auto* unit = units.find(context.lookup.data().unit);
    const bool measured = unit != nullptr && std::find(indicator.levels.begin(), indicator.levels.end(), unit->kind) !=
                                                 indicator.levels.end();
    return unit == nullptr || measured || indicator.levels.empty() ? unit
                                                                   : units.ancestor(unit->id, indicator.levels.front());
  }

  std::string span_text(const stats::SpcChart& chart, base::PeriodKind by) const {
    const bool nb = context.language == Language::nb;
    const auto step = by == base::PeriodKind::quarter   ? (nb ? ", per kvartal" : ", by quarter")
                      : by == base::PeriodKind::tertial ? (nb ? ", per tertial" : ", by tertial")
                                                        : "";
    return fmt::format("{}–{}{}", base::year_of(std::get<base::Date>(chart.points.front().x)),
                       context.lookup.year().year(), step);
  }

  std::optional<Block> control(const catalog::Indicator& indicator, const std::string& level,
                               const std::string& name) const {
    const auto by = base::parse_period_kind(block.option("by")).value_or(indicator.chart.by);
    const auto* own = block.option("own") == "yes" ? own_unit(indicator) : nullptr;
    auto found = control_charts(context.lookup, indicator, own != nullptr ? own->kind : level, block.where, by,
                                context.language);
    if (own != nullptr) {
      std::erase_if(found, [&](const UnitChart& one) { return one.unit != own->id; });
    }
    const auto left_out = take_hidden(found);
    if (found.empty()) {
      return std::nullopt;
    }
    SpcText text{.title = name, .scale = scale_of({&indicator}, context.language), .period = by};
    const auto* country = context.lookup.whole(indicator.id, {}, context.lookup.last_year());
    if (own != nullptr && country != nullptr && !is_masked(*country)) {
      text.reference = country->value;
      text.reference_name = fmt::format("{} {}", words(context.language).national, context.lookup.last_year().year());
    }
    std::vector<stats::SpcChart> charts;
    for (auto& one : found) {
      text.facets.push_back(one.name);
      charts.push_back(std::move(one.chart));
    }
    const auto* counted = own != nullptr
                              ? context.lookup.measurement(indicator.id, own->kind, own->id, context.lookup.year())
                              : context.lookup.whole(indicator.id, block.where, context.lookup.year());
    return illustrate(spc_figure(block.id, charts, text, look), span_text(charts.front(), by),
                      cohort_text(context, indicator, counted) + left_out);
  }

  // Charts where more than a quarter of the periods is masked would show only the extremes: they are named instead.
  std::string take_hidden(std::vector<UnitChart>& charts) const {
    std::vector<std::string> names;
    for (const auto& one : charts) {
      if (one.too_hidden) {
        names.push_back(one.name);
      }
    }
    std::erase_if(charts, [](const UnitChart& one) { return one.too_hidden; });
    const bool nb = context.language == Language::nb;
    return names.empty() ? ""
                         : fmt::format(" {}: {}.",
                                       nb ? "Ikke vist, for få hendelser i mange perioder"
                                          : "Not shown, too few events in many periods",
                                       list_text(names, context.language));
  }

  std::optional<Block> trend_of(const Aspect& aspect, const std::string& name) const {
    Trend data{.title = name, .scale = scale_of(aspect, context.language)};
    TrendSeries series{.name = std::string(words(context.language).national)};
    for (int year = first_year(); year <= context.lookup.year().year(); ++year) {
      TrendPoint point{.period = {base::PeriodKind::year, year}};
      const auto* one = context.lookup.whole(aspect.indicator->id, block.where, point.period);
      if (one != nullptr && !is_masked(*one)) {
        point.value = value_of(aspect, *one);
        point.low = aspect.rate ? one->rate_low : one->ci_low;
        point.high = aspect.rate ? one->rate_high : one->ci_high;
      }
      series.points.push_back(point);
    }
    data.series.push_back(std::move(series));
    return illustrate(trend(block.id, data, look), fmt::format("{}–{}", first_year(), context.lookup.year().year()),
                      cohort_text(context, *aspect.indicator, block.where, context.lookup.year()));
  }

  // The median of a number by year, with its quartiles.
  std::optional<Block> medians(const catalog::Analysis& analysis) const {
    const auto name = title(analysis.name);
    Trend data{.title = name, .scale = {.decimals = 1}};
    TrendSeries series{.name = std::string(words(context.language).median)};
    for (int year = first_year(); year <= context.lookup.year().year(); ++year) {
      TrendPoint point{.period = {base::PeriodKind::year, year}};
      const auto* one = context.lookup.whole_analysis(analysis.id, block.where, point.period);
      if (one != nullptr && !one->masked && !one->numbers_masked && one->numbers && one->numbers->n > 0) {
        point.value = one->numbers->p50;
        point.low = one->numbers->p25;
        point.high = one->numbers->p75;
      }
      series.points.push_back(point);
    }
    std::erase_if(series.points, [&, seen = false](const TrendPoint& point) mutable {
      return !(seen = seen || point.value.has_value());
    });
    if (series.points.empty()) {
      return std::nullopt;
    }
    const auto years = fmt::format("{}–{}", series.points.front().period.label(), context.lookup.year().year());
    data.series.push_back(std::move(series));
    auto figure = trend(block.id, data, look);
    figure.legend = context.language == Language::nb ? "Farget felt: 25–75-persentil" : "Shaded: 25th–75th percentile";
    return illustrate(
        std::move(figure), years,
        cohort_text(context, analysis, context.lookup.whole_analysis(analysis.id, block.where, context.lookup.year())));
  }
};

}  // namespace

std::optional<Block> figure_block(const PlanBlock& block, const BlockContext& context) {
  const Look look{.language = context.language, .synthetic = context.lookup.data().synthetic, .title = false};
  return Maker{{block, context, look}}.make();
}

}  // namespace kjede::publish
