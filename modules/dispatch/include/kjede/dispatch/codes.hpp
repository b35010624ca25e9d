#pragma once
// The error codes of this room. Each room has such a header; docs/reference/errors.md is made from all of them.

#include "kjede/base/diagnostic.hpp"

namespace kjede::dispatch::codes {

inline constexpr base::Code unknown_policy{"KJ1201", "unknown policy",
                                           "The name of a dispatch or redeployment policy is not one that Kjede has. "
                                           "The message lists those it has."};

inline constexpr base::Code unknown_responder_policy{
    "KJ1202", "unknown first-responder policy",
    "The name of a policy for alerting first responders is not one that Kjede has. The message lists those it has."};

inline constexpr base::Code event_lacks{"KJ1210", "an event lacks a field",
                                        "The event needs this field before it can be written. The message names it and "
                                        "the requirement of the guideline it comes from."};
inline constexpr base::Code event_field{"KJ1211", "a field of an event has the wrong type",
                                        "The message says what the field must be."};
inline constexpr base::Code out_of_order{"KJ1212", "the event does not fit the state of the mission",
                                         "A mission is opened, worked on and closed, and a unit is alerted before it "
                                         "arrives. Late and repeated events are taken; impossible ones are not."};
inline constexpr base::Code other_incident{"KJ1213", "the event belongs to another incident",
                                           "One step concerns one incident."};
inline constexpr base::Code already_alerted{"KJ1214", "the unit is on the incident already",
                                            "A unit can be alerted again only after it refused, did not answer, was "
                                            "stood down or ended."};
inline constexpr base::Code not_alerted{"KJ1215", "the unit was not alerted",
                                        "Only units that were alerted on the incident can answer, arrive or report."};
inline constexpr base::Code no_ordinary{
    "KJ1216", "no ordinary resource",
    "First responders supplement the ordinary services. An ambulance, doctor or air "
    "ambulance is always alerted in parallel (guideline draft 2019 §2.8)."};
inline constexpr base::Code outside_scheme{
    "KJ1217", "outside the first-responder scheme",
    "The scheme covers life-saving first aid outside hospital, started by AMK or "
    "the emergency primary care centre (§2.2.1)."};
inline constexpr base::Code police{"KJ1218", "police are not first responders",
                                   "Police may be asked for help in a single case, through 112 and with a reason; they "
                                   "cannot be part of the scheme (§2.4)."};
inline constexpr base::Code channel{
    "KJ1219", "the channel is not allowed",
    "The channel follows the agreement, fire crews go through 110, and person-identifying "
    "data only by a secure channel (§2.8)."};
inline constexpr base::Code incomplete{"KJ1220", "the documentation is not complete",
                                       "A mission is closed when each first-responder unit that came has a time of "
                                       "arrival, a handover and an identity (§4.4.2)."};

inline constexpr base::Code opening_hours{
    "KJ1230", "opening hours not understood",
    "Opening hours follow OpenStreetMap's grammar, or the AED register's hours per "
    "weekday. What cannot be read counts as unknown, never as open."};

inline constexpr base::Code rule_file{"KJ1240", "rule file not usable",
                                      "A rule file names the groups, equipment, skills and agreement items of a "
                                      "guideline, each with its requirement, and lists every numbered requirement with "
                                      "how it is met."};

inline constexpr base::Code bad_place{"KJ1260", "the place is not usable",
                                      "A recommendation needs a place on the globe, as degrees of longitude and "
                                      "latitude."};
inline constexpr base::Code other_day{"KJ1261", "the snapshot is of another day",
                                      "Competence, equipment and agreements are judged for one day. Take a new "
                                      "snapshot of the scheme after midnight."};
inline constexpr base::Code no_resources{"KJ1262", "the scheme has no ordinary resources",
                                         "First responders are only ever alerted beside an ambulance, doctor or air "
                                         "ambulance (R60), so at least one must be known."};
inline constexpr base::Code call_ahead{"KJ1263", "the call lies in the future",
                                       "The incident's clock is ahead of this one by more than two minutes. Times "
                                       "between the two would be wrong."};

inline constexpr const base::Code* all[] = {&unknown_policy,  &unknown_responder_policy,
                                            &event_lacks,     &event_field,
                                            &out_of_order,    &other_incident,
                                            &already_alerted, &not_alerted,
                                            &no_ordinary,     &outside_scheme,
                                            &police,          &channel,
                                            &incomplete,      &opening_hours,
                                            &rule_file,       &bad_place,
                                            &other_day,       &no_resources,
                                            &call_ahead};

}  // namespace kjede::dispatch::codes
