#pragma once
// The error codes of this room. KJ0901–KJ0909 belong to the command.

#include "kjede/base/diagnostic.hpp"

namespace kjede::service::codes {

using base::Code;

inline constexpr Code unknown_kind{"KJ0910", "unknown kind of statistics file",
                                   "`kjede stats` knows these kinds: spc, proportion, rate, quantile, funnel, "
                                   "agreement, standardise, survival, anhoej."};
inline constexpr Code bad_case{"KJ0911", "case that cannot be computed",
                               "A case of a statistics file lacks a member, has one of the wrong kind, or has an "
                               "option that is not known. The message names the case."};
inline constexpr Code unknown_column{"KJ0912", "column not in the file",
                                     "An option names a column that the header of the CSV file does not have."};
inline constexpr Code bad_cell{"KJ0913", "cell that cannot be read",
                               "A cell holds something else than the number or date its column needs. Leave a missing "
                               "value empty."};
inline constexpr Code bad_choice{"KJ0914", "option that cannot be used",
                                 "An option has a value that is not known or does not fit the others."};
inline constexpr Code empty_file{"KJ0915", "file without rows", "There is nothing in the file to compute from."};

inline constexpr Code unknown_name{"KJ0930", "name that is not in the catalog",
                                   "An indicator, level, unit or register was named that the catalog does not define."};
inline constexpr Code bad_period{"KJ0931", "period that cannot be read",
                                 "Periods are written 2024, 2024-T1, 2024-Q1 or 2024-01; days 2024-01-31."};
inline constexpr Code unprotected{
    "KJ0932", "masked cell that can be derived",
    "So much is shown that a masked count can be worked out. `kjede audit-tables` lists the cells."};

inline constexpr Code no_purpose{"KJ0933", "no reason for looking at a person",
                                 "Whoever looks a person up says why; the access log keeps it."};

inline constexpr Code not_of_scheme{"KJ0940", "file that is not of the scheme",
                                    "Files of the first-responder scheme are named after their register, such as "
                                    "responder_unit.csv or synthetic-aed.csv; else --register names it."};
inline constexpr Code no_rules{"KJ0941", "rule set that is not there",
                               "Rule sets stand in the folder `rules` of the catalog, one file per guideline."};
inline constexpr Code aed_file{"KJ0942", "AED file that cannot be read",
                               "AEDs come as a reply of the national register ({API_MESSAGE, ASSETS}), as "
                               "OpenStreetMap's JSON (elements) or GeoJSON (features), or as CSV or NDJSON by the "
                               "names of the register `aed`."};
inline constexpr Code too_many_gone{"KJ0943", "too many AEDs would disappear",
                                    "A complete delivery lacks so many AEDs that it looks broken. Nothing was "
                                    "changed. If they really are gone, give --max-removed a larger share."};

inline constexpr Code bad_account{"KJ0950", "account that cannot be made",
                                  "A user name, a password, a role or a unit does not fit. The message says which."};
inline constexpr Code no_user{"KJ0951", "user that does not exist", "There is no account of that name."};
inline constexpr Code bad_login{"KJ0952", "user name or password is wrong",
                                "The account does not exist, is closed, or the password is another: the answer is the "
                                "same."};
inline constexpr Code locked_out{"KJ0953", "too many failed attempts",
                                 "After five failed attempts at an account or from an address the next one has to "
                                 "wait, longer each time, up to an hour."};

inline constexpr Code no_room{"KJ0954", "no room for a form's row",
                              "There is no memory, or no temporary folder, to hand a form's row to the import."};

inline constexpr Code bad_incident{"KJ0960", "incident that cannot be read",
                                   "An incident needs its name, place, indication and, if it has one, a time of call "
                                   "with offset. The message says what is missing or wrong."};
inline constexpr Code unknown_unit{"KJ0961", "unit or resource that is not in the scheme",
                                   "Only units and ordinary resources of the registers can be placed or alerted."};

inline constexpr Code bad_replay{"KJ0962", "policies that cannot be compared",
                                 "A replay compares at least two policies, each named once."};

inline constexpr Code not_sent{"KJ0963", "message not taken over",
                               "The channel failed or did not answer in time. It is tried again."};
inline constexpr Code rejected{"KJ0964", "message rejected",
                               "The other side said that it will never take this message."};
inline constexpr Code bad_channel{"KJ0965", "channel that cannot be used",
                                  "A webhook needs an address that begins with http:// and a secret of at least 16 "
                                  "bytes."};
inline constexpr Code not_for_play{"KJ0975", "store that nothing may be played on",
                                   "The simulator plays on a demonstration's store only: every import of it came from "
                                   "files that `kjede demo` made. The message says what else is there."};

inline constexpr Code plan_gone{"KJ0970", "plan that was taken away",
                                "A saved plan was deleted by its owner while another version was made of it."};
inline constexpr Code not_owner{"KJ0971", "plan of another owner",
                                "Every planner may save new versions of a plan; only its owner deletes it."};
inline constexpr Code plan_changed{"KJ0972", "plan that was saved meanwhile",
                                   "Another version of the plan was saved after the one that was changed. Nothing "
                                   "was overwritten: the answer shows the other."};

inline constexpr const Code* all[] = {
    &unknown_kind, &bad_case,    &unknown_column, &bad_cell,      &bad_choice, &empty_file,   &unknown_name,
    &bad_period,   &unprotected, &no_purpose,     &not_of_scheme, &no_rules,   &aed_file,     &too_many_gone,
    &bad_account,  &no_user,     &bad_login,      &locked_out,    &no_room,    &bad_incident, &unknown_unit,
    &bad_replay,   &not_sent,    &rejected,       &bad_channel,   &plan_gone,  &not_owner,    &plan_changed,
    &not_for_play};

}  // namespace kjede::service::codes
