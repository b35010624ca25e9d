// kjede dispatch replay: policies compared on the same cardiac arrests.

#include "dispatch_order.hpp"
#include "kjede/service/policy_replay.hpp"
#include "kjede/service/rules.hpp"
#include "kjede/service/scheme.hpp"
#include "workspace.hpp"

namespace kjede::app {
namespace {

struct Order {
  service::ReplayQuery query;
  service::RoadChoice roads;
  std::string rules, out, at;
};

base::Result<service::ReplayAnswer> compare(const Session& session, const Order& order) {
  KJEDE_ASSIGN(const auto rules, service::load_rules(session.catalog, order.rules));
  KJEDE_ASSIGN(const auto workspace, open_workspace(session));
  KJEDE_ASSIGN(const auto scheme, service::load_scheme(*workspace.records, workspace.catalog, std::nullopt));
  auto query = order.query;
  if (!order.roads.file.empty()) query.roads = order.roads;
  KJEDE_ASSIGN(const auto when, moment_of(order.at));
  return service::replay_policies(scheme, rules, query, when, progress(session));
}

int run(const Session& session, const Order& order) {
  const auto answer = compare(session, order);
  if (!answer) return report(session, answer.error());
  if (!order.out.empty()) {
    const auto tools = publish::find_tools(home());
    if (!tools) return report(session, tools.error());
    auto files = publish::print_report(service::replay_document(*answer, session.language), *tools);
    if (!files) return report(session, files.error());
    files->push_back({"policies.json", service::replay_json(*answer)});
    const int done = write_files(session, order.out, *files);  // with --json its document is the answer
    if (done != Exit::ok || session.json) return done;
  }
  return print(session.json ? service::replay_json(*answer)
                            : service::replay_text(*answer, session.language, colour_wanted(), terminal_width()));
}

}  // namespace

void add_dispatch_replay(CLI::App& verb, Session& session) {
  auto order = std::make_shared<Order>();
  auto& query = order->query;
  auto* part = verb.add_subcommand("replay", "compare policies for alerting on the same cardiac arrests");
  part->add_option("--policies", query.policies,
                   "two or more; the others are compared with the first. An unknown name lists them")
      ->delimiter(',')
      ->allow_extra_args(false)
      ->capture_default_str();
  part->add_option("--arrests", query.arrests, "CSV with received, lon, lat (default: drawn around the scheme)");
  part->add_option("--number", query.number, "how many arrests are drawn, over a year")
      ->check(CLI::Range(1, 1'000'000))
      ->capture_default_str();
  part->add_option("--replies", query.replies, "CSV of observed replies to fit (default: fitted parameters)");
  part->add_option("--road", order->roads.file, "road file or OSM extract (default: straight lines)");
  part->add_option("--rules", order->rules, "rule set of the catalog, or a file (default: the catalog's first)");
  part->add_option("--at", order->at, "when the scheme is judged, with offset (default: now)");
  part->add_flag("--warn-lapsed", query.warn_lapsed, "lapsed skills and equipment are warnings, and do not exclude");
  part->add_option("--seed", query.seed, "another seed, other chance")->capture_default_str();
  part->add_option("--threads", query.threads, "processor cores to use")
      ->check(CLI::Range(1, 64))
      ->capture_default_str();
  part->add_option("--out", order->out, "folder for the report (HTML, PDF), its figures and the JSON");
  part->callback([&session, order] { session.action = [&session, order] { return run(session, *order); }; });
}

}  // namespace kjede::app
