#include <fmt/format.h>

#include <algorithm>

#include "report_figure_maker.hpp"

namespace kjede::publish {

namespace {

struct AnalysisFigureMaker : FigureMaker {
  std::optional<Block> make() const {
    const auto* analysis = context.analysis(block, block.subjects.front());
    if (analysis == nullptr) {
      return std::nullopt;
    }
    const auto period = context.period_of(block);
    const auto* whole = context.lookup.whole_analysis(analysis->id, block.where, period);
    const auto cohort = cohort_text(context, *analysis, whole);
    const auto name = title(analysis->name);
    if (block.kind == "columns") {
      return columns(*analysis, name);
    }
    if (block.kind == "unit counts") {
      return unit_counts(*analysis, name, period, cohort);
    }
    if (whole == nullptr || whole->masked) {
      return std::nullopt;
    }
    if (block.kind == "pyramid") {
      std::vector<AgeBand> bands;
      for (const auto& band : whole->bands) {
        bands.push_back({band.from, band.to, band.men_masked ? std::nullopt : std::optional(band.men),
                         band.women_masked ? std::nullopt : std::optional(band.women)});
      }
      return illustrate(age_pyramid(block.id, name, bands, look), period.label(), cohort);
    }
    if (block.kind == "stacked" && block.subjects.size() > 1) return side_by_side(name, period, cohort);
    return block.kind == "stacked" ? stacked(*analysis, name, period, cohort)
                                   : illustrate(counts(name, *whole), period.label(), cohort);
  }

 private:
  // Largest first; what is unknown last.
  Figure counts(const std::string& name, const AnalysisResult& whole) const {
    auto parts = whole.counts;
    const bool keep = block.option("order") == "given";
    std::erase_if(parts, [keep](const AnalysisCount& part) {
      return part.count == 0 && !part.masked && (!keep || part.id == "unknown");
    });
    std::stable_sort(parts.begin(), parts.end(), [&](const AnalysisCount& a, const AnalysisCount& b) {
      return (a.id == "unknown") != (b.id == "unknown") ? b.id == "unknown" : !keep && a.count > b.count;
    });
    CountBars bars{.title = name, .shares = true, .total = whole.total};
    for (const auto& part : parts) {
      bars.rows.push_back({in(part.name, context.language), part.masked ? std::nullopt : std::optional(part.count)});
    }
    return count_bars(block.id, bars, look);
  }

  std::optional<Block> columns(const catalog::Analysis& analysis, const std::string& name) const {
    CountBars bars{.title = name, .axis = std::string(words(context.language).count), .columns = true};
    const auto id = block.option("part");
    const int from = first_year();
    for (int year = from; year <= context.lookup.year().year(); ++year) {
      const auto* one = context.lookup.whole_analysis(analysis.id, block.where, {base::PeriodKind::year, year});
      if (one == nullptr) {
        continue;
      }
      CountRow row{.name = std::to_string(year)};
      const auto found = std::find_if(one->counts.begin(), one->counts.end(),
                                      [&](const AnalysisCount& count) { return count.id == id; });
      const bool masked = one->masked || (found != one->counts.end() && found->masked);
      row.count = masked ? std::nullopt : std::optional(found != one->counts.end() ? found->count : one->total);
      bars.rows.push_back(row);
    }
    if (bars.rows.empty()) {
      return std::nullopt;
    }
    const auto years = fmt::format("{}–{}", bars.rows.front().name, bars.rows.back().name);
    return illustrate(count_bars(block.id, bars, look), years, cohort_text(context, analysis, nullptr));
  }

  // One of the analysis' counts at every unit that has any, largest first, then those that are hidden.
  std::optional<Block> unit_counts(const catalog::Analysis& analysis, const std::string& name,
                                   const base::Period& period, const std::string& cohort) const {
    CountBars bars{.title = name};
    const auto part = block.option("part");
    const auto level = context.level_of(block, analysis.levels);
    for (const auto* unit : context.lookup.units(level, block.where, period)) {
      const auto* one = context.lookup.analysis(analysis.id, level, unit->id, period);
      if (one == nullptr) {
        continue;
      }
      const auto found = std::find_if(one->counts.begin(), one->counts.end(),
                                      [&](const AnalysisCount& count) { return count.id == part; });
      const bool hidden = one->masked || (found != one->counts.end() && found->masked);
      const auto count = found != one->counts.end() ? found->count : 0;
      if (hidden || count > 0) {
        bars.rows.push_back({name_of(*unit, context.language), hidden ? std::nullopt : std::optional(count)});
      }
    }
    std::stable_sort(bars.rows.begin(), bars.rows.end(), [](const CountRow& a, const CountRow& b) {
      return a.count.has_value() != b.count.has_value() ? a.count.has_value() : a.count && *a.count > *b.count;
    });
    return bars.rows.empty() ? std::nullopt
                             : std::optional(illustrate(count_bars(block.id, bars, look), period.label(), cohort));
  }

