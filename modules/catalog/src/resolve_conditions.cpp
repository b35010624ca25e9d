// Comparisons, lists, questions, and what joins them.

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "kjede/catalog/codes.hpp"
#include "resolver.hpp"

namespace kjede::catalog {
namespace {

using Kind = Syntax::Kind;

bool numeric(ValueKind kind) { return kind == ValueKind::integer || kind == ValueKind::number; }

bool is_condition(Kind kind) {
  switch (kind) {
    case Kind::negate:
    case Kind::all_of:
    case Kind::any_of:
    case Kind::compare:
    case Kind::in:
    case Kind::within:
    case Kind::ask:
    case Kind::at_least: return true;
    default: return false;
  }
}

Op comparison_of(std::string_view sign) {
  if (sign == "=") return Op::equal;
  if (sign == "!=") return Op::not_equal;
  if (sign == "<") return Op::less;
  if (sign == "<=") return Op::less_equal;
  return sign == ">" ? Op::greater : Op::greater_equal;
}

bool orders(Op op) { return op != Op::equal && op != Op::not_equal; }

// Years and year, beats and beat: one unit.
std::string_view singular(std::string_view measure) {
  if (measure.size() > 2 && measure.ends_with('s')) measure.remove_suffix(1);
  return measure;
}

bool same_codes(const std::vector<CodeValue>& a, const std::vector<CodeValue>& b) {
  return &a == &b || std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const CodeValue& x, const CodeValue& y) {
    return x.code == y.code && x.unknown == y.unknown;
  });
}

bool is_zero(const Typed& typed) {
  if (typed.tree->op != Op::literal) return false;
  const auto* whole = std::get_if<std::int64_t>(&typed.tree->literal);
  const auto* real = std::get_if<double>(&typed.tree->literal);
  return (whole != nullptr && *whole == 0) || (real != nullptr && *real == 0.0);
}

// `12` beside a duration: what the writer should write.
std::string with_unit(std::string_view number, const Typed& duration) {
  const auto unit = duration.measure.empty() ? std::string("min") : duration.measure;
  return fmt::format("write {} {}", number,
                     unit == "minutes"   ? "min"
                     : unit == "seconds" ? "s"
                     : unit == "hours"   ? "h"
                                         : unit);
}

Typed zero_duration(const Typed& zero) {
  auto copy = *zero.tree;
  copy.kind = ValueKind::duration;
  copy.literal = 0.0;
  Typed typed = zero;
  typed.tree = std::make_shared<const Expression>(std::move(copy));
  return typed;
}

}  // namespace

Typed Resolver::any(const Syntax& node) { return is_condition(node.kind) ? condition(node) : value(node); }

Typed Resolver::condition(const Syntax& node) {
  switch (node.kind) {
    case Kind::any_of: return joined(node, Op::any_of);
    case Kind::all_of: return joined(node, Op::all_of);
    case Kind::negate: return joined(node, Op::negate);
    case Kind::compare: return compare(node);
    case Kind::in: return in(node);
    case Kind::within: return within(node);
    case Kind::ask: return ask(node);
    case Kind::at_least: return at_least(node);
    default: break;
  }
  const Typed found = value(node);
  if (found.tree == nullptr || found.kind() == ValueKind::logic) return found;
  return not_a_condition(node, found);
}

Typed Resolver::not_a_condition(const Syntax& node, const Typed& found) {
  const auto name = found.name.empty() ? std::string("x") : found.name;
  std::string advice = "compare it with something";
  if (found.codes != nullptr) {
    const bool yes =
        std::any_of(found.codes->begin(), found.codes->end(), [](const CodeValue& c) { return c.code == "yes"; });
    advice =
        yes ? fmt::format("write {} = yes", name) : fmt::format("write {} in ({})", name, list_of(*found.codes, 3));
  }
  return fail(codes::not_a_condition, node,
              fmt::format("a condition is expected here, and this is {}", name_of(found.kind())), advice);
}

Typed Resolver::joined(const Syntax& node, Op op) {
  std::vector<ExpressionPtr> arguments;
  for (const auto& part : node.parts) {
    if (auto typed = condition(part); typed.tree != nullptr) arguments.push_back(std::move(typed.tree));
  }
  if (arguments.size() != node.parts.size()) return {};
  return made(op, ValueKind::logic, node, std::move(arguments));
}

