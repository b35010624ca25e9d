// A recommendation at national size, and at ten times as many AEDs, units and resources on the same roads; a replay of
// a year. Every figure stands beside plain Dijkstra from the scene on the same roads in the same run.
//
//   build/release/bench/recommend-bench [incidents, default 2000]
//
// Bars: 12 000 AEDs, 6 000 responders in 1 500 units, 600 resources, a million nodes: median ≤ 5 ms, P99 ≤ 20 ms on one
// core, 200 a second on two, memory ≤ 1 GB; ten times as many ≤ 2 × the latency; 3 500 arrests × 5 policies ≤ 10 s.

#include <fmt/format.h>
#include <malloc.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#include <chrono>
#include <thread>

#include "kjede/road/dijkstra.hpp"
#include "kjede/sim/responder_replay.hpp"
#include "national_scheme.hpp"

namespace {

using namespace kjede;

double seconds_since(std::chrono::steady_clock::time_point begin) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

// Of this thread: the machine may be shared.
double processor_seconds() {
  timespec time{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return double(time.tv_sec) + double(time.tv_nsec) * 1e-9;
}

double process_seconds() {
  timespec time{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
  return double(time.tv_sec) + double(time.tv_nsec) * 1e-9;
}

// Resident now, after what is free was given back. The most there ever was, getrusage's, is that of laying the roads.
double megabytes() {
  malloc_trim(0);
  std::ifstream in("/proc/self/statm");
  double size = 0, resident = 0;
  in >> size >> resident;
  return resident * double(sysconf(_SC_PAGESIZE)) / (1 << 20);
}

double megabytes_at_most() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return double(usage.ru_maxrss) / 1024;
}

dispatch::Moment moment() { return {bench::kBenchDay + std::chrono::hours(10), bench::kBenchDay, 12 * 60}; }

dispatch::Incident incident(const bench::Country& country, std::mt19937_64& random) {
  dispatch::Incident out;
  out.id = "i";
  out.place = country.somewhere(random);
  out.indication = "unconscious_not_breathing";
  out.received = moment().instant;
  return out;
}

struct Latency {
  double median = 0, p99 = 0;  // milliseconds of processor time
};

class Bench {
 public:
  Bench(const bench::Country& country, const dispatch::TravelTimes& times, const bench::Size& size)
      : country_(country), times_(times), rules_(bench::shipped_rules()), made_(country, size) {
    const auto begin = process_seconds();
    scheme_ = made_.scheme(rules_);
    const auto generated = process_seconds();
    index_.emplace(scheme_, rules_, times, bench::kBenchDay);
    live_.emplace(*index_);
    fmt::print("{:44}{:>12.2f} s (generating the scheme {:.2f} s)\n", "snapshot judged and placed",
               process_seconds() - generated, generated - begin);
  }

  Latency latency(int incidents) {
    std::mt19937_64 random(5);
    std::vector<double> took;
    std::size_t responders = 0;
    for (int i = 0; i < incidents; ++i) {
      const auto asked = incident(country_, random);
      const auto begin = processor_seconds();
      const auto answer = dispatch::recommend(*index_, *live_, times_, asked, policy_, moment());
      took.push_back((processor_seconds() - begin) * 1000);
      responders += answer->responders.size();
    }
    std::sort(took.begin(), took.end());
    const Latency out{took[took.size() / 2], took[took.size() * 99 / 100]};
    fmt::print("{:44}{:>12.3f} ms\n{:44}{:>12.3f} ms ({:.1f} responders on average)\n", "recommendation, median",
               out.median, "recommendation, P99", out.p99, double(responders) / incidents);
    return out;
  }

  void sustained(int incidents) {
    const auto begin = std::chrono::steady_clock::now();
    const auto processor = process_seconds();
    const auto work = [&](std::uint64_t seed) {
      std::mt19937_64 random(seed);
      for (int i = 0; i < incidents / 2; ++i) {
        const auto asked = incident(country_, random);
        (void)dispatch::recommend(*index_, *live_, times_, asked, policy_, moment());
      }
    };
    std::thread other(work, 6);
    work(7);
    other.join();
    fmt::print("{:44}{:>12.0f} a second ({:.0f} by processor time)\n", "on two cores, wall time",
               incidents / seconds_since(begin), 2 * incidents / (process_seconds() - processor));
  }

  void replay(int threads) {
    sim::ReplayOrder order;
    for (const auto* name : {"none", "kjede", "goodsam-london", "hjerteloeber-dk", "mobile-retter"}) {
      order.policies.push_back(*dispatch::responder_policy(name));
    }
    order.threads = threads;
    const auto arrests = sim::draw_arrests(scheme_, 3500, base::make_date(2025, 1, 1), 365, 1);
    const auto begin = std::chrono::steady_clock::now();
    const auto processor = process_seconds();
    const auto run = sim::replay(*index_, times_, arrests, order);
    fmt::print("{:44}{:>12.2f} s ({:.2f} s of processor time, {} policies)\n",
               fmt::format("replay of 3 500 arrests, {} threads", threads), seconds_since(begin),
               process_seconds() - processor, run.policies.size());
  }

 private:
  struct Made {
    Made(const bench::Country& of, const bench::Size& as) : country(of), size(as) {}
    dispatch::Scheme scheme(const dispatch::RuleSet& rules) const { return country.scheme(rules, size, 1); }
    const bench::Country& country;
    bench::Size size;
  };

  const bench::Country& country_;
  const dispatch::TravelTimes& times_;
  dispatch::RuleSet rules_;
  Made made_;
  dispatch::Scheme scheme_;
  std::optional<dispatch::SchemeIndex> index_;
  std::optional<dispatch::LiveState> live_;
  dispatch::ResponderPolicy policy_ = *dispatch::responder_policy("kjede");
};

}  // namespace

int main(int argc, char** argv) {
  const int incidents = argc > 1 ? std::atoi(argv[1]) : 2000;
  bench::Size size;
  const bench::Country country(size);
  const auto roads = country.roads();
  fmt::print("{:44}{:>12.0f} MB\n", "memory with the roads", megabytes());
  fmt::print("{} nodes, {} arcs\n", roads.nodes.size(), roads.shape.head.size());
  const auto begin = process_seconds();
  const auto graph = country.search_graph();
  fmt::print("{:44}{:>12.2f} s (tree {} high; memory {:.0f} MB, at most {:.0f} MB)\n", "roads made ready",
             process_seconds() - begin, graph.height, megabytes(), megabytes_at_most());
  const auto slow = processor_seconds();
  (void)road::dijkstra(roads.shape, roads.modes[0].weights, 0);
  const double dijkstra = (processor_seconds() - slow) * 1000;
  fmt::print("{:44}{:>12.3f} ms\n", "Dijkstra, one to all", dijkstra);
  const dispatch::RoadTimes times(roads, roads.modes[0].weights, graph, {});
  Latency national;
  {
    fmt::print("\n12 000 AEDs, 6 000 responders in 1 500 units, 600 resources\n");
    Bench bench(country, times, size);
    national = bench.latency(incidents);
    fmt::print("{:44}{:>12.0f} ×\n", "Dijkstra, one to all / median", dijkstra / national.median);
    bench.sustained(incidents);
    fmt::print("{:44}{:>12.0f} MB\n", "memory, serving", megabytes());
    bench.replay(1);
    bench.replay(2);
  }
  fmt::print("\nten times as many, on the same roads\n");
  size.aeds *= 10;
  size.units *= 10;
  size.resources *= 10;
  Bench bench(country, times, size);
  const auto large = bench.latency(incidents);
  fmt::print("{:44}{:>12.2f} ×, P99 {:.2f} ×\n", "median against national size", large.median / national.median,
             large.p99 / national.p99);
  return 0;
}
