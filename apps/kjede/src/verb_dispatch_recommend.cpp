// kjede dispatch recommend: who should be sent to an incident, and why not the others. Writes nothing.

#include <filesystem>

#include "dispatch_order.hpp"

namespace kjede::app {
namespace {

struct Order {
  RecommendOrder recommend;
  LogOrder log;
  bool fhir = false;
};

int run(const Session& session, const Order& order) {
  const auto room = open_room(session, order.log, store::Mode::read_only);
  if (!room) return report(session, room.error());
  const auto asked = ask(session, order.recommend, *room);
  if (!asked) return report(session, asked.error());
  if (order.fhir) return print(service::recommendation_fhir(asked->answer, asked->incident));
  return print(session.json
                   ? service::recommendation_json(asked->answer)
                   : service::recommendation_text(asked->answer, session.language, colour_wanted(), terminal_width()));
}

}  // namespace

void add_dispatch_recommend(CLI::App& verb, Session& session) {
  auto order = std::make_shared<Order>();
  auto* part =
      verb.add_subcommand("recommend", "who should be sent, in which role and by which channel; writes nothing");
  describe_recommendation(*part, order->recommend);
  describe_log(*part, order->log);
  part->add_flag("--fhir", order->fhir, "as FHIR R4: ServiceRequest and Task");
  part->callback([&session, order] { session.action = [&session, order] { return run(session, *order); }; });
}

}  // namespace kjede::app
