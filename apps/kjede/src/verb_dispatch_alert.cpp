// kjede dispatch alert: recommend, and write the alerts in one step: ordinary resources and first responders, or
// nothing.

#include "dispatch_order.hpp"
#include "kjede/service/alert.hpp"
#include "kjede/service/responder_steps.hpp"

namespace kjede::app {
namespace {

struct Order {
  RecommendOrder recommend;
  LogOrder log;
  service::AlertOrder alert;
  std::string key;
};

// The log is opened twice, for an embedded store has one owner at a time and the scheme is read in between.
int run(const Session& session, const Order& order) {
  dispatch::MissionBoard board;
  {
    const auto log = open_log(session, order.log, store::Mode::read_write);
    if (!log) return report(session, log.error());
    (*log)->look([&](const auto& missions) { board = missions; });
  }
  const auto asked = ask(session, order.recommend, board);
  if (!asked) return report(session, asked.error());
  auto events = service::alert_step(asked->answer, asked->incident, board, order.alert, now());
  if (!events) return report(session, events.error());
  auto log = open_log(session, order.log, store::Mode::read_write);
  if (!log) return report(session, log.error());
  const auto key = order.key.empty() ? service::step_key(*events) : order.key;
  const auto written = (*log)->propose(key, *std::move(events));
  if (!written) return report(session, written.error());
  if (!written->receipt.witness.empty()) remark(session, written->receipt.witness);
  return print(session.json ? service::to_json(*written) : service::to_text(*written, session.language == "nb"));
}

}  // namespace

void add_dispatch_alert(CLI::App& verb, Session& session) {
  auto order = std::make_shared<Order>();
  auto* part = verb.add_subcommand(
      "alert", "alert what is recommended: ordinary resources and first responders in one step, or nothing");
  describe_recommendation(*part, order->recommend);
  describe_log(*part, order->log);
  part->add_option("--recorder", order->alert.recorder, "who decides")->required();
  part->add_option("--ordinary", order->alert.ordinary, "these ordinary resources, in place of the recommended")
      ->delimiter(',');
  part->add_option("--responder", order->alert.responders, "only these of the recommended and the reserves")
      ->delimiter(',');
  part->add_option("--no-responders", order->alert.no_responders, "alert no first responder: the reason");
  part->add_option("--key", order->key, "idempotency key: the same key is written once");
  part->callback([&session, order] { session.action = [&session, order] { return run(session, *order); }; });
}

}  // namespace kjede::app
