#include <fmt/format.h>

#include <algorithm>

#include "report_blocks.hpp"

namespace kjede::publish {

namespace {

struct AnalysisTableMaker {
  const PlanBlock& block;
  const BlockContext& context;
  const catalog::Analysis& analysis;

  Language language() const { return context.language; }
  const Words& word() const { return words(context.language); }

  std::string caption(const AnalysisResult* whole) const {
    auto text = fmt::format("{}, {}. {}", context.optional_text(block.title, in(analysis.name, language())),
                            context.period_of(block).label(), cohort_text(context, analysis, whole));
    return block.caption ? text + " " + context.text.fill(*block.caption, language()) : text;
  }

  // Codes of several variables in one table: the variable's name before its first code.
  std::string heading_at(std::size_t position) const {
    const auto* reg = context.lookup.catalog().find_register(analysis.register_id);
    std::size_t first = 0;
    for (const auto& name : analysis.by) {
      const auto* variable = analysis.by.size() > 1 && reg != nullptr ? reg->find(name) : nullptr;
      if (variable != nullptr && position == first) {
        return in(variable->label, language());
      }
      first += variable != nullptr ? variable->codes.size() : 0;
    }
    return "";
  }

  // One row a category, for the whole country or group.
  Table distribution() const {
    const auto* whole = context.lookup.whole_analysis(analysis.id, block.where, context.period_of(block));
    Table table{
        .id = block.id,
        .caption = caption(whole),
        .columns = {
            {in(analysis.name, language())}, {std::string(word().count), true}, {std::string(word().share), true}}};
    if (whole == nullptr) {
      return table;
    }
    std::size_t at = 0;
    for (const auto& part : whole->counts) {
      if (const auto heading = heading_at(at++); !heading.empty()) {
        table.rows.push_back({{heading, std::nullopt, true}, {"", std::nullopt, true}, {"", std::nullopt, true}});
      }
      const auto share = part.masked || part.count == 0 || whole->total == 0
                             ? std::string(part.masked ? "*" : "–")
                             : percent(part.count, whole->total, 0, language());
      table.rows.push_back({{in(part.name, language())},
                            {whole->masked ? "*" : count_text(part, language())},
                            {whole->masked ? "*" : share}});
    }
    table.rows.push_back({{std::string(word().total), std::nullopt, true},
                          {whole->masked ? "*" : integer(whole->total, language()), std::nullopt, true},
                          {"", std::nullopt, true}});
    return table;
  }

  std::vector<TableCell> unit_row(const std::string& name, const AnalysisResult* one, std::size_t columns,
                                  bool strong) const {
    std::vector<TableCell> cells{{name, std::nullopt, strong}};
    const bool hidden = one != nullptr && one->masked;
    const auto filler = one == nullptr ? "–" : "*";
    if (analysis.kind == catalog::AnalysisKind::numbers) {
      const auto* numbers =
          one != nullptr && !hidden && !one->numbers_masked && one->numbers ? &*one->numbers : nullptr;
      cells.push_back({numbers != nullptr ? integer(numbers->n, language()) : filler, std::nullopt, strong});
      for (const auto member : {&AnalysisNumbers::mean, &AnalysisNumbers::p10, &AnalysisNumbers::p25,
                                &AnalysisNumbers::p50, &AnalysisNumbers::p75, &AnalysisNumbers::p90}) {
        cells.push_back({numbers != nullptr && numbers->n > 0 ? decimal(numbers->*member, 1, language()) : filler,
                         std::nullopt, strong});
      }
      return cells;
    }
    const bool flow = analysis.kind == catalog::AnalysisKind::flow;
    if (!flow) {
      cells.push_back({one == nullptr ? "–" : hidden ? "*" : integer(one->total, language()), std::nullopt, strong});
    }
    if (analysis.per > 0 && !flow) {
      cells.push_back(
          {one != nullptr && !hidden && one->rate ? decimal(*one->rate, 0, language()) : filler, std::nullopt, strong});
    }
    for (std::size_t i = 0; i < columns; ++i) {
      if (one == nullptr || hidden || i >= one->counts.size()) {
        cells.push_back({filler, std::nullopt, strong});
      } else {
        const auto& count = one->counts[i];
        auto text = flow ? count_text(count, language()) : count_share(count, one->total, language());
        if (flow && analysis.per > 0 && count.rate && !count.masked) {
          text += fmt::format(" ({})", decimal(*count.rate, 0, language()));
        }
        cells.push_back({std::move(text), std::nullopt, strong});
      }
    }
    return cells;
  }

