#include <fmt/format.h>

#include <algorithm>

#include "report_blocks.hpp"

namespace kjede::publish {

namespace {

struct TableMaker {
  const PlanBlock& block;
  const BlockContext& context;

  Language language() const { return context.language; }
  const Words& word() const { return words(context.language); }

  std::string caption(const std::string& otherwise, const std::string& cohort = {}) const {
    auto text = context.optional_text(block.title, otherwise) + ".";
    if (!cohort.empty()) {
      text += " " + cohort;
    }
    return block.caption ? text + " " + context.text.fill(*block.caption, language()) : text;
  }

  // The indicators named by the block that exist.
  std::vector<const catalog::Indicator*> indicators() const {
    std::vector<const catalog::Indicator*> found;
    for (const auto& subject : block.subjects) {
      if (const auto* one = context.indicator(block, subject)) {
        found.push_back(one);
      }
    }
    return found;
  }

  std::string goal_sentence(const catalog::Indicator& one) const {
    if (!one.goal) {
      return std::string(word().no_goal);
    }
    const auto of = one.goal->percentile > 0 ? fmt::format("{}-{}: ", one.goal->percentile,
                                                           language() == Language::nb ? "persentil" : "percentile")
                                             : "";
    auto text = fmt::format("{}{} {}", of, word().green, threshold_text(one.goal->green, language()));
    return one.goal->yellow ? fmt::format("{}, {} {}", text, level_name(catalog::GoalLevel::yellow),
                                          threshold_text(*one.goal->yellow, language()))
                            : text;
  }

  std::string level_name(catalog::GoalLevel level) const {
    auto text = std::string(level == catalog::GoalLevel::yellow  ? word().yellow
                            : level == catalog::GoalLevel::green ? word().green
                                                                 : word().red);
    text[0] = static_cast<char>(std::tolower(static_cast<unsigned char>(text[0])));
    return text;
  }

  std::string in_words(const catalog::Indicator& one, const std::optional<catalog::Clause>& clause) const {
    const auto* reg = context.lookup.catalog().find_register(one.register_id);
    if (!clause || !clause->expression || reg == nullptr) {
      return clause ? clause->text : "";
    }
    auto text = catalog::in_words(*clause->expression, context.lookup.catalog(), *reg, words_language(language()));
    text[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(text[0])));
    return text;
  }

  // The description's first sentence defines; what follows comments.
  static std::string first_sentence(const std::string& text) {
    for (auto end = text.find(". "); end != std::string::npos; end = text.find(". ", end + 1)) {
      if (end + 2 < text.size() && std::isupper(static_cast<unsigned char>(text[end + 2]))) {
        return text.substr(0, end + 1);
      }
    }
    return text;
  }

  // The indicator's definition, as the catalog has it.
  std::optional<Block> definition() const {
    const auto all = indicators();
    if (all.empty()) {
      return std::nullopt;
    }
    const auto& one = *all.front();
    const bool nb = language() == Language::nb;
    Table table{.id = block.id,
                .caption = caption(
                    fmt::format("{} «{}»", nb ? "Kvalitetsindikator" : "Quality indicator", in(one.name, language()))),
                .columns = {{nb ? "Egenskap" : "Property"}, {nb ? "Beskrivelse" : "Description"}}};
    const auto row = [&](const char* name, std::string text) { table.rows.push_back({{name}, {std::move(text)}}); };
    row(nb ? "Beskrivelse" : "Description", first_sentence(in(one.description, language())));
    using enum catalog::IndicatorType;
    row("Type", one.type == structure ? (nb ? "Strukturindikator" : "Structure")
                : one.type == process ? (nb ? "Prosessindikator" : "Process")
                                      : (nb ? "Resultatindikator" : "Outcome"));
    row(nb ? "Måloppnåelse" : "Goal", goal_sentence(one));
    row(nb ? "Kohort" : "Cohort", cohort_text(context, one, {}, context.lookup.year()));
    if (one.denominator) {
      row(nb ? "Nevner" : "Denominator", in_words(one, one.denominator));
    }
    if (one.numerator) {
      row(nb ? "Teller" : "Numerator", in_words(one, one.numerator));
    }
    if (one.value) {
      row(nb ? "Verdi" : "Value", in_words(one, one.value));
    }
    return table;
  }

