#pragma once
// The typed expression language of definitions: a resolved tree, with three-valued logic.
// Unknown (missing, or a code the register lists as unknown) spreads as in Kleene's logic; `x is unknown` asks.
//
//   airway in (supraglottic, endotracheal) and not witnessed = ems
//   0 min <= minutes from call_received to ambulance_on_scene < 70 min
//
// A tree is made by parse_expression (parse.hpp), printed by to_words (words.hpp), evaluated by evaluate
// (evaluate.hpp) and turned into SQL by room `measure`. Cohort names are resolved to their trees; parameters to
// literals: nothing in a tree has to be looked up again.

#include <memory>
#include <string>
#include <vector>

#include "kjede/base/diagnostic.hpp"
#include "kjede/base/value.hpp"

namespace kjede::catalog {

// duration: seconds, as a double. unit: the id of a unit. logic: true, false or unknown.
enum class ValueKind { logic, code, text, integer, number, duration, date, time, unit };

enum class Op {
  literal,   // value
  variable,  // name; unknown codes read as missing; a number with a time unit reads as a duration
  cohort,    // name, arguments[0] = the cohort's tree, its policy built in; unknown reads as false
  negate,    // not a
  all_of,    // a and b …
  any_of,    // a or b …
  equal,
  not_equal,
  less,
  less_equal,
  greater,
  greater_equal,
  one_of,  // arguments[0] in (arguments[1…])
  is_unknown,
  is_known,  // of any kind, conditions too
  elapsed,   // time from arguments[0] to arguments[1], a duration; between two dates: whole days; name: s, min, h, d
  add,
  subtract,
  multiply,
  divide,   // unknown if a part is; division by zero is unknown
  year_of,  // calendar year of a date or (local) time
  month_of,
  weekday_of,
  hour_of,  // 1–12; Monday 1 – Sunday 7; 0–23, of a local time
  date_of,  // local date of a time
  earliest,
  latest,       // smallest, largest of those arguments that are known; unknown if none is
  first_known,  // the first argument that is known (coalesce)
  choose,       // if arguments[0] then arguments[1] else arguments[2]; unknown when the condition is
};

struct Expression;
using ExpressionPtr = std::shared_ptr<const Expression>;

struct Expression {
  Op op = Op::literal;
  ValueKind kind = ValueKind::logic;
  std::string name;     // variable or cohort; elapsed: unit it is shown in
  base::Value literal;  // durations in seconds (double), codes and units as their text
  std::vector<ExpressionPtr> arguments;
  base::SourceSpan span;
};

}  // namespace kjede::catalog
