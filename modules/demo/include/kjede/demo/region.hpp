#pragma once
// A synthetic health region by a western-Norwegian fjord: towns and valleys, a ferry, a decided tunnel, 20 stations,
// 30 ambulances, three hospitals, zones with people. No place in it exists. It is written as the folder of a service
// area (docs/decisions/0008-planning-rooms.md); rooms road, sim and planning do the rest.
//
//   for (const auto& file : demo::make_region({.seed = 2024})) save(file);
//
// Same seed and version of Kjede: the same bytes on every machine (no libm but sqrt, no std:: distributions).

#include <cstdint>
#include <string>
#include <vector>

#include "kjede/base/result.hpp"

namespace kjede::demo {

struct RegionOptions {
  std::uint64_t seed = 2024;
};

struct RegionFile {
  std::string path;  // below the folder, "zones.csv"
  std::string content;
};

// service.yaml, nodes.csv, arcs.csv, stations.csv, vehicles.csv, hospitals.csv, zones.csv, background.geojson,
// scenarios/*.yaml and README.txt. The seed moves bends, streets and hamlets; towns and roads keep their names.
std::vector<RegionFile> make_region(const RegionOptions& options);

// Writes them; folders are made. Fails with KJ1004.
base::Result<std::vector<RegionFile>> write_region(const RegionOptions& options, const std::string& folder);

}  // namespace kjede::demo
