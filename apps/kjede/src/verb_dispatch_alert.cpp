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

// With a key that is known the answer comes before anything is asked: those alerted would not be recommended again.
base::Result<service::WrittenStep> alert(const Session& session, const Order& order) {
  KJEDE_ASSIGN(const auto room, open_room(session, order.log, store::Mode::read_write));
  if (!order.key.empty()) {
    if (auto before = room.log->written_before(order.key)) return *std::move(before);
  }
  KJEDE_ASSIGN(const auto asked, ask(session, order.recommend, room));
  const auto board = room.missions();
  KJEDE_ASSIGN(auto events, service::alert_step(asked.answer, asked.incident, board, order.alert, now()));
  if (events.empty()) return service::nothing_written();
  const auto key = order.key.empty() ? service::alert_key(events, board) : order.key;
  return room.log->propose(key, std::move(events));
}

int run(const Session& session, const Order& order) {
  const auto written = alert(session, order);
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
  part->add_option("--key", order->key, "idempotency key: the same key is written once (default: from who is alerted)");
  part->callback([&session, order] {
    const auto& asked = order->recommend;
    if (asked.incident == RecommendOrder().incident && !is_incident_file(asked.place))
      throw CLI::RequiredError("--incident, a name of its own for each incident,");
    session.action = [&session, order] { return run(session, *order); };
  });
}

}  // namespace kjede::app
