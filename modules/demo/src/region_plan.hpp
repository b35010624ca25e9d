#pragma once
// The synthetic region as an engineer would sketch it: water, places, roads, stations. Kilometres, x east, y north.

#include <span>
#include <string_view>
#include <vector>

namespace kjede::demo::region {

struct Point {
  double x = 0;
  double y = 0;
};

// A fjord or lake: a centre line with half its width at each point.
struct Inlet {
  struct Station {
    double x, y, half_width;
  };
  std::string_view name;
  std::vector<Station> line;
};

struct Island {
  std::string_view name;
  Point centre;
  double radius;
};

struct Place {
  std::string_view id, name, municipality;
  Point at;
  int persons;  // in the settlement; farms around come in addition
};

enum class RoadClass { trunk, primary, secondary, tertiary, residential, ferry };
std::string_view to_string(RoadClass kind);

struct RoadSpeed {  // km/h
  double ordinary;
  double winter;  // factor
};
RoadSpeed speed_of(RoadClass kind);

enum class Terrain { land, bridge, tunnel, pass, water };  // land: bends and keeps out of the water

struct Link {
  std::string_view from, to;  // places
  RoadClass kind;
  Terrain terrain;
  std::vector<Point> via;
  std::string_view project{};  // decided, not built
};

struct Station {
  std::string_view place;
  int all_day;  // ambulances day and night
  int by_day;   // more from 07:30 to 19:30
};

struct Hospital {
  std::string_view id, name, place, kinds;
};

std::span<const Inlet> inlets();
std::span<const Island> islands();
std::span<const Point> coast();  // the mainland's, south to north
std::span<const Place> places();
std::span<const Link> links();
std::span<const Station> stations();
std::span<const Hospital> hospitals();
const Place& place(std::string_view id);

inline constexpr int urban_from = 10'000;  // inhabitants of an urban settlement (the 12-minute advice)
inline constexpr double width = 142, height = 108;
inline constexpr double origin_lon = 5.0, origin_lat = 61.0;
inline constexpr double km_per_degree_lat = 111.3, km_per_degree_lon = 53.2;  // at 61.5 degrees north
inline constexpr std::string_view tunnel = "storfjord_tunnel";
inline constexpr std::string_view tunnel_opens = "2029-06-01";

inline double lon(Point p) { return origin_lon + p.x / km_per_degree_lon; }
inline double lat(Point p) { return origin_lat + p.y / km_per_degree_lat; }

}  // namespace kjede::demo::region
