#pragma once
// What the log knows of an incident made into a question, and the answer into the step that alerts: for calls that wait
// and for responders who are to be replaced.
//
//   KJEDE_ASSIGN(auto events, next_alert(session, policy, *log, "incident-7", {.recorder = "kjede"}, now));

#include <string>
#include <vector>

#include "kjede/dispatch/responder_policy.hpp"
#include "kjede/service/alert.hpp"
#include "kjede/service/recommendation.hpp"
#include "kjede/service/responder_log.hpp"

namespace kjede::service {

// As it was opened. Fails (KJ0960) when the log has no such incident, or no place for it.
base::Result<dispatch::Incident> logged_incident(const ResponderLog& log, const std::string& id);

// The step that alerts who is recommended now, beside those who are out already. Empty when a responder was to be found
// (the incident has been considered) and nobody is left.
base::Result<std::vector<dispatch::MissionEvent>> next_alert(RecommendSession& session,
                                                             const dispatch::ResponderPolicy& policy,
                                                             const ResponderLog& log, const std::string& id,
                                                             const AlertOrder& order, base::Instant now);

}  // namespace kjede::service
