#include "analysis_plan.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "kjede/catalog/parse.hpp"
#include "kjede/store/dialect.hpp"
#include "sql_layers.hpp"
#include "statement.hpp"
#include "variable_tree.hpp"

namespace kjede::measure {
namespace {

using catalog::Analysis;
using catalog::AnalysisKind;
using catalog::Expression;
using catalog::ExpressionPtr;
using catalog::Op;
using catalog::ValueKind;

ExpressionPtr cohort_tree(const catalog::Cohort& cohort) {
  Expression tree;
  tree.op = Op::cohort;
  tree.name = cohort.id;
  tree.arguments = {catalog::membership(cohort)};
  return std::make_shared<const Expression>(std::move(tree));
}

class Planner {
 public:
  Planner(const catalog::Catalog& catalog, const catalog::Register& reg, store::Dialect dialect)
      : catalog_(catalog), register_(reg), dialect_(dialect), layers_(reg, dialect) {}

  AnalysisPlan plan(const std::vector<const Analysis*>& analyses, const PlanOptions& options) {
    for (const auto* analysis : analyses) need(*analysis);
    AnalysisPlan out;
    std::vector<std::string> units = unit_variables(analyses);
    Aggregates aggregates(units.size() + 2, dialect_);
    for (const auto* analysis : analyses) {
      out.analyses.push_back(columns_of(*analysis, aggregates));
      out.analyses.back().unit =
          static_cast<std::size_t>(std::find(units.begin(), units.end(), analysis->unit_variable) - units.begin());
    }
    out.shape = {units.size(), aggregates.columns(), {}, 0};
    for (const auto& columns : out.analyses) {
      if (columns.values) out.shape.lists.insert(*columns.values);
    }
    std::string keys;
    for (const auto& name : units) keys += store::quoted(name) + ", ";
    out.sql = layers_.write({options.batch, options.from, options.to});
    out.sql += fmt::format(",\nplaced as (\n  select *, {} as \"= month\"\n  from {}\n)",
                           store::month_index("event_date"), layers_.last());
    out.sql += aggregates.select(keys, "\"= month\"", "placed");
    return out;
  }

 private:
  void need(const Analysis& analysis) {
    layers_.need_variable(analysis.unit_variable);
    if (analysis.cohort) layers_.need(*analysis.cohort->expression);
    for (const auto& clause : analysis.counts) layers_.need(*clause.expression);
    for (const auto& id : analysis.cohorts) {
      if (const auto* cohort = catalog_.find_cohort(register_.id, id)) layers_.need(*cohort_tree(*cohort));
    }
    for (const auto& name : analysis.by) layers_.need_variable(name);
    for (const auto* name : {&analysis.value, &analysis.sex, &analysis.age}) {
      if (!name->empty()) layers_.need_variable(*name);
    }
  }

  std::vector<std::string> unit_variables(const std::vector<const Analysis*>& analyses) const {
    std::vector<std::string> out;
    for (const auto& variable : register_.variables) {
      const bool used = std::any_of(analyses.begin(), analyses.end(),
                                    [&](const auto* a) { return a->unit_variable == variable.name; });
      if (used) out.push_back(variable.name);
    }
    return out;
  }

  // Inside the analysis's cohort.
  std::string within(const std::string& condition) const {
    if (cohort_.empty()) return condition;
    return fmt::format("{} and {}", cohort_, condition);
  }

  AnalysisColumns columns_of(const Analysis& analysis, Aggregates& aggregates) {
    AnalysisColumns out;
    out.analysis = &analysis;
    cohort_ = analysis.cohort ? layers_.writer().settled(*analysis.cohort->expression) : std::string();
    out.total = aggregates.holds(cohort_);
    add_counts(analysis, aggregates, out);
    if (analysis.kind == AnalysisKind::completeness)
      add_completeness(analysis, aggregates, out);
    else if (analysis.kind != AnalysisKind::pyramid)
      add_codes(analysis, aggregates, out);
    if (analysis.kind == AnalysisKind::pyramid) add_bands(analysis, aggregates, out);
    if (!analysis.value.empty()) add_values(analysis, aggregates, out);
    return out;
  }

