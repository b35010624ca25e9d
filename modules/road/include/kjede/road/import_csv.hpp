#pragma once
// Roads from two CSV files: nodes `id,lon,lat` and arcs `from,to,seconds[,seconds_2…]`, or files with other names,
// units and layout through a mapping (docs/reference/road_import.md).
//
//   KJEDE_ASSIGN(auto imported, import_csv("n.csv", "a.csv", {}, progress));
//   KJEDE_TRY(write_road_file("x.road", imported.network.view()));

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "kjede/base/progress.hpp"
#include "kjede/base/result.hpp"
#include "kjede/road/import_report.hpp"
#include "kjede/road/speed_model.hpp"

namespace kjede::road {

// A column and what one of its units is worth in seconds or metres.
struct MappedColumn {
  std::string column;
  double unit = 1;
};

struct MappedMode {
  std::string name;
  MappedColumn time;
  double off_road_speed = 0;  // km/h; 0: not said
};

struct MappedTable {
  std::string table;  // of a file with several: the line before the header; empty: the file is one table
};

struct RoadMapping {
  std::string name = "";
  MappedTable nodes, arcs;
  std::string id = "id", lon = "lon", lat = "lat";
  std::string access = "access";  // optional column: 0 or no, roads cannot be left or entered at this node
  std::string from = "from", to = "to";
  std::optional<MappedColumn> length;  // metres
  std::vector<MappedMode> modes;       // empty: every column that begins with `seconds`
  std::string speed = "speed";         // optional columns: km/h, class, project
  std::string road_class = "class";
  std::string project = "project";
  bool both_ways = false;  // a row is both directions
  std::string source, licence;
};

// Fails with every mistake at its place.
base::Result<RoadMapping> read_road_mapping(std::shared_ptr<const base::SourceFile> file);

struct CsvRoads {
  std::filesystem::path nodes, arcs;
  std::filesystem::path projects;  // `id,name,opens`; empty: projects are known by the arcs' column alone
};

// Rows that cannot be used are left out, counted and listed; see RoadImportReport. Fails when a file cannot be read,
// lacks a column (KJ1120), or leaves no node or no arc (KJ1129).
base::Result<RoadImport> import_csv(const CsvRoads& files, const RoadMapping& mapping, const SpeedModel& model,
                                    base::Progress& progress);

// Likewise from texts.
struct CsvRoadTexts {
  std::string nodes_name, nodes, arcs_name, arcs;
};
base::Result<RoadImport> import_csv_text(const CsvRoadTexts& texts, const RoadMapping& mapping,
                                         const SpeedModel& model);

}  // namespace kjede::road
