#pragma once
// The mission log as rows of the register `responder_mission`: what the scheme's indicators are measured from.
//
//   print(service::mission_register_csv(*log->events(), "amk_bergen"));

#include <string>
#include <vector>

#include "kjede/service/responder_log.hpp"

namespace kjede::service {

// CSV that `kjede import responder_mission` takes: one row per responder unit alerted on an incident, one without a
// unit for an incident where none was. Times in UTC. An allow-list like that for organisations: no person, no free
// text, no place finer than the municipality. `amk`: the centre whose log it is. Care is read from the actions cpr,
// aed_attached and shock of care_given and handed_over.
std::string mission_register_csv(const std::vector<NumberedEvent>& events, const std::string& amk);

// CSV that `kjede import ohca` takes, before the ambulance's and the hospital's forms: one row per suspected arrest
// outside hospital with the call, the ambulance's times and what first responders did before it. What is not told stays
// empty; care of a responder that came no earlier than the ambulance is not told as before it.
std::string arrest_register_csv(const std::vector<NumberedEvent>& events, const std::string& ambulance_service);

}  // namespace kjede::service