  // Names and goals of several indicators.
  std::optional<Block> goals() const {
    const bool nb = language() == Language::nb;
    Table table{.id = block.id,
                .caption = caption(nb ? "Oversikt over kvalitetsindikatorer" : "Quality indicators"),
                .columns = {{nb ? "Navn på kvalitetsindikator" : "Indicator"}, {nb ? "Målnivå" : "Goal"}}};
    for (const auto* one : indicators()) {
      table.rows.push_back({{in(one->name, language())}, {goal_sentence(*one)}});
    }
    return table;
  }

  std::vector<TableCell> level_row(const std::string& name, const std::vector<const catalog::Indicator*>& all,
                                   const catalog::Unit* unit) const {
    const auto period = context.period_of(block);
    std::vector<TableCell> cells{{name, std::nullopt, unit == nullptr}};
    for (const auto* one : all) {
      const auto* found = unit != nullptr ? at_unit(*one, *unit, period) : context.lookup.whole(one->id, {}, period);
      const bool open = found != nullptr && !is_masked(*found);
      cells.push_back({shown({one}, found, language()), open ? found->goal_level : std::nullopt, unit == nullptr});
    }
    return cells;
  }

  // An indicator measured at another kind of unit than the table's is looked up there.
  static std::string level_for(const catalog::Indicator& one, const std::string& level) {
    return std::find(one.levels.begin(), one.levels.end(), level) != one.levels.end() || one.levels.empty()
               ? level
               : one.levels.front();
  }

  // Measured at this unit, or at the one above that the indicator has a level for.
  const measure::Measurement* at_unit(const catalog::Indicator& one, const catalog::Unit& unit,
                                      const base::Period& period) const {
    const auto level = level_for(one, unit.kind);
    const auto* owner = context.lookup.catalog().units.ancestor(unit.id, level);
    return owner != nullptr ? context.lookup.measurement(one.id, level, owner->id, period) : nullptr;
  }

  // "Hele landet: kapnograf n = 1875, …": several cohorts in one table.
  std::string counts_of(const std::vector<const catalog::Indicator*>& all) const {
    std::vector<std::string> parts;
    for (const auto* one : all) {
      const auto* found = context.lookup.whole(one->id, {}, context.period_of(block));
      if (found != nullptr && !is_masked(*found)) {
        const auto& name = in(one->short_name.nb.empty() ? one->name : one->short_name, language());
        parts.push_back(fmt::format("{} n = {}", catalog::mid_sentence(name), integer(found->denominator, language())));
      }
    }
    return parts.empty() ? "" : fmt::format("{}: {}.", word().national, list_text(parts, language()));
  }

  // Units down, indicators across, each with its value and level.
  std::optional<Block> levels() const {
    const auto all = indicators();
    if (all.empty()) {
      return std::nullopt;
    }
    const auto level = context.level_of(block, all.front()->levels);
    Table table{.id = block.id,
                .caption = caption(language() == Language::nb ? "Resultater for kvalitetsindikatorer"
                                                              : "Results of quality indicators",
                                   counts_of(all)),
                .columns = {{std::string(word().unit)}}};
    for (const auto* one : all) {
      table.columns.push_back({in(one->short_name.nb.empty() ? one->name : one->short_name, language()), true});
    }
    for (const auto* unit : context.lookup.units(level, block.where, context.period_of(block))) {
      table.rows.push_back(level_row(name_of(*unit, language()), all, unit));
    }
    table.rows.push_back(level_row(std::string(word().national), all, nullptr));
    return table;
  }

