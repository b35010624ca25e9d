// Values made of values: calculation, time between, calendar parts, the earliest of several, choice.

#include <fmt/format.h>

#include <algorithm>

#include "kjede/catalog/codes.hpp"
#include "resolver.hpp"

namespace kjede::catalog {
namespace {

using Kind = Syntax::Kind;

bool numeric(ValueKind kind) { return kind == ValueKind::integer || kind == ValueKind::number; }

Op calculation_of(std::string_view sign) {
  if (sign == "+") return Op::add;
  if (sign == "-") return Op::subtract;
  return sign == "*" ? Op::multiply : Op::divide;
}

// The kind of the outcome; nothing when the two cannot be calculated with.
std::optional<ValueKind> outcome(Op op, ValueKind a, ValueKind b) {
  const bool numbers = numeric(a) && numeric(b);
  if (numbers && op == Op::divide) return ValueKind::number;
  if (numbers) return a == b ? a : ValueKind::number;
  const bool durations = a == ValueKind::duration && b == ValueKind::duration;
  if (durations && op == Op::divide) return ValueKind::number;
  if (durations && (op == Op::add || op == Op::subtract)) return ValueKind::duration;
  const bool scaled = (op == Op::multiply && numeric(a) && b == ValueKind::duration) ||
                      ((op == Op::multiply || op == Op::divide) && a == ValueKind::duration && numeric(b));
  return scaled ? std::optional(ValueKind::duration) : std::nullopt;
}

bool is_calendar(ValueKind kind) { return kind == ValueKind::date || kind == ValueKind::time; }

}  // namespace

Typed Resolver::value(const Syntax& node) {
  switch (node.kind) {
    case Kind::word: return word(node);
    case Kind::quoted: return literal(ValueKind::text, node, node.text);
    case Kind::number: return number(node);
    case Kind::date:
    case Kind::time: return calendar(node);
    case Kind::calculate: return calculate(node);
    case Kind::minus: return minus(node);
    case Kind::elapsed: return elapsed(node);
    case Kind::call: return call(node);
    case Kind::choose: return choose(node);
    default: break;
  }
  auto found = condition(node);
  if (found.tree == nullptr) return {};
  return fail(codes::not_a_value, node, "a value is expected here, and this is a condition", "take a part of it");
}

Typed Resolver::calculate(const Syntax& node) {
  Typed left = value(node.parts[0]);
  Typed right = value(node.parts[1]);
  if (left.tree == nullptr || right.tree == nullptr) return {};
  const Op op = calculation_of(node.text);
  const bool sums = op == Op::add || op == Op::subtract;
  if (sums && (left.kind() == ValueKind::duration) != (right.kind() == ValueKind::duration) &&
      (numeric(left.kind()) || numeric(right.kind()))) {
    const auto& bare = node.parts[numeric(left.kind()) ? 0 : 1];
    return fail(codes::bare_duration, bare, "a duration and a bare number cannot be added",
                fmt::format("write {} min, or the unit you mean", bare.text));
  }
  const auto kind = outcome(op, left.kind(), right.kind());
  if (!kind) {
    const bool times = is_calendar(left.kind()) || is_calendar(right.kind());
    return fail(codes::cannot_calculate, node,
                fmt::format("{} {} {} cannot be calculated", name_of(left.kind()), node.text, name_of(right.kind())),
                times ? "write minutes from a to b" : "calculate with numbers and durations");
  }
  if (sums && *kind != ValueKind::duration && !same_numbers(node, left, right)) return {};
  Typed typed = made(op, *kind, node, {left.tree, right.tree});
  if (sums || *kind == ValueKind::duration) typed.measure = left.measure.empty() ? right.measure : left.measure;
  return typed;
}

Typed Resolver::minus(const Syntax& node) {
  Typed inner = value(node.parts[0]);
  if (inner.tree == nullptr) return {};
  if (!numeric(inner.kind()) && inner.kind() != ValueKind::duration) {
    return fail(codes::cannot_calculate, node, fmt::format("{} has no sign", name_of(inner.kind())),
                "take the minus away");
  }
  auto copy = *inner.tree;
  copy.span = span(node);
  if (auto* whole = std::get_if<std::int64_t>(&copy.literal))
    *whole = -*whole;
  else if (auto* real = std::get_if<double>(&copy.literal))
    *real = -*real;
  else {
    base::Value zero = std::int64_t{0};
    if (inner.kind() != ValueKind::integer) zero = 0.0;
    copy = *made(Op::subtract, inner.kind(), node, {literal(inner.kind(), node, zero).tree, inner.tree}).tree;
  }
  inner.tree = std::make_shared<const Expression>(std::move(copy));
  if (inner.percent) inner.percent = -*inner.percent;
  return inner;
}

Typed Resolver::elapsed(const Syntax& node) {
  const Typed from = value(node.parts[0]);
  const Typed to = value(node.parts[1]);
  if (from.tree == nullptr || to.tree == nullptr) return {};
  for (const auto* side : {&from, &to}) {
    if (is_calendar(side->kind())) continue;
    return fail(codes::kinds_differ, node.parts[side == &from ? 0 : 1],
                fmt::format("a time or date is expected here, and this is {}", name_of(side->kind())),
                "name a variable of type time or date");
  }
  if (from.kind() != to.kind()) {
    const auto& timed = from.kind() == ValueKind::time ? from : to;
    return fail(codes::kinds_differ, node, "a date and a time",
                fmt::format("write date of {}", timed.name.empty() ? "the time" : timed.name));
  }
  const double seconds = seconds_in(node.text);
  const auto* shown = seconds == 1.0 ? "s" : seconds == 60.0 ? "min" : seconds == 3600.0 ? "h" : "days";
  Typed typed = made(Op::elapsed, ValueKind::duration, node, {from.tree, to.tree}, shown);
  typed.measure = shown;
  return typed;
}

Typed Resolver::call(const Syntax& node) {
  if (node.text == "earliest" || node.text == "lowest") return best_of(node, Op::earliest);
  if (node.text == "latest" || node.text == "highest") return best_of(node, Op::latest);
  if (node.text == "first known") return best_of(node, Op::first_known);
  if (node.text == "sum")
    return fail(codes::no_sum, node, "a sum cannot stand here", "'sum of x' is a whole numerator or denominator");
  if (!is_attribute(node)) return calendar_part(node);
  const std::vector<std::string> names{"year",     "month",  "weekday", "hour",   "date",
                                       "earliest", "latest", "lowest",  "highest"};
  const auto best = base::nearest(node.text, names);
  return fail(codes::unknown_name, node, fmt::format("'{} of' is not known here", node.text),
              best.empty() ? "an attribute of a unit is compared: category of icu_unit = paediatric"
                           : fmt::format("did you mean '{} of'?", best));
}

Typed Resolver::calendar_part(const Syntax& node) {
  const Typed inner = value(node.parts[0]);
  if (inner.tree == nullptr) return {};
  const bool needs_time = node.text == "hour" || node.text == "date";
  if (needs_time ? inner.kind() != ValueKind::time : !is_calendar(inner.kind())) {
    return fail(codes::kinds_differ, node,
                fmt::format("'{} of' needs a {}, and this is {}", node.text, needs_time ? "time" : "date or time",
                            name_of(inner.kind())),
                "name another variable");
  }
  if (node.text == "date") return made(Op::date_of, ValueKind::date, node, {inner.tree});
  const Op op = node.text == "year"    ? Op::year_of
                : node.text == "month" ? Op::month_of
                : node.text == "hour"  ? Op::hour_of
                                       : Op::weekday_of;
  return made(op, ValueKind::integer, node, {inner.tree});
}

Typed Resolver::best_of(const Syntax& node, Op op) {
  std::vector<Typed> parts;
  for (const auto& part : node.parts) parts.push_back(parts.empty() ? value(part) : beside(part, parts.front()));
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (parts[i].tree == nullptr) return {};
    const auto kind = parts[i].kind();
    const bool wants_time = node.text == "earliest" || node.text == "latest";
    const bool fits =
        op == Op::first_known || (wants_time ? is_calendar(kind) : numeric(kind) || kind == ValueKind::duration);
    if (fits) continue;
    return fail(codes::kinds_differ, node.parts[i],
                fmt::format("'{} of' needs {}, and this is {}", node.text,
                            wants_time ? "times or dates" : "numbers or durations", name_of(kind)),
                wants_time ? "for numbers write lowest of or highest of" : "for times write earliest of or latest of");
  }
  return unify(node, op, std::move(parts), 0);
}

