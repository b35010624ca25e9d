#include "check_indicator.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

#include "kjede/catalog/codes.hpp"
#include "kjede/catalog/parse.hpp"

namespace kjede::catalog {
namespace {

constexpr std::array<std::string_view, 5> intervals{"wilson", "clopper_pearson", "exact", "byar", "t"};

// The kinds that lie above units of a kind, itself included.
std::set<std::string> kinds_above(const Units& units, std::string_view kind) {
  std::set<std::string> found;
  for (const auto* unit : units.of_kind(kind)) {
    for (const auto* step = unit; step != nullptr; step = step->parent.empty() ? nullptr : units.find(step->parent)) {
      if (!found.insert(step->kind).second && step != unit) break;
    }
  }
  return found;
}

void check_level(const text::YamlNode& node, const std::string& before, const Units& units, std::string_view own_kind,
                 Loading& loading) {
  const auto reachable = kinds_above(units, own_kind);
  if (reachable.count(node.scalar) == 0) {
    Words kinds(reachable.begin(), reachable.end());
    const auto near = did_you_mean(node.scalar, kinds);
    loading.problems.error(codes::unreachable_level, node.span,
                           fmt::format("no {} lies below a unit of kind '{}'", own_kind, node.scalar),
                           near.empty() ? fmt::format("levels can be {}", joined(kinds)) : near);
  } else if (!before.empty() && kinds_above(units, before).count(node.scalar) == 0) {
    loading.problems.error(codes::unreachable_level, node.span,
                           fmt::format("'{}' does not lie above '{}'", node.scalar, before),
                           "write the levels finest first");
  }
}

void check_groups(Fields& fields, Indicator& indicator, std::string_view kind, Loading& loading) {
  std::set<std::string> names;
  for (const auto* unit : loading.catalog.units.of_kind(kind)) {
    for (const auto& [name, value] : unit->attributes) names.insert(name);
  }
  for (const auto* node : fields.nodes("groups")) {
    indicator.groups.push_back(node->scalar);
    if (names.count(node->scalar) > 0 || loading.units_broken) continue;
    const Words known(names.begin(), names.end());
    const auto near = did_you_mean(node->scalar, known);
    loading.problems.error(codes::unit_attribute, node->span,
                           fmt::format("no {} has the attribute '{}'", kind, node->scalar),
                           near.empty() && !known.empty() ? fmt::format("attributes are {}", joined(known)) : near);
  }
}

struct Needs {
  bool numerator;  // must be there
  bool value;
  bool numerator_allowed;
  bool denominator_allowed;
};

Needs needs_of(IndicatorKind kind) {
  switch (kind) {
    case IndicatorKind::proportion: return {true, false, true, true};
    case IndicatorKind::percentile:
    case IndicatorKind::median:
    case IndicatorKind::mean: return {false, true, false, true};
    case IndicatorKind::rate:
    case IndicatorKind::count: return {false, false, true, false};
  }
  return {};
}

std::string_view name_of(IndicatorKind kind) {
  constexpr std::array<std::string_view, 6> names{"proportion", "percentile", "median", "mean", "rate", "count"};
  return names[static_cast<std::size_t>(kind)];
}

void check_clauses(Fields& fields, const Indicator& indicator, Problems& problems) {
  const auto needs = needs_of(indicator.kind);
  const auto kind = name_of(indicator.kind);
  const auto* place = fields.node().find("kind");
  const auto span = place == nullptr ? indicator.span : place->span;
  const bool numerator = indicator.numerator || indicator.sum_numerator;
  const bool denominator = indicator.denominator || indicator.sum_denominator;
  const auto wrong = [&](std::string message, std::string advice) {
    problems.error(codes::kind_and_clauses, span, std::move(message), std::move(advice));
  };
  if (needs.numerator && !numerator)
    wrong(fmt::format("a {} needs a numerator", kind), "add numerator: and a condition");
  if (needs.value && !indicator.value) wrong(fmt::format("a {} needs a value", kind), "add value: minutes from … to …");
  if (!needs.numerator_allowed && numerator)
    wrong(fmt::format("a {} has no numerator", kind), "take it away, or write kind: proportion");
  if (!needs.denominator_allowed && denominator)
    wrong(fmt::format("a {} has no denominator", kind), "write the condition in cohort:");
  if (indicator.kind == IndicatorKind::percentile && indicator.percentiles.empty())
    wrong("a percentile indicator needs percentiles", "add percentiles: [50, 90]");
  if (indicator.kind == IndicatorKind::rate && indicator.per == 0)
    wrong("a rate says per how many", "add rate: {per: 100000}");
  if (!indicator.percentiles.empty() && !indicator.value && !needs.value)
    wrong("percentiles need a value", "add value: minutes from … to …");
  if (indicator.sum_numerator && !indicator.sum_denominator && indicator.kind == IndicatorKind::proportion) {
    wrong("counted rows need a denominator", "add denominator: sum of …");
  }
}

// Asks each clause which unknowns it leaves open, and prints the line that decides them.
class UnknownCheck {
 public:
  UnknownCheck(const Indicator& indicator, const Register& reg, Problems& problems)
      : indicator_(indicator), reg_(reg), problems_(problems) {}

