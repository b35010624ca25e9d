// kjede plan coverage: who is reached in time from given sites.

#include <memory>

#include "kjede/service/cover.hpp"
#include "verbs.hpp"

namespace kjede::app {
namespace {

struct CoverCommand {
  service::CoverOrder order;
  std::string points, costs, candidates, plan, geojson;
};

base::Result<void> read_table(const std::string& path, std::optional<planning::TableText>& table) {
  if (path.empty()) return {};
  KJEDE_ASSIGN(auto text, read_input(path));
  table = planning::TableText{path, std::move(text)};
  return {};
}

base::Result<service::CoverAnswer> answer_cover(const Session& session, const CoverCommand& command) {
  auto order = command.order;
  KJEDE_TRY(read_table(command.points, order.tables.points));
  KJEDE_TRY(read_table(command.costs, order.tables.costs));
  KJEDE_TRY(read_table(command.candidates, order.tables.candidates));
  KJEDE_TRY(read_table(command.plan, order.plan));
  return service::cover(std::move(order), progress(session));
}

int run_cover(const Session& session, const CoverCommand& command) {
  const auto answer = answer_cover(session, command);
  if (!answer) return report(session, answer.error());
  if (!command.geojson.empty()) {
    const auto map = service::cover_geojson(*answer);
    if (!map) return report(session, map.error());
    if (command.geojson == "-") return print(*map);
    if (const auto written = write_output(command.geojson, *map); !written) return report(session, written.error());
    remark(session, "wrote " + command.geojson);
  }
  return print(session.json ? service::cover_json(*answer)
                            : service::cover_text(*answer, session.language, terminal_width()));
}

}  // namespace

void add_plan_coverage(CLI::App& plan, Session& session) {
  auto command = std::make_shared<CoverCommand>();
  auto& order = command->order;
  auto* verb = plan.add_subcommand("coverage", "who is reached in time from given sites: by place, and as a map");
  verb->add_option("--area", order.area,
                   "a service area's folder or a scenario file, in place of --points and --costs; --busy is then from "
                   "the simulator, and --at the present vehicles");
  verb->add_option("--time", order.request.time,
                   "drive times of an area at these hours: free, day, rush or night (default: those of most hours)");
  verb->add_option("--threads", order.run.threads, "processor cores to simulate with")->capture_default_str();
  verb->add_option("--points", command->points, "CSV id,x,y,weight; also place, settlement, radius, busy, lon, lat");
  verb->add_option("--costs", command->costs, "CSV from,to,cost (or minutes, or seconds, which become minutes)");
  verb->add_option("--candidates", command->candidates, "CSV id; also x,y, keep (vehicles there)");
  verb->add_option("--at", order.at, "ids of sites, once per vehicle (default: every candidate)")
      ->delimiter(',')
      ->allow_extra_args(false);
  verb->add_option("--plan", command->plan, "what kjede plan locate --json printed, instead of --at");
  verb->add_option("--weight", order.request.weights, "column of --points to use as demand (default: weight)")
      ->allow_extra_args(false)
      ->expected(1);
  verb->add_option("--radius", order.request.radius, "in time is before + cost <= radius, e.g. 12 minutes");
  verb->add_option("--rural-radius", order.request.rural_radius, "for points whose settlement is rural, e.g. 25");
  verb->add_option("--before", order.options.before, "minutes before driving: handling and turnout");
  verb->add_option("--busy", order.request.busy, "share of time a vehicle is busy")->expected(1);
  verb->add_option("--sigma", order.options.sigma, "spread of ln driving time: chances instead of yes or no");
  verb->add_option("--speed", order.request.speed, "km/h: distances become minutes");
  verb->add_option("--by", order.by, "rows of the table")
      ->check(CLI::IsMember({"place", "settlement", "none"}).description("{place,settlement,none}"))
      ->capture_default_str();
  verb->add_option("--geojson", command->geojson, "write a map (points and sites); - for standard output");
  verb->callback(
      [&session, command] { session.action = [&session, command] { return run_cover(session, *command); }; });
}

}  // namespace kjede::app
