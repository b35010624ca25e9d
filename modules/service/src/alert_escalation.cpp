#include "kjede/service/alert_escalation.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "kjede/dispatch/escalation.hpp"
#include "kjede/service/alert.hpp"

namespace kjede::service {
namespace {

using dispatch::EventKind;
using dispatch::MissionEvent;

constexpr const char* kDefault = "kjede";

}  // namespace

struct AlertEscalation::State {
  ResponderLog& log;
  Recommend recommend;
  EscalationOptions options;
  std::int64_t taken = 0;  // events read so far
  struct Open {
    MissionEvent opened;
    std::string policy = kDefault;
    // What was asked for, to be put on the course that the log gives.
    std::size_t phases_asked = 1, lost_asked = 0;
  };
  std::map<std::string, Open, std::less<>> missions;
  EscalationTurn turn;
  base::Instant now;

  base::Result<void> read() {
    KJEDE_TRY(log.refresh());
    KJEDE_ASSIGN(const auto events, log.events_from(taken + 1));
    for (const auto& each : events) {
      taken = each.seq;
      const auto& event = each.event;
      if (event.kind == EventKind::incident_opened) missions[event.incident].opened = event;
      if (event.kind == EventKind::closed) missions.erase(event.incident);
      if (event.kind != EventKind::recommended) continue;
      const auto found = missions.find(event.incident);
      if (found != missions.end()) found->second.policy = event.fields.value("policy", kDefault);
    }
    return {};
  }

  dispatch::ResponderPolicy policy_of(const Open& mission) const {
    auto policy = dispatch::responder_policy(options.policy.value_or(mission.policy));
    if (!policy) policy = dispatch::responder_policy(kDefault);  // of a newer program
    if (options.silent_after) policy->silent_after = *options.silent_after;
    const auto sped_up = [&](int seconds) { return static_cast<int>(std::lround(seconds / options.speed)); };
    policy->silent_after = std::max(1, sped_up(policy->silent_after));
    for (auto& phase : policy->phases) phase.after_seconds = sped_up(phase.after_seconds);
    return *policy;
  }

  std::optional<dispatch::AlertCourse> course(const std::string& incident, const Open& mission) const {
    std::optional<dispatch::AlertCourse> out;
    log.look([&](const dispatch::MissionBoard& board) {
      if (const auto* found = board.find(incident)) out = dispatch::course_of(*found);
    });
    if (!out) return out;
    out->phases_asked = mission.phases_asked;
    out->lost_asked = mission.lost_asked;
    return out;
  }

  base::Result<void> go_on(const std::string& incident, Open& mission) {
    const auto policy = policy_of(mission);
    const auto before = course(incident, mission);
    if (!before) return {};
    const auto due = dispatch::escalate(policy, *before, now);
    for (const auto& unit : before->units) {
      const auto listed = [&](const auto& units) {
        return std::find(units.begin(), units.end(), unit.unit) != units.end();
      };
      if (listed(due.silent)) KJEDE_TRY(write(incident, unit, EventKind::silent, "", turn.silent));
      if (listed(due.stand_down)) {
        KJEDE_TRY(write(incident, unit, EventKind::stood_down, due.stand_down_reason, turn.stood_down));
      }
    }
    if (due.ask) KJEDE_TRY(ask(incident, mission, policy));
    return {};
  }

  // What the mission no longer takes (closed, answered meanwhile) is no fault.
  base::Result<void> write(const std::string& incident, const dispatch::CourseUnit& about, EventKind kind,
                           const std::string& reason, int& written) {
    MissionEvent event{kind, incident, about.unit, now, "kjede", now, "kjede", text::Json::object()};
    if (!reason.empty()) event.fields["reason"] = reason;
    const auto alerted = std::chrono::duration_cast<std::chrono::microseconds>(about.alerted.time_since_epoch());
    const auto key = fmt::format("{}:{}:{}:{}", to_string(kind), incident, about.unit, alerted.count());
    const auto step = log.propose(key, {event});
    if (!step && store_failed(step.error())) return step.unexpected();
    if (step && !step->receipt.repeated) ++written;
    return {};
  }

  // Nobody may be left: then it is asked again when the next phase begins or the next one is lost.
  base::Result<void> ask(const std::string& incident, Open& mission, const dispatch::ResponderPolicy& policy) {
    auto after = course(incident, mission);
    if (!after) return {};
    dispatch::asked(*after, policy, now);
    const auto answer = recommend(incident_of(mission.opened), policy, now);
    if (!answer && store_failed(answer.error())) return answer.unexpected();
    if (answer && !answer->responders.empty()) KJEDE_TRY(alert(mission, *answer));
    mission.phases_asked = after->phases_asked;
    mission.lost_asked = after->lost_asked;
    return {};
  }

  base::Result<void> alert(const Open& mission, const dispatch::Recommendation& answer) {
    dispatch::MissionBoard board;
    log.look([&](const auto& missions_now) { board = missions_now; });
    const AlertOrder order{.recorder = "kjede", .only_responders = true};
    auto events = alert_step(answer, incident_of(mission.opened), board, order, now);
    if (!events || events->empty()) return {};
    const auto key = alert_key(*events, board);
    const auto step = log.propose(key, *std::move(events));
    if (!step && store_failed(step.error())) return step.unexpected();
    if (!step) return {};
    for (const auto& event : step->events) turn.alerted += event.kind == EventKind::responder_alerted ? 1 : 0;
    return {};
  }
};

AlertEscalation::AlertEscalation(std::unique_ptr<State> state) : state_(std::move(state)) {}
AlertEscalation::~AlertEscalation() = default;

base::Result<std::unique_ptr<AlertEscalation>> AlertEscalation::open(ResponderLog& log, Recommend recommend,
                                                                     const EscalationOptions& options) {
  if (options.policy) KJEDE_TRY(dispatch::responder_policy(*options.policy));
  return std::unique_ptr<AlertEscalation>(
      new AlertEscalation(std::unique_ptr<State>(new State{log, std::move(recommend), options, 0, {}, {}, {}})));
}

base::Result<EscalationTurn> AlertEscalation::turn(base::Instant now) {
  auto& s = *state_;
  s.turn = {};
  s.now = now;
  KJEDE_TRY(s.read());
  for (auto& [incident, mission] : s.missions) KJEDE_TRY(s.go_on(incident, mission));
  return s.turn;
}

}  // namespace kjede::service
