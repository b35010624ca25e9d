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

inline constexpr Code little_data{"KJ1430", "too little data for a demand model",
                                  "A demand model needs at least four weeks of hours and calls of each priority; a "
                                  "holdout needs weeks before and after its first origin."};
inline constexpr Code bad_population{"KJ1431", "population or rates that cannot be used",
                                     "A table of population or rates lacks a column, has a cell that is not a number, "
                                     "or has no persons for a municipality and year that are needed."};

inline constexpr Code unknown_key{"KJ1460", "unknown key in a planning file",
                                  "A key of service.yaml or a scenario is not one Kjede knows. Nothing is skipped "
                                  "silently, for a misspelt key would change the plan."};
inline constexpr Code bad_yaml{"KJ1461", "planning file that cannot be used",
                               "A value of service.yaml or a scenario is missing, has the wrong shape, is outside its "
                               "range or contradicts another."};
inline constexpr Code area_table{"KJ1462", "table of a service area that cannot be used",
                                 "A row of the stations, vehicles, hospitals or zones lacks a value, has one that is "
                                 "no number, repeats an id, or has no people. Every such row is listed."};
inline constexpr Code scenario_mismatch{"KJ1463", "scenario that does not fit its service area",
                                        "A scenario names a station, vehicle, place, municipality, road project, road "
                                        "class or year that its service area does not have, or leaves no vehicle."};
inline constexpr Code off_network{"KJ1464", "place off the road network",
                                  "A station, hospital or zone lies more than two kilometres from the nearest road. "
                                  "Usually lon and lat are swapped, or the roads are of another area."};
inline constexpr Code unreachable{"KJ1465", "place that cannot be reached",
                                  "No station reaches a zone, or no way leads from it to a hospital, on the roads as "
                                  "the scenario leaves them."};
inline constexpr Code arrest_register{"KJ1466", "cardiac arrests that do not add up",
                                      "The counts of cardiac arrests that the survival curves are calibrated to "
                                      "contradict each other or fit no curve."};
inline constexpr Code other_area{"KJ1467", "scenarios of different service areas",
                                 "Scenarios are compared call by call, which needs the same service area."};
inline constexpr const Code* all[] = {&bad_table,         &unknown_id,     &bad_option,  &infeasible,      &solver,
                                      &little_data,       &bad_population, &unknown_key, &bad_yaml,        &area_table,
                                      &scenario_mismatch, &off_network,    &unreachable, &arrest_register, &other_area};

}  // namespace kjede::planning::codes
