#pragma once
// How good can any plan be? A Lagrangian bound: the links between vehicles and points are priced instead of enforced,
// so that the rest falls apart into single points and a ranking of sites. Any prices give a bound; the volume
// algorithm (Barahona & Anbil 2000) looks for good ones. Equals the bound of the linear relaxation at the end.

#include "location_program.hpp"

namespace kjede::planning {

// No plan's value is above this. `found` is the value of a plan in hand, `vehicles` that plan (both steer the steps).
double upper_bound(const Program& program, double found, std::span<const int> vehicles, int iterations = 1000);

// No plan that meets the program's hard terms has fewer vehicles (not yet rounded up).
double fewest_vehicles(const Program& program, int found, int iterations = 600);

}  // namespace kjede::planning
