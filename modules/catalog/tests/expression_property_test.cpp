// Random expressions: what is printed parses to the same tree, and the compiled evaluator agrees with a naive one
// that follows Kleene's tables word by word.

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cmath>
#include <variant>

#include "fixture.hpp"
#include "kjede/base/rng.hpp"
#include "kjede/catalog/evaluate.hpp"
#include "kjede/catalog/print.hpp"

namespace kjede::catalog {
namespace {

using base::Rng;
using base::Value;

std::string one_of(Rng& rng, std::vector<std::string> choices) { return choices[rng.below(choices.size())]; }

std::string condition(Rng& rng, int depth, bool asks);

std::string number(Rng& rng, int depth) {
  if (depth == 0 || rng.chance(0.5)) return one_of(rng, {"age", "children", "3", "0", "2.5", "children"});
  return "(" + number(rng, depth - 1) + one_of(rng, {" + ", " - ", " * ", " / "}) + number(rng, depth - 1) + ")";
}

std::string duration(Rng& rng, int depth) {
  if (depth > 0 && rng.chance(0.3))
    return "(" + duration(rng, depth - 1) + one_of(rng, {" + ", " - "}) + duration(rng, depth - 1) + ")";
  return one_of(rng, {"ventilation", "minutes from call_received to ambulance_on_scene", "12 min", "2.5 days", "0 s"});
}

std::string comparison(Rng& rng, int depth) {
  const auto sign = one_of(rng, {" = ", " != ", " < ", " <= ", " > ", " >= "});
  switch (rng.below(6)) {
    case 0:
      return one_of(rng, {"capnography = yes", "capnography != no", "shocked = capnography", "airway in (none, mask)",
                          "cpc not in (1, 2)"});
    case 1: return duration(rng, depth) + sign + duration(rng, depth);
    case 2: return number(rng, depth) + " between 1 and " + number(rng, depth);
    case 3: return "year of arrest_date" + sign + "2024";
    case 4: return "hospital within nord";
    default: return "children" + sign + number(rng, depth);
  }
}

std::string condition(Rng& rng, int depth, bool asks) {
  if (depth == 0) return comparison(rng, 1);
  switch (rng.below(asks ? 7 : 4)) {
    case 0: return "(" + condition(rng, depth - 1, asks) + " and " + condition(rng, depth - 1, asks) + ")";
    case 1:
      return "(" + condition(rng, depth - 1, asks) + " or " + condition(rng, depth - 1, asks) + " or " +
             condition(rng, depth - 1, asks) + ")";
    case 2: return "not (" + condition(rng, depth - 1, asks) + ")";
    case 3: return comparison(rng, 2);
    case 4: return "(" + condition(rng, depth - 1, asks) + ") is unknown";
    case 5: return "first known of (capnography, shocked) = yes";
    default:
      return "(if " + condition(rng, depth - 1, asks) + " then age else children) < lowest of (age, children, 5)";
  }
}

std::vector<Value> random_record(Rng& rng, const Register& reg, double missing) {
  std::vector<Value> record;
  for (const auto& variable : reg.variables) {
    Value cell;
    switch (variable.type) {
      case VariableType::code: cell = variable.codes[rng.below(variable.codes.size())].code; break;
      case VariableType::integer: cell = static_cast<std::int64_t>(rng.below(5)); break;
      case VariableType::number: cell = static_cast<double>(rng.below(8)) / 2.0; break;
      case VariableType::date: cell = base::make_date(2023 + static_cast<int>(rng.below(3)), 6, 1); break;
      case VariableType::time: cell = base::Instant{std::chrono::minutes{28'400'000 + rng.below(30)}}; break;
      case VariableType::unit: cell = std::vector<std::string>{"tromso", "bodo", "arendal"}[rng.below(3)]; break;
      case VariableType::text: cell = std::string("x"); break;
    }
    record.push_back(rng.chance(missing) ? Value() : cell);
  }
  return record;
}

// The naive evaluator: one optional per value, no compilation, no short cuts.
using Naive = std::variant<std::monostate, bool, double, std::string>;

class Plain {
 public:
  Plain(const Register& reg, const std::vector<Value>& record) : reg_(reg), record_(record) {}

  Naive of(const Expression& tree) const {
    std::vector<Naive> parts;
    for (const auto& part : tree.arguments) parts.push_back(of(*part));
    switch (tree.op) {
      case Op::literal: return cell(tree.literal, 1.0);
      case Op::variable: return variable(tree);
      case Op::negate: return unknown(parts[0]) ? Naive() : Naive(!std::get<bool>(parts[0]));
      case Op::all_of: return fold(parts, false);
      case Op::any_of: return fold(parts, true);
      case Op::is_unknown: return unknown(parts[0]);
      case Op::is_known: return !unknown(parts[0]);
      case Op::one_of: return one_of(parts);
      case Op::first_known: return first(parts);
      case Op::earliest: return lowest(parts);
      case Op::choose: return unknown(parts[0]) ? Naive() : parts[std::get<bool>(parts[0]) ? 1 : 2];
      case Op::year_of:
        return unknown(parts[0]) ? Naive() : Naive(std::floor(1970.0 + (std::get<double>(parts[0]) + 0.5) / 365.2425));
      case Op::elapsed:
        return both(parts) ? Naive((std::get<double>(parts[1]) - std::get<double>(parts[0])) / 1e6) : Naive();
      default: return both(parts) ? combine(tree.op, parts[0], parts[1]) : Naive();
    }
  }

