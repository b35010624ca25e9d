#pragma once
// The error codes of this room. docs/reference/errors.md is made from all rooms' headers of this name.

#include "kjede/base/diagnostic.hpp"

namespace kjede::measure::codes {

using base::Code;

inline constexpr Code unknown_indicator{"KJ0601", "no such indicator",
                                        "The catalog has no indicator of this name. `kjede check` lists them."};
inline constexpr Code unknown_level{
    "KJ0602", "no such level",
    "The indicator is not measured at this level. Its definition names its levels and groups."};
inline constexpr Code unknown_unit{"KJ0603", "no such unit", "The catalog's unit tables have no unit with this id."};
inline constexpr Code bad_range{"KJ0604", "the range of dates is empty", "`from` must not be after `to`."};
inline constexpr Code no_population{"KJ0605", "population is missing",
                                    "A rate needs the number of inhabitants of each unit's area in each year. Add rows "
                                    "to the population table; the rate is left out until then."};
inline constexpr Code stray_unit{
    "KJ0606", "records name a unit that is not in the catalog",
    "They count in the national figures, in no unit's. Correct the records, or add the unit to the unit table."};
inline constexpr Code unit_not_open{"KJ0607", "records at a unit that was not open",
                                    "The unit table says that the unit was not open in the period, yet it has records. "
                                    "They are counted; correct the dates or the records."};
inline constexpr Code unknown_analysis{"KJ0608", "no such analysis", "The catalog has no analysis of this name."};
inline constexpr Code sql_differs{
    "KJ0609", "the database measures the test rows otherwise than the definition",
    "The rows of a definition were counted by the database as in production, and the answer differs from the "
    "definition's own. This is a bug in Kjede: please report it with the definition."};
inline constexpr Code removed_code{"KJ0611", "records hold a code that the definition no longer has",
                                   "A code was taken out of a variable's list after records with it came in. It is "
                                   "equal to no code of today, so those records count as having another answer."};

inline constexpr Code unknown_breakdown{
    "KJ0620", "nothing to break down by",
    "A measurement can be broken down by a variable of the register, by `hour`, "
    "`weekday` or `month_of_year` of its date, by an expression over them, and by a "
    "kind of period (year, tertial, quarter, month)."};
inline constexpr Code ungrouped_value{"KJ0621", "value that has no groups",
                                      "An instant or a number with decimals is another for nearly every record. Break "
                                      "down by its hour, its date, or a condition."};

inline constexpr const Code* all[] = {&unknown_indicator, &unknown_level, &unknown_unit,      &bad_range,
                                      &no_population,     &stray_unit,    &unit_not_open,     &unknown_analysis,
                                      &sql_differs,       &removed_code,  &unknown_breakdown, &ungrouped_value};

}  // namespace kjede::measure::codes
