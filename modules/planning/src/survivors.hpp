#pragma once
// Expected survivors of cardiac arrest a year in simulated replications.

#include "kjede/planning/cardiac_arrest.hpp"
#include "kjede/planning/compare.hpp"

namespace kjede::planning {

// Survivors a year, one value per replication: arrests happen where people of their age live, and meet the response
// times that acute missions of their zone met. A responder comes to the available share of arrests in their
// municipalities after delay + distance / speed, the distance exponential around its mean.
std::vector<double> survivors_by_replication(const Situation& situation, const sim::Run& run, const ArrestModel& model);

}  // namespace kjede::planning
