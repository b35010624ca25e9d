#pragma once
// Counts and times of requests by route, and the state of the process, as Prometheus reads them (text format 0.0.4).
//
//   metrics.record(route_number, 200, std::chrono::microseconds(130));

#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "kjede/server/route.hpp"

namespace kjede::server {

class Metrics {
 public:
  static constexpr std::array<double, 9> kBounds{0.001, 0.005, 0.01, 0.025, 0.1, 0.25, 1.0, 5.0, 30.0};  // seconds

  // One row a route, and one for what has none (files, nothing).
  explicit Metrics(std::size_t routes);
  void record(std::size_t route, int status, std::chrono::microseconds took);

  std::atomic<std::int64_t> connections{0};
  std::atomic<std::int64_t> refused{0};
  std::atomic<std::int64_t> waiting{0};  // for a worker

  std::string text(const RouteTable& table, std::size_t streams) const;

 private:
  struct Row {
    std::array<std::atomic<std::uint64_t>, 6> by_status{};  // of class 1xx … 5xx
    std::array<std::atomic<std::uint64_t>, kBounds.size() + 1> by_time{};
    std::atomic<std::uint64_t> microseconds{0};
  };
  std::vector<std::unique_ptr<Row>> rows_;
};

}  // namespace kjede::server
