#pragma once
// The error codes of this room: KJ02xx about definition files, KJ03xx about expressions.

#include "kjede/base/diagnostic.hpp"

namespace kjede::catalog::codes {

using base::Code;

// ---- definition files
inline constexpr Code unknown_key{"KJ0201", "unknown key",
                                  "The key means nothing here; a misspelt key would otherwise be ignored in silence. "
                                  "The message names the nearest key, or all that are allowed."};
inline constexpr Code missing_key{"KJ0202", "key missing",
                                  "The definition needs this key. The message says where it belongs."};
inline constexpr Code wrong_shape{
    "KJ0203", "wrong shape",
    "A list stands where a text or a mapping is needed, or the other way round. Lists are [a, b], mappings {a: b}."};
inline constexpr Code bad_value{
    "KJ0204", "value not understood",
    "The value is not one of those this key can have. The message lists them, or shows how one is written."};
inline constexpr Code duplicate{"KJ0205", "defined twice",
                                "Two definitions have the same id. The note shows where the other one stands."};
inline constexpr Code file_and_id{
    "KJ0206", "file name and id differ",
    "A register, an indicator is found by its file name, so both must agree. Rename one."};
inline constexpr Code unknown_register{"KJ0207", "no such register",
                                       "No file in registers/ defines a register of this id."};
inline constexpr Code unknown_unit_kind{"KJ0208", "no such unit kind", "The kind is not among 'unit kinds' in units/."};
inline constexpr Code unknown_variable{
    "KJ0209", "no such variable", "The register has no variable of this name, or not one of the type needed here."};
inline constexpr Code code_list{"KJ0210", "code list not usable",
                                "The named list is not in codes.yaml, or the list has no code that is known."};
inline constexpr Code circular{"KJ0211", "definitions refer to each other in a circle",
                               "A cohort or derived variable uses itself through others, so none of them has a "
                               "meaning. The message shows the circle; break it at one place."};
inline constexpr Code unreachable_level{"KJ0212", "level cannot be reached",
                                        "No unit of the indicator's unit kind lies below a unit of this level, or the "
                                        "levels are not written finest first."};
inline constexpr Code goal{
    "KJ0213", "goal contradicts itself",
    "Green must be stricter than yellow, point the way 'better' says, and have the unit of what is measured."};
inline constexpr Code percentile{"KJ0214", "percentile not usable",
                                 "Percentiles lie from 1 to 99, and the goal's must be among those that are computed."};
inline constexpr Code range{
    "KJ0215", "range not usable",
    "A range is written low..high, with one end open if need be, and low must not exceed high."};
inline constexpr Code unknown_policy{
    "KJ0216", "unknown values not decided",
    "A variable in this clause can be unknown, and the indicator does not say what an unknown counts as. Add the line "
    "that the message prints, with the effect you mean."};
inline constexpr Code idle_policy{
    "KJ0217", "policy without use",
    "The policy names something that no clause it could decide mentions. Take the line away or correct the name."};
inline constexpr Code kind_and_clauses{"KJ0218", "clauses do not fit the kind",
                                       "A proportion needs a numerator; a percentile, median or mean needs a value; a "
                                       "rate needs a population; other clauses would have no effect."};
inline constexpr Code unit_table{
    "KJ0219", "unit table not usable",
    "A row of a unit table lacks its id, kind or name, has a cell that cannot be read, or an unknown column."};
inline constexpr Code unit_tree{"KJ0220", "units do not form a tree",
                                "Every unit but the root has a parent that exists, and no unit lies below itself."};
inline constexpr Code organisation_number{
    "KJ0221", "organisation number wrong",
    "Organisation numbers have nine digits, the last of which is a check digit (modulus 11). One digit is mistyped."};
inline constexpr Code opened_closed{"KJ0222", "closed before opened",
                                    "The day a unit closed lies before the day it opened."};
inline constexpr Code population{"KJ0223", "population not usable",
                                 "A population row needs a unit that exists, a year, and a number of persons that is "
                                 "not negative; no group may stand twice."};
inline constexpr Code test_rows{"KJ0224", "test rows not understood",
                                "A test's table has a header line with variables and lines with as many values; '-' is "
                                "missing, text with spaces is quoted."};
inline constexpr Code test_expectation{"KJ0225", "expectation not understood",
                                       "A test expects numerator, denominator, value, excluded, goal_level, p10 … p90, "
                                       "excluded.<reason> or unknown.<variable>."};
inline constexpr Code test_failed{"KJ0226", "test failed",
                                  "The definition gives another answer for the test's rows than the test expects. One "
                                  "of the two is wrong; the notes show how each row was judged."};
inline constexpr Code bad_name{
    "KJ0227", "name not usable",
    "Names are small letters, digits and _, begin with a letter, and are no word of the expression language."};
inline constexpr Code time_zone{"KJ0228", "no such time zone",
                                "Time zones have the names of the IANA database: Europe/Oslo."};
inline constexpr Code unit_attribute{"KJ0229", "no unit has this attribute",
                                     "Attributes are the further columns of the unit tables."};
inline constexpr Code no_catalog{"KJ0230", "no catalog here",
                                 "A catalog is a folder with catalog.yaml, units/, registers/ and indicators/."};
inline constexpr Code no_tests{
    "KJ0231", "indicator without test rows",
    "Nobody can check by eye that this definition does what it says. Add rows with the answer you expect."};
inline constexpr Code unknown_parameter{"KJ0232", "parameter that no indicator has",
                                        "A value was given for a parameter, but no indicator of the catalog has one "
                                        "of this name."};

// ---- expressions
inline constexpr Code unreadable_character{
    "KJ0301", "character without meaning",
    "Expressions hold words, numbers, quoted text and the signs = != < <= > >= + - * / % ( ) and comma. Take the "
    "character away, or quote the text it is part of."};
inline constexpr Code foreign_sign{
    "KJ0302", "sign of another language",
    "Kjede writes = and != for equality and the words and, or, not. The message names the right one."};
inline constexpr Code syntax{
    "KJ0303", "expression not understood",
    "The expression breaks off or goes on where it cannot. The caret stands at the first word that does not fit."};
inline constexpr Code too_deep{"KJ0304", "expression nested too deep",
                               "The expression has more parentheses inside each other, or is longer, than anyone can "
                               "read. Give parts of it names: cohorts or derived variables."};
inline constexpr Code unknown_name{
    "KJ0305", "unknown name",
    "The word is no variable of the register, no cohort and no parameter. Check the spelling; quote it if it is text."};
inline constexpr Code unknown_code{"KJ0306", "not a code of the variable",
                                   "The variable's code list does not have this code. The message lists those it has."};
inline constexpr Code compares_unknown{
    "KJ0307", "unknown is not compared",
    "A code that means unknown reads as missing, so nothing is ever equal to it. Ask with 'is unknown' or 'is known'."};
inline constexpr Code bare_duration{"KJ0308", "duration without a unit",
                                    "Times must say their unit, or 12 could be seconds or minutes. Write 12 min."};
inline constexpr Code kinds_differ{"KJ0309", "values of different kinds",
                                   "Only values of the same kind can be compared, added or chosen between: a code with "
                                   "a code, a date with a date, a duration with a duration."};
inline constexpr Code lists_differ{"KJ0310", "different code lists",
                                   "Two coded variables can be compared only if they share their codes; otherwise "
                                   "equal words may mean different things."};
inline constexpr Code no_order{
    "KJ0311", "values without order",
    "Codes, texts and units have no order that all databases agree on. Name those you mean: x in (a, b)."};
inline constexpr Code not_a_condition{
    "KJ0312", "condition expected",
    "Here something true or false is needed: a comparison, a cohort, or several joined by and, or, not."};
inline constexpr Code not_a_value{"KJ0313", "value expected",
                                  "Here a number, duration, date or time is needed, not a condition or a code."};
inline constexpr Code wrong_measure{"KJ0314", "unit of measure does not fit",
                                    "The number's unit is not known, or is not the variable's. Use s, min, h, days or "
                                    "weeks for time, and otherwise the unit the register names."};
inline constexpr Code cannot_calculate{"KJ0315", "cannot calculate with these",
                                       "Durations can be added to times, numbers to numbers; a duration can be "
                                       "multiplied or divided by a number. Nothing else can be calculated."};
inline constexpr Code unknown_unit{
    "KJ0316", "no such unit",
    "The word beside a unit variable must be the id of a unit of that kind, or an attribute the units have."};
inline constexpr Code bad_literal{"KJ0317", "impossible date or number",
                                  "The date or time does not exist, or the number is too large to be stored exactly."};
inline constexpr Code no_sum{"KJ0318", "sum needed or not allowed",
                             "In a register of counted rows, numerator and denominator are sums: 'sum of "
                             "doctors_trained'. In a register of records they are conditions."};

inline constexpr const Code* all[] = {&unknown_key,
                                      &missing_key,
                                      &wrong_shape,
                                      &bad_value,
                                      &duplicate,
                                      &file_and_id,
                                      &unknown_register,
                                      &unknown_unit_kind,
                                      &unknown_variable,
                                      &code_list,
                                      &circular,
                                      &unreachable_level,
                                      &goal,
                                      &percentile,
                                      &range,
                                      &unknown_policy,
                                      &idle_policy,
                                      &kind_and_clauses,
                                      &unit_table,
                                      &unit_tree,
                                      &organisation_number,
                                      &opened_closed,
                                      &population,
                                      &test_rows,
                                      &test_expectation,
                                      &test_failed,
                                      &bad_name,
                                      &time_zone,
                                      &unit_attribute,
                                      &no_catalog,
                                      &no_tests,
                                      &unknown_parameter,
                                      &unreadable_character,
                                      &foreign_sign,
                                      &syntax,
                                      &too_deep,
                                      &unknown_name,
                                      &unknown_code,
                                      &compares_unknown,
                                      &bare_duration,
                                      &kinds_differ,
                                      &lists_differ,
                                      &no_order,
                                      &not_a_condition,
                                      &not_a_value,
                                      &wrong_measure,
                                      &cannot_calculate,
                                      &unknown_unit,
                                      &bad_literal,
                                      &no_sum};

}  // namespace kjede::catalog::codes
