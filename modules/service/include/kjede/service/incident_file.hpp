#pragma once
// An incident as JSON: Kjede's own form, or an EIDO (NENA-STA-021.1b-2022), the American exchange format that EENA
// promotes too. Names, addresses and telephone numbers in it are not taken over.
//
//   KJEDE_ASSIGN(auto incident, service::read_incident(file, now));
//
// Own form: {"incident", "lon", "lat", "indication", "priority", "received", "initiator", "purpose", "in_hospital",
// "municipality", "rural", "conscious", "breathing_normally", "talkgroup", "police_reason"}; the first four are needed.
// EIDO: "$id" of the incident, the first gml:pos (latitude first) of a location, the call's start; the indication is
// not part of it and comes from the caller.

#include <memory>
#include <string>

#include "kjede/dispatch/recommend.hpp"

namespace kjede::service {

struct IncidentReading {
  dispatch::Incident incident;
  bool has_place = false;  // an EIDO may hold an address only
  bool eido = false;
};

// Fails with everything that is wrong at once (KJ0960).
base::Result<IncidentReading> read_incident(const std::shared_ptr<const base::SourceFile>& file, base::Instant now);

// "10.75,59.91": longitude first (KJ0960).
base::Result<dispatch::Place> read_place(std::string_view text);

}  // namespace kjede::service