Typed Resolver::choose(const Syntax& node, const Typed* other) {
  std::vector<Typed> parts{condition(node.parts[0])};
  for (std::size_t i = 1; i < 3; ++i)
    parts.push_back(other == nullptr ? any(node.parts[i]) : beside(node.parts[i], *other));
  for (const auto& part : parts) {
    if (part.tree == nullptr) return {};
  }
  return unify(node, Op::choose, std::move(parts), 1);
}

// All values of one kind, whole numbers beside decimals allowed.
Typed Resolver::unify(const Syntax& node, Op op, std::vector<Typed> parts, std::size_t first_value) {
  Typed result = parts[first_value];
  ValueKind kind = result.kind();
  std::vector<ExpressionPtr> arguments;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (i >= first_value) {
      if (numeric(kind) && numeric(parts[i].kind())) {
        if (parts[i].kind() != kind) kind = ValueKind::number;
      } else {
        Syntax pair = node.parts[i];
        pair.parts = {node.parts[first_value], node.parts[i]};
        const bool logic = kind == ValueKind::logic && parts[i].kind() == ValueKind::logic;
        if (!logic && !comparable(pair, Op::equal, result, parts[i])) return {};
      }
    }
    arguments.push_back(parts[i].tree);
  }
  Typed typed = made(op, kind, node, std::move(arguments));
  typed.codes = result.codes;
  typed.unit_kind = result.unit_kind;
  typed.measure = result.measure;
  return typed;
}

}  // namespace kjede::catalog
