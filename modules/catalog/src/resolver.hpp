#pragma once
// Gives the words of an expression their meaning and checks kinds. A mistake is reported where it stands and yields
// a Typed without tree; what is built on it stays silent, so that each mistake is told once.

#include <optional>
#include <string>
#include <vector>

#include "kjede/catalog/parse.hpp"
#include "syntax.hpp"

namespace kjede::catalog {

struct Typed {
  ExpressionPtr tree;                             // null: a mistake was reported
  const std::vector<CodeValue>* codes = nullptr;  // of coded values
  std::string unit_kind;                          // of units
  std::string measure;                            // of numbers; of durations: how they are written
  std::string name;                               // how messages call it: the variable, or ""
  std::optional<double> percent;                  // of `90 %`: 90
  base::SourceSpan declared;                      // of variables: where the register declares them

  ValueKind kind() const { return tree->kind; }
};

class Resolver {
 public:
  Resolver(const Place& place, const Scope& scope, base::Diagnostics& problems)
      : place_(place), scope_(scope), problems_(problems) {}

  Typed condition(const Syntax& node);
  Typed value(const Syntax& node);
  Typed beside(const Syntax& node, const Typed& other);  // a code or unit is known by what it stands beside
  Typed any(const Syntax& node);
  Typed fail(const base::Code& code, const Syntax& at, std::string message, std::string advice,
             std::vector<std::string> notes = {});

 private:
  // words and literals (resolve_words.cpp)
  Typed word(const Syntax& node);
  Typed unknown_word(const Syntax& node);
  Typed number(const Syntax& node);
  Typed calendar(const Syntax& node);
  Typed code_literal(const Syntax& node, const Typed& other);
  Typed unit_literal(const Syntax& node, const Typed& other);
  bool stands_alone(const Syntax& node) const;
  bool is_unknown_code(const Syntax& node, const Typed& other) const;
  Typed variable(const Variable& found, const Syntax& node) const;

  // conditions (resolve_conditions.cpp)
  Typed joined(const Syntax& node, Op op);
  Typed compare(const Syntax& node);
  Typed compared(const Syntax& node, Op op, Typed left, Typed right);
  bool comparable(const Syntax& node, Op op, Typed& left, Typed& right);
  bool duration_beside_number(const Syntax& node, const Typed& left, const Typed& right);
  bool different_kinds(const Syntax& node, const Typed& left, const Typed& right);
  bool same_numbers(const Syntax& at, Typed& left, Typed& right);
  Typed in(const Syntax& node);
  Typed ask(const Syntax& node);
  Typed within(const Syntax& node);
  Typed at_least(const Syntax& node);
  Typed units_where(const Syntax& node, const Syntax& call, std::vector<const Syntax*> wanted, bool negated);
  Typed unit_list(const Syntax& node, const Typed& variable, const std::vector<const Unit*>& units);
  Typed not_a_condition(const Syntax& node, const Typed& found);

  // values made of values (resolve_values.cpp)
  Typed calculate(const Syntax& node);
  Typed minus(const Syntax& node);
  Typed elapsed(const Syntax& node);
  Typed call(const Syntax& node);
  Typed calendar_part(const Syntax& node);
  Typed best_of(const Syntax& node, Op op);
  Typed choose(const Syntax& node, const Typed* other = nullptr);
  Typed unify(const Syntax& node, Op op, std::vector<Typed> parts, std::size_t first_value);

  bool is_attribute(const Syntax& node) const;
  Typed made(Op op, ValueKind kind, const Syntax& node, std::vector<ExpressionPtr> arguments,
             std::string name = {}) const;
  Typed literal(ValueKind kind, const Syntax& node, base::Value value) const;
  base::SourceSpan span(const Syntax& node) const { return place_(node.begin, node.end); }

  const Place& place_;
  const Scope& scope_;
  base::Diagnostics& problems_;
};

// "'airway' is declared at registers/ohca.yaml:25": a register may contradict what a definition takes it to be.
std::vector<std::string> declared_at(const Typed& typed);
std::string_view name_of(ValueKind kind);                                            // "a duration", for messages
std::string list_of(const std::vector<CodeValue>& codes, std::size_t at_most = 12);  // "yes, no"; unknown ones left out
std::string quoted(std::string_view word);

}  // namespace kjede::catalog
