#include "kjede/road/import_csv.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "import_summary.hpp"
#include "kjede/base/time.hpp"
#include "kjede/road/codes.hpp"
#include "kjede/road/csv_table.hpp"
#include "kjede/road/node_ids.hpp"
#include "kjede/road/row_problems.hpp"
#include "network_builder.hpp"

namespace kjede::road {

namespace {

constexpr std::uint64_t progress_every = 65536;  // rows
constexpr double longest = 4e7;                  // metres: no road is longer than the equator

// The columns of the arcs' table.
struct ArcColumns {
  std::size_t from = 0, to = 0;
  std::optional<std::size_t> length, speed, road_class, project;
  std::vector<std::size_t> times;
};

class CsvImport {
 public:
  CsvImport(const RoadMapping& mapping, const SpeedModel& model, base::Progress& progress)
      : mapping_(mapping), model_(model), progress_(progress) {}

  base::Result<void> projects(CsvTable table);
  base::Result<void> nodes(CsvTable table);
  base::Result<void> arcs(CsvTable table);
  base::Result<RoadImport> finish();

 private:
  base::Result<ArcColumns> columns_of(const CsvTable& table);
  void node_row(const CsvTable& table, std::size_t id, std::size_t lon, std::size_t lat,
                std::optional<std::size_t> access);
  void arc_row(const CsvTable& table, const ArcColumns& columns);
  bool read_ends(const CsvTable& table, const ArcColumns& columns, NewArc& arc);
  bool read_length(const CsvTable& table, const ArcColumns& columns, NewArc& arc);
  bool read_speed(const CsvTable& table, const ArcColumns& columns, NewArc& arc);
  bool read_times(const CsvTable& table, const ArcColumns& columns);
  bool read_project(const CsvTable& table, const ArcColumns& columns, NewArc& arc);
  void count_file(const CsvTable& table, std::uint64_t rejected_before);
  void add(const NewArc& arc);
  base::Result<void> stopped(const CsvTable& table);
  bool reject(const CsvTable& table, const base::Code& code, const std::string& field, std::string reason,
              std::string advice);

