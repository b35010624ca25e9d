// Names, literals, codes and units.

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>

#include "kjede/base/time.hpp"
#include "kjede/catalog/codes.hpp"
#include "resolver.hpp"

namespace kjede::catalog {
namespace {

using Kind = Syntax::Kind;

const Cohort* find_cohort(const Scope& scope, std::string_view name) {
  if (scope.cohorts == nullptr || scope.reg == nullptr) return nullptr;
  for (const auto& cohort : *scope.cohorts) {
    if (cohort.register_id == scope.reg->id && cohort.id == name) return &cohort;
  }
  return nullptr;
}

const ExpressionPtr* find_parameter(const Scope& scope, std::string_view name) {
  if (scope.parameters == nullptr) return nullptr;
  const auto found = scope.parameters->find(std::string(name));
  return found == scope.parameters->end() ? nullptr : &found->second;
}

const Variable* find_variable(const Scope& scope, std::string_view name) {
  return scope.reg == nullptr ? nullptr : scope.reg->find(name);
}

std::vector<std::string> all_names(const Scope& scope) {
  std::vector<std::string> names;
  if (scope.reg != nullptr) {
    for (const auto& variable : scope.reg->variables) names.push_back(variable.name);
    for (const auto& cohort : scope.cohorts == nullptr ? std::vector<Cohort>{} : *scope.cohorts) {
      if (cohort.register_id == scope.reg->id) names.push_back(cohort.id);
    }
  }
  if (scope.parameters != nullptr) {
    for (const auto& [name, tree] : *scope.parameters) names.push_back(name);
  }
  return names;
}

bool same_letters(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) {
    return x == y || ((x ^ y) == 0x20 && (x | 0x20) >= 'a' && (x | 0x20) <= 'z');
  });
}

// A clinician may write what the form says instead of the variable's name.
std::string variable_labelled(const Scope& scope, std::string_view word) {
  if (scope.reg == nullptr) return {};
  for (const auto& variable : scope.reg->variables) {
    if (same_letters(variable.label.nb, word) || same_letters(variable.label.en, word)) return variable.name;
  }
  return {};
}

struct Exact {
  std::int64_t mantissa = 0;
  std::int64_t power = 1;  // of ten
};

std::optional<Exact> exact(std::string_view text) {
  Exact value;
  bool after_point = false;
  int digits = 0;
  for (const char c : text) {
    if (c == '.') {
      after_point = true;
      continue;
    }
    if (++digits > 15) return std::nullopt;
    value.mantissa = value.mantissa * 10 + (c - '0');
    if (after_point) value.power *= 10;
  }
  return value;
}

}  // namespace

std::string quoted(std::string_view word) { return fmt::format("'{}'", word); }

std::vector<std::string> declared_at(const Typed& typed) {
  if (typed.declared.file == nullptr) return {};
  return {fmt::format("'{}' is declared at {}:{}", typed.name, typed.declared.file->path, typed.declared.line)};
}

std::string_view name_of(ValueKind kind) {
  switch (kind) {
    case ValueKind::logic: return "a condition";
    case ValueKind::code: return "a code";
    case ValueKind::text: return "a text";
    case ValueKind::integer: return "a whole number";
    case ValueKind::number: return "a number";
    case ValueKind::duration: return "a duration";
    case ValueKind::date: return "a date";
    case ValueKind::time: return "a time";
    case ValueKind::unit: return "a unit";
  }
  return "a value";
}

std::string list_of(const std::vector<CodeValue>& codes, std::size_t at_most) {
  std::string text;
  std::size_t count = 0;
  for (const auto& code : codes) {
    if (code.unknown) continue;
    if (count++ == at_most) return text + ", …";
    text += (text.empty() ? "" : ", ") + code.code;
  }
  return text;
}

double seconds_in(std::string_view measure) {
  const auto is = [&](std::initializer_list<std::string_view> names) {
    return std::find(names.begin(), names.end(), measure) != names.end();
  };
  if (is({"s", "sec", "second", "seconds"})) return 1.0;
  if (is({"min", "minute", "minutes"})) return 60.0;
  if (is({"h", "hour", "hours"})) return 3600.0;
  if (is({"d", "day", "days"})) return 86400.0;
  if (is({"week", "weeks"})) return 604800.0;
  return 0.0;
}

ValueKind kind_of(const Variable& variable) {
  if (variable.derived) {
    if (variable.derived->form == Derived::Form::time_to_next) return ValueKind::duration;
    if (variable.derived->form == Derived::Form::rank) return ValueKind::integer;
    if (variable.derived->expression) return variable.derived->expression->kind;
  }
  switch (variable.type) {
    case VariableType::text: return ValueKind::text;
    case VariableType::code: return ValueKind::code;
    case VariableType::integer: return seconds_in(variable.measure) > 0 ? ValueKind::duration : ValueKind::integer;
    case VariableType::number: return seconds_in(variable.measure) > 0 ? ValueKind::duration : ValueKind::number;
    case VariableType::date: return ValueKind::date;
    case VariableType::time: return ValueKind::time;
    case VariableType::unit: return ValueKind::unit;
  }
  return ValueKind::text;
}

