#pragma once
// A scenario's changes to the tables of its area.

#include "kjede/planning/scenario.hpp"

namespace kjede::planning {

// The area with other stations and vehicles. What the scenario names and the area lacks is reported.
ServiceArea apply_to_tables(const ServiceArea& area, const Scenario& scenario, base::Diagnostics& problems);

}  // namespace kjede::planning
