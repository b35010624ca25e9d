#include "kjede/service/plan_simulate.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "kjede/sim/codes.hpp"
#include "kjede/text/source.hpp"

namespace kjede::service {
namespace {

base::Result<std::vector<dispatch::Policy>> policies_of(const SimulateQuery& query, const dispatch::Policy& own) {
  std::vector<dispatch::Policy> policies;
  for (const auto& name : query.policies) {
    KJEDE_ASSIGN(auto policy, dispatch::policy_named(name));
    policy.busy = own.busy;  // what the area says of busy time and guards holds for every policy
    policy.guards = own.guards;
    policy.moves_at_once = own.moves_at_once;
    policies.push_back(std::move(policy));
  }
  if (policies.empty()) policies.push_back(own);
  for (auto& policy : policies) {
    policy.busy = query.busy.value_or(policy.busy);
    policy.guards.least_gain = query.least_gain.value_or(policy.guards.least_gain);
    if (query.moves_per_shift)
      policy.guards.moves_per_shift = static_cast<std::uint16_t>(std::clamp(*query.moves_per_shift, 0, 65'535));
  }
  return policies;
}

base::Result<void> check(const SimulateQuery& query) {
  if (query.scenario.empty() == query.area.empty())
    return base::fail(sim::codes::bad_order, "give a scenario file or --area, not both or none");
  if (query.log && query.policies.size() > 1)
    return base::fail(sim::codes::bad_order, "the mission log is of one policy", "name one policy, or leave --log out");
  if (!query.from.empty() && !query.trace.empty())
    return base::fail(sim::codes::bad_order, "a trace has its own dates", "leave --from out");
  if (query.bootstrap && query.trace.empty())
    return base::fail(sim::codes::bad_order, "there are no weeks to draw from", "give missions with --trace");
  return {};
}

// Virtual time 0 is a Monday: the run begins on the last one that leaves days enough to warm up.
base::Result<void> start_on(const std::string& from, sim::Order& order) {
  if (from.empty()) return {};
  const auto first = base::parse_date(from);
  if (!first) return base::fail(sim::codes::bad_order, fmt::format("--from '{}' is no date", from), "write 2023-01-01");
  const auto before = *first - std::chrono::days(order.warm_up_days);
  const auto monday = before - (std::chrono::weekday(before) - std::chrono::Monday);
  order.warm_up_days = static_cast<int>((*first - monday).count());
  order.start = base::Instant(monday);
  return {};
}

// A trace is replayed once, over the days it has, unless something else is asked for.
base::Result<void> use_trace(const SimulateQuery& query, SimulateAnswer& answer) {
  if (query.trace.empty()) return {};
  KJEDE_ASSIGN(const auto file, text::read_source(query.trace));
  KJEDE_ASSIGN(answer.trace, sim::read_missions(answer.situation.service, query.trace, file->text));
  sim::Order& order = answer.order;
  order.trace = answer.trace->calls;
  order.bootstrap = query.bootstrap;
  if (query.bootstrap) return {};
  order.start = answer.trace->start;
  order.replications = query.replications.value_or(1);
  order.days = query.days.value_or(std::max(1, answer.trace->days - order.warm_up_days));
  return {};
}

base::Result<planning::Scenario> scenario_of(const SimulateQuery& query) {
  if (!query.scenario.empty()) return planning::read_scenario(query.scenario);
  planning::Scenario as_it_is;
  as_it_is.id = "as-it-is";
  as_it_is.service = query.area;
  return as_it_is;
}

}  // namespace

bool SimulateAnswer::complete() const {
  return std::all_of(policies.begin(), policies.end(), [](const SimulatedPolicy& p) { return p.run.complete; });
}

base::Result<SimulateAnswer> plan_simulate(const SimulateQuery& query, base::Progress& progress) {
  KJEDE_TRY(check(query));
  SimulateAnswer answer;
  KJEDE_ASSIGN(const auto scenario, scenario_of(query));
  KJEDE_ASSIGN(answer.area, planning::read_service_area(scenario.service));
  KJEDE_ASSIGN(const auto roads, planning::AreaNetwork::open(answer.area));
  KJEDE_ASSIGN(answer.situation, planning::make_situation(answer.area, scenario, roads));
  KJEDE_ASSIGN(const auto policies, policies_of(query, answer.situation.policy));
  sim::Order& order = answer.order;
  order.days = query.days.value_or(answer.area.run.days);
  order.warm_up_days = query.warm_up_days.value_or(answer.area.run.warm_up_days);
  order.replications = query.replications.value_or(answer.area.run.replications);
  order.seed = query.seed.value_or(answer.area.run.seed);
  order.threads = query.threads;
  order.log = query.log;
  KJEDE_TRY(start_on(query.from, order));
  KJEDE_TRY(use_trace(query, answer));
  for (const auto& policy : policies) {
    order.policy = policy;
    KJEDE_ASSIGN(auto run, sim::simulate(answer.situation.service, order, &progress));
    answer.policies.push_back({policy, std::move(run)});
    if (!answer.policies.back().run.complete) break;
  }
  return answer;
}

}  // namespace kjede::service
