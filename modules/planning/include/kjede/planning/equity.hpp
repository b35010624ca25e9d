#pragma once
// How evenly a service reaches people: weighted Gini coefficient and the worst-off tenth. Pure functions.
//
//   const double g = gini(population, chance_of_being_reached);

#include <span>

namespace kjede::planning {

// 0: all the same; towards 1: one person has all. Weights and values ≥ 0, equally many; 0 when all values are 0.
double gini(std::span<const double> weights, std::span<const double> values);

// Mean value of the worst-off `share` of the weight; a point on the border counts in part.
double worst_share(std::span<const double> weights, std::span<const double> values, double share = 0.1);

}  // namespace kjede::planning
