#pragma once
// The queueing theory that simulation is checked against, and that answers without it: loss and waiting of A servers,
// Larson's correction, the hypercube model approximately (any fleet) and exactly (at most twelve units).
//
//   double all_busy = erlang_b(16, 7.2);
//   auto model = approximate_hypercube({.zone_rate = rates, .preference = lists, .service_time = times, .units = 16});

#include <cstdint>
#include <vector>

#include "kjede/base/result.hpp"

namespace kjede::sim {

// Probability that all servers are busy when calls that meet that are lost (Erlang 1917). load in erlangs, >= 0.
double erlang_b(int servers, double load);
// Probability of waiting when calls queue; 1 when load >= servers.
double erlang_c(int servers, double load);
// Larson 1975: Q(A, r, j), j = 0 … A − 1: the probability that the first j of A servers in random order are busy and
// the next is free, over what independence would give, when calls are lost and each server is busy a share r of the
// time.
std::vector<double> larson_corrections(int servers, double load);

struct HypercubeModel {
  std::vector<double> zone_rate{};                       // calls per time unit
  std::vector<std::vector<std::uint32_t>> preference{};  // per zone all units, first choice first
  std::vector<double> service_time{};                    // per unit, or per unit and zone (unit · zones + zone)
  std::uint32_t units = 0;
};

struct HypercubeAnswer {
  std::vector<double> busy{};                 // per unit
  std::vector<std::vector<double>> choice{};  // per zone: share of its calls served by its first, second … choice
  double lost = 0;                            // share of all calls that find every unit busy
};

// Larson 1975 with service times by unit and zone as in Jarvis 1985. Calls that find all busy are lost. Fails (KJ1308)
// for models without units, or with lists or times of the wrong size.
base::Result<HypercubeAnswer> approximate_hypercube(const HypercubeModel& model);

// All 2^A states in balance (Larson 1974); service times per unit only. Fails (KJ1308) for more than twelve units.
base::Result<HypercubeAnswer> exact_hypercube(const HypercubeModel& model);

}  // namespace kjede::sim
