#pragma once
// Service areas small enough to reckon by hand: places on a line, one minute of driving per unit of length.

#include <algorithm>
#include <cmath>
#include <vector>

#include "kjede/base/rng.hpp"
#include "kjede/sim/simulate.hpp"

namespace kjede::sim {

struct LinePlan {
  std::vector<double> stations{}, hospitals{}, zones{};  // positions, in minutes
  std::vector<std::uint32_t> vehicles{};                 // their stations
  double lights_factor = 1;                              // drive with lights over normal drive
  Millis detour = 0;
};

inline std::shared_ptr<const TravelTable> line_table(const std::vector<double>& at, double factor, Millis detour) {
  std::vector<Millis> times{};
  for (const double a : at)
    for (const double b : at) times.push_back(static_cast<Millis>(std::llround(std::abs(a - b) * 60'000 * factor)));
  return std::make_shared<TravelTable>(TravelTable::build(times, static_cast<std::uint32_t>(at.size()), detour));
}

inline Service line_service(const LinePlan& plan) {
  Service service;
  service.name = "line";
  std::vector<double> at{};
  for (const double x : plan.stations) {
    service.stations.push_back({.id = "s" + std::to_string(service.stations.size()), .lon = x});
    at.push_back(x);
  }
  for (const double x : plan.hospitals) {
    service.hospitals.push_back({.id = "h" + std::to_string(service.hospitals.size()), .lon = x});
    at.push_back(x);
  }
  for (const double x : plan.zones) {
    service.zones.push_back({.id = "z" + std::to_string(service.zones.size()), .place = "Place", .lon = x});
    at.push_back(x);
  }
  for (const auto s : plan.vehicles)
    service.vehicles.push_back({.id = "v" + std::to_string(service.vehicles.size()), .station = s});
  service.travel.sets.push_back({line_table(at, plan.lights_factor, plan.detour), line_table(at, 1, plan.detour)});
  return service;
}

inline Law constant(double minutes) { return {.kind = Law::Kind::constant, .a = minutes * 60'000}; }
inline Law exponential(double minutes) { return {.kind = Law::Kind::exponential, .a = minutes * 60'000}; }

// A call at minute `at` in a zone: a minute until it is ready, no turnout, `scene` minutes there, no transport.
inline Call call_at(double at, std::uint32_t zone, Priority priority = Priority::acute, double scene = 10) {
  Call call;
  call.received = static_cast<Time>(at * 60'000);
  call.ready = 60'000;
  call.zone = zone;
  call.priority = priority;
  call.scene = static_cast<Millis>(scene * 60'000);
  call.transport = false;
  return call;
}

inline std::vector<Call> numbered(std::vector<Call> calls) {
  for (std::uint32_t i = 0; i < calls.size(); ++i) calls[i].incident = i;
  return calls;
}

inline Order replay_of(std::vector<Call> calls, const dispatch::Policy& policy = {}) {
  Order order;
  order.days = 2;
  order.warm_up_days = 0;
  order.replications = 1;
  order.policy = policy;
  order.trace = numbered(std::move(calls));
  order.log = true;
  return order;
}

}  // namespace kjede::sim
