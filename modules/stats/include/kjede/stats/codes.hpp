#pragma once
// The error codes of this room.

#include "kjede/base/diagnostic.hpp"

namespace kjede::stats::codes {

using base::Code;

inline constexpr Code unequal_columns{"KJ0801", "columns of different lengths",
                                      "Every column of a chart or table needs one entry per row."};
inline constexpr Code no_rows{"KJ0802", "no rows", "There is nothing to compute from: the input has no rows."};
inline constexpr Code not_finite{"KJ0803", "not a finite number",
                                 "A value is infinite or not a number. Leave a missing value empty."};
inline constexpr Code negative{"KJ0804", "negative count or denominator",
                               "Counts, numerators and denominators cannot be below 0."};
inline constexpr Code above_denominator{
    "KJ0805", "numerator larger than its denominator",
    "A share cannot pass 100 %. Check that the numerator counts the same people or events as the denominator; for "
    "events per exposure use chart u."};
inline constexpr Code no_denominator{"KJ0806", "numerator without denominator",
                                     "The chart divides by a denominator, and there is none."};
inline constexpr Code not_positive{"KJ0807", "time between events not above 0",
                                   "A t chart needs times above 0: use a smaller unit of time for events that share "
                                   "a date, or chart g for cases between events."};
inline constexpr Code bad_option{"KJ0808", "option that cannot be used",
                                 "An option of the chart is outside its range or does not fit the data."};
inline constexpr Code bad_table{"KJ0809", "table that cannot be used",
                                "An agreement, survival or standardisation table is malformed: sizes differ, a count "
                                "is negative, or a code is not in the list of categories."};

inline constexpr const Code* all[] = {&unequal_columns, &no_rows,      &not_finite, &negative, &above_denominator,
                                      &no_denominator,  &not_positive, &bad_option, &bad_table};

}  // namespace kjede::stats::codes
