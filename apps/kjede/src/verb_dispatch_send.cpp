// kjede dispatch send: the alerts of the log go out by their channels; who refuses or is silent is replaced.

#include <chrono>
#include <thread>

#include "dispatch_order.hpp"
#include "kjede/service/alert.hpp"
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
  std::string webhook, secret_file, policy = "kjede", rules;
  bool simulate = false;
  std::uint64_t seed = 1;
  int seconds = 60;
  service::OutboxOptions outbox;
};

using Recommender = std::unique_ptr<service::RecommendSession>;

base::Result<std::unique_ptr<service::Channel>> channel_of(const Order& order) {
  if (order.simulate) {
    return std::unique_ptr<service::Channel>(
        std::make_unique<service::SimulatedChannel>(service::SimulatedChannelOptions{
            .seed = order.seed, .fails = 0.05, .accepts = 0.6, .refuses = 0.2, .mean_seconds = 20}));
  }
  KJEDE_ASSIGN(auto secret, read_input(order.secret_file));
  while (!secret.empty() && (secret.back() == '\n' || secret.back() == '\r')) secret.pop_back();
  KJEDE_ASSIGN(auto webhook, service::WebhookChannel::open({order.webhook, secret, 5}));
  return std::unique_ptr<service::Channel>(std::move(webhook));
}

// The scheme is read before the log is opened: an embedded store has one owner at a time.
base::Result<Recommender> recommender(const Session& session, const Order& order) {
  KJEDE_ASSIGN(auto rules, service::load_rules(session.catalog, order.rules));
  KJEDE_ASSIGN(const auto workspace, open_workspace(session));
  KJEDE_ASSIGN(auto scheme, service::load_scheme(*workspace.records, workspace.catalog, std::nullopt));
  const auto roads = order.roads.file.empty() ? std::nullopt : std::optional(order.roads);
  return service::RecommendSession::open(std::move(scheme), std::move(rules), roads, now(), progress(session));
}

// The next in line for an incident, as an alert of its own.
base::Result<std::vector<dispatch::MissionEvent>> next_alert(service::RecommendSession& recommender,
                                                             const dispatch::ResponderPolicy& policy,
                                                             service::ResponderLog& log, const std::string& id,
                                                             base::Instant when) {
  dispatch::MissionBoard board;
  log.look([&](const auto& missions) { board = missions; });
  recommender.take(board);
  KJEDE_ASSIGN(const auto events, log.events(id));
  dispatch::Incident incident;
  incident.id = id;
  for (const auto& each : events) {
    if (each.event.kind != dispatch::EventKind::incident_opened) continue;
    const auto& fields = each.event.fields;
    incident.place = {fields.value("lon", 0.0), fields.value("lat", 0.0)};
    incident.indication = fields.value("indication", "");
    incident.municipality = fields.value("municipality", "");
    incident.received = each.event.occurred;
  }
  KJEDE_ASSIGN(const auto answer, recommender.recommend(incident, policy, when));
  if (answer.responders.empty()) return std::vector<dispatch::MissionEvent>();
  return service::alert_step(answer, incident, board, {.recorder = "kjede"}, when);
}

void tell(const Session& session, const service::OutboxTurn& turn) {
  for (const auto& alarm : turn.alarms) {
    remark(session, "ALARM " + alarm.reason + " " + alarm.channel + " " + alarm.incident + " " + alarm.unit);
  }
}

int run(const Session& session, const Order& order) {
  const auto policy = dispatch::responder_policy(order.policy);
  if (!policy) return report(session, policy.error());
  const auto channel = channel_of(order);
  if (!channel) return report(session, channel.error());
  const auto ready = recommender(session, order);
  if (!ready) return report(session, ready.error());
  const auto log = open_log(session, order.log, store::Mode::read_write);
  if (!log) return report(session, log.error());
  service::Outbox outbox(
      **log,
      {{"nodnett", channel->get()}, {"110", channel->get()}, {"direct", channel->get()}, {"other", channel->get()}},
      order.outbox);
  if (policy->replace) {
    outbox.replace_with([&](const std::string& incident, base::Instant when) {
      return next_alert(**ready, *policy, **log, incident, when);
    });
  }
  text::Json sum{{"schema_version", 1}, {"sent", 0},     {"failed", 0}, {"answers", 0},
                 {"silent", 0},         {"replaced", 0}, {"alarms", 0}};
  for (int second = 0; second <= order.seconds && !progress(session).stop_requested(); ++second) {
    if (second > 0) std::this_thread::sleep_for(std::chrono::seconds(1));
    const auto turn = outbox.turn(now());
    if (!turn) return report(session, turn.error());
    tell(session, *turn);
    const auto add = [&](const char* name, std::size_t more) { sum[name] = sum[name].get<std::size_t>() + more; };
    add("sent", static_cast<std::size_t>(turn->sent));
    add("failed", static_cast<std::size_t>(turn->failed));
    add("answers", static_cast<std::size_t>(turn->answers));
    add("silent", static_cast<std::size_t>(turn->silent));
    add("replaced", static_cast<std::size_t>(turn->replaced));
    add("alarms", turn->alarms.size());
  }
  return print(text::to_text(sum, session.json ? 2 : -1) + (session.json ? "" : "\n"));
}

}  // namespace

void add_dispatch_send(CLI::App& verb, Session& session) {
  auto order = std::make_shared<Order>();
  auto* part = verb.add_subcommand("send", "send the alerts of the log, take answers, replace whoever is silent");
  describe_log(*part, order->log);
  auto* webhook = part->add_option("--webhook", order->webhook, "address of the gateway: http://host:port/path");
  auto* secret = part->add_option("--secret-file", order->secret_file, "file with the secret that signs the messages");
  webhook->needs(secret);
  auto* simulate =
      part->add_flag("--simulate", order->simulate, "an exercise: answers, refusals and failures are made up");
  simulate->excludes(webhook);
  part->add_option("--seed", order->seed, "of the exercise")->capture_default_str();
  part->add_option("--seconds", order->seconds, "how long")->check(CLI::Range(0, 1'000'000))->capture_default_str();
  part->add_option("--silent-after", order->outbox.silent_after, "seconds without an answer")->capture_default_str();
  part->add_option("--policy", order->policy, "for replacements")->capture_default_str();
  part->add_option("--rules", order->rules, "rule set of the catalog, or a file (default: the catalog's first)");
  part->add_option("--road", order->roads.file, "road file or OSM extract (default: straight lines)");
  part->callback([&session, order, webhook] {
    if (!order->simulate && webhook->empty()) throw CLI::RequiredError("--webhook or --simulate");
    session.action = [&session, order] { return run(session, *order); };
  });
}

}  // namespace kjede::app
