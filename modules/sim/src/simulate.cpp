#include "kjede/sim/simulate.hpp"

#include <atomic>
#include <mutex>
#include <thread>

#include "check.hpp"
#include "engine.hpp"
#include "kjede/sim/codes.hpp"

namespace kjede::sim {
namespace {

base::Rng stream_of(const Order& order, int replication) {
  return base::Rng(base::Rng(order.seed).stream("replication " + std::to_string(replication)).next());
}

Replication replicate(const Prepared& prepared, int number) {
  Replication result;
  result.number = number;
  const Order& order = prepared.order;
  const base::Rng rng = stream_of(order, number);
  if (order.trace.empty()) {
    GeneratedCalls calls(prepared.service.demand, rng, never);
    Engine(prepared, calls, result).run();
  } else if (order.bootstrap) {
    const int weeks = (order.warm_up_days + order.days + 6) / 7;
    const auto drawn = bootstrap_weeks(order.trace, weeks, rng.stream("weeks"));
    TraceCalls calls(drawn);
    Engine(prepared, calls, result).run();
  } else {
    TraceCalls calls(order.trace);
    Engine(prepared, calls, result).run();
  }
  return result;
}

// Replications in order of number, each on whichever thread is free; their results do not depend on which.
class Workers {
 public:
  Workers(const Prepared& prepared, base::Progress& progress)
      : prepared_(prepared), progress_(progress), results_(static_cast<std::size_t>(prepared.order.replications)) {}

  Run run() {
    const int threads = std::min(prepared_.order.threads, prepared_.order.replications);
    std::vector<std::thread> others;
    for (int t = 1; t < threads; ++t) others.emplace_back([this] { work(); });
    work();
    for (auto& other : others) other.join();
    Run run;
    for (auto& result : results_) {
      if (!result) break;  // stopped: only what is whole from the front, so that a rerun gives the same
      run.replications.push_back(std::move(*result));
    }
    run.complete = run.replications.size() == results_.size();
    return run;
  }

 private:
  void work() {
    for (;;) {
      const int number = next_.fetch_add(1);
      if (number >= prepared_.order.replications || stopped_.load()) return;
      results_[static_cast<std::size_t>(number)] = replicate(prepared_, number);
      const std::scoped_lock lock(reporting_);
      progress_.at("replications", ++done_, results_.size());
      if (progress_.stop_requested()) stopped_ = true;
    }
  }

  const Prepared& prepared_;
  base::Progress& progress_;
  std::vector<std::optional<Replication>> results_;
  std::atomic<int> next_{0};
  std::atomic<bool> stopped_{false};
  std::mutex reporting_;
  std::uint64_t done_ = 0;
};

}  // namespace

std::string Run::log() const {
  std::string text = log_header();
  for (const auto& replication : replications) text += replication.log;
  return text;
}

base::Result<Run> simulate(const Service& service, const Order& order, base::Progress* progress) {
  KJEDE_TRY(check_run(service, order));
  if (order.bootstrap && bootstrap_weeks(order.trace, 1, base::Rng(order.seed)).empty())
    return base::fail(codes::bad_order, "the trace holds no whole week to draw from", "give at least seven days");
  const Prepared prepared(service, order);
  base::NoProgress silent;
  return Workers(prepared, progress ? *progress : silent).run();
}

}  // namespace kjede::sim
