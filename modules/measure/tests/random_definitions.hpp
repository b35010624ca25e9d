#pragma once
// Random expressions, records and indicators over the register of small_catalog.hpp, for tests that compare the
// evaluator with the databases.

#include "kjede/base/rng.hpp"
#include "small_catalog.hpp"

namespace kjede::measure::testing {

class RandomDefinitions {
 public:
  RandomDefinitions(const SmallCatalog& small, std::uint64_t seed) : small_(small), rng_(seed) {}

  ExpressionPtr logic(int depth) {
    if (depth > 0) {
      switch (rng_.below(8)) {
        case 0: return node(Op::negate, ValueKind::logic, {logic(depth - 1)});
        case 1:
        case 2: return node(Op::all_of, ValueKind::logic, {logic(depth - 1), logic(depth - 1)});
        case 3:
        case 4: return node(Op::any_of, ValueKind::logic, {logic(depth - 1), logic(depth - 1), logic(depth - 1)});
        case 5: return node(Op::choose, ValueKind::logic, {logic(depth - 1), logic(depth - 1), logic(depth - 1)});
        case 6: return node(chance() ? Op::is_unknown : Op::is_known, ValueKind::logic, {logic(depth - 1)});
        default: {
          auto cohort = *node(Op::cohort, ValueKind::logic, {logic(depth - 1)});
          cohort.name = fmt::format("c{}", ++cohorts_);
          return std::make_shared<const Expression>(std::move(cohort));
        }
      }
    }
    switch (rng_.below(7)) {
      case 0: return coded();
      case 1: return listed();
      case 2: return compared(integer(2), integer(1));
      case 3:
        return compared(duration(2), chance()
                                         ? duration(1)
                                         : literal(ValueKind::duration, static_cast<double>(rng_.below(8)) * 1800.0));
      case 4:
        return compared(date(), chance() ? date()
                                         : literal(ValueKind::date,
                                                   base::make_date(2024, 1, 1 + static_cast<unsigned>(rng_.below(4)))));
      case 5: return compared(name("called", ValueKind::time), name("on_scene", ValueKind::time));
      default: return node(chance() ? Op::is_unknown : Op::is_known, ValueKind::logic, {any_value()});
    }
  }

  ExpressionPtr duration(int depth) {
    switch (rng_.below(depth > 0 ? 7 : 3)) {
      case 0:
        return node(Op::elapsed, ValueKind::duration,
                    {name("called", ValueKind::time), name("on_scene", ValueKind::time)});
      case 1:
        return node(Op::elapsed, ValueKind::duration,
                    {name("arrest_date", ValueKind::date), name("completed", ValueKind::date)});
      case 2: return name("ventilation", ValueKind::duration);
      case 3:
        return node(chance() ? Op::add : Op::subtract, ValueKind::duration, {duration(depth - 1), duration(depth - 1)});
      case 4:
        return node(chance() ? Op::earliest : Op::latest, ValueKind::duration,
                    {duration(depth - 1), duration(depth - 1)});
      case 5: return node(Op::first_known, ValueKind::duration, {duration(depth - 1), duration(depth - 1)});
      default: return node(Op::choose, ValueKind::duration, {logic(1), duration(depth - 1), duration(depth - 1)});
    }
  }

  ExpressionPtr integer(int depth) {
    switch (rng_.below(depth > 0 ? 9 : 4)) {
      case 0: return name("age", ValueKind::integer);
      case 1: return name("trained", ValueKind::integer);
      case 2: return literal(ValueKind::integer, static_cast<std::int64_t>(rng_.below(5)));
      case 3: return node(part(), ValueKind::integer, {chance() ? date() : name("called", ValueKind::time)});
      case 4: return node(Op::hour_of, ValueKind::integer, {name("on_scene", ValueKind::time)});
      case 5: return node(calculation(), ValueKind::integer, {integer(depth - 1), integer(depth - 1)});
      case 6: return node(Op::divide, ValueKind::number, {integer(depth - 1), integer(depth - 1)});
      case 7:
        return node(chance() ? Op::earliest : Op::latest, ValueKind::integer, {integer(depth - 1), integer(depth - 1)});
      default: return node(Op::first_known, ValueKind::integer, {name("age", ValueKind::integer), integer(depth - 1)});
    }
  }

  TestRecord record() {
    TestRecord out;
    for (const auto& variable : small_.reg().variables)
      out.values.push_back(variable.derived ? base::Value{} : cell(variable));
    out.values[0] = fmt::format("k{}", ++keys_);
    return out;
  }

