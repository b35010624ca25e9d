#pragma once
// The error codes of this room. KJ1401–KJ1429 location and coverage, KJ1430–KJ1459 missions, demand and forecast,
// KJ1460–KJ1489 scenarios.

#include "kjede/base/diagnostic.hpp"

namespace kjede::planning::codes {

using base::Code;

inline constexpr Code bad_table{"KJ1401", "location table that cannot be read",
                                "A table of points, costs or candidates lacks a column, has a cell that is not a "
                                "number, a negative weight or cost, or names the same id twice."};
inline constexpr Code unknown_id{"KJ1402", "id that is not in the table",
                                 "An option or a row names a point or site that the tables do not have."};
inline constexpr Code bad_option{"KJ1403", "planning option that cannot be used",
                                 "An option of a planning command is missing, outside its range, or does not fit the "
                                 "model or the other options."};
inline constexpr Code infeasible{"KJ1404", "no plan meets the constraints",
                                 "The constraints contradict each other. The message says which: points no candidate "
                                 "reaches, more kept sites than allowed, too little capacity."};
inline constexpr Code solver{"KJ1405", "the solver gave no plan",
                             "The exact solver stopped before it found any plan. Give it more time, or use the "
                             "heuristic (without --exact)."};

inline constexpr const Code* all[] = {&bad_table, &unknown_id, &bad_option, &infeasible, &solver};

}  // namespace kjede::planning::codes