Typed Resolver::compare(const Syntax& node) {
  const auto& left = node.parts[0];
  const auto& right = node.parts[1];
  const Op op = comparison_of(node.text);
  if (is_attribute(left) && !orders(op)) return units_where(node, left, {&right}, op == Op::not_equal);
  if (is_attribute(right) && !orders(op)) return units_where(node, right, {&left}, op == Op::not_equal);
  if (!stands_alone(left) && stands_alone(right)) {
    auto second = any(right);
    auto first = beside(left, second);
    return compared(node, op, std::move(first), std::move(second));
  }
  auto first = any(left);
  auto second = beside(right, first);
  return compared(node, op, std::move(first), std::move(second));
}

Typed Resolver::compared(const Syntax& node, Op op, Typed left, Typed right) {
  if (left.tree == nullptr || right.tree == nullptr || !comparable(node, op, left, right)) return {};
  return made(op, ValueKind::logic, node, {left.tree, right.tree});
}

bool Resolver::comparable(const Syntax& node, Op op, Typed& left, Typed& right) {
  const auto& [a, b] = std::pair(left.kind(), right.kind());
  if (a == ValueKind::logic || b == ValueKind::logic) {
    fail(codes::not_a_value, node.parts[a == ValueKind::logic ? 0 : 1], "a condition cannot be compared",
         "write the condition itself, or 'not' before it");
    return false;
  }
  if (numeric(a) && numeric(b)) return same_numbers(node, left, right);
  if (a == ValueKind::duration && numeric(b) && is_zero(right)) return right = zero_duration(right), true;
  if (b == ValueKind::duration && numeric(a) && is_zero(left)) return left = zero_duration(left), true;
  if ((a == ValueKind::duration && numeric(b)) || (b == ValueKind::duration && numeric(a)))
    return duration_beside_number(node, left, right);
  if (a != b) return different_kinds(node, left, right);
  if (orders(op) && (a == ValueKind::code || a == ValueKind::text || a == ValueKind::unit)) {
    const auto name = left.name.empty() ? right.name : left.name;
    fail(codes::no_order, node, fmt::format("{} has no order", name_of(a)),
         fmt::format("name those you mean: {} in (…)", name));
    return false;
  }
  if (a == ValueKind::code && left.codes != nullptr && right.codes != nullptr &&
      !same_codes(*left.codes, *right.codes)) {
    fail(codes::lists_differ, node, fmt::format("'{}' and '{}' have different codes", left.name, right.name),
         fmt::format("{}: {}; {}: {}", left.name, list_of(*left.codes, 6), right.name, list_of(*right.codes, 6)));
    return false;
  }
  return true;
}

bool Resolver::duration_beside_number(const Syntax& node, const Typed& left, const Typed& right) {
  const bool left_is_duration = left.kind() == ValueKind::duration;
  const auto& bare = node.parts[left_is_duration ? 1 : 0];
  const auto& duration = left_is_duration ? left : right;
  const auto& other = left_is_duration ? right : left;
  if (!other.name.empty() && !other.measure.empty()) {
    fail(codes::wrong_measure, node.parts[left_is_duration ? 0 : 1],
         fmt::format("'{}' is in {}, and this is a duration", other.name, other.measure),
         fmt::format("write a number of {}", other.measure), declared_at(other));
  } else if (bare.kind == Kind::number && bare.measure.empty()) {
    fail(codes::bare_duration, bare, "a duration is compared with a bare number", with_unit(bare.text, duration),
         declared_at(duration));
  } else {
    fail(codes::bare_duration, bare, "a duration is compared with a number",
         other.name.empty() ? "" : fmt::format("give '{}' a unit of time where it is declared", other.name),
         declared_at(other));
  }
  return false;
}

bool Resolver::different_kinds(const Syntax& node, const Typed& left, const Typed& right) {
  const auto a = left.kind();
  const auto b = right.kind();
  const bool date_and_time =
      (a == ValueKind::date && b == ValueKind::time) || (a == ValueKind::time && b == ValueKind::date);
  const auto& timed = a == ValueKind::time ? left : right;
  fail(codes::kinds_differ, node, fmt::format("{} is compared with {}", name_of(a), name_of(b)),
       date_and_time ? fmt::format("write date of {}", timed.name.empty() ? "the time" : timed.name)
                     : "compare values of one kind",
       declared_at(left.name.empty() ? right : left));
  return false;
}

