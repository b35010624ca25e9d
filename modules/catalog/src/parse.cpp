#include "kjede/catalog/parse.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "kjede/catalog/codes.hpp"
#include "kjede/text/source.hpp"
#include "resolver.hpp"

namespace kjede::catalog {
namespace {

bool is_value(ValueKind kind) {
  return kind == ValueKind::integer || kind == ValueKind::number || kind == ValueKind::duration ||
         kind == ValueKind::date || kind == ValueKind::time;
}

bool is_sum(const Syntax& syntax) { return syntax.kind == Syntax::Kind::call && syntax.text == "sum"; }

Typed resolve_sum(Resolver& resolver, const Syntax& syntax) {
  if (!is_sum(syntax)) {
    resolver.any(syntax);
    return resolver.fail(codes::no_sum, syntax, "rows of this register are already counted, so a sum is needed here",
                         "write sum of and the variable");
  }
  auto inner = resolver.value(syntax.parts[0]);
  if (inner.tree == nullptr) return {};
  if (inner.kind() == ValueKind::integer || inner.kind() == ValueKind::number) return inner;
  return resolver.fail(codes::not_a_value, syntax.parts[0],
                       fmt::format("numbers can be summed, and this is {}", name_of(inner.kind())),
                       "name a variable of type integer");
}

Typed resolve_value(Resolver& resolver, const Syntax& syntax, const Scope& scope) {
  if (scope.result_codes != nullptr) {
    Typed expected;
    expected.tree = std::make_shared<const Expression>(Expression{Op::literal, ValueKind::code, {}, {}, {}, {}});
    expected.codes = scope.result_codes;
    return resolver.beside(syntax, expected);
  }
  auto found = resolver.any(syntax);
  if (found.tree == nullptr || is_value(found.kind())) return found;
  return resolver.fail(
      codes::not_a_value, syntax,
      fmt::format("a number, duration, date or time is expected here, and this is {}", name_of(found.kind())), {});
}

Typed resolve(Resolver& resolver, const Syntax& syntax, const Scope& scope, Wanted wanted) {
  switch (wanted) {
    case Wanted::condition:
      if (is_sum(syntax)) {
        return resolver.fail(codes::no_sum, syntax, "rows of this register are records, so a condition is needed here",
                             "sums are for registers with rows: counted");
      }
      return resolver.condition(syntax);
    case Wanted::sum: return resolve_sum(resolver, syntax);
    case Wanted::value: return resolve_value(resolver, syntax, scope);
    case Wanted::any: return resolver.any(syntax);
  }
  return {};
}

void collect(const Expression& tree, std::vector<std::string>& names) {
  if (tree.op == Op::cohort) return;
  if (tree.op == Op::variable && std::find(names.begin(), names.end(), tree.name) == names.end())
    names.push_back(tree.name);
  for (const auto& argument : tree.arguments) collect(*argument, names);
}

bool comes_before(const base::Diagnostic& a, const base::Diagnostic& b) {
  return std::pair(a.span.line, a.span.column) < std::pair(b.span.line, b.span.column);
}

ExpressionPtr node(Op op, std::vector<ExpressionPtr> arguments, const base::SourceSpan& span) {
  return std::make_shared<const Expression>(Expression{op, ValueKind::logic, {}, {}, std::move(arguments), span});
}

ExpressionPtr variable_in(const Expression& tree, std::string_view name) {
  for (const auto& argument : tree.arguments) {
    if (argument->op == Op::variable && argument->name == name) return argument;
    if (argument->op == Op::cohort) continue;
    if (auto found = variable_in(*argument, name)) return found;
  }
  return nullptr;
}

}  // namespace

base::Result<ExpressionPtr> parse_expression(std::string_view text, const Place& place, const Scope& scope,
                                             Wanted wanted) {
  base::Diagnostics problems;
  std::vector<Syntax> readable;
  const auto syntax = parse_syntax(text, place, problems, readable);
  Resolver resolver(place, scope, problems);
  if (!syntax) {
    for (const auto& condition : readable) resolver.condition(condition);
    std::stable_sort(problems.begin(), problems.end(), comes_before);
    return base::fail(std::move(problems));
  }
  auto typed = resolve(resolver, *syntax, scope, wanted);
  if (!problems.empty()) return base::fail(std::move(problems));
  return std::move(typed.tree);
}

Place place_in_text(std::string name, std::string text) {
  auto index = std::make_shared<const text::SourceIndex>(text::make_source(std::move(name), std::move(text)));
  return [index](std::size_t begin, std::size_t end) { return index->span(begin, end); };
}

std::vector<std::string> words_in(std::string_view text) {
  base::Diagnostics ignored;
  const Place nowhere = [](std::size_t, std::size_t) { return base::SourceSpan{}; };
  std::vector<std::string> words;
  for (const auto& token : lex(text, nowhere, ignored)) {
    if (token.kind == Token::Kind::word && !is_reserved(token.text)) words.emplace_back(token.text);
  }
  return words;
}

// where, or (where is unknown and the first listed variable that is unknown says yes).
ExpressionPtr membership(const Cohort& cohort) {
  const auto& where = cohort.where.expression;
  std::vector<ExpressionPtr> ways{where};
  std::vector<ExpressionPtr> earlier{node(Op::is_unknown, {where}, where->span)};
  for (const auto& policy : cohort.unknown) {
    const auto variable = where->op == Op::variable ? where : variable_in(*where, policy.variable);
    if (variable == nullptr) continue;
    if (policy.effect == UnknownEffect::counts_as_yes) {
      auto all = earlier;
      all.push_back(node(Op::is_unknown, {variable}, where->span));
      ways.push_back(node(Op::all_of, std::move(all), where->span));
    }
    earlier.push_back(node(Op::is_known, {variable}, where->span));
  }
  return ways.size() == 1 ? where : node(Op::any_of, std::move(ways), where->span);
}

std::vector<std::string> mentioned(const Expression& tree) {
  std::vector<std::string> names;
  collect(tree, names);
  return names;
}

}  // namespace kjede::catalog
