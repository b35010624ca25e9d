// kjede plan compare BASE SCENARIO…: what would another plan give, and whom.

#include <fmt/format.h>

#include <memory>

#include "kjede/service/plan_compare.hpp"
#include "verbs.hpp"
#include "workspace.hpp"

namespace kjede::app {
namespace {

struct CompareWish {
  service::CompareQuery query;
  std::string out;
};

int run(const Session& session, const CompareWish& wish) {
  const auto answer = service::plan_compare(wish.query, progress(session));
  if (!answer) return report(session, answer.error());
  if (!wish.out.empty()) {
    auto files = service::comparison_report(*answer, session.language, home());
    if (!files) return report(session, files.error());
    for (auto& table : service::comparison_tables(*answer)) files->push_back(std::move(table));
    files->push_back({"comparison.json", service::comparison_json(*answer)});
    const int done = write_files(session, wish.out, *files);  // with --json its document is the answer
    if (done != Exit::ok || session.json) return done;
  }
  if (session.json) return print(service::comparison_json(*answer));
  return print(service::comparison_text(
      *answer, {.language = session.language, .colour = colour_wanted(), .width = terminal_width()}));
}

}  // namespace

void add_plan_compare(CLI::App& plan, Session& session) {
  auto wish = std::make_shared<CompareWish>();
  auto* verb = plan.add_subcommand("compare", "simulate scenarios with the same calls and say what changes, for whom");
  verb->add_option("SCENARIO", wish->query.files, "scenario files (YAML); the others are compared with the first")
      ->required()
      ->expected(1, 9);
  verb->add_option("--out", wish->out, "folder for the report (PDF, HTML), figures, CSV, GeoJSON and JSON");
  verb->add_option("--days", wish->query.order.days, "simulated days per replication");
  verb->add_option("--replications", wish->query.order.replications, "how many times, each with its own calls");
  verb->add_option("--seed", wish->query.order.seed, "another seed, other calls");
  verb->add_option("--threads", wish->query.order.threads, "processor cores to use")->capture_default_str();
  verb->callback([&session, wish] { session.action = [&session, wish] { return run(session, *wish); }; });
}

}  // namespace kjede::app
