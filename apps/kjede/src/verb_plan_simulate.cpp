// kjede plan simulate SCENARIO | --area FOLDER: response times, busy time and moves under one policy or several.

#include <memory>

#include "kjede/service/plan_simulate.hpp"
#include "verbs.hpp"

namespace kjede::app {
namespace {

struct SimulateWish {
  service::SimulateQuery query;
  std::string log, svg;
};

int write(const Session& session, const std::string& path, const std::string& content) {
  if (path == "-") return print(content);
  if (const auto written = write_output(path, content); !written) return report(session, written.error());
  remark(session, "wrote " + path);
  return Exit::ok;
}

int run(const Session& session, SimulateWish& wish) {
  wish.query.log = !wish.log.empty();
  const auto answer = service::plan_simulate(wish.query, progress(session));
  if (!answer) return report(session, answer.error());
  if (!wish.log.empty()) {
    if (const int done = write(session, wish.log, answer->policies.front().run.log()); done != Exit::ok) return done;
    if (wish.log == "-") return Exit::ok;
  }
  if (!wish.svg.empty()) {
    const auto svg = service::simulation_svg(*answer, home(), session.language);
    if (!svg) return report(session, svg.error());
    if (const int done = write(session, wish.svg, *svg); done != Exit::ok || wish.svg == "-") return done;
  }
  if (session.json) return print(service::simulation_json(*answer));
  return print(service::simulation_text(
      *answer, {.language = session.language, .colour = colour_wanted(), .width = terminal_width()}));
}

}  // namespace

void add_plan_simulate(CLI::App& plan, Session& session) {
  auto wish = std::make_shared<SimulateWish>();
  auto& query = wish->query;
  auto* verb = plan.add_subcommand("simulate", "simulate missions under one policy or several, with the same calls");
  auto* scenario = verb->add_option("SCENARIO", query.scenario, "a scenario file (YAML)");
  verb->add_option("--area", query.area, "a service area's folder, as it is, in place of a scenario")
      ->excludes(scenario);
  verb->add_option(
          "--policy", query.policies,
          "static, redispatch, reroute, dmexclp, dmexclp-dispatch, compliance or priority-list; several are compared "
          "with the first (default: the scenario's)")
      ->delimiter(',')
      ->allow_extra_args(false);
  verb->add_option("--days", query.days, "simulated days per replication, after the warm-up");
  verb->add_option("--warm-up", query.warm_up_days, "days before that, which are not counted");
  verb->add_option("--replications", query.replications, "how many times, each with its own calls");
  verb->add_option("--from", query.from, "date of the first counted day, for the log: 2023-01-01");
  verb->add_option("--seed", query.seed, "another seed, other calls");
  verb->add_option("--busy", query.busy, "busy fraction that expected coverage reckons with, 0 to below 1");
  verb->add_option("--moves-per-shift", query.moves_per_shift, "at most so many ordered moves per unit and shift");
  verb->add_option("--least-gain", query.least_gain, "share of demand a move must add to expected coverage");
  auto* trace = verb->add_option(
      "--trace", query.trace, "replay the calls of these missions (CSV of the register 'mission'), not generated ones");
  verb->add_flag("--bootstrap", query.bootstrap, "draw whole weeks of them again, for each replication")->needs(trace);
  verb->add_option("--threads", query.threads, "processor cores to use")->capture_default_str();
  verb->add_option("--log", wish->log, "write the missions as CSV of the register 'mission'; - for standard output");
  verb->add_option("--svg", wish->svg, "draw the distribution of response times; - for standard output");
  verb->callback([&session, wish] { session.action = [&session, wish] { return run(session, *wish); }; });
}

}  // namespace kjede::app
