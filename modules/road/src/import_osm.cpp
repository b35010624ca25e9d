#include "kjede/road/import_osm.hpp"

#include "osm_file.hpp"
#include "osm_network.hpp"

namespace kjede::road {

namespace {

base::Result<RoadImport> import_file(const osmium::io::File& file, const std::string& name, const std::string& path,
                                     const OsmOptions& options, const SpeedModel& model, base::Progress& progress) {
  KJEDE_ASSIGN(const auto data, read_osm(file, path, progress));
  KJEDE_ASSIGN(auto done, network_of(data, options, model));
  done.network.texts.name = name;
  done.report.files.push_back({path, "OpenStreetMap", data.ways, 0});
  return done;
}

}  // namespace

base::Result<RoadImport> import_osm(const std::filesystem::path& path, const OsmOptions& options,
                                    const SpeedModel& model, base::Progress& progress) {
  const bool opl = path.extension() == ".opl";
  return import_file(osmium::io::File(path.string(), opl ? "opl" : "pbf"), path.filename().string(), path.string(),
                     options, model, progress);
}

base::Result<RoadImport> import_osm_bytes(const std::string& name, const std::string& bytes, const std::string& format,
                                          const OsmOptions& options, const SpeedModel& model) {
  base::NoProgress progress;
  return import_file(osmium::io::File(bytes.data(), bytes.size(), format), name, name, options, model, progress);
}

}  // namespace kjede::road