// A percentage beside a variable in percent is its number; a number with another unit than its neighbour's is a slip.
bool Resolver::same_numbers(const Syntax& at, Typed& left, Typed& right) {
  for (auto* side : {&left, &right}) {
    const auto& other = side == &left ? right : left;
    if (!side->percent || other.percent) continue;
    if (other.measure == "%") {
      auto copy = *side->tree;
      copy.literal = *side->percent;
      side->tree = std::make_shared<const Expression>(std::move(copy));
    }
    return true;
  }
  if (singular(left.measure) == singular(right.measure)) return true;
  const bool left_is_literal = left.tree->op == Op::literal;
  const auto& literal_side = left_is_literal ? left : right;
  const auto& other = left_is_literal ? right : left;
  if (literal_side.measure.empty() && literal_side.tree->op == Op::literal) return true;
  if (left.measure.empty() || right.measure.empty()) {
    if (literal_side.tree->op != Op::literal) return true;
    const auto& number = at.parts.at(left_is_literal ? 0 : at.parts.size() - 1);
    fail(codes::wrong_measure, number,
         fmt::format("'{}' has no unit in its register", other.name.empty() ? "the other value" : other.name),
         fmt::format("write {}", number.text));
    return false;
  }
  fail(codes::wrong_measure, at, fmt::format("a number of {} is compared with one of {}", left.measure, right.measure),
       "compare values in one unit");
  return false;
}

Typed Resolver::in(const Syntax& node) {
  if (is_attribute(node.parts[0])) {
    std::vector<const Syntax*> wanted;
    for (std::size_t i = 1; i < node.parts.size(); ++i) wanted.push_back(&node.parts[i]);
    return units_where(node, node.parts[0], std::move(wanted), false);
  }
  const Typed first = any(node.parts[0]);
  std::vector<ExpressionPtr> arguments{first.tree};
  bool good = first.tree != nullptr;
  for (std::size_t i = 1; i < node.parts.size(); ++i) {
    Typed left = first;
    Typed right = beside(node.parts[i], first);
    Syntax pair = node.parts[i];
    pair.parts = {node.parts[0], node.parts[i]};
    good = left.tree != nullptr && right.tree != nullptr && comparable(pair, Op::equal, left, right) && good;
    arguments.push_back(right.tree);
  }
  return good ? made(Op::one_of, ValueKind::logic, node, std::move(arguments)) : Typed{};
}

Typed Resolver::ask(const Syntax& node) {
  auto inner = any(node.parts[0]);
  if (inner.tree == nullptr) return {};
  return made(node.text == "unknown" ? Op::is_unknown : Op::is_known, ValueKind::logic, node, {inner.tree});
}

// As the `or` of all `and`s of so many of them: exactly Kleene's answer, and nothing new for databases to know.
Typed Resolver::at_least(const Syntax& node) {
  std::vector<ExpressionPtr> parts;
  for (const auto& part : node.parts) {
    if (auto typed = condition(part); typed.tree != nullptr) parts.push_back(typed.tree);
  }
  if (parts.size() != node.parts.size()) return {};
  const auto wanted = static_cast<std::size_t>(std::max(0, node.number));
  if (wanted < 1 || wanted > parts.size() || parts.size() > 10) {
    return fail(codes::syntax, node, fmt::format("at least {} of {} conditions", node.number, parts.size()),
                "from 1 to all of them, and ten at most");
  }
  std::vector<ExpressionPtr> choices;
  for (unsigned mask = 0; mask < (1U << parts.size()); ++mask) {
    if (static_cast<std::size_t>(__builtin_popcount(mask)) != wanted) continue;
    std::vector<ExpressionPtr> chosen;
    for (std::size_t i = 0; i < parts.size(); ++i) {
      if ((mask >> i & 1U) != 0) chosen.push_back(parts[i]);
    }
    choices.push_back(chosen.size() == 1 ? chosen.front() : made(Op::all_of, ValueKind::logic, node, chosen).tree);
  }
  if (choices.size() == 1) return made(choices.front()->op, ValueKind::logic, node, choices.front()->arguments);
  return made(Op::any_of, ValueKind::logic, node, std::move(choices));
}

}  // namespace kjede::catalog