  void run() {
    static const std::vector<Exclusion> none;
    ask(indicator_.cohort, "cohort", {}, none);
    std::vector<const Clause*> held;
    if (indicator_.cohort) held.push_back(&*indicator_.cohort);
    ask(indicator_.denominator, "denominator", held, indicator_.exclude);
    if (indicator_.denominator) held.push_back(&*indicator_.denominator);
    ask(indicator_.numerator, "numerator", held, indicator_.exclude);
  }

 private:
  bool decided(const std::string& name) const {
    return std::any_of(indicator_.unknown.begin(), indicator_.unknown.end(),
                       [&](const UnknownPolicy& p) { return p.variable == name; });
  }

  void ask(const std::optional<Clause>& clause, std::string_view what, const std::vector<const Clause*>& held,
           const std::vector<Exclusion>& passed) {
    if (!clause) return;
    Words open;
    for (const auto& name : undecided(*clause, held, passed, reg_)) {
      if (!decided(name)) open.push_back(name);
    }
    if (open.empty()) return;
    problems_.error(codes::unknown_policy, clause->span,
                    fmt::format("the {} does not say what an unknown {} counts as", what, fmt::join(open, ", ")),
                    "add " + line(open), {"the effects are: counts as no, counts as yes, excluded"});
  }

  std::string line(const Words& open) const {
    constexpr std::array<std::string_view, 3> effects{"counts as no", "counts as yes", "excluded"};
    Words parts;
    for (const auto& policy : indicator_.unknown)
      parts.push_back(fmt::format("{}: {}", policy.variable, effects[static_cast<std::size_t>(policy.effect)]));
    for (const auto& name : open) parts.push_back(fmt::format("{}: counts as no", name));
    return fmt::format("unknown: {{{}}}", joined(parts));
  }

  const Indicator& indicator_;
  const Register& reg_;
  Problems& problems_;
};

void check_idle_policies(Fields& fields, const Indicator& indicator, Problems& problems) {
  std::set<std::string> named;
  for (const auto* clause : {&indicator.cohort, &indicator.denominator, &indicator.numerator, &indicator.value,
                             &indicator.sum_numerator, &indicator.sum_denominator}) {
    if (!*clause) continue;
    for (const auto& name : mentioned(*(*clause)->expression)) named.insert(name);
  }
  for (const auto& policy : indicator.unknown) {
    if (named.count(policy.variable) > 0) continue;
    problems.error(codes::idle_policy, fields.node().find("unknown")->find_key(policy.variable)->span,
                   fmt::format("'{}' stands in no clause that this could decide", policy.variable),
                   "take the line away");
  }
}

}  // namespace

void read_interval(Fields& fields, Indicator& indicator, Problems& problems) {
  const auto* node = fields.scalar("interval");
  if (node == nullptr) return;
  const auto index = fields.one_of("interval", intervals);
  indicator.interval = intervals[index];
  const bool binomial = index <= 1;
  const bool poisson = index == 2 || index == 3;
  const bool fits = indicator.kind == IndicatorKind::proportion                                       ? binomial
                    : indicator.kind == IndicatorKind::mean                                           ? index == 4
                    : indicator.kind == IndicatorKind::rate || indicator.kind == IndicatorKind::count ? poisson
                                                                                                      : false;
  if (fits) return;
  problems.error(codes::kind_and_clauses, node->span,
                 fmt::format("'{}' is no interval of a {}", node->scalar, name_of(indicator.kind)),
                 "proportion: wilson, clopper_pearson; rate, count: exact, byar; mean: t");
}

void check_place(Fields& fields, const Register& reg, Indicator& indicator, Loading& loading) {
  const auto* unit = fields.required("unit");
  const auto levels = fields.nodes("levels");
  const auto* variable =
      unit == nullptr ? nullptr : variable_named(*unit, reg, "the unit of an indicator", {VariableType::unit}, loading);
  if (variable == nullptr) {
    fields.find("groups");
    return;
  }
  indicator.unit_variable = variable->name;
  std::string before;
  for (const auto* level : levels) {
    if (!loading.units_broken) check_level(*level, before, loading.catalog.units, variable->unit_kind, loading);
    indicator.levels.push_back(level->scalar);
    before = level->scalar;
  }
  if (indicator.levels.empty()) indicator.levels = {variable->unit_kind};
  check_groups(fields, indicator, variable->unit_kind, loading);
}

void check_indicator(Fields& fields, const Register& reg, Indicator& indicator, Loading& loading) {
  check_clauses(fields, indicator, loading.problems);
  UnknownCheck(indicator, reg, loading.problems).run();
  check_idle_policies(fields, indicator, loading.problems);
}

}  // namespace kjede::catalog