  // Units down, categories across: the appendices.
  Table by_unit() const {
    const auto period = context.period_of(block);
    const auto* whole = context.lookup.whole_analysis(analysis.id, block.where, period);
    const auto level = context.level_of(block, analysis.levels);
    Table table{.id = block.id, .caption = caption(whole), .columns = {{std::string(word().unit)}}};
    const std::size_t columns = whole != nullptr ? whole->counts.size() : 0;
    add_columns(table, whole);
    const auto add_level = [&](const std::string& kind, bool strong) {
      for (const auto* unit : context.lookup.units(kind, block.where, period)) {
        table.rows.push_back(unit_row(name_of(*unit, language()),
                                      context.lookup.analysis(analysis.id, kind, unit->id, period), columns, strong));
      }
    };
    add_groups(table, level, columns);
    add_level(level, false);
    const bool of_units = !context.lookup.units(level, block.where, period).empty();
    if (of_units && level != "rhf" &&
        std::find(analysis.levels.begin(), analysis.levels.end(), "rhf") != analysis.levels.end() &&
        block.where.empty()) {
      add_level("rhf", true);
    }
    table.rows.push_back(unit_row(std::string(word().national), whole, columns, true));
    return table;
  }

  // A level may be an attribute of units: its values in the catalog's order.
  void add_groups(Table& table, const std::string& level, std::size_t columns) const {
    for (const auto& attribute : context.lookup.catalog().unit_attributes) {
      if (attribute.id != level) {
        continue;
      }
      for (const auto& value : attribute.values) {
        table.rows.push_back(unit_row(in(value.name, language()),
                                      context.lookup.analysis(analysis.id, level, value.code, context.period_of(block)),
                                      columns, false));
      }
    }
  }

  void add_columns(Table& table, const AnalysisResult* whole) const {
    if (analysis.kind == catalog::AnalysisKind::numbers) {
      for (const auto* name :
           {"n", language() == Language::nb ? "Snitt" : "Mean", "P10", "P25", "Median", "P75", "P90"}) {
        table.columns.push_back({name, true});
      }
      return;
    }
    if (analysis.kind != catalog::AnalysisKind::flow) {
      table.columns.push_back({std::string(word().total), true});
      if (analysis.per > 0) {
        table.columns.push_back({std::string(word().per_100000), true});
      }
    }
    if (whole != nullptr) {
      for (const auto& part : whole->counts) {
        table.columns.push_back({in(part.name, language()), true});
      }
    }
  }
};

// Several completeness analyses in one table: variable, missing, of how many.
std::optional<Block> missing(const PlanBlock& block, const BlockContext& context) {
  const auto language = context.language;
  const auto& word = words(language);
  Table table{
      .id = block.id,
      .caption = context.optional_text(block.title, language == Language::nb ? "Kompletthet" : "Completeness") + ".",
      .columns = {{language == Language::nb ? "Variabel" : "Variable"},
                  {word.cohort.data()},
                  {std::string(word.missing), true},
                  {std::string(word.total), true},
                  {std::string(word.share), true}}};
  if (block.caption) {
    table.caption += " " + context.text.fill(*block.caption, language);
  }
  for (const auto& subject : block.subjects) {
    const auto* analysis = context.analysis(block, subject);
    const auto* whole =
        analysis != nullptr ? context.lookup.whole_analysis(subject, block.where, context.period_of(block)) : nullptr;
    if (whole == nullptr || whole->masked) {
      continue;
    }
    const auto cohort = cohort_text(context, *analysis, nullptr);
    for (const auto& part : whole->counts) {
      const auto share = part.masked        ? std::string("*")
                         : whole->total > 0 ? percent(part.count, whole->total, 1, language)
                                            : std::string("–");
      table.rows.push_back({{in(part.name, language)},
                            {cohort.substr(0, cohort.size() - (cohort.empty() ? 0 : 1))},
                            {part.masked ? "*" : integer(part.count, language)},
                            {integer(whole->total, language)},
                            {share}});
    }
  }
  return table;
}

}  // namespace

std::optional<Block> analysis_table(const PlanBlock& block, const BlockContext& context) {
  if (block.kind == "missing") {
    return missing(block, context);
  }
  const auto* analysis = block.subjects.empty() ? nullptr : context.analysis(block, block.subjects.front());
  if (analysis == nullptr) {
    return std::nullopt;
  }
  const AnalysisTableMaker maker{block, context, *analysis};
  return block.kind == "by unit" || block.kind == "numbers" ? maker.by_unit() : maker.distribution();
}

}  // namespace kjede::publish
