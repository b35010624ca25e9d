#pragma once
// A road network: graph, geometry and what is known of each arc. `Network` owns it (imports make one), `NetworkView`
// sees it as spans, whether it is owned or mapped from a road file (road_file.hpp).
//
// Contract of a view: all spans per arc have shape.arc_count() entries and all spans per node shape.node_count();
// check_network() has been true of it. Coordinates are degrees × 10⁷, lengths centimetres, times milliseconds.
//
//   NetworkView roads = network.view();
//   dijkstra(roads.shape, roads.modes[0].weights, source);

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "kjede/base/result.hpp"
#include "kjede/road/millis.hpp"
#include "kjede/road/road_class.hpp"
#include "kjede/road/shape.hpp"

namespace kjede::road {

inline constexpr double degree_scale = 1e7;

struct Location {
  std::int32_t lon = 0;  // degrees × 10⁷
  std::int32_t lat = 0;

  double lon_degrees() const { return lon / degree_scale; }
  double lat_degrees() const { return lat / degree_scale; }
  bool operator==(const Location&) const = default;
};

// Nothing unless −180 ≤ lon ≤ 180 and −90 ≤ lat ≤ 90 (so no NaN either).
std::optional<Location> location_of(double lon, double lat);

// Metres on the sphere (haversine, mean Earth radius 6 371 008.8 m).
double metres_between(Location a, Location b);

// Bits of an arc's flags.
enum ArcFlag : std::uint16_t {
  arc_ferry = 1,
  arc_oneway = 2,  // may be driven this way only
  arc_roundabout = 4,
  arc_speed_implied = 8,    // the limit comes from class and country, not from a sign
  arc_restricted = 16,      // closed to the public, open to emergency vehicles
  arc_shape_reversed = 32,  // its shape points are stored in the opposite order
  arc_boarding = 64,        // a ferry's first arc: the wait belongs to it
};

// Bits of a node's flags.
enum NodeFlag : std::uint8_t {
  node_main = 1,       // in the largest strongly connected part
  node_no_access = 2,  // roads cannot be left or entered here (a motorway's middle)
};

// Travel times of every arc for one way of travelling.
struct Mode {
  std::string name;             // "emergency", "seconds_2"
  double off_road_speed = 0;    // km/h in a straight line beside the roads; 0: not said
  std::vector<Millis> weights;  // per arc
};

struct ModeView {
  std::string name;
  double off_road_speed = 0;
  std::span<const Millis> weights;
};

// A decided but unbuilt change ("vedtatte prosjekt"). Its arcs are unreachable in every mode; `open_weights` below are
// what they cost once the project is switched on.
struct Project {
  std::string id;
  std::string name;
  std::string opens;  // ISO date; empty: not known
};

struct FerryRun {
  ArcId arc = no_id;
  Millis crossing = 0;      // of this arc
  Millis headway = 0;       // between departures; 0: not known or on call
  std::int16_t first = -1;  // minute of the day of the first and last departure; −1: all day
  std::int16_t last = -1;
};

struct NetworkTexts {
  std::string name;     // "oslo-east-filtered.osm.pbf"
  std::string source;   // who made the data
  std::string licence;  // must be shown with what is made from it
  std::string country;  // ISO 3166-1, for implied speed limits; empty: not known
};

struct NetworkView {
  Shape shape;
  std::span<const Location> nodes;
  std::span<const std::int64_t> node_ids;   // as in the source; empty when they are texts
  std::span<const std::uint32_t> id_first;  // texts: bytes id_first[v] … id_first[v + 1] − 1 of id_text
  std::string_view id_text;
  std::span<const std::uint8_t> node_flags;
  std::span<const std::uint32_t> length;       // per arc, centimetres
  std::span<const RoadClass> road_class;       // per arc
  std::span<const std::uint8_t> speed_limit;   // per arc, km/h; 0: not known
  std::span<const std::uint8_t> signals;       // per arc, traffic signals passed, its head's included
  std::span<const std::uint16_t> flags;        // per arc
  std::span<const std::uint16_t> project;      // per arc, 0: none, else 1 + index in projects
  std::span<const std::uint32_t> shape_first;  // per arc, its points between tail and head
  std::span<const std::uint32_t> shape_count;
  std::span<const Location> shape_points;
  std::vector<ModeView> modes;
  std::vector<std::span<const Millis>> open_weights;  // per mode, weights with all projects open; as modes if none
  std::vector<Project> projects;
  std::span<const FerryRun> ferries;         // ascending by arc
  std::span<const std::uint32_t> hierarchy;  // the engine's saved words; empty: not kept
  NetworkTexts texts;

  std::string node_name(NodeId node) const;   // the id in the source
  const FerryRun* ferry_of(ArcId arc) const;  // nothing for other arcs
  std::optional<std::size_t> mode_index(std::string_view name) const;
};

// The tail of every arc.
std::vector<NodeId> arc_tails(const Shape& shape);

// The arc's line from tail to head.
std::vector<Location> arc_line(const NetworkView& roads, NodeId tail, ArcId arc);

struct Network {
  std::vector<std::uint32_t> first_out{0};
  std::vector<std::uint32_t> head;
  std::vector<Location> nodes;
  std::vector<std::int64_t> node_ids;
  std::vector<std::uint32_t> id_first;
  std::string id_text;
  std::vector<std::uint8_t> node_flags;
  std::vector<std::uint32_t> length;
  std::vector<RoadClass> road_class;
  std::vector<std::uint8_t> speed_limit;
  std::vector<std::uint8_t> signals;
  std::vector<std::uint16_t> flags;
  std::vector<std::uint16_t> project;
  std::vector<std::uint32_t> shape_first;
  std::vector<std::uint32_t> shape_count;
  std::vector<Location> shape_points;
  std::vector<Mode> modes;
  std::vector<std::vector<Millis>> open_weights;  // empty without projects, else one per mode
  std::vector<Project> projects;
  std::vector<FerryRun> ferries;
  std::vector<std::uint32_t> hierarchy;
  NetworkTexts texts;

  NetworkView view() const;  // valid while this lives unchanged
};

// Every promise above; the first that is broken is named. Whatever passes can be used without a crash.
base::Result<void> check_network(const NetworkView& roads);

// Which of roads.projects are named. Fails (KJ1114) for an unknown id.
base::Result<std::vector<bool>> open_projects(const NetworkView& roads, std::span<const std::string> project_ids);

// Switches projects on: weights of `mode` with the arcs of the named projects open. Fails (KJ1114) for an unknown id.
base::Result<std::vector<Millis>> weights_with(const NetworkView& roads, std::size_t mode,
                                               std::span<const std::string> project_ids);

// The ids of the projects that have opened by an ISO date.
std::vector<std::string> opened_by(const NetworkView& roads, std::string_view date);

}  // namespace kjede::road
