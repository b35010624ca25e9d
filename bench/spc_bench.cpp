// Control charts with runs analysis. Budgets: 18 units × 24 quarters 5 ms, 300 × 40 50 ms (R's qicharts2 on the same
// machine: 310 ms and 10.1 s). Run: build/release/bench/spc-bench
#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include "kjede/base/period.hpp"
#include "kjede/base/rng.hpp"
#include "kjede/stats/spc.hpp"

namespace kjede {
namespace {

// One row per unit and quarter.
stats::SpcInput made_up_units(int units, int quarters) {
  base::Rng rng(20241231);
  stats::SpcInput input;
  for (int unit = 0; unit < units; ++unit)
    for (int quarter = 0; quarter < quarters; ++quarter) {
      const auto period = base::Period::of_month(base::PeriodKind::quarter, 2015 * 12 + 3 * quarter);
      const auto n = 20 + rng.below(40);
      double y = 0;
      for (std::uint64_t i = 0; i < n; ++i) y += rng.chance(0.75);
      input.x.emplace_back(period.first_day());
      input.n.emplace_back(static_cast<double>(n));
      input.y.emplace_back(y);
      input.facet.push_back(fmt::format("unit {:03}", unit));
    }
  return input;
}

void charts(benchmark::State& state, stats::ChartType type) {
  const auto input = made_up_units(static_cast<int>(state.range(0)), static_cast<int>(state.range(1)));
  for (auto _ : state) {
    auto result = stats::spc_by_facet(input, {.chart = type});
    if (!result || result->size() != static_cast<std::size_t>(state.range(0))) state.SkipWithError("no charts");
    benchmark::DoNotOptimize(result);
  }
}

BENCHMARK_CAPTURE(charts, p, stats::ChartType::p)->Args({18, 24})->Args({300, 40})->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(charts, pp, stats::ChartType::pp)->Args({18, 24})->Args({300, 40})->Unit(benchmark::kMillisecond);

void runs_limits(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(stats::runs_limits(static_cast<int>(state.range(0))));
}
BENCHMARK(runs_limits)->Arg(24)->Arg(116)->Arg(400);

}  // namespace
}  // namespace kjede
