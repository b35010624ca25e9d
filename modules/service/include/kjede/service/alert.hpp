#pragma once
// From a recommendation to the one step that alerts: the recommendation with its five factors, the ordinary resources
// and the first responders, all in one batch of the log, or nothing (R60).
//
//   KJEDE_ASSIGN(auto events, alert_step(answer, incident, missions, {.recorder = "op3"}, now));
//   KJEDE_ASSIGN(auto written, log->propose(key, events));

#include <string>
#include <vector>

#include "kjede/dispatch/mission_board.hpp"
#include "kjede/dispatch/recommend.hpp"

namespace kjede::service {

struct AlertOrder {
  std::string recorder = {};
  std::vector<std::string> ordinary = {};    // in place of those recommended
  std::vector<std::string> responders = {};  // of those recommended or in reserve; empty: all recommended
  std::string no_responders = {};            // a reason: alert none of them
  bool only_responders = false;              // the ordinary resources stay as they are
};

// How a channel's class decides what may be sent on it: nødnett and the 110 centre are secure (R62).
bool is_secure_channel(std::string_view channel);

// All happens when it was decided, and is recorded now. Fails with KJ1216 when no ordinary resource is free and none is named, KJ0961 for a responder that was not
// recommended. Units that are out on the incident are not alerted again, and of the recommended ordinary resources no
// more than are lacking: an order that is repeated gives no events at all once everybody it means is alerted.
base::Result<std::vector<dispatch::MissionEvent>> alert_step(const dispatch::Recommendation& answer,
                                                             const dispatch::Incident& incident,
                                                             const dispatch::MissionBoard& board,
                                                             const AlertOrder& order, base::Instant now);

// The step's idempotency key: the incident, the policy, and who is alerted in which role by which channel, each with how
// often the log has heard of it (so another phase or attempt is another step). Two who order the same at the same time
// write one step.
std::string alert_key(const std::vector<dispatch::MissionEvent>& events, const dispatch::MissionBoard& board);

// What the log has of an incident, so that it can be asked about again.
dispatch::Incident incident_of(const dispatch::MissionEvent& opened);

}  // namespace kjede::service
