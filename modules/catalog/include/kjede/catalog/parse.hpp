#pragma once
// From the text of an expression to a typed, resolved tree. Every mistake that can be found is reported at its place.
//
//   auto tree = parse_expression("capnography = yes", place, scope, Wanted::condition);
//
// The grammar, loosest first:
//   a or b · a and b · not a
//   a = b, !=, <, <=, >, >= (chains: 0 min <= t < 70 min) · a in (x, y) · a not in (…) · a between x and y
//   a is unknown · a is known · hospital within helse_nord
//   + - · * / · - a
//   minutes from A to B · year of A · month of, weekday of, hour of, date of · category of icu_unit (a unit attribute)
//   earliest of (a, b) · latest of (…) · lowest of (…) · highest of (…) · first known of (…)
//   at least 2 of (condition, condition, …) · if condition then a else b · sum of a (counted registers)
//   12 · 2.5 · 90 % · 120 s · 12 min · 24 h · 2.5 days · 120 mmHg · 2024-01-01 · 2024-01-01T10:00 (local; Z or +01:00
//   may follow) · 'text'

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "kjede/base/result.hpp"
#include "kjede/catalog/expression.hpp"
#include "kjede/catalog/model.hpp"

namespace kjede::catalog {

// Where bytes [begin, end) of the expression's text stand in the file the user wrote.
using Place = std::function<base::SourceSpan(std::size_t begin, std::size_t end)>;

// What words in an expression can mean. The pointers outlive the call; null: there are none.
struct Scope {
  const Register* reg = nullptr;
  const Units* units = nullptr;
  const std::vector<Cohort>* cohorts = nullptr;  // of all registers; those of `reg` are seen
  const std::map<std::string, ExpressionPtr>* parameters = nullptr;
  const std::vector<CodeValue>* result_codes = nullptr;  // Wanted::value: the value is one of these codes
  const std::vector<Register>* others = nullptr;         // registers a misplaced name may belong to
};

enum class Wanted { condition, value, sum, any };

// value: a number, duration, date or time. sum: `sum of <number>`.
base::Result<ExpressionPtr> parse_expression(std::string_view text, const Place& place, const Scope& scope,
                                             Wanted wanted);

// A place for text that does not come from a file; `name` is shown in messages.
Place place_in_text(std::string name, std::string text);

// The words of an expression in order, reserved ones left out: what a definition may refer to.
std::vector<std::string> words_in(std::string_view text);

// How values of a variable read in expressions: a number in s, min, h, days or weeks is a duration.
ValueKind kind_of(const Variable& variable);

// Seconds in a unit of time ("s", "min", "minutes", "h", "days", "weeks" …); 0 for anything else.
double seconds_in(std::string_view measure);

// The tree of a cohort as it reads where it is named: true for members, false or unknown for others. Its policy is
// built in: where it says `counts as yes`, an unknown makes a member.
ExpressionPtr membership(const Cohort& cohort);

// Names of the variables a tree mentions, in order of appearance, each once. Cohorts and derived variables are not
// entered: a cohort is never unknown, a derived variable is named itself.
std::vector<std::string> mentioned(const Expression& tree);

}  // namespace kjede::catalog