  Indicator indicator(int number) {
    Indicator out;
    out.id = fmt::format("i{}", number);
    out.register_id = "arrests";
    out.unit_variable = chance() ? "service" : "centre";
    out.levels = {"nation"};
    out.kind = IndicatorKind::proportion;
    if (chance()) out.cohort = Clause{logic(2), "", {}};
    if (chance()) out.exclude.push_back({"first", {}, {logic(1), "", {}}});
    if (chance()) out.exclude.push_back({"second", {}, {logic(2), "", {}}});
    if (chance()) out.denominator = Clause{logic(2), "", {}};
    if (chance()) out.value = Clause{chance() ? duration(2) : integer(2), "", {}};
    out.numerator = Clause{logic(2), "", {}};
    for (const auto& variable : small_.reg().variables) {
      if (rng_.below(3) == 0) out.unknown.push_back({variable.name, static_cast<UnknownEffect>(rng_.below(3))});
    }
    rng_.shuffle(std::span(out.unknown));
    return out;
  }

 private:
  bool chance() { return rng_.below(2) == 0; }

  static ExpressionPtr node(Op op, ValueKind kind, std::vector<ExpressionPtr> arguments) {
    return std::make_shared<const Expression>(Expression{op, kind, {}, {}, std::move(arguments), {}});
  }
  static ExpressionPtr name(const std::string& variable, ValueKind kind) {
    return std::make_shared<const Expression>(Expression{Op::variable, kind, variable, {}, {}, {}});
  }
  static ExpressionPtr literal(ValueKind kind, base::Value value) {
    return std::make_shared<const Expression>(Expression{Op::literal, kind, {}, std::move(value), {}, {}});
  }
  ExpressionPtr date() {
    switch (rng_.below(3)) {
      case 0: return name("arrest_date", ValueKind::date);
      case 1: return name("completed", ValueKind::date);
      default: return node(Op::date_of, ValueKind::date, {name("called", ValueKind::time)});
    }
  }
  ExpressionPtr any_value() {
    switch (rng_.below(4)) {
      case 0: return name("airway", ValueKind::code);
      case 1: return duration(1);
      case 2: return integer(1);
      default: return date();
    }
  }
  Op part() {
    constexpr std::array parts{Op::year_of, Op::month_of, Op::weekday_of};
    return parts[rng_.below(parts.size())];
  }
  Op calculation() {
    constexpr std::array signs{Op::add, Op::subtract, Op::multiply};
    return signs[rng_.below(signs.size())];
  }
  ExpressionPtr compared(ExpressionPtr a, ExpressionPtr b) {
    constexpr std::array signs{Op::equal, Op::not_equal, Op::less, Op::less_equal, Op::greater, Op::greater_equal};
    return node(signs[rng_.below(signs.size())], ValueKind::logic, {std::move(a), std::move(b)});
  }
  const Variable& code_variable() {
    constexpr std::array names{"witnessed", "airway", "capnography"};
    return *small_.reg().find(names[rng_.below(names.size())]);
  }
  // never the unknown code: definitions cannot ask for it
  std::string code_of(const Variable& variable) { return variable.codes[rng_.below(variable.codes.size() - 1)].code; }
  ExpressionPtr coded() {
    const auto& variable = code_variable();
    return node(chance() ? Op::equal : Op::not_equal, ValueKind::logic,
                {name(variable.name, ValueKind::code), literal(ValueKind::code, code_of(variable))});
  }
  ExpressionPtr listed() {
    if (rng_.below(3) == 0) {
      return node(Op::one_of, ValueKind::logic,
                  {name("service", ValueKind::unit), literal(ValueKind::unit, std::string("bodo")),
                   literal(ValueKind::unit, std::string("oslo"))});
    }
    const auto& variable = code_variable();
    return node(Op::one_of, ValueKind::logic,
                {name(variable.name, ValueKind::code), literal(ValueKind::code, code_of(variable)),
                 literal(ValueKind::code, code_of(variable))});
  }

  base::Value cell(const Variable& variable) {
    if (variable.name != "arrest_date" && rng_.below(4) == 0) return {};
    const auto day = base::make_date(2024, 1, 1 + static_cast<unsigned>(rng_.below(4)));
    switch (variable.type) {
      case VariableType::code: return variable.codes[rng_.below(variable.codes.size())].code;
      case VariableType::integer: return static_cast<std::int64_t>(rng_.below(4));
      case VariableType::number: return static_cast<double>(rng_.below(9)) / 8.0;
      case VariableType::date: return day;
      case VariableType::time: return base::Instant(day) + std::chrono::minutes(30 * rng_.below(96));
      case VariableType::unit:
        return std::string(variable.name == "centre" ? "centre_nord" : chance() ? "bodo" : "oslo");
      default: return std::string("text");
    }
  }

  const SmallCatalog& small_;
  base::Rng rng_;
  int cohorts_ = 0;
  int keys_ = 0;
};

}  // namespace kjede::measure::testing