  // Units down, years across.
  std::optional<Block> years() const {
    const auto all = indicators();
    if (all.empty()) {
      return std::nullopt;
    }
    const auto& one = *all.front();
    const auto level = context.level_of(block, one.levels);
    const int last = context.lookup.year().year();
    const int first = last - std::atoi(block.option("back", "4").c_str()) + 1;
    const bool nation_only = level == "nation";
    Table table{.id = block.id,
                .caption = caption(fmt::format("{}, {}–{}", in(one.name, language()), first, last),
                                   cohort_text(context, one, block.where, context.lookup.year())),
                .columns = {{std::string(nation_only ? word().year : word().unit)}}};
    if (nation_only) {
      return years_down(one, first, last, std::move(table));
    }
    for (int year = first; year <= last; ++year) {
      table.columns.push_back({std::to_string(year), true});
    }
    const auto row = [&](const std::string& name, auto&& find, bool strong) {
      std::vector<TableCell> cells{{name, std::nullopt, strong}};
      for (int year = first; year <= last; ++year) {
        const measure::Measurement* found = find(base::Period{base::PeriodKind::year, year});
        cells.push_back({shown({&one}, found, language()),
                         found != nullptr && !is_masked(*found) ? found->goal_level : std::nullopt, strong});
      }
      table.rows.push_back(std::move(cells));
    };
    for (const auto* unit : measured_units(context.lookup, one, level, block.where, context.lookup.year())) {
      row(
          name_of(*unit, language()),
          [&](const base::Period& period) { return context.lookup.measurement(one.id, level, unit->id, period); },
          false);
    }
    row(
        std::string(word().national),
        [&](const base::Period& period) { return context.lookup.whole(one.id, {}, period); }, true);
    return table;
  }

  Block years_down(const catalog::Indicator& one, int first, int last, Table table) const {
    table.columns.push_back({std::string(word().share), true});
    for (int year = first; year <= last; ++year) {
      table.rows.push_back(
          {{std::to_string(year)},
           {shown({&one}, context.lookup.whole(one.id, block.where, {base::PeriodKind::year, year}), language())}});
    }
    return table;
  }

  std::optional<Block> percentiles() const {
    const auto all = indicators();
    if (all.empty()) {
      return std::nullopt;
    }
    const auto& one = *all.front();
    const auto* found = context.lookup.whole(one.id, block.where, context.period_of(block));
    Table table{.id = block.id,
                .caption = caption(fmt::format("{}, {}", in(one.name, language()), word().national),
                                   cohort_text(context, one, block.where, context.period_of(block))),
                .columns = {{in(one.name, language())}, {measure_name(one.value_measure, language()), true}}};
    for (const int percentile : one.percentiles) {
      const auto name = percentile == 50
                            ? std::string(word().median)
                            : fmt::format("{}-{}", percentile, language() == Language::nb ? "persentil" : "percentile");
      const auto value = found != nullptr && !is_masked(*found) ? percentile_of(*found, percentile) : std::nullopt;
      table.rows.push_back({{name}, {value ? plain(*value, one.value_measure, language()) : "–"}});
    }
    return table;
  }

  // Denominator, numerator, share by unit.
  std::optional<Block> cases() const {
    const auto all = indicators();
    if (all.empty()) {
      return std::nullopt;
    }
    const auto& one = *all.front();
    const auto level = context.level_of(block, one.levels);
    const auto period = context.period_of(block);
    const bool nb = language() == Language::nb;
    Table table{.id = block.id,
                .caption = caption(in(one.name, language()), cohort_text(context, one, block.where, period)),
                .columns = {{std::string(word().unit)},
                            {nb ? "Pasienter" : "Patients", true},
                            {in(one.short_name.nb.empty() ? one.name : one.short_name, language()), true},
                            {std::string(word().share), true},
                            {std::string(word().interval), true}}};
    const auto row = [&](const std::string& name, const measure::Measurement* found, bool strong) {
      if (found == nullptr || (found->denominator == 0 && !is_masked(*found))) {
        return;
      }
      const bool hidden = is_masked(*found);
      const auto text = [&](std::int64_t count) { return hidden ? std::string("*") : integer(count, language()); };
      const auto interval = hidden || !found->ci_low ? std::string("–")
                                                     : fmt::format("{}–{}", percent(*found->ci_low, 0, language()),
                                                                   percent(*found->ci_high, 0, language()));
      table.rows.push_back({{name, std::nullopt, strong},
                            {text(found->denominator), std::nullopt, strong},
                            {text(found->numerator), std::nullopt, strong},
                            {shown({&one}, found, language()), std::nullopt, strong},
                            {interval, std::nullopt, strong}});
    };
    for (const auto* unit : context.lookup.units(level, block.where, period)) {
      row(name_of(*unit, language()), context.lookup.measurement(one.id, level, unit->id, period), false);
    }
    row(nb ? "Samlet" : "Together", context.lookup.whole(one.id, block.where, period), true);
    return table;
  }

