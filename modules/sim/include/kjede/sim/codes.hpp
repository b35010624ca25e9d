#pragma once
// The error codes of this room. Each room has such a header; docs/reference/errors.md is made from all of them.

#include "kjede/base/diagnostic.hpp"

namespace kjede::sim::codes {

using base::Code;

inline constexpr Code empty_service{"KJ1301", "nothing to simulate",
                                    "A service area needs at least one station, one vehicle and one zone, and calls."};
inline constexpr Code bad_reference{"KJ1302", "service area that does not fit together",
                                    "A vehicle names no station, a shift lies outside the day, a road closure or an "
                                    "hour names a travel table that is not there, or a number of ids is too large."};
inline constexpr Code bad_table{"KJ1303", "travel table of the wrong size",
                                "A travel table needs one row and one column for every station, hospital and zone."};
inline constexpr Code unreached{"KJ1304", "zones that nobody can reach",
                                "These zones have calls, but no station has a road to them. Mend the road network, "
                                "snap the zones to it, or leave them out."};
inline constexpr Code no_hospital{"KJ1305", "no hospital for some patients",
                                  "Patients are to be transported, but no hospital receives what they need."};
inline constexpr Code bad_law{"KJ1306", "demand or duration without meaning",
                              "A rate, weight, probability or duration is negative, not a number, or has no values."};
inline constexpr Code bad_order{"KJ1307", "simulation that cannot be run",
                                "Days, replications, threads, seed or calls of the run are out of range."};
inline constexpr Code bad_queue{"KJ1308", "queueing model without an answer",
                                "The queueing formulas need at least one server, rates of 0 or more, and for the exact "
                                "hypercube at most twelve units."};

inline constexpr Code bad_trace{"KJ1309", "missions that cannot be replayed",
                                "The file is not a table of missions as the register 'mission' has them, or no row "
                                "says when and where a call came."};

inline constexpr Code bad_replies{"KJ1320", "replies that cannot be fitted",
                                  "The file needs the columns Response (0 no answer, 1 accepted, 2 declined) and "
                                  "Response_Delay (seconds), and at least ten answers."};
inline constexpr Code bad_arrests{"KJ1321", "arrests that cannot be replayed",
                                  "The file needs the columns received (a time with its offset), lon and lat."};

inline constexpr const Code* all[] = {&empty_service, &bad_reference, &bad_table, &unreached,   &no_hospital, &bad_law,
                                      &bad_order,     &bad_queue,     &bad_trace, &bad_replies, &bad_arrests};

}  // namespace kjede::sim::codes
