#pragma once
// The only place that knows libosmium: reads a file twice, its ways and relations first, then the nodes they name.

#include <osmium/io/file.hpp>

#include "kjede/base/progress.hpp"
#include "kjede/base/result.hpp"
#include "osm_data.hpp"

namespace kjede::road {

base::Result<OsmData> read_osm(const osmium::io::File& file, const std::string& name, base::Progress& progress);

}  // namespace kjede::road
