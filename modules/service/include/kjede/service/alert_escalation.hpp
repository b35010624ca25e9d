#pragma once
// Keeps the alerts of open missions going as their policy says: writes down who is silent, calls back who is no longer
// needed, alerts the next ones. The rules are dispatch::escalate, which replay calls too.
//
//   AlertEscalation escalation(log, recommend);
//   while (running) { KJEDE_TRY(outbox.turn(now)); KJEDE_TRY(escalation.turn(now)); … }
//
// The policy is the one that the mission was alerted by. What it writes has keys of its own, so a program that is
// started again, or two at once, write it once.

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "kjede/dispatch/recommend.hpp"
#include "kjede/service/responder_log.hpp"

namespace kjede::service {

struct EscalationOptions {
  std::optional<std::string> policy = {};  // in place of the mission's own
  std::optional<int> silent_after = {};    // seconds, in place of the policy's
  double speed = 1;                        // of an exercise: the policy's seconds are so many times shorter
};

struct EscalationTurn {
  int silent = 0, stood_down = 0, alerted = 0;  // units
  bool wrote() const { return silent + stood_down + alerted > 0; }
};

class AlertEscalation {
 public:
  // Who would be sent to an incident now, with the missions as they stand.
  using Recommend = std::function<base::Result<dispatch::Recommendation>(
      const dispatch::Incident& incident, const dispatch::ResponderPolicy& policy, base::Instant now)>;

  // The log outlives it. KJ1202 for a policy that does not exist.
  static base::Result<std::unique_ptr<AlertEscalation>> open(ResponderLog& log, Recommend recommend,
                                                             const EscalationOptions& options = {});
  ~AlertEscalation();

  // One round. Fails only when the log cannot be read or written; nothing is lost then.
  base::Result<EscalationTurn> turn(base::Instant now);

 private:
  struct State;
  explicit AlertEscalation(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace kjede::service