 private:
  static bool unknown(const Naive& value) { return value.index() == 0; }
  static bool both(const std::vector<Naive>& parts) { return !unknown(parts[0]) && !unknown(parts[1]); }

  static Naive cell(const Value& value, double factor) {
    if (const auto* text = std::get_if<std::string>(&value)) return *text;
    if (const auto* whole = std::get_if<std::int64_t>(&value)) return static_cast<double>(*whole) * factor;
    if (const auto* real = std::get_if<double>(&value)) return *real * factor;
    if (const auto* date = std::get_if<base::Date>(&value))
      return static_cast<double>(date->time_since_epoch().count());
    if (const auto* time = std::get_if<base::Instant>(&value))
      return static_cast<double>(time->time_since_epoch().count());
    return {};
  }

  Naive variable(const Expression& tree) const {
    const auto* variable = reg_.find(tree.name);
    const auto& value = record_[static_cast<std::size_t>(variable - reg_.variables.data())];
    for (const auto& code : variable->codes) {
      if (code.unknown && value == Value(code.code)) return {};
    }
    return cell(value, tree.kind == ValueKind::duration ? seconds_in(variable->measure) : 1.0);
  }

  static Naive fold(const std::vector<Naive>& parts, bool decisive) {
    Naive answer = !decisive;
    for (const auto& part : parts) {
      if (part == Naive(decisive)) return decisive;
      if (unknown(part)) answer = Naive();
    }
    return answer;
  }

  static Naive one_of(const std::vector<Naive>& parts) {
    if (unknown(parts[0])) return {};
    for (std::size_t i = 1; i < parts.size(); ++i) {
      if (parts[i] == parts[0]) return true;
    }
    return false;
  }

  static Naive first(const std::vector<Naive>& parts) {
    for (const auto& part : parts) {
      if (!unknown(part)) return part;
    }
    return {};
  }

  static Naive lowest(const std::vector<Naive>& parts) {
    Naive best;
    for (const auto& part : parts) {
      if (!unknown(part) && (unknown(best) || part < best)) best = part;
    }
    return best;
  }

  static Naive combine(Op op, const Naive& a, const Naive& b) {
    switch (op) {
      case Op::equal: return a == b;
      case Op::not_equal: return a != b;
      case Op::less: return a < b;
      case Op::less_equal: return a <= b;
      case Op::greater: return a > b;
      case Op::greater_equal: return a >= b;
      case Op::add: return std::get<double>(a) + std::get<double>(b);
      case Op::subtract: return std::get<double>(a) - std::get<double>(b);
      case Op::multiply: return std::get<double>(a) * std::get<double>(b);
      default: return std::get<double>(b) == 0.0 ? Naive() : Naive(std::get<double>(a) / std::get<double>(b));
    }
  }

  const Register& reg_;
  const std::vector<Value>& record_;
};

Truth as_truth(const Naive& value) {
  if (value.index() == 0) return Truth::unknown;
  return std::get<bool>(value) ? Truth::yes : Truth::no;
}

RC_GTEST_PROP(Expression, PrintsWhatParsesToTheSame, (std::uint64_t seed)) {
  Rng rng(seed);
  const auto text = condition(rng, 3, true);
  const auto tree = parsed(text, Wanted::condition);
  RC_ASSERT(tree.messages.empty());
  const auto printed = print(*tree.tree);
  const auto again = parsed(printed, Wanted::condition);
  RC_LOG() << text << "\n" << printed << "\n" << again.messages;
  RC_ASSERT(again.tree != nullptr);
  RC_ASSERT(print(*again.tree) == printed);
}

RC_GTEST_PROP(Expression, EvaluatesAsKleeneSays, (std::uint64_t seed)) {
  static const Register reg = small_register();
  Rng rng(seed);
  const auto text = condition(rng, 3, true);
  const auto tree = parsed(text, Wanted::condition);
  RC_ASSERT(tree.messages.empty());
  const CompiledExpression compiled(*tree.tree, reg);
  for (int i = 0; i < 20; ++i) {
    const auto record = random_record(rng, reg, 0.3);
    RC_LOG() << text;
    RC_ASSERT(compiled.truth(record) == as_truth(Plain(reg, record).of(*tree.tree)));
  }
}

// What is decided without a value stays decided when the value becomes known.
RC_GTEST_PROP(Expression, DecidesNothingTooEarly, (std::uint64_t seed)) {
  static const Register reg = small_register();
  Rng rng(seed);
  const auto text = condition(rng, 3, false);
  const auto tree = parsed(text, Wanted::condition);
  RC_ASSERT(tree.messages.empty());
  const CompiledExpression compiled(*tree.tree, reg);
  const auto full = random_record(rng, reg, 0.0);
  auto partial = full;
  for (auto& cell : partial) {
    if (rng.chance(0.5)) cell = Value();
  }
  const auto early = compiled.truth(partial);
  RC_ASSERT(early == Truth::unknown || early == compiled.truth(full));
}

}  // namespace
}  // namespace kjede::catalog
