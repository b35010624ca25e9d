// kjede dispatch send: the alerts of the log go out by their channels and go on as their policies say.

#include <chrono>
#include <thread>

#include "dispatch_order.hpp"
#include "kjede/service/alert_escalation.hpp"
#include "kjede/service/outbox.hpp"
#include "kjede/service/rules.hpp"
#include "kjede/service/scheme.hpp"
#include "kjede/text/json.hpp"
#include "workspace.hpp"

namespace kjede::app {
namespace {

struct Order {
  LogOrder log;
  service::RoadChoice roads;
  std::string webhook, secret_file, ca_file, policy, rules;
  bool simulate = false;
  std::uint64_t seed = 1;
  int seconds = 60, silent_after = 0;
};

base::Result<std::unique_ptr<service::Channel>> channel_of(const Order& order) {
  if (order.simulate) {
    return std::unique_ptr<service::Channel>(
        std::make_unique<service::SimulatedChannel>(service::SimulatedChannelOptions{
            .seed = order.seed, .fails = 0.05, .accepts = 0.6, .refuses = 0.2, .mean_seconds = 20}));
  }
  KJEDE_ASSIGN(auto secret, read_input(order.secret_file));
  while (!secret.empty() && (secret.back() == '\n' || secret.back() == '\r')) secret.pop_back();
  KJEDE_ASSIGN(auto webhook, service::WebhookChannel::open({order.webhook, secret, 5, order.ca_file}));
  return std::unique_ptr<service::Channel>(std::move(webhook));
}

base::Result<std::unique_ptr<service::RecommendSession>> recommender(const Session& session, const Order& order,
                                                                     const DispatchRoom& room) {
  KJEDE_ASSIGN(auto rules, service::load_rules(session.catalog, order.rules));
  KJEDE_ASSIGN(auto scheme, service::load_scheme(*room.workspace.records, room.workspace.catalog, std::nullopt));
  const auto roads = order.roads.file.empty() ? std::nullopt : std::optional(order.roads);
  return service::RecommendSession::open(std::move(scheme), std::move(rules), roads, now(), progress(session));
}

base::Result<std::unique_ptr<service::AlertEscalation>> escalation(const Order& order, const DispatchRoom& room,
                                                                   service::RecommendSession& recommender) {
  service::EscalationOptions options;
  if (!order.policy.empty()) options.policy = order.policy;
  if (order.silent_after > 0) options.silent_after = order.silent_after;
  const auto recommend = [&](const auto& incident, const auto& policy, base::Instant when) {
    recommender.take(room.missions());
    return recommender.recommend(incident, policy, when);
  };
  return service::AlertEscalation::open(*room.log, recommend, options);
}

void tell(const Session& session, const service::OutboxTurn& turn) {
  for (const auto& alarm : turn.alarms) {
    remark(session, "ALARM " + alarm.reason + " " + alarm.channel + " " + alarm.incident + " " + alarm.unit);
  }
}

struct Sum {
  int sent = 0, failed = 0, answers = 0, silent = 0, stood_down = 0, replaced = 0;
  std::size_t alarms = 0;

  void add(const service::OutboxTurn& turn) {
    sent += turn.sent;
    failed += turn.failed;
    answers += turn.answers;
    alarms += turn.alarms.size();
  }
  void add(const service::EscalationTurn& turn) {
    silent += turn.silent;
    stood_down += turn.stood_down;
    replaced += turn.alerted;
  }
  text::Json json() const {
    return {{"schema_version", 1}, {"sent", sent},         {"failed", failed},         {"answers", answers},
            {"silent", silent},    {"replaced", replaced}, {"stood_down", stood_down}, {"alarms", alarms}};
  }
};

// What is decided in a second goes out in it.
base::Result<void> one_second(const Session& session, service::Outbox& outbox, service::AlertEscalation& escalation,
                              Sum& sum) {
  const auto when = now();
  for (bool again = true; again;) {
    KJEDE_ASSIGN(const auto sent, outbox.turn(when));
    tell(session, sent);
    sum.add(sent);
    KJEDE_ASSIGN(const auto went_on, escalation.turn(when));
    sum.add(went_on);
    again = went_on.wrote();
  }
  return {};
}

base::Result<Sum> send(const Session& session, const Order& order) {
  KJEDE_ASSIGN(const auto channel, channel_of(order));
  KJEDE_ASSIGN(const auto room, open_room(session, order.log, store::Mode::read_write));
  KJEDE_ASSIGN(const auto ready, recommender(session, order, room));
  KJEDE_ASSIGN(const auto going_on, escalation(order, room, *ready));
  service::Outbox outbox(
      *room.log,
      {{"nodnett", channel.get()}, {"110", channel.get()}, {"direct", channel.get()}, {"other", channel.get()}},
      {.silent_after = 0});
  Sum sum;
  for (int second = 0; second <= order.seconds && !progress(session).stop_requested(); ++second) {
    if (second > 0) std::this_thread::sleep_for(std::chrono::seconds(1));
    KJEDE_TRY(one_second(session, outbox, *going_on, sum));
  }
  return sum;
}

int run(const Session& session, const Order& order) {
  const auto sum = send(session, order);
  if (!sum) return report(session, sum.error());
  return print(text::to_text(sum->json(), session.json ? 2 : -1) + (session.json ? "" : "\n"));
}

}  // namespace

void add_dispatch_send(CLI::App& verb, Session& session) {
  auto order = std::make_shared<Order>();
  auto* part =
      verb.add_subcommand("send",
                          "send the alerts of the log, take answers, and go on as the policy says: the next phase, a\n"
                          "replacement for whoever refuses or is silent, calling back who is not needed");
  describe_log(*part, order->log);
  auto* webhook = part->add_option("--webhook", order->webhook, "address of the gateway: https://host:port/path");
  auto* secret = part->add_option("--secret-file", order->secret_file, "file with the secret that signs the messages");
  webhook->needs(secret);
  part->add_option("--ca-file", order->ca_file,
                   "certificate of the gateway's authority, PEM (default: those of the system)")
      ->needs(webhook);
  auto* simulate =
      part->add_flag("--simulate", order->simulate, "an exercise: answers, refusals and failures are made up");
  simulate->excludes(webhook);
  part->add_option("--seed", order->seed, "of the exercise")->capture_default_str();
  part->add_option("--seconds", order->seconds, "how long")->check(CLI::Range(0, 1'000'000))->capture_default_str();
  part->add_option("--silent-after", order->silent_after, "seconds without an answer (default: as the policy)")
      ->check(CLI::Range(1, 3600));
  part->add_option("--policy", order->policy, "how alerts go on (default: the policy each mission was alerted by)");
  part->add_option("--rules", order->rules, "rule set of the catalog, or a file (default: the catalog's first)");
  part->add_option("--road", order->roads.file, "road file or OSM extract (default: straight lines)");
  part->callback([&session, order, webhook] {
    if (!order->simulate && webhook->empty()) throw CLI::RequiredError("--webhook or --simulate");
    session.action = [&session, order] { return run(session, *order); };
  });
}

}  // namespace kjede::app