  // Categories that occur in the country, one colour each; what is masked at a unit stands together as hidden.
  std::optional<Block> stacked(const catalog::Analysis& analysis, const std::string& name, const base::Period& period,
                               const std::string& cohort) const {
    const auto* whole = context.lookup.whole_analysis(analysis.id, block.where, period);
    StackedLevels levels{.title = name, .ordered = block.option("order") == "levels"};
    std::vector<std::string> ids;
    for (const auto& part : whole->counts) {
      if (part.count > 0 && !part.masked) {
        ids.push_back(part.id);
        levels.levels.push_back(in(part.name, context.language));
      }
    }
    const bool nb = context.language == Language::nb;
    levels.levels.emplace_back(nb ? "* Skjult" : "* Hidden");
    bool hidden = add_stack(levels, std::string(words(context.language).national), whole, ids);
    const auto level = context.level_of(block, analysis.levels);
    for (const auto* unit :
         level == "nation" ? std::vector<const catalog::Unit*>() : context.lookup.units(level, block.where, period)) {
      hidden = add_stack(levels, name_of(*unit, context.language),
                         context.lookup.analysis(analysis.id, level, unit->id, period), ids) ||
               hidden;
    }
    if (!hidden) {
      levels.levels.pop_back();
      for (auto& row : levels.rows) {
        row.shares.pop_back();
      }
    }
    auto figure = stacked_levels(block.id, levels, look);
    figure.legend = hidden ? (nb ? "* Skjult: kategorier som er skjult av hensyn til personvernet, samlet"
                                 : "* Hidden: categories hidden for privacy, together")
                           : "";
    return illustrate(std::move(figure), period.label(), cohort);
  }

  // Several analyses of the whole with the same categories, a row each: the dimensions of a questionnaire.
  std::optional<Block> side_by_side(const std::string& name, const base::Period& period,
                                    const std::string& cohort) const {
    StackedLevels levels{.title = name, .ordered = true, .norm_name = block.option("norm name")};
    std::vector<std::string> ids;
    for (const auto& subject : block.subjects) {
      const auto* analysis = context.analysis(block, subject);
      const auto* whole = context.lookup.whole_analysis(subject, block.where, period);
      if (analysis == nullptr || whole == nullptr || whole->masked) {
        continue;
      }
      if (ids.empty()) {
        take_categories(*whole, ids, levels.levels);
      }
      add_stack(levels, in(analysis->name, context.language), whole, ids);
      levels.rows.back().shares.pop_back();  // what is hidden: nothing is, in the whole
      if (const auto norm = block.norms.find(subject); norm != block.norms.end()) {
        levels.rows.back().norm = norm->second;
      }
    }
    if (levels.rows.empty()) {
      return std::nullopt;
    }
    return illustrate(stacked_levels(block.id, levels, look), period.label(), cohort);
  }

  // Codes that say something, the worst first when they are listed from the best.
  void take_categories(const AnalysisResult& whole, std::vector<std::string>& ids,
                       std::vector<std::string>& names) const {
    for (const auto& part : whole.counts) {
      if (part.id == "unknown") {
        continue;
      }
      ids.push_back(part.id);
      names.push_back(in(part.name, context.language));
    }
    if (block.option("order") == "reversed") {
      std::reverse(ids.begin(), ids.end());
      std::reverse(names.begin(), names.end());
    }
  }

  // True when something of the row is hidden.
  static bool add_stack(StackedLevels& levels, const std::string& name, const AnalysisResult* one,
                        const std::vector<std::string>& ids) {
    if (one == nullptr || one->masked || one->total == 0) {
      return false;
    }
    StackedRow row{.name = name, .n = one->total};
    double left = 1.0;
    for (const auto& id : ids) {
      const auto found = std::find_if(one->counts.begin(), one->counts.end(),
                                      [&](const AnalysisCount& count) { return count.id == id; });
      const bool known = found != one->counts.end() && !found->masked;
      row.shares.push_back(known ? static_cast<double>(found->count) / static_cast<double>(one->total) : 0.0);
      left -= row.shares.back();
    }
    row.shares.push_back(left > 1e-9 ? left : 0.0);
    levels.rows.push_back(std::move(row));
    return left > 1e-9;
  }
};

}  // namespace

std::optional<Block> analysis_figure(const FigureMaker& maker) { return AnalysisFigureMaker{maker}.make(); }

}  // namespace kjede::publish
