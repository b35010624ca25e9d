#pragma once
// How often are vehicles busy, and what follows: Erlang's loss formula and Larson's correction for the dependence
// between vehicles (planning_methods §3). Pure functions.
//
//   const auto q = busy_fraction(8, offered_load);   // of each of eight vehicles, calls lost when all are busy

#include <vector>

namespace kjede::planning {

// P(all `servers` busy) for `load` erlangs offered, calls lost (Erlang B). servers ≥ 0, load ≥ 0.
double erlang_b(int servers, double load);

// Mean share of time each server is busy, calls lost: a (1 − B) / A. servers ≥ 1.
double busy_fraction(int servers, double load);

// The load that keeps `servers` busy a share `busy` of the time (inverse of busy_fraction). 0 ≤ busy < 1.
double offered_load(int servers, double busy);

// Larson (1975): Q(A, r, j), the exact probability that the first j vehicles of a random order are busy and the next is
// free, over the independent guess r^j (1 − r); for j = 0 … servers − 1. 1 everywhere when busy is 0.
std::vector<double> larson_corrections(int servers, double busy);

}  // namespace kjede::planning