  // Our own value beside figures that others have published.
  std::optional<Block> comparison() const {
    const auto all = indicators();
    if (all.empty()) {
      return std::nullopt;
    }
    const bool nb = language() == Language::nb;
    const auto* found = context.lookup.whole(all.front()->id, {}, context.period_of(block));
    Table table{
        .id = block.id,
        .caption = caption(in(all.front()->name, language()),
                           cohort_text(context, *all.front(), {}, context.period_of(block))),
        .columns = {{nb ? "Register eller studie, år" : "Register or study, year"}, {std::string(word().share), true}}};
    table.rows.push_back({{context.text.fill(own_name(), language()), std::nullopt, true},
                          {shown({all.front()}, found, language()), std::nullopt, true}});
    for (const auto& row : block.rows) {
      table.rows.push_back({{row.at(0)}, {row.size() > 1 ? row[1] : ""}});
    }
    return table;
  }

  PlanText own_name() const {
    PlanText text;
    text.scalar = language() == Language::nb ? "Denne rapporten, {year}" : "This report, {year}";
    return text;
  }

  // A unit's quarter beside its own past and the country's last year.
  std::optional<Block> own_development() const;
};

std::optional<Block> TableMaker::own_development() const {
  const auto& data = context.lookup.data();
  const auto* unit = context.lookup.catalog().units.find(data.unit);
  const bool nb = language() == Language::nb;
  if (unit == nullptr) {
    return std::nullopt;
  }
  Table table{.id = block.id,
              .caption = caption(nb ? "Resultater denne perioden" : "Results this period"),
              .columns = {{nb ? "Indikator" : "Indicator"},
                          {period_text(data.period, language()), true},
                          {nb ? "Samme periode i fjor" : "Same period last year", true},
                          {nb ? "Egne siste 12 måneder før" : "Own previous 12 months", true},
                          {fmt::format("{} {}", word().national, context.lookup.last_year().year()), true},
                          {std::string(word().goal), true}}};
  const int in_year = 12 / base::months_in(data.period.kind);
  for (const auto* one : indicators()) {
    const auto cell = [&](const measure::Measurement* found) {
      auto text = shown({one}, found, language());
      if (found != nullptr && !is_masked(*found) && found->denominator > 0 &&
          one->kind == catalog::IndicatorKind::proportion) {
        text += fmt::format(" ({}/{})", integer(found->numerator, language()), integer(found->denominator, language()));
      }
      return TableCell{text, found != nullptr && !is_masked(*found) ? found->goal_level : std::nullopt};
    };
    std::int64_t x = 0, n = 0;
    for (int back = 1; back <= in_year; ++back) {
      if (const auto* past = at_unit(*one, *unit, data.period.next(-back)); past != nullptr && !is_masked(*past)) {
        x += past->numerator;
        n += past->denominator;
      }
    }
    const bool share = one->kind == catalog::IndicatorKind::proportion;
    const auto measured_in = measure_name(one->value_measure, language());
    table.rows.push_back({{in(one->short_name.nb.empty() ? one->name : one->short_name, language()) +
                           (measured_in.empty() ? "" : ", " + measured_in)},
                          cell(at_unit(*one, *unit, data.period)),
                          cell(at_unit(*one, *unit, data.period.next(-in_year))),
                          {share && n > 0 ? fmt::format("{} ({}/{})", percent(x, n, 0, language()),
                                                        integer(x, language()), integer(n, language()))
                                          : "–"},
                          cell(context.lookup.whole(one->id, {}, context.lookup.last_year())),
                          {one->goal ? threshold_text(one->goal->green, language()) : "–"}});
  }
  return table;
}

}  // namespace

std::optional<Block> table_block(const PlanBlock& block, const BlockContext& context) {
  const TableMaker maker{block, context};
  if (block.kind == "definition") return maker.definition();
  if (block.kind == "goals") return maker.goals();
  if (block.kind == "levels") return maker.levels();
  if (block.kind == "years") return maker.years();
  if (block.kind == "percentiles") return maker.percentiles();
  if (block.kind == "cases") return maker.cases();
  if (block.kind == "comparison") return maker.comparison();
  if (block.kind == "own development") return maker.own_development();
  return analysis_table(block, context);
}

}  // namespace kjede::publish
