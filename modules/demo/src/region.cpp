#include "kjede/demo/region.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>

#include "kjede/demo/codes.hpp"
#include "kjede/text/csv_writer.hpp"
#include "kjede/text/json.hpp"
#include "region_people.hpp"
#include "region_texts.hpp"

namespace kjede::demo {
namespace {

using namespace region;
using text::CsvWriter;
using text::Json;

CsvWriter& at(CsvWriter& csv, Point p) { return csv.number(lon(p), 6).number(lat(p), 6); }

std::string nodes_csv(const Roads& roads) {
  CsvWriter csv;
  csv.row({"id", "lon", "lat"});
  for (std::size_t i = 0; i < roads.nodes.size(); ++i) at(csv.number(std::uint64_t{i}), roads.nodes[i].at).end_row();
  return csv.take();
}

void arc_row(CsvWriter& csv, std::size_t from, std::size_t to, const Road& road) {
  const auto time = drive_times(road);
  csv.number(std::uint64_t{from}).number(std::uint64_t{to});
  for (const double seconds : {time.acute, time.ordinary, time.acute_winter, time.ordinary_winter})
    csv.number(seconds, 3);
  csv.number(road.metres, 2).text(to_string(road.kind)).text(road.project).end_row();
}

std::string arcs_csv(const Roads& roads) {
  CsvWriter csv;
  csv.row({"from", "to", "seconds", "seconds_ordinary", "seconds_winter", "seconds_ordinary_winter", "metres", "class",
           "project"});
  for (const auto& road : roads.roads) {
    arc_row(csv, road.from, road.to, road);
    arc_row(csv, road.to, road.from, road);
  }
  return csv.take();
}

std::string stations_csv() {
  CsvWriter csv;
  csv.row({"id", "name", "lon", "lat", "municipality", "capacity"});
  for (const auto& one : stations()) {
    const auto& where = place(one.place);
    at(csv.text(where.id).text(fmt::format("{} ambulansestasjon", where.name)), where.at)
        .text(where.municipality)
        .number(one.all_day + one.by_day + 1)
        .end_row();
  }
  return csv.take();
}

std::string vehicles_csv() {
  CsvWriter csv;
  csv.row({"id", "station", "kind", "from", "to"});
  for (const auto& one : stations()) {
    for (int i = 0; i < one.all_day + one.by_day; ++i) {
      csv.text(fmt::format("{}_{}", one.place, i + 1)).text(one.place).text("ambulance");
      if (i < one.all_day) {
        csv.empty().empty().end_row();
      } else {
        csv.text("07:30").text("19:30").end_row();
      }
    }
  }
  return csv.take();
}

std::string hospitals_csv() {
  CsvWriter csv;
  csv.row({"id", "name", "lon", "lat", "kinds"});
  for (const auto& one : hospitals()) {
    const Point where = place(one.place).at;
    at(csv.text(one.id).text(one.name), {where.x + 0.35, where.y + 0.4}).text(one.kinds).end_row();
  }
  return csv.take();
}

std::string zones_csv(const std::vector<Zone>& zones) {
  CsvWriter csv;
  std::vector<std::string> header{"id",           "lon",         "lat",        "place",
                                  "municipality", "settlement",  "population", "population_2030",
                                  "arrests",      "arrests_2030"};
  for (const auto band : age_bands) header.push_back(fmt::format("population_{}", band));
  for (const auto band : age_bands) header.push_back(fmt::format("population_2030_{}", band));
  csv.row(header);
  for (const auto& zone : zones) {
    const auto& where = places()[zone.place];
    at(csv.text(zone.id), zone.at).text(where.name).text(where.municipality).text(zone.urban ? "urban" : "rural");
    csv.number(persons(zone.now)).number(persons(zone.then)).number(arrests(zone.now), 4).number(arrests(zone.then), 4);
    for (const int count : zone.now) csv.number(count);
    for (const int count : zone.then) csv.number(count);
    csv.end_row();
  }
  return csv.take();
}

Json coordinates(const Outline& outline) {
  Json ring = Json::array();
  const auto rounded = [](double degrees) {
    return static_cast<double>(static_cast<long long>(degrees * 1e5 + 0.5)) / 1e5;
  };
  for (const auto& p : outline) {
    const Point seen{std::clamp(p.x, -6.0, width), std::clamp(p.y, 0.0, height)};
    ring.push_back({rounded(lon(seen)), rounded(lat(seen))});
  }
  ring.push_back(ring.front());
  return ring;
}

// Sea, fjords, lakes, then islands: drawn in this order they make the map's background.
std::string background_geojson(const Waters& waters) {
  Json features = Json::array();
  for (const auto& shape : waters.shapes()) {
    features.push_back(
        {{"type", "Feature"},
         {"properties", {{"name", shape.name}, {"kind", shape.water ? "water" : "land"}}},
         {"geometry", {{"type", "Polygon"}, {"coordinates", Json::array({coordinates(shape.outline)})}}}});
  }
  return text::to_text(Json{{"type", "FeatureCollection"}, {"features", features}}, 0);
}

base::Result<void> save(const std::filesystem::path& path, const std::string& content) {
  std::error_code failed;
  std::filesystem::create_directories(path.parent_path(), failed);
  std::ofstream out(path, std::ios::binary | std::ios::trunc);
  out << content;
  out.close();
  if (!out) return base::fail(codes::file_not_written, fmt::format("cannot write {}", path.string()));
  return {};
}

}  // namespace

std::vector<RegionFile> make_region(const RegionOptions& options) {
  const base::Rng rng(options.seed);
  const Waters waters(rng.stream("water"));
  const auto roads = lay_roads(waters, rng.stream("roads"));
  const auto zones = settle(roads, rng.stream("people"));
  std::vector<RegionFile> files{{"nodes.csv", nodes_csv(roads)},
                                {"arcs.csv", arcs_csv(roads)},
                                {"stations.csv", stations_csv()},
                                {"vehicles.csv", vehicles_csv()},
                                {"hospitals.csv", hospitals_csv()},
                                {"zones.csv", zones_csv(zones)},
                                {"background.geojson", background_geojson(waters)}};
  for (auto& [path, content] : region_texts()) files.push_back({path, content});
  return files;
}

base::Result<std::vector<RegionFile>> write_region(const RegionOptions& options, const std::string& folder) {
  auto files = make_region(options);
  for (const auto& file : files) KJEDE_TRY(save(std::filesystem::path(folder) / file.path, file.content));
  return files;
}

}  // namespace kjede::demo
