#pragma once
// How often are vehicles busy, and what follows for location models, by the share of time each is busy. The queueing
// formulas themselves are room sim's (sim/queueing.hpp).
//
//   const auto q = busy_fraction(8, offered_load);   // of each of eight vehicles, calls lost when all are busy

#include <vector>

namespace kjede::planning {

// Mean share of time each server is busy, calls lost: a (1 − B) / A. servers ≥ 1.
double busy_fraction(int servers, double load);

// The load that keeps `servers` busy a share `busy` of the time (inverse of busy_fraction). 0 ≤ busy < 1.
double offered_load(int servers, double busy);

// Larson (1975): Q(A, r, j), the exact probability that the first j vehicles of a random order are busy and the next is
// free, over the independent guess r^j (1 − r); for j = 0 … servers − 1. 1 everywhere when busy is 0.
std::vector<double> larson_corrections(int servers, double busy);

}  // namespace kjede::planning
