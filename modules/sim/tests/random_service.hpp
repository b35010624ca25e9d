#pragma once
// A random town on a grid with traffic: for repeatability, threads and comparisons of policies.

#include "small_service.hpp"

namespace kjede::sim {

inline Service random_service(std::uint64_t seed) {
  base::Rng rng(seed);
  LinePlan plan;
  for (int i = 0; i < 5; ++i) plan.stations.push_back(std::floor(rng.uniform() * 60));
  for (int i = 0; i < 2; ++i) plan.hospitals.push_back(std::floor(rng.uniform() * 60));
  for (int i = 0; i < 40; ++i) plan.zones.push_back(std::floor(rng.uniform() * 60));
  plan.vehicles = {0, 1, 2, 3, 4, 0, 1};
  plan.lights_factor = 0.7;
  auto service = line_service(plan);
  service.vehicles[5] = {.id = "day", .station = 0, .from = 480, .to = 960, .rest_after = 240, .rest_length = 30};
  service.vehicles[6] = {.id = "night", .station = 1, .from = 1320, .to = 420};
  for (int p = 0; p < 3; ++p) {
    Stream stream;
    stream.priority = static_cast<Priority>(p);
    stream.per_day = 20;
    stream.drive = p == 2 ? Drive::normal : Drive::lights;
    for (std::size_t z = 0; z < plan.zones.size(); ++z) stream.zone_weight.push_back(1 + rng.uniform());
    for (std::size_t h = 0; h < 168; ++h) stream.hour_factor[h] = h % 24 < 8 ? 0.5 : 1.25;
    stream.ready = {.kind = Law::Kind::lognormal, .a = 90'000, .b = 0.5};
    stream.turnout = {.kind = Law::Kind::lognormal, .a = 60'000, .b = 0.3};
    stream.scene = exponential(20);
    stream.handover = {.kind = Law::Kind::weibull, .a = 2.5, .b = 900'000};
    stream.transport = 0.7;
    service.demand.streams.push_back(stream);
  }
  service.demand.drive_sigma = 0.2;
  return service;
}

inline Order short_run(const std::string& policy) {
  Order order;
  order.days = 5;
  order.replications = 4;
  order.seed = 7;
  order.policy = *dispatch::policy_named(policy);
  order.log = true;
  return order;
}

}  // namespace kjede::sim
