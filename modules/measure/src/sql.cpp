#include "kjede/measure/sql.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "judgement.hpp"
#include "kjede/store/dialect.hpp"
#include "sql_layers.hpp"

namespace kjede::measure {
namespace {

// The columns of the last SELECT. Indicators share cohorts, so the same count is asked for more than once.
class Aggregates {
 public:
  explicit Aggregates(std::size_t first) : next_(first) {}

  std::size_t add(const std::string& sql) {
    const auto [found, is_new] = columns_.try_emplace(sql, next_);
    if (is_new) {
      ++next_;
      sql_ += ",\n  " + sql;
    }
    return found->second;
  }

  std::size_t count(const ConditionCount& wanted) {
    if (wanted.condition == "true" && wanted.sum.empty()) return add("count(*)");
    if (!wanted.sum.empty()) {
      if (wanted.condition == "true") return add(fmt::format("cast(sum({}) as bigint)", wanted.sum));
      return add(fmt::format("cast(sum(case when {} then {} end) as bigint)", wanted.condition, wanted.sum));
    }
    return add(fmt::format("sum(cast({} as integer))", wanted.condition));
  }

  const std::string& sql() const { return sql_; }

 private:
  std::map<std::string, std::size_t> columns_;
  std::size_t next_ = 0;
  std::string sql_;
};

std::vector<std::string> unit_variables(const catalog::Register& reg, std::span<const catalog::Indicator* const> indicators) {
  std::vector<std::string> names;
  for (const auto& variable : reg.variables) {
    const bool used = std::any_of(indicators.begin(), indicators.end(),
                                  [&](const auto* indicator) { return indicator->unit_variable == variable.name; });
    if (used) names.push_back(variable.name);
  }
  return names;
}

std::string layer(const std::string& name, const std::string& columns, const std::vector<NamedColumn>& more,
                  const std::string& previous) {
  auto sql = fmt::format(",\n{} as (\n  select {}", name, columns);
  for (const auto& column : more) sql += fmt::format(",\n    {} as {}", column.sql, column.name);
  return sql + fmt::format("\n  from {}\n)", previous);
}

IndicatorColumns columns_of(const catalog::Indicator& indicator, const Judgement& judgement, Aggregates& aggregates) {
  IndicatorColumns out;
  out.indicator = &indicator;
  for (const auto& count : judgement.counts) {
    if (count.condition == "false") continue;
    out.counts.push_back({count.part, count.reason, count.effect, aggregates.count(count)});
  }
  return out;
}

void add_values(IndicatorColumns& out, const Judgement& judgement, Aggregates& aggregates) {
  if (judgement.value.empty()) return;
  const auto filter = judgement.inside == "true" ? std::string() : fmt::format(" filter (where {})", judgement.inside);
  out.values = aggregates.add(fmt::format("array_agg({}){}", judgement.value, filter));
  out.value_micros = judgement.value_micros;
}

void append(std::vector<NamedColumn>& all, const std::vector<NamedColumn>& more) {
  all.insert(all.end(), more.begin(), more.end());
}

}  // namespace

Plan plan_register(const catalog::Register& reg, std::span<const catalog::Indicator* const> indicators,
                   store::Dialect dialect, const PlanOptions& options) {
  SqlLayers layers(reg, dialect);
  for (const auto* indicator : indicators) need_indicator(layers, *indicator);
  std::vector<Judgement> judgements;
  std::vector<NamedColumn> faces;
  std::vector<NamedColumn> verdicts;
  for (std::size_t i = 0; i < indicators.size(); ++i) {
    const auto prefix = indicators.size() == 1 ? std::string("= ") : fmt::format("{} ", i + 1);
    judgements.push_back(judge_in_sql(*indicators[i], layers.writer(), prefix));
    append(faces, judgements.back().faces);
    append(verdicts, judgements.back().verdicts);
  }
  Plan plan;
  plan.unit_variables = unit_variables(reg, indicators);
  std::string keys;
  for (const auto& name : plan.unit_variables) keys += store::quoted(name) + ", ";
  plan.month = plan.unit_variables.size();
  plan.records = plan.month + 1;
  Aggregates aggregates(plan.records + 1);
  for (std::size_t i = 0; i < indicators.size(); ++i) {
    auto columns = columns_of(*indicators[i], judgements[i], aggregates);
    const auto unit = std::find(plan.unit_variables.begin(), plan.unit_variables.end(), indicators[i]->unit_variable);
    columns.unit = static_cast<std::size_t>(unit - plan.unit_variables.begin());
    plan.indicators.push_back(std::move(columns));
  }
  for (std::size_t i = 0; i < indicators.size(); ++i) add_values(plan.indicators[i], judgements[i], aggregates);
  plan.sql = layers.write({options.batch, options.from, options.to});
  const auto month = fmt::format("{}{} as \"month\"", keys, store::month_index("event_date"));
  plan.sql += layer("faces", month, faces, layers.last());
  plan.sql += layer("verdicts", "*", verdicts, "faces");
  plan.sql += fmt::format("\nselect {0}\"month\", count(*){1}\nfrom verdicts\ngroup by {0}\"month\"", keys, aggregates.sql());
  return plan;
}

}  // namespace kjede::measure
