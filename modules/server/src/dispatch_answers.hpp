#pragma once
// What the routes of dispatch share.

#include <string>
#include <vector>

#include "site_state.hpp"

namespace kjede::server {

// Of the request's header, the user's own; empty: none was given.
std::string idempotency_key(const Call& call);

Response no_scheme();

// The same key again gives the same answer and writes nothing. What the rules refuse is a conflict. `own_key`: for a
// request without one; empty: made from the events.
Response propose(SiteState& site, const Call& call, std::vector<dispatch::MissionEvent> events,
                 const std::string& own_key = {});

// {"incident": …, "alert": {"ordinary", "responders", "no_responders"}}: opening, recommendation and alerts in one
// step.
Response alert_incident(SiteState& site, const Call& call);

}  // namespace kjede::server
