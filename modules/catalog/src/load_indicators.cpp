// One indicator: its clauses in the order they are asked, then what is checked between them.

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "check_indicator.hpp"
#include "kjede/catalog/codes.hpp"
#include "load_goal.hpp"
#include "load_publish.hpp"
#include "load_tests.hpp"
#include "loading.hpp"

namespace kjede::catalog {
namespace {

constexpr std::array<std::string_view, 6> kinds{"proportion", "percentile", "median", "mean", "rate", "count"};
constexpr std::array<std::string_view, 3> types{"structure", "process", "outcome"};
constexpr std::array<std::string_view, 2> roles{"quality", "background"};
constexpr std::array<std::string_view, 2> directions{"higher", "lower"};

using Parameters = std::map<std::string, ExpressionPtr>;

// What the file says, or what was given in its place.
std::optional<Clause> parameter_value(const std::string& name, const text::YamlNode& node, const Scope& nothing,
                                      Loading& loading) {
  loading.known_parameters.insert(name);
  if (loading.given_parameters == nullptr) return read_clause(node, nothing, Wanted::any, loading);
  const auto given = loading.given_parameters->find(name);
  if (given == loading.given_parameters->end()) return read_clause(node, nothing, Wanted::any, loading);
  const bool again = !loading.used_parameters.insert(name).second;
  auto tree =
      parse_expression(given->second, place_in_text("--parameter " + name, given->second), nothing, Wanted::any);
  if (tree) return Clause{*tree, given->second, node.span};
  if (!again) loading.problems.add(tree.error());
  return std::nullopt;
}

Parameters read_parameters(Fields& fields, const Register& reg, Loading& loading) {
  Parameters parameters;
  const auto* node = fields.mapping("parameters");
  if (node == nullptr) return parameters;
  for (const auto& [key, value] : node->entries) {
    check_name(key, "parameter", loading.problems);
    if (reg.find(key.scalar) != nullptr) {
      loading.problems.error(codes::duplicate, key.span, fmt::format("'{}' is a variable and a parameter", key.scalar),
                             "rename the parameter");
    }
    Scope nothing;
    nothing.reg = nullptr;
    auto clause = parameter_value(key.scalar, value, nothing, loading);
    if (clause && clause->expression->op != Op::literal) {
      loading.problems.error(codes::bad_value, value.span, "a parameter is one number, duration, date or text",
                             "write 120 min");
      clause.reset();
    }
    parameters[key.scalar] = clause ? clause->expression : nullptr;
  }
  return parameters;
}

void read_exclusions(Fields& fields, const Scope& scope, Indicator& indicator, Loading& loading) {
  const auto* node = fields.mapping("exclude");
  if (node == nullptr) return;
  for (const auto& [key, value] : node->entries) {
    check_name(key, "exclusion", loading.problems);
    Fields lines(value, fmt::format("exclusion '{}'", key.scalar), loading.problems);
    Exclusion exclusion;
    exclusion.id = key.scalar;
    exclusion.name = lines.required_label("name");
    if (const auto* when = lines.required("when")) {
      if (auto clause = read_clause(*when, scope, Wanted::condition, loading)) exclusion.when = *std::move(clause);
    }
    lines.finish();
    indicator.exclude.push_back(std::move(exclusion));
  }
}

std::optional<Clause> clause(Fields& fields, std::string_view key, const Scope& scope, Wanted wanted,
                             Loading& loading) {
  const auto* node = fields.find(key);
  return node == nullptr ? std::nullopt : read_clause(*node, scope, wanted, loading);
}

// The unit a value is shown in: of a time, the one it is written with; of a variable, its own.
std::string measure_of(const Expression& tree, const Register& reg) {
  if (tree.op == Op::variable) return reg.find(tree.name)->measure;
  if (tree.op == Op::elapsed) return tree.name;
  for (const auto& part : tree.arguments) {
    if (part->kind != tree.kind) continue;
    if (auto measure = measure_of(*part, reg); !measure.empty()) return measure;
  }
  return tree.kind == ValueKind::duration ? "s" : "";
}

void read_clauses(Fields& fields, const Register& reg, const Scope& scope, Indicator& indicator, Loading& loading) {
  indicator.cohort = clause(fields, "cohort", scope, Wanted::condition, loading);
  read_exclusions(fields, scope, indicator, loading);
  auto& numerator = reg.counted ? indicator.sum_numerator : indicator.numerator;
  auto& denominator = reg.counted ? indicator.sum_denominator : indicator.denominator;
  const auto wanted = reg.counted ? Wanted::sum : Wanted::condition;
  denominator = clause(fields, "denominator", scope, wanted, loading);
  numerator = clause(fields, "numerator", scope, wanted, loading);
  indicator.value = clause(fields, "value", scope, Wanted::value, loading);
  if (!indicator.value) return;
  indicator.value_measure = measure_of(*indicator.value->expression, reg);
  const auto kind = indicator.value->expression->kind;
  if (kind == ValueKind::date || kind == ValueKind::time) {
    loading.problems.error(codes::not_a_value, indicator.value->span,
                           "a value is a number or a duration, not a day or a time", "write days from … to …");
  }
}

void read_percentiles(Fields& fields, Indicator& indicator, Problems& problems) {
  for (const auto* node : fields.nodes("percentiles")) {
    const auto number = whole_number(node->scalar);
    if (number && *number >= 1 && *number <= 99)
      indicator.percentiles.push_back(static_cast<int>(*number));
    else
      problems.error(codes::percentile, node->span, fmt::format("'{}' is no percentile", node->scalar),
                     "write a whole number from 1 to 99");
  }
  if (indicator.percentiles.empty() && indicator.kind == IndicatorKind::median) indicator.percentiles = {50};
  indicator.quantile_type = static_cast<int>(fields.whole("quantile type", 6, 7).value_or(7));
}

void read_header(Fields& fields, Indicator& indicator, std::string_view stem, Loading& loading) {
  indicator.id = fields.required_text("indicator");
  const auto* id = fields.scalar("indicator");
  indicator.span = id == nullptr ? fields.node().span : id->span;
  if (id != nullptr && check_name(*id, "indicator", loading.problems) && indicator.id != stem) {
    loading.problems.error(codes::file_and_id, id->span,
                           fmt::format("indicator '{}' stands in {}.yaml", indicator.id, stem),
                           fmt::format("name the file {}.yaml", indicator.id));
  }
  indicator.name = fields.required_label("name");
  indicator.short_name = fields.node().find("short name") == nullptr
                             ? indicator.name
                             : label_of(*fields.node().find("short name"), loading.problems);
  fields.find("short name");
  indicator.description = fields.label("description");
  fields.required("kind");
  indicator.kind = static_cast<IndicatorKind>(fields.one_of("kind", kinds));
  fields.required("type");
  indicator.type = static_cast<IndicatorType>(fields.one_of("type", types));
  indicator.role = static_cast<IndicatorRole>(fields.one_of("role", roles));
  indicator.higher_is_better = fields.one_of("better", directions) == 0;
  indicator.source = fields.text("source");
}

void read_rate(Fields& fields, Indicator& indicator, Loading& loading) {
  const auto* node = fields.mapping("rate");
  if (node == nullptr) return;
  Fields lines(*node, "'rate'", loading.problems);
  lines.required("per");
  indicator.per = lines.whole("per", 1, 1'000'000'000).value_or(0);
  lines.finish();
  if (loading.catalog.population.empty()) {
    loading.problems.error(codes::kind_and_clauses, node->span,
                           "a rate needs inhabitants, and units/ has no population", "add a population table");
  }
}

}  // namespace

void read_indicator(const text::YamlNode& node, std::string_view stem, Loading& loading) {
  Fields fields(node, "an indicator", loading.problems);
  Indicator indicator;
  read_header(fields, indicator, stem, loading);
  const auto* reg = register_named(fields, loading);
  if (reg == nullptr) return;  // without it nothing else has a meaning
  indicator.register_id = reg->id;
  const auto before = loading.problems.all().size();
  const auto parameters = read_parameters(fields, *reg, loading);
  auto scope = scope_of(*reg, loading);
  scope.parameters = &parameters;
  read_clauses(fields, *reg, scope, indicator, loading);
  const bool clauses_good = loading.problems.all().size() == before;
  read_percentiles(fields, indicator, loading.problems);
  read_rate(fields, indicator, loading);
  read_interval(fields, indicator, loading.problems);
  indicator.unknown = read_unknown(fields, *reg, true, loading);
  read_goal(fields, indicator, loading.problems);
  read_publish(fields, indicator, loading.problems);
  check_place(fields, *reg, indicator, loading);
  if (clauses_good) check_indicator(fields, *reg, indicator, loading);
  read_tests(fields, *reg, indicator, loading);
  fields.finish();
  if (claim(loading, "indicator " + indicator.id, indicator.span))
    loading.catalog.indicators.push_back(std::move(indicator));
}

}  // namespace kjede::catalog
