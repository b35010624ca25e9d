// Expected covering (MEXCLP) at national size: plan and bound together. Budget: 500 sites × 10 000 points in 1 s with a
// gap below 1 %. One site reaches the same number of points' neighbourhoods at every size (a larger country, not a
// denser one). Counter gap_percent is what the bound leaves open. Run: build/release/bench/location-bench
#include <benchmark/benchmark.h>

#include <cmath>

#include "kjede/base/rng.hpp"
#include "kjede/planning/location.hpp"

namespace kjede {
namespace {

using planning::CostTable;
using planning::LocationModel;
using planning::LocationProblem;
using planning::Place;

// Towns of different size on a plain of 100 km for 500 sites; sites stand at random points.
LocationProblem made_up_country(std::size_t sites, std::size_t points) {
  base::Rng rng(20301);
  const double side = 100'000.0 * std::sqrt(static_cast<double>(sites) / 500.0);
  std::vector<Place> towns;
  for (std::size_t t = 0; t < sites / 10; ++t) towns.push_back({rng.uniform() * side, rng.uniform() * side});
  std::vector<Place> homes;
  planning::LocationPeriod period;
  period.busy = 0.3;
  for (std::size_t i = 0; i < points; ++i) {
    const auto& town = towns[rng.below(towns.size())];
    const bool urban = rng.chance(0.7);
    homes.push_back(urban ? Place{town.x + 3000.0 * rng.normal(), town.y + 3000.0 * rng.normal()}
                          : Place{rng.uniform() * side, rng.uniform() * side});
    period.weight.push_back(static_cast<double>(1 + rng.below(urban ? 200 : 20)));
  }
  LocationProblem problem;
  std::vector<Place> stations;
  for (std::size_t s = 0; s < sites; ++s) stations.push_back(homes[s * (points / sites)]);
  problem.points.resize(points);
  problem.sites.resize(sites);
  problem.radius.assign(points, 10'000.0);
  problem.costs = {CostTable::euclidean(stations, homes, 10'000.0)};
  problem.periods = {std::move(period)};
  return problem;
}

void expected_covering(benchmark::State& state) {
  const auto problem =
      made_up_country(static_cast<std::size_t>(state.range(0)), static_cast<std::size_t>(state.range(1)));
  double gap = 0.0;
  for (auto _ : state) {
    const auto plan =
        planning::solve_location(problem, {.model = LocationModel::mexclp, .fleet = static_cast<int>(state.range(2))});
    if (!plan) state.SkipWithError("no plan");
    gap = plan ? 100.0 * plan->gap : 100.0;
  }
  state.counters["gap_percent"] = gap;
  state.counters["pairs"] = static_cast<double>(problem.costs.front().size());
}

void nearest_site(benchmark::State& state) {
  auto problem = made_up_country(static_cast<std::size_t>(state.range(0)), static_cast<std::size_t>(state.range(1)));
  std::vector<Place> all;
  base::Rng rng(7);
  for (std::size_t i = 0; i < problem.points.size(); ++i) all.push_back({rng.uniform() * 1e5, rng.uniform() * 1e5});
  problem.costs = {CostTable::euclidean({all.data(), problem.sites.size()}, all)};
  double gap = 0.0;
  for (auto _ : state) {
    const auto plan =
        planning::solve_location(problem, {.model = LocationModel::pmedian, .fleet = static_cast<int>(state.range(2))});
    if (!plan) state.SkipWithError("no plan");
    gap = plan ? 100.0 * plan->gap : 100.0;
  }
  state.counters["gap_percent"] = gap;
}

BENCHMARK(expected_covering)
    ->Args({500, 10'000, 60})
    ->Args({500, 100'000, 60})
    ->Args({5'000, 100'000, 600})
    ->Args({5'000, 1'000'000, 600})
    ->Iterations(1)
    ->Unit(benchmark::kMillisecond);
BENCHMARK(nearest_site)->Args({500, 10'000, 60})->Iterations(1)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace kjede
