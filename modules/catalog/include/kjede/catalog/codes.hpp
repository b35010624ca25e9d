#pragma once
// The error codes of this room: KJ02xx about definition files, KJ03xx about expressions.

#include "kjede/base/diagnostic.hpp"

namespace kjede::catalog::codes {

using base::Code;

// ---- expressions
inline constexpr Code unreadable_character{"KJ0301", "character without meaning", "Expressions hold words, numbers, quoted text and the signs = != < <= > >= + - * / % ( ) and comma. Take the character away, or quote the text it is part of."};
inline constexpr Code foreign_sign{"KJ0302", "sign of another language", "Kjede writes = and != for equality and the words and, or, not. The message names the right one."};
inline constexpr Code syntax{"KJ0303", "expression not understood", "The expression breaks off or goes on where it cannot. The caret stands at the first word that does not fit."};
inline constexpr Code too_deep{"KJ0304", "expression nested too deep", "The expression has more parentheses inside each other, or is longer, than anyone can read. Give parts of it names: cohorts or derived variables."};
inline constexpr Code unknown_name{"KJ0305", "unknown name", "The word is no variable of the register, no cohort and no parameter. Check the spelling; quote it if it is text."};
inline constexpr Code unknown_code{"KJ0306", "not a code of the variable", "The variable's code list does not have this code. The message lists those it has."};
inline constexpr Code compares_unknown{"KJ0307", "unknown is not compared", "A code that means unknown reads as missing, so nothing is ever equal to it. Ask with 'is unknown' or 'is known'."};
inline constexpr Code bare_duration{"KJ0308", "duration without a unit", "Times must say their unit, or 12 could be seconds or minutes. Write 12 min."};
inline constexpr Code kinds_differ{"KJ0309", "values of different kinds", "Only values of the same kind can be compared, added or chosen between: a code with a code, a date with a date, a duration with a duration."};
inline constexpr Code lists_differ{"KJ0310", "different code lists", "Two coded variables can be compared only if they share their codes; otherwise equal words may mean different things."};
inline constexpr Code no_order{"KJ0311", "values without order", "Codes, texts and units have no order that all databases agree on. Name those you mean: x in (a, b)."};
inline constexpr Code not_a_condition{"KJ0312", "condition expected", "Here something true or false is needed: a comparison, a cohort, or several joined by and, or, not."};
inline constexpr Code not_a_value{"KJ0313", "value expected", "Here a number, duration, date or time is needed, not a condition or a code."};
inline constexpr Code wrong_measure{"KJ0314", "unit of measure does not fit", "The number's unit is not known, or is not the variable's. Use s, min, h, days or weeks for time, and otherwise the unit the register names."};
inline constexpr Code cannot_calculate{"KJ0315", "cannot calculate with these", "Durations can be added to times, numbers to numbers; a duration can be multiplied or divided by a number. Nothing else can be calculated."};
inline constexpr Code unknown_unit{"KJ0316", "no such unit", "The word beside a unit variable must be the id of a unit of that kind, or an attribute the units have."};
inline constexpr Code bad_literal{"KJ0317", "impossible date or number", "The date or time does not exist, or the number is too large to be stored exactly."};
inline constexpr Code no_sum{"KJ0318", "sum needed or not allowed", "In a register of counted rows, numerator and denominator are sums: 'sum of doctors_trained'. In a register of records they are conditions."};

inline constexpr const Code* all[] = {
    &unreadable_character, &foreign_sign, &syntax, &too_deep, &unknown_name, &unknown_code, &compares_unknown,
    &bare_duration, &kinds_differ, &lists_differ, &no_order, &not_a_condition, &not_a_value, &wrong_measure,
    &cannot_calculate, &unknown_unit, &bad_literal, &no_sum};

}  // namespace kjede::catalog::codes