Typed Resolver::fail(const base::Code& code, const Syntax& at, std::string message, std::string advice,
                     std::vector<std::string> notes) {
  problems_.push_back(
      {code.id, base::Severity::error, std::move(message), span(at), std::move(notes), std::move(advice)});
  return {};
}

Typed Resolver::made(Op op, ValueKind kind, const Syntax& node, std::vector<ExpressionPtr> arguments,
                     std::string name) const {
  Typed typed;
  typed.tree =
      std::make_shared<const Expression>(Expression{op, kind, std::move(name), {}, std::move(arguments), span(node)});
  return typed;
}

Typed Resolver::literal(ValueKind kind, const Syntax& node, base::Value value) const {
  Typed typed;
  typed.tree = std::make_shared<const Expression>(Expression{Op::literal, kind, {}, std::move(value), {}, span(node)});
  return typed;
}

// False for what needs a neighbour to be understood: a bare code, a unit's id, a number that may be a code.
bool Resolver::stands_alone(const Syntax& node) const {
  if (node.kind == Kind::quoted) return false;
  if (node.kind == Kind::number) return !node.measure.empty();
  if (node.kind != Kind::word) return true;
  return find_variable(scope_, node.text) != nullptr || find_parameter(scope_, node.text) != nullptr ||
         find_cohort(scope_, node.text) != nullptr;
}

Typed Resolver::variable(const Variable& found, const Syntax& node) const {
  if (found.derived && found.derived->form == Derived::Form::expression && !found.derived->expression) return {};
  Typed typed = made(Op::variable, kind_of(found), node, {}, found.name);
  if (found.type == VariableType::code) typed.codes = &found.codes;
  typed.unit_kind = found.unit_kind;
  typed.measure = found.measure;
  typed.name = found.name;
  typed.declared = found.span;
  return typed;
}

Typed Resolver::word(const Syntax& node) {
  if (const auto* parameter = find_parameter(scope_, node.text)) {
    if (*parameter == nullptr) return {};  // its own mistake is reported where it is declared
    Typed typed;
    auto copy = **parameter;
    copy.span = span(node);
    typed.tree = std::make_shared<const Expression>(std::move(copy));
    typed.name = node.text;
    return typed;
  }
  if (const auto* found = find_variable(scope_, node.text)) return variable(*found, node);
  if (const auto* cohort = find_cohort(scope_, node.text)) {
    if (cohort->where.expression == nullptr) return {};
    return made(Op::cohort, ValueKind::logic, node, {membership(*cohort)}, cohort->id);
  }
  return unknown_word(node);
}

Typed Resolver::unknown_word(const Syntax& node) {
  if (is_reserved(node.text)) {
    return fail(codes::syntax, node, fmt::format("'{}' needs something to ask about", node.text),
                fmt::format("write capnography is {}", node.text));
  }
  const auto names = all_names(scope_);
  auto best = std::string(base::nearest(node.text, names));
  if (best.empty()) best = variable_labelled(scope_, node.text);
  for (const auto& other : scope_.others == nullptr || !best.empty() ? std::vector<Register>{} : *scope_.others) {
    if (other.find(node.text) == nullptr) continue;
    return fail(codes::unknown_name, node,
                fmt::format("'{}' is a variable of register '{}', not of '{}'", node.text, other.id, scope_.reg->id),
                "a definition uses the variables of one register");
  }
  const auto where = scope_.reg == nullptr ? std::string() : fmt::format(" in register '{}'", scope_.reg->id);
  return fail(codes::unknown_name, node, fmt::format("no variable, cohort or parameter '{}'{}", node.text, where),
              best.empty() ? "" : fmt::format("did you mean '{}'?", best));
}

Typed Resolver::number(const Syntax& node) {
  const auto value = exact(node.text);
  if (!value) return fail(codes::bad_literal, node, "the number has more than 15 digits", "write fewer digits");
  const auto mantissa = static_cast<double>(value->mantissa);
  const auto power = static_cast<double>(value->power);
  const double seconds = seconds_in(node.measure);
  Syntax neighbour;
  neighbour.text = node.measure;
  if (seconds == 0.0 && !node.measure.empty() && stands_alone(neighbour)) {
    return fail(codes::syntax, node, fmt::format("'{}' does not fit after {}", node.measure, node.text),
                "join conditions with 'and' or 'or'");
  }
  Typed typed;
  if (seconds > 0.0) {
    typed = literal(ValueKind::duration, node, mantissa * seconds / power);
  } else if (node.measure == "%") {
    typed = literal(ValueKind::number, node, mantissa / (power * 100.0));
    typed.percent = mantissa / power;
  } else if (value->power == 1) {
    typed = literal(ValueKind::integer, node, value->mantissa);
  } else {
    typed = literal(ValueKind::number, node, mantissa / power);
  }
  typed.measure = node.measure;
  return typed;
}

