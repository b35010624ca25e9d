#pragma once
// What every import ends with: modes from the speed model, and the figures of the report.

#include "kjede/road/import_report.hpp"
#include "kjede/road/speed_model.hpp"

namespace kjede::road {

// The modes `acute` and `planned`, free of traffic, with projects open.
void add_model_modes(Network& network, const SpeedModel& model);

// Nodes, arcs, kilometres, parts.
void summarise(RoadImport& done);

}  // namespace kjede::road
