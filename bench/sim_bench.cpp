// Simulated missions per second on a town the size of the Auckland instance (14 stations, 16 ambulances, 4 hospitals,
// 1 500 zones, 280 calls a day) with precomputed tables. Budgets: 1 000 000 missions per second and core under the
// static policy, 100 000 with DMEXCLP redeployment, two cores 1.8 times one. Grows with the fleet and the map: the
// second block. Run: build/release/bench/sim-bench
#include <benchmark/benchmark.h>

#include <cmath>
#include <ctime>

#include "kjede/base/rng.hpp"
#include "kjede/sim/simulate.hpp"

namespace kjede {
namespace {

struct TownSize {
  int stations = 14, vehicles = 16, hospitals = 4, zones = 1500;
  double calls_per_day = 280;
};

// Places in a square of 40 km, 45 km/h in a straight line, lights and siren in 0.7 of the time.
class Town {
 public:
  explicit Town(const TownSize& size) : rng_(20241231) {
    service_.name = "town";
    for (int i = 0; i < size.stations; ++i) {
      const auto [lon, lat] = place(0.6);
      service_.stations.push_back({.id = "s" + std::to_string(i), .lon = lon, .lat = lat});
    }
    for (int i = 0; i < size.hospitals; ++i) {
      const auto [lon, lat] = place(0.4);
      service_.hospitals.push_back({.id = "h" + std::to_string(i), .lon = lon, .lat = lat});
    }
    for (int i = 0; i < size.zones; ++i) {
      const auto [lon, lat] = place(1);
      service_.zones.push_back({.id = "z" + std::to_string(i), .lon = lon, .lat = lat});
    }
    for (int i = 0; i < size.vehicles; ++i)
      service_.vehicles.push_back(
          {.id = "v" + std::to_string(i), .station = static_cast<std::uint32_t>(i % size.stations)});
    service_.travel.sets = {{table(0.7), table(1)}};
    demand(size);
    service_.targets.urban = {480'000, 480'000, 1'200'000};
  }

  sim::Service take() { return std::move(service_); }

 private:
  std::pair<double, double> place(double spread) {
    x_.push_back(40 * (0.5 + spread * (rng_.uniform() - 0.5)));
    y_.push_back(40 * (0.5 + spread * (rng_.uniform() - 0.5)));
    return {x_.back() / 111, y_.back() / 111};
  }

  std::shared_ptr<const sim::TravelTable> table(double factor) const {
    std::vector<sim::Millis> times;
    for (std::size_t a = 0; a < x_.size(); ++a)
      for (std::size_t b = 0; b < x_.size(); ++b)
        times.push_back(static_cast<sim::Millis>(std::hypot(x_[a] - x_[b], y_[a] - y_[b]) * 80'000 * factor));
    return std::make_shared<sim::TravelTable>(sim::TravelTable::build(times, static_cast<std::uint32_t>(x_.size())));
  }

  void demand(const TownSize& size) {
    constexpr std::array<double, 3> share = {0.57, 0.245, 0.185};
    std::vector<double> weights;
    for (int z = 0; z < size.zones; ++z) weights.push_back(rng_.exponential(1));
    for (std::size_t p = 0; p < share.size(); ++p) {
      sim::Stream stream;
      stream.priority = static_cast<sim::Priority>(p);
      stream.per_day = size.calls_per_day * share[p];
      stream.zone_weight = weights;
      stream.ready = {.kind = sim::Law::Kind::constant, .a = 50'000};
      stream.scene = stream.handover = {.kind = sim::Law::Kind::exponential, .a = 720'000};
      stream.transport = 0.8;
      stream.drive = p == 2 ? sim::Drive::normal : sim::Drive::lights;
      service_.demand.streams.push_back(stream);
    }
  }

  base::Rng rng_;
  std::vector<double> x_, y_;  // km
  sim::Service service_;
};

void run(benchmark::State& state, const sim::Service& service, const char* policy, int threads, int days) {
  sim::Order order;
  order.days = days;
  order.replications = 8;
  order.threads = threads;
  order.policy = *dispatch::policy_named(policy);
  std::uint64_t missions = 0;
  const std::clock_t before = std::clock();
  for (auto _ : state) {
    const auto result = sim::simulate(service, order);
    if (!result) return state.SkipWithError("no run");
    for (const auto& replication : result->replications) missions += replication.missions;
  }
  state.counters["missions/s"] = benchmark::Counter(static_cast<double>(missions), benchmark::Counter::kIsRate);
  // Of processor time: what a core gives when nobody else wants it.
  state.counters["missions/s/core"] =
      static_cast<double>(missions) * CLOCKS_PER_SEC / static_cast<double>(std::clock() - before);
}

void auckland_sized(benchmark::State& state, const char* policy) {
  static const sim::Service service = Town({}).take();
  run(state, service, policy, static_cast<int>(state.range(0)), 250);
}

// More of everything; of zones at most three times as many, for the tables grow with their square.
void grown(benchmark::State& state, const char* policy) {
  const int times = static_cast<int>(state.range(0));
  const TownSize size{.stations = 14 * times,
                      .vehicles = 16 * times,
                      .hospitals = 4 * times,
                      .zones = 1500 * std::min(times, 3),
                      .calls_per_day = 280.0 * times};
  const auto service = Town(size).take();
  run(state, service, policy, 1, std::max(250 / times, 2));
}

BENCHMARK_CAPTURE(auckland_sized, static, "static")->Arg(1)->Arg(2)->UseRealTime()->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(auckland_sized, redispatch, "redispatch")->Arg(1)->UseRealTime()->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(auckland_sized, dmexclp, "dmexclp")->Arg(1)->Arg(2)->UseRealTime()->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(auckland_sized, compliance, "compliance")->Arg(1)->UseRealTime()->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(grown, static, "static")->Arg(1)->Arg(10)->Arg(100)->UseRealTime()->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(grown, dmexclp, "dmexclp")->Arg(1)->Arg(10)->Arg(100)->UseRealTime()->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace kjede
