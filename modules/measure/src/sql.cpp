#include "kjede/measure/sql.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "judgement.hpp"
#include "kjede/store/dialect.hpp"
#include "sql_layers.hpp"
#include "statement.hpp"
#include "tally.hpp"

namespace kjede::measure {
namespace {

std::vector<std::string> unit_variables(const catalog::Register& reg,
                                        std::span<const catalog::Indicator* const> indicators) {
  std::vector<std::string> names;
  for (const auto& variable : reg.variables) {
    const bool used = std::any_of(indicators.begin(), indicators.end(),
                                  [&](const auto* indicator) { return indicator->unit_variable == variable.name; });
    if (used) names.push_back(variable.name);
  }
  return names;
}

// What is broken down by, as text on both databases; NULL where unknown.
std::string as_text(const catalog::Expression& e, const SqlWriter& writer) {
  using catalog::ValueKind;
  if (e.kind == ValueKind::logic)
    return fmt::format("case when {} then 'yes' when {} then 'no' end", writer.truth(e), writer.falsity(e));
  const auto value = writer.value(e);
  const bool text = e.kind == ValueKind::code || e.kind == ValueKind::text || e.kind == ValueKind::unit;
  return text ? value.sql : fmt::format("cast({} as varchar)", value.sql);
}

IndicatorColumns columns_of(const catalog::Indicator& indicator, const Judgement& judgement, Aggregates& aggregates,
                            RowPlan& rows) {
  IndicatorColumns out;
  out.indicator = &indicator;
  for (const auto& count : judgement.counts) {
    if (count.condition.sql == "false") continue;
    const auto columns = aggregates.columns();
    const auto column = aggregates.count(count);
    out.counts.push_back({count.part, count.reason, count.effect, column});
    if (column == columns) rows.counts.push_back({column, rows.program.add(count.condition.tree)});
  }
  return out;
}

void add_values(IndicatorColumns& out, const Judgement& judgement, Aggregates& aggregates, RowPlan& rows) {
  if (judgement.value.empty()) return;
  const auto columns = aggregates.columns();
  out.values = aggregates.list(judgement.value, judgement.inside.sql);
  const auto& value = judgement.row_value;
  out.value_micros = value.micros;
  if (*out.values < columns) return;
  const auto place = rows.program.add(judgement.inside.tree);
  if (value.distance)
    rows.values.push_back({columns, place, {}, rows.program.add(*value.distance)});
  else
    rows.values.push_back({columns, place, value.sql, 0});
}

// The first columns of a row: see RowPlan.
std::vector<std::string> row_places(const Plan& plan, const catalog::Units& units, const SqlWriter& writer,
                                    const std::vector<std::string>& by) {
  std::vector<std::string> ids{""};
  for (const auto& unit : units.all()) ids.push_back(unit.id);
  std::vector<std::string> columns{"event_date"};
  for (const auto& name : plan.unit_variables) columns.push_back(writer.place_in(store::quoted(name), ids));
  columns.insert(columns.end(), by.begin(), by.end());
  return columns;
}

bool sums(const Judgement& judgement) {
  return std::any_of(judgement.counts.begin(), judgement.counts.end(),
                     [](const auto& count) { return !count.sum.empty(); });
}

std::string key_column(std::size_t key) { return fmt::format("\"= by {}\"", key + 1); }

// The layers above what is derived: see JudgementColumns. `by`: what is broken down by, in SQL.
std::string judgement_layers(const JudgementColumns& columns, const std::vector<std::string>& by,
                             const std::string& previous) {
  auto more = fmt::format("*, {} as \"= month\"", store::month_index("event_date"));
  for (std::size_t key = 0; key < by.size(); ++key) more += fmt::format(",\n    {} as {}", by[key], key_column(key));
  auto sql = layer("faces", more, columns.faces, previous);
  sql += layer("decisions", "*", columns.decisions, "faces");
  std::string last = "decisions";
  for (std::size_t i = 0; i < columns.kept.size(); ++i) {
    const auto name = fmt::format("kept_{}", i + 1);
    sql += layer(name, "*", columns.kept[i], last);
    last = name;
  }
  return sql + layer("verdicts", "*", columns.verdicts, last);
}

}  // namespace

Plan plan_register(const catalog::Register& reg, std::span<const catalog::Indicator* const> indicators,
                   store::Dialect dialect, const PlanOptions& options, std::span<const catalog::ExpressionPtr> by) {
  SqlLayers layers(reg, dialect);
  for (const auto* indicator : indicators) need_indicator(layers, *indicator);
  std::vector<std::string> grouped;
  for (const auto& expression : by) {
    layers.need(*expression);
    grouped.push_back(as_text(*expression, layers.writer()));
  }
  std::vector<Judgement> judgements;
  JudgementColumns conditions;
  for (std::size_t i = 0; i < indicators.size(); ++i) {
    const auto prefix = indicators.size() == 1 ? std::string("= ") : fmt::format("{} ", i + 1);
    judgements.push_back(judge_in_sql(*indicators[i], layers.writer(), prefix, conditions));
  }
  Plan plan;
  plan.unit_variables = unit_variables(reg, indicators);
  std::string keys;
  for (const auto& name : plan.unit_variables) keys += store::quoted(name) + ", ";
  plan.keys = by.size();
  for (std::size_t key = 0; key < by.size(); ++key) keys += key_column(key) + ", ";
  plan.month = plan.unit_variables.size() + plan.keys;
  plan.records = plan.month + 1;
  Aggregates aggregates(plan.records + 1, dialect);
  RowPlan rows;
  rows.counts.push_back({plan.records, rows.program.add(Condition().tree)});
  for (std::size_t i = 0; i < indicators.size(); ++i) {
    auto columns = columns_of(*indicators[i], judgements[i], aggregates, rows);
    const auto unit = std::find(plan.unit_variables.begin(), plan.unit_variables.end(), indicators[i]->unit_variable);
    columns.unit = static_cast<std::size_t>(unit - plan.unit_variables.begin());
    plan.indicators.push_back(std::move(columns));
  }
  for (std::size_t i = 0; i < indicators.size(); ++i) add_values(plan.indicators[i], judgements[i], aggregates, rows);
  const RecordRange range{options.batch, options.from, options.to};
  if (options.units != nullptr && std::none_of(judgements.begin(), judgements.end(), sums)) {
    auto columns = row_places(plan, *options.units, layers.writer(), grouped);
    for (const auto& values : rows.values) {
      if (!values.sql.empty()) columns.push_back(values.sql);
    }
    columns.insert(columns.end(), rows.program.ends().begin(), rows.program.ends().end());
    for (const auto& leaf : rows.program.leaves()) columns.push_back(leaf.sql);
    rows.sql = layers.select(columns, range);
    plan.rows = std::make_shared<const RowPlan>(std::move(rows));
  }
  plan.sql = layers.write(range);
  plan.sql += judgement_layers(conditions, grouped, layers.last());
  plan.sql += aggregates.select(keys, "\"= month\"", "verdicts");
  return plan;
}

}  // namespace kjede::measure
