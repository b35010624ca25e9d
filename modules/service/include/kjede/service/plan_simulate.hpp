#pragma once
// A service area simulated under one or several policies, all with the same calls: response times by priority, busy
// time, kilometres and moves with intervals, the differences from the first policy paired; the mission log.
//
//   KJEDE_ASSIGN(auto answer, service::plan_simulate({.area = "region", .policies = {"static", "dmexclp"}}, progress));
//   print(service::simulation_text(answer, {.language = "nb"}));

#include <optional>
#include <string>
#include <vector>

#include "kjede/base/progress.hpp"
#include "kjede/planning/situation.hpp"
#include "kjede/publish/figure.hpp"
#include "kjede/sim/mission_trace.hpp"
#include "kjede/sim/simulate.hpp"

namespace kjede::service {

struct SimulateQuery {
  std::string scenario{};                                     // a scenario file; or
  std::string area{};                                         // a service area's folder, as it is
  std::vector<std::string> policies{};                        // by name; empty: the scenario's own
  std::optional<int> days{}, warm_up_days{}, replications{};  // else the area's
  std::string from{};                                         // ISO date of the first counted day, for the log
  std::optional<std::uint64_t> seed{};
  std::optional<double> busy{};  // busy fraction of the coverage value
  std::optional<int> moves_per_shift{};
  std::optional<double> least_gain{};
  std::string trace{};     // missions (CSV of the register) whose calls are replayed
  bool bootstrap = false;  // whole weeks of them, drawn again for each replication
  int threads = 1;
  bool log = false;  // of the one policy
};

struct SimulatedPolicy {
  dispatch::Policy policy;
  sim::Run run;
};

struct SimulateAnswer {
  planning::ServiceArea area;
  planning::Situation situation;
  sim::Order order;  // of the last policy
  std::optional<sim::MissionTrace> trace;
  std::vector<SimulatedPolicy> policies;
  bool complete() const;
};

// Fails with what is wrong with the files, unknown policies (KJ1201), options and dates that contradict each other
// (KJ1307), and what the simulation fails with.
base::Result<SimulateAnswer> plan_simulate(const SimulateQuery& query, base::Progress& progress);

struct SimulationText {
  std::string language = "nb";
  bool colour = false;
  std::size_t width = 0;  // of the terminal; 0: as wide as needed
};
std::string simulation_text(const SimulateAnswer& answer, const SimulationText& style);

// {"schema_version": 1, "service", "days", …, "policies": [{"policy", "response": {"acute": {"n", "mean_seconds", …}},
// "busy_fraction", …, "change": {…}}]}; every figure as {"value", "low", "high"}.
std::string simulation_json(const SimulateAnswer& answer);

// How many calls are reached within so many minutes, by priority, one line per policy.
publish::Figure simulation_figure(const SimulateAnswer& answer, publish::Language language);
// The same as SVG. `home` is where the renderer is (publish::find_tools).
base::Result<std::string> simulation_svg(const SimulateAnswer& answer, const std::string& home,
                                         const std::string& language);

}  // namespace kjede::service