  void add_counts(const Analysis& analysis, Aggregates& aggregates, AnalysisColumns& out) const {
    for (const auto& id : analysis.cohorts) {
      const auto* cohort = catalog_.find_cohort(register_.id, id);
      if (cohort != nullptr)
        out.parts.push_back({id, cohort->name, aggregates.holds(within(cohort_column(id))), false});
    }
    for (std::size_t i = 0; i < analysis.counts.size(); ++i) {
      const auto condition = layers_.writer().settled(*analysis.counts[i].expression);
      out.parts.push_back({analysis.count_ids[i], analysis.count_names[i], aggregates.holds(within(condition)), false});
    }
  }

  // One part per code; all that is missing or unknown stands under the first unknown code.
  void add_codes(const Analysis& analysis, Aggregates& aggregates, AnalysisColumns& out) const {
    for (const auto& name : analysis.by) {
      const auto* variable = register_.find(name);
      if (variable == nullptr) continue;
      bool unknown_seen = false;
      for (const auto& code : variable->codes) {
        if (code.unknown && unknown_seen) continue;
        unknown_seen = unknown_seen || code.unknown;
        const auto condition = code.unknown ? layers_.writer().unknown_variable(name) : equals(*variable, code.code);
        out.parts.push_back(
            {part_id(analysis, name, code.code), code.name, aggregates.holds(within(condition)), false});
      }
      if (!unknown_seen) {
        out.parts.push_back({part_id(analysis, name, "missing"),
                             {"Mangler", "Missing"},
                             aggregates.holds(within(layers_.writer().unknown_variable(name))),
                             true});
      }
    }
  }

  static std::string part_id(const Analysis& analysis, const std::string& variable, const std::string& code) {
    return analysis.by.size() > 1 ? fmt::format("{}.{}", variable, code) : code;
  }

  std::string equals(const catalog::Variable& variable, const std::string& code) const {
    Expression literal;
    literal.kind = ValueKind::code;
    literal.literal = code;
    Expression tree;
    tree.op = Op::equal;
    tree.arguments = {variable_tree(variable), std::make_shared<const Expression>(std::move(literal))};
    return layers_.writer().settled(tree);
  }

  void add_completeness(const Analysis& analysis, Aggregates& aggregates, AnalysisColumns& out) const {
    for (const auto& name : analysis.by) {
      const auto* variable = register_.find(name);
      if (variable == nullptr) continue;
      out.parts.push_back(
          {name, variable->label, aggregates.holds(within(layers_.writer().unknown_variable(name))), false});
    }
  }

  void add_bands(const Analysis& analysis, Aggregates& aggregates, AnalysisColumns& out) const {
    const auto* sex = register_.find(analysis.sex);
    const auto* age = register_.find(analysis.age);
    if (sex == nullptr || age == nullptr) return;
    const auto years = layers_.writer().cleaned(analysis.age);
    for (int from = 0; from <= kOldestBand; from += analysis.band_years) {
      auto in_band = fmt::format("{} >= {}", years, from);
      if (from + analysis.band_years <= kOldestBand)
        in_band += fmt::format(" and {} < {}", years, from + analysis.band_years);
      in_band = fmt::format("coalesce({}, false)", in_band);
      const auto id = fmt::format("{}", from);
      out.men.push_back(
          {id, {}, aggregates.holds(within(fmt::format("{} and {}", equals(*sex, "male"), in_band))), false});
      out.women.push_back(
          {id, {}, aggregates.holds(within(fmt::format("{} and {}", equals(*sex, "female"), in_band))), false});
      if (from + analysis.band_years > kOldestBand) break;
    }
  }

  void add_values(const Analysis& analysis, Aggregates& aggregates, AnalysisColumns& out) const {
    const auto* variable = register_.find(analysis.value);
    if (variable == nullptr) return;
    const auto value = layers_.writer().value(*variable_tree(*variable));
    out.values = aggregates.list(value.sql, within(fmt::format("{} is not null", value.sql)));
    out.value_micros = value.micros;
    const bool duration = catalog::kind_of(*variable) == ValueKind::duration;
    const double seconds = duration ? catalog::seconds_in(variable->measure) : 0;
    if (seconds > 0) out.unit_seconds = seconds;
  }

  const catalog::Catalog& catalog_;
  const catalog::Register& register_;
  store::Dialect dialect_;
  SqlLayers layers_;
  std::string cohort_;
};

}  // namespace

AnalysisPlan plan_analyses(const catalog::Catalog& catalog, const catalog::Register& reg,
                           const std::vector<const Analysis*>& analyses, store::Dialect dialect,
                           const PlanOptions& options) {
  return Planner(catalog, reg, dialect).plan(analyses, options);
}

}  // namespace kjede::measure