  const RoadMapping& mapping_;
  const SpeedModel& model_;
  base::Progress& progress_;
  NetworkBuilder builder_;
  NodeIds ids_;
  std::map<std::string, std::uint16_t> project_numbers_;
  std::vector<std::vector<Millis>> times_;  // per mode, per added arc
  std::vector<Millis> row_times_;
  bool closed_in_a_mode_ = false;
  std::uint64_t rejected_ = 0;
  RowProblems problems_;
  RoadImportReport report_;
};

bool CsvImport::reject(const CsvTable& table, const base::Code& code, const std::string& field, std::string reason,
                       std::string advice) {
  ++rejected_;
  problems_.reject(table.place(), code, field, std::move(reason), std::move(advice));
  return false;
}

base::Result<void> CsvImport::stopped(const CsvTable& table) {
  if (table.rows() % progress_every != 0) return {};
  progress_.at(table.name(), table.bytes_read(), table.total_bytes());
  if (!progress_.stop_requested()) return {};
  return base::fail(codes::road_import_stopped, "the import was stopped; nothing is written");
}

void CsvImport::count_file(const CsvTable& table, std::uint64_t rejected_before) {
  report_.files.push_back(
      {table.name(), table.description(), table.rows(), rejected_ - rejected_before + table.unreadable()});
}

base::Result<void> CsvImport::projects(CsvTable table) {
  KJEDE_ASSIGN(const auto id, table.require("id"));
  const auto name = table.find("name");
  const auto opens = table.find("opens");
  const auto before = rejected_;
  while (table.next(problems_)) {
    Project project{std::string(table.field(id)), name ? std::string(table.field(*name)) : "",
                    opens ? std::string(table.field(*opens)) : ""};
    if (project.id.empty()) {
      reject(table, codes::bad_road_cell, "id", "the project has no id", "give every project an id");
    } else if (!project.opens.empty() && !base::parse_date(project.opens)) {
      reject(table, codes::bad_road_cell, "opens", "not a date", "write dates as 2030-12-31, or leave the cell empty");
    } else if (project_numbers_.emplace(project.id, builder_.network.projects.size() + 1).second) {
      builder_.network.projects.push_back(std::move(project));
    } else {
      reject(table, codes::duplicate_node, "id", "the project stands twice", "remove one of the rows");
    }
  }
  count_file(table, before);
  return {};
}

void CsvImport::node_row(const CsvTable& table, std::size_t id, std::size_t lon, std::size_t lat,
                         std::optional<std::size_t> access) {
  const auto name = table.field(id);
  if (name.empty()) {
    reject(table, codes::bad_road_cell, mapping_.id, "the node has no id", "give every node an id");
    return;
  }
  const auto x = table.number(lon);
  const auto y = table.number(lat);
  const auto where = x && y ? location_of(*x, *y) : std::nullopt;
  if (!where) {
    reject(table, codes::bad_coordinate, mapping_.lon + "," + mapping_.lat,
           x && y ? "the coordinates are outside the Earth" : "a coordinate is missing or no number",
           "coordinates are degrees: longitude from -180 to 180, latitude from -90 to 90");
    return;
  }
  if (!ids_.add(name)) {
    reject(table, codes::duplicate_node, mapping_.id, "the node stands twice; the first is kept",
           "remove one of the rows");
    return;
  }
  builder_.network.nodes.push_back(*where);
  std::uint8_t flags = 0;
  if (access) {
    const auto word = table.field(*access);
    if (word == "0" || word == "0.0" || word == "no" || word == "false") flags = node_no_access;
  }
  builder_.network.node_flags.push_back(flags);
}

base::Result<void> CsvImport::nodes(CsvTable table) {
  KJEDE_ASSIGN(const auto id, table.require(mapping_.id));
  KJEDE_ASSIGN(const auto lon, table.require(mapping_.lon));
  KJEDE_ASSIGN(const auto lat, table.require(mapping_.lat));
  const auto access = table.find(mapping_.access);
  const auto before = rejected_;
  while (table.next(problems_)) {
    node_row(table, id, lon, lat, access);
    KJEDE_TRY(stopped(table));
  }
  count_file(table, before);
  return {};
}

base::Result<ArcColumns> CsvImport::columns_of(const CsvTable& table) {
  ArcColumns columns;
  KJEDE_ASSIGN(columns.from, table.require(mapping_.from));
  KJEDE_ASSIGN(columns.to, table.require(mapping_.to));
  if (mapping_.length) {
    KJEDE_ASSIGN(columns.length, table.require(mapping_.length->column));
  } else {
    columns.length = table.find("metres");
  }
  auto& modes = builder_.network.modes;
  for (const auto& mode : mapping_.modes) {
    KJEDE_ASSIGN(const auto at, table.require(mode.time.column));
    columns.times.push_back(at);
    modes.push_back({mode.name, mode.off_road_speed, {}});
  }
  for (std::size_t i = 0; mapping_.modes.empty() && i < table.header().size(); ++i) {
    if (!table.header()[i].starts_with("seconds")) continue;
    columns.times.push_back(i);
    modes.push_back({table.header()[i], 0, {}});
  }
  columns.project = table.find(mapping_.project);
  columns.road_class = table.find(mapping_.road_class);
  if (columns.times.empty()) columns.speed = table.find(mapping_.speed);
  if (columns.times.empty() && !columns.speed && !columns.road_class) {
    KJEDE_TRY(table.require("seconds"));
  }
  return columns;
}

bool CsvImport::read_ends(const CsvTable& table, const ArcColumns& columns, NewArc& arc) {
  const auto tail = ids_.find(table.field(columns.from));
  const auto head = ids_.find(table.field(columns.to));
  if (!tail || !head) {
    return reject(table, codes::unknown_node, tail ? mapping_.to : mapping_.from, "the nodes' file has no such node",
                  "check that both files are of the same network");
  }
  arc.tail = *tail;
  arc.head = *head;
  return true;
}

bool CsvImport::read_length(const CsvTable& table, const ArcColumns& columns, NewArc& arc) {
  const double straight = metres_between(builder_.network.nodes[arc.tail], builder_.network.nodes[arc.head]);
  double metres = straight;
  if (columns.length) {
    const auto& name = table.header()[*columns.length];
    const auto given = table.number(*columns.length);
    if (!given) {
      return reject(table, codes::bad_length, name, "the length is missing or no number", "give the arc's length");
    }
    metres = *given * (mapping_.length ? mapping_.length->unit : 1);
    if (metres < 0) return reject(table, codes::bad_length, name, "the length is negative", "correct the length");
    if (metres > longest) {
      return reject(table, codes::bad_length, name, "the length is more than the way around the Earth",
                    "correct the length, or its unit in the mapping");
    }
    if (metres == 0 && straight > 1) {
      problems_.warn(table.place(), codes::bad_length, name, "the length is 0 between different places; kept",
                     "correct the length");
    }
  }
  arc.length = static_cast<std::uint32_t>(std::lround(metres * 100));
  return true;
}

// Only where the file has no times.
bool CsvImport::read_speed(const CsvTable& table, const ArcColumns& columns, NewArc& arc) {
  if (columns.road_class && !table.field(*columns.road_class).empty()) {
    const auto kind = parse_road_class(table.field(*columns.road_class));
    if (!kind) {
      return reject(table, codes::bad_road_class, mapping_.road_class, "unknown road class",
                    "classes are those of OpenStreetMap's tag highway, ferry and other");
    }
    arc.road_class = *kind;
  }
  if (!columns.times.empty()) return true;
  if (columns.speed && !table.field(*columns.speed).empty()) {
    const auto speed = table.number(*columns.speed);
    if (!speed || *speed < 1 || *speed > 250) {
      return reject(table, codes::no_speed, mapping_.speed, "the speed is not a number from 1 to 250 km/h",
                    "correct the speed");
    }
    arc.speed_limit = static_cast<std::uint8_t>(std::lround(*speed));
    return true;
  }
  if (columns.road_class && !table.field(*columns.road_class).empty()) {
    arc.speed_limit = static_cast<std::uint8_t>(std::clamp(std::lround(model_.speed[arc.road_class]), 1L, 250L));
    arc.flags |= arc_speed_implied;
    return true;
  }
  return reject(table, codes::no_speed, mapping_.speed, "the arc has neither speed nor class",
                "give each arc a speed in km/h or a class");
}

bool CsvImport::read_times(const CsvTable& table, const ArcColumns& columns) {
  row_times_.assign(columns.times.size(), unreachable);
  std::size_t given = 0;
  for (std::size_t m = 0; m < columns.times.size(); ++m) {
    const auto column = columns.times[m];
    const auto& name = table.header()[column];
    if (table.field(column).empty()) continue;
    const auto time = table.number(column);
    if (!time) return reject(table, codes::bad_travel_time, name, "the travel time is no number", "correct the time");
    const double millis = std::round(*time * (mapping_.modes.empty() ? 1 : mapping_.modes[m].time.unit) * 1000);
    if (*time < 0)
      return reject(table, codes::bad_travel_time, name, "the travel time is negative", "correct the time");
    if (millis >= unreachable) {
      return reject(table, codes::bad_travel_time, name, "the travel time is 24 days or more",
                    "correct the time, or leave the cell empty for an arc that is closed");
    }
    row_times_[m] = static_cast<Millis>(millis);
    ++given;
  }
  if (given == 0 && !columns.times.empty()) {
    return reject(table, codes::bad_travel_time, table.header()[columns.times.front()], "the travel time is missing",
                  "give each arc a time in at least one mode");
  }
  closed_in_a_mode_ = given < columns.times.size();
  return true;
}

bool CsvImport::read_project(const CsvTable& table, const ArcColumns& columns, NewArc& arc) {
  if (!columns.project || table.field(*columns.project).empty()) return true;
  const std::string id(table.field(*columns.project));
  auto& projects = builder_.network.projects;
  const auto [at, fresh] = project_numbers_.emplace(id, projects.size() + 1);
  if (fresh && projects.size() == 0xFFFE) {
    return reject(table, codes::bad_road_cell, mapping_.project, "more than 65534 projects", "use fewer projects");
  }
  if (fresh) projects.push_back({id, "", ""});
  arc.project = at->second;
  return true;
}

void CsvImport::add(const NewArc& arc) {
  builder_.add_arc(arc);
  for (std::size_t m = 0; m < row_times_.size(); ++m) times_[m].push_back(row_times_[m]);
}

void CsvImport::arc_row(const CsvTable& table, const ArcColumns& columns) {
  NewArc arc;
  if (!read_ends(table, columns, arc) || !read_length(table, columns, arc) || !read_speed(table, columns, arc) ||
      !read_times(table, columns) || !read_project(table, columns, arc)) {
    return;
  }
  if (closed_in_a_mode_) {
    problems_.warn(table.place(), codes::bad_travel_time, "", "the arc has no time in a mode and is closed there",
                   "give the time if the arc is open");
  }
  if (!mapping_.both_ways) arc.flags |= arc_oneway;
  add(arc);
  if (!mapping_.both_ways) return;
  std::swap(arc.tail, arc.head);
  add(arc);
}

base::Result<void> CsvImport::arcs(CsvTable table) {
  KJEDE_ASSIGN(const auto columns, columns_of(table));
  times_.resize(columns.times.size());
  const auto before = rejected_;
  while (table.next(problems_)) {
    arc_row(table, columns);
    KJEDE_TRY(stopped(table));
  }
  count_file(table, before);
  return {};
}

base::Result<RoadImport> CsvImport::finish() {
  if (builder_.network.nodes.empty() || builder_.arcs().empty()) {
    const auto counts = problems_.counts();
    auto failed = base::fail(codes::empty_network,
                             builder_.network.nodes.empty() ? "no node could be read" : "no arc could be read",
                             counts.empty() ? "the file holds no rows" : "most often: " + counts.front().reason);
    return failed;
  }
  ids_.write_to(builder_.network);
  const bool own_times = !times_.empty();
  RoadImport done;
  done.network = std::move(builder_).finish(times_);
  done.network.texts.source = mapping_.source;
  done.network.texts.licence = mapping_.licence;
  if (!own_times) add_model_modes(done.network, model_);
  close_projects(done.network);
  mark_main_part(done.network);
  report_.problems = problems_.counts();
  report_.rejects = problems_.take_list();
  done.report = std::move(report_);
  summarise(done);
  return done;
}

}  // namespace

base::Result<RoadImport> import_csv(const CsvRoads& files, const RoadMapping& mapping, const SpeedModel& model,
                                    base::Progress& progress) {
  CsvImport import(mapping, model, progress);
  if (!files.projects.empty()) {
    KJEDE_ASSIGN(auto projects, CsvTable::open(files.projects.string(), ""));
    KJEDE_TRY(import.projects(std::move(projects)));
  }
  KJEDE_ASSIGN(auto nodes, CsvTable::open(files.nodes.string(), mapping.nodes.table));
  KJEDE_TRY(import.nodes(std::move(nodes)));
  KJEDE_ASSIGN(auto arcs, CsvTable::open(files.arcs.string(), mapping.arcs.table));
  KJEDE_TRY(import.arcs(std::move(arcs)));
  KJEDE_ASSIGN(auto done, import.finish());
  done.network.texts.name = files.arcs.filename().string();
  return done;
}

base::Result<RoadImport> import_csv_text(const CsvRoadTexts& texts, const RoadMapping& mapping,
                                         const SpeedModel& model) {
  base::NoProgress progress;
  CsvImport import(mapping, model, progress);
  KJEDE_ASSIGN(auto nodes, CsvTable::from_text(texts.nodes_name, texts.nodes, mapping.nodes.table));
  KJEDE_TRY(import.nodes(std::move(nodes)));
  KJEDE_ASSIGN(auto arcs, CsvTable::from_text(texts.arcs_name, texts.arcs, mapping.arcs.table));
  KJEDE_TRY(import.arcs(std::move(arcs)));
  KJEDE_ASSIGN(auto done, import.finish());
  done.network.texts.name = texts.arcs_name;
  return done;
}

}  // namespace kjede::road