Typed Resolver::calendar(const Syntax& node) {
  if (node.kind == Kind::date) {
    if (const auto date = base::parse_date(node.text)) return literal(ValueKind::date, node, *date);
    return fail(codes::bad_literal, node, fmt::format("{} is no day of the calendar", node.text),
                "write year-month-day");
  }
  const auto wall = base::parse_wall_time(node.text);
  const auto zone =
      base::TimeZone::find(scope_.reg == nullptr || scope_.reg->time_zone.empty() ? "UTC" : scope_.reg->time_zone);
  if (!wall || !zone) {
    return fail(codes::bad_literal, node, fmt::format("{} is no time of the calendar", node.text),
                "write 2024-01-31T13:05");
  }
  return literal(ValueKind::time, node, zone->resolve(*wall).instant);
}

bool Resolver::is_unknown_code(const Syntax& node, const Typed& other) const {
  if (node.kind != Kind::word && node.kind != Kind::quoted && node.kind != Kind::number) return false;
  for (const auto& code : *other.codes) {
    if (code.code == node.text) return code.unknown;
  }
  return node.kind == Kind::word && (node.text == "unknown" || node.text == "missing" || node.text == "null");
}

Typed Resolver::code_literal(const Syntax& node, const Typed& other) {
  const auto whose = other.name.empty() ? std::string("this variable") : quoted(other.name);
  const auto name = other.name.empty() ? std::string("x") : other.name;
  if (is_unknown_code(node, other)) {
    return fail(codes::compares_unknown, node, fmt::format("'{}' means unknown, and nothing is equal to it", node.text),
                fmt::format("write {} is unknown", name));
  }
  for (const auto& code : *other.codes) {
    if (code.code == node.text) {
      Typed typed = literal(ValueKind::code, node, code.code);
      typed.codes = other.codes;
      return typed;
    }
  }
  if (node.kind == Kind::word && stands_alone(node)) return value(node);
  std::vector<std::string> candidates;
  for (const auto& code : *other.codes) candidates.push_back(code.code);
  const auto best = base::nearest(node.text, candidates);
  return fail(
      codes::unknown_code, node, fmt::format("'{}' is not a code of {}", node.text, whose),
      best.empty() ? fmt::format("its codes are {}", list_of(*other.codes)) : fmt::format("did you mean '{}'?", best),
      declared_at(other));
}

Typed Resolver::unit_literal(const Syntax& node, const Typed& other) {
  if (node.kind == Kind::word && stands_alone(node)) return value(node);
  if (scope_.units == nullptr) return literal(ValueKind::unit, node, node.text);
  const auto* unit = scope_.units->find(node.text);
  if (unit != nullptr && (other.unit_kind.empty() || unit->kind == other.unit_kind)) {
    Typed typed = literal(ValueKind::unit, node, unit->id);
    typed.unit_kind = unit->kind;
    return typed;
  }
  if (unit != nullptr) {
    return fail(codes::unknown_unit, node,
                fmt::format("'{}' is a unit of kind {}, not {}", node.text, unit->kind, other.unit_kind),
                fmt::format("write {} within {}", other.name.empty() ? "x" : other.name, node.text));
  }
  std::vector<std::string> candidates;
  for (const auto* candidate : scope_.units->of_kind(other.unit_kind)) candidates.push_back(candidate->id);
  const auto best = base::nearest(node.text, candidates);
  return fail(codes::unknown_unit, node, fmt::format("no unit '{}' of kind {}", node.text, other.unit_kind),
              best.empty() ? "" : fmt::format("did you mean '{}'?", best));
}

Typed Resolver::beside(const Syntax& node, const Typed& other) {
  const bool literal_like = node.kind == Kind::word || node.kind == Kind::quoted || node.kind == Kind::number;
  if (other.tree == nullptr) return stands_alone(node) ? any(node) : Typed{};
  if (node.kind == Kind::choose) return choose(node, &other);
  if (!literal_like) return any(node);
  if (other.kind() == ValueKind::code && other.codes != nullptr) return code_literal(node, other);
  if (other.kind() == ValueKind::unit) return unit_literal(node, other);
  if (other.kind() == ValueKind::text && node.kind == Kind::word && !stands_alone(node)) {
    return fail(codes::unknown_name, node,
                other.name.empty()
                    ? fmt::format("no variable or parameter '{}'", node.text)
                    : fmt::format("'{}' is a text and has no codes, and no variable or parameter is called '{}'",
                                  other.name, node.text),
                fmt::format("quote it if it is text: '{}'", node.text), declared_at(other));
  }
  return any(node);
}

}  // namespace kjede::catalog
