#pragma once
// The tables of a service area, cell by cell; everything wrong is reported with its line.

#include "kjede/planning/service_area.hpp"

namespace kjede::planning {

struct AreaTables {
  std::filesystem::path stations, vehicles, hospitals, zones;
};

// Into `area`, whose years are known; bands are found in the header of the zones.
void read_tables(const AreaTables& files, ServiceArea& area, base::Diagnostics& problems);

}  // namespace kjede::planning
