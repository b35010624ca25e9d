// kjede plan locate: which sites, by which model, how far from the best.

#include <fmt/format.h>

#include <chrono>
#include <memory>

#include "kjede/service/locate.hpp"
#include "verbs.hpp"

namespace kjede::app {
namespace {

struct LocateCommand {
  service::LocateOrder order;
  std::string points, costs, candidates, model = "mclp", curve = "de_maio", periods = "same";
};

base::Result<void> read_table(const std::string& path, std::optional<planning::TableText>& table) {
  if (path.empty()) return {};
  KJEDE_ASSIGN(auto text, read_input(path));
  table = planning::TableText{path, std::move(text)};
  return {};
}

base::Result<void> read_tables(const LocateCommand& command, planning::LocationTables& tables) {
  KJEDE_TRY(read_table(command.points, tables.points));
  KJEDE_TRY(read_table(command.costs, tables.costs));
  return read_table(command.candidates, tables.candidates);
}

int run_locate(const Session& session, const LocateCommand& command) {
  const auto start = std::chrono::steady_clock::now();
  auto order = command.order;
  order.options.model = *planning::location_model(command.model);
  order.options.curve = *planning::survival_curve(command.curve);
  order.options.rule = command.periods == "own"      ? planning::PeriodRule::own_sites
                       : command.periods == "regret" ? planning::PeriodRule::regret
                                                     : planning::PeriodRule::same_sites;
  if (const auto read = read_tables(command, order.tables); !read) return report(session, read.error());
  const auto answer = service::locate(std::move(order), progress(session));
  if (!answer) return report(session, answer.error());
  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  return print(session.json ? service::locate_json(*answer, seconds)
                            : service::locate_text(*answer, session.language, terminal_width()));
}

void describe_tables(CLI::App& verb, LocateCommand& command) {
  verb.add_option(
      "--area", command.order.area,
      "a service area's folder or a scenario file, in place of --points and --costs: zones, roads, targets, "
      "busy fraction from the simulator; the plan is simulated beside the present one");
  verb.add_option("--time", command.order.request.time,
                  "drive times of an area at these hours: free, day, rush or night (default: those of most hours)");
  verb.add_option("--replications", command.order.run.replications, "of an area's simulation (default: the area's)");
  verb.add_option("--threads", command.order.run.threads, "processor cores to simulate with")->capture_default_str();
  verb.add_option("--points", command.points,
                  "CSV id,x,y,weight (planar metres, straight lines); also radius, busy, settlement, further weights");
  verb.add_option("--costs", command.costs, "CSV from,to,cost (or minutes, or seconds, which become minutes)");
  verb.add_option("--candidates", command.candidates,
                  "CSV id; also x,y, capacity, keep, hours (24/7) (default: every point, or every 'from')");
  verb.add_option("--weight", command.order.request.weights,
                  "columns of --points to use as demand, one per period (default: weight)")
      ->delimiter(',')
      ->allow_extra_args(false);
  verb.add_option("--speed", command.order.request.speed, "km/h: distances become minutes");
}

void describe_model(CLI::App& verb, LocateCommand& command) {
  auto& options = command.order.options;
  auto& request = command.order.request;
  verb.add_option("--model", command.model, fmt::format("{}", fmt::join(planning::location_models(), ", ")))
      ->check(CLI::IsMember(planning::location_models()).description(""))
      ->capture_default_str();
  verb.add_option("--sites", options.fleet,
                  "how many sites; for mexclp and other models of vehicles how many vehicles, several of which may "
                  "share a site: its id then stands once per vehicle (lscm: at most)");
  verb.add_option("--radius", request.radius, "covered is before + cost <= radius, in the unit of the costs");
  verb.add_option("--rural-radius", request.rural_radius, "radius of points whose settlement is rural");
  verb.add_option("--second-radius", options.second_radius, "dsm: all demand within; gradual: where cover ends");
  verb.add_option("--busy", request.busy, "share of time a vehicle is busy; several: times of day (see --busy-share)")
      ->delimiter(',')
      ->allow_extra_args(false);
  verb.add_option("--busy-share", request.busy_shares, "how much each --busy counts (default: equally)")
      ->delimiter(',')
      ->allow_extra_args(false);
  verb.add_option("--sigma", options.sigma, "spread of ln driving time: cover with its probability (mclp, mexclp)");
  verb.add_option("--before", options.before, "minutes before driving: handling and turnout");
  verb.add_option("--share", options.share, "dsm: share of demand within the radius");
  verb.add_option("--reliability", options.reliability, "malp: covered with this certainty")->capture_default_str();
  verb.add_option("--aversion", options.aversion, "iso_elastic: aversion to inequality")->capture_default_str();
  verb.add_option("--curve", command.curve, "survival: larsen, valenzuela, waalewijn or de_maio")
      ->check(CLI::IsMember({"larsen", "valenzuela", "waalewijn", "de_maio"}).description(""))
      ->capture_default_str();
  verb.add_option("--night-share", request.night_share,
                  "share of demand at night, when only candidates with hours 24/7 count");
}

void describe_limits(CLI::App& verb, LocateCommand& command) {
  auto& options = command.order.options;
  auto& request = command.order.request;
  verb.add_option("--keep", request.keep, "ids that must be used; twice for two vehicles")
      ->delimiter(',')
      ->allow_extra_args(false);
  verb.add_option("--close", request.close, "ids that must not be used")->delimiter(',')->allow_extra_args(false);
  verb.add_option("--capacity", request.capacity, "vehicles per site at most");
  verb.add_option("--stations", options.stations, "vehicles stand at no more than so many sites");
  verb.add_option("--periods", command.periods,
                  "several periods: same sites for all, own sites with --move-cost, or the least worst regret")
      ->check(CLI::IsMember({"same", "own", "regret"}).description("{same,own,regret}"))
      ->capture_default_str();
  verb.add_option("--move-cost", options.move_cost, "of a vehicle placed anew, in units of the objective");
  verb.add_flag("--exact", options.exact, "by CBC, with proof; else heuristic with a bound");
  verb.add_option("--seconds", options.seconds, "time limit of the exact solver")->capture_default_str();
}

}  // namespace

void add_plan_locate(CLI::App& plan, Session& session) {
  auto command = std::make_shared<LocateCommand>();
  auto* verb = plan.add_subcommand("locate", "choose sites or place vehicles: coverage, median, survival, equity");
  describe_tables(*verb, *command);
  describe_model(*verb, *command);
  describe_limits(*verb, *command);
  verb->callback(
      [&session, command] { session.action = [&session, command] { return run_locate(session, *command); }; });
}

}  // namespace kjede::app
