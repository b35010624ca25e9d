#pragma once
// What one may ask of roads: a table of times, a route, areas reached in a time, and whether the roads are in order.
//
//   KJEDE_ASSIGN(auto answer, road_route(session, "10.79,59.92", "10.85,59.95"));
//   out = to_text(answer, "nb");

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "kjede/road/isochrone.hpp"
#include "kjede/service/road_session.hpp"

namespace kjede::service {

// "123.456"
std::string seconds_text(road::Millis time);

struct RoadMatrix {
  std::uint64_t rows = 0;
  std::uint64_t unreachable = 0;  // rows with an empty time
};

// CSV `from,to,seconds` for every pair, by `from` then `to`; the time is empty where there is no way. Given to `out`
// in pieces.
RoadMatrix road_matrix(const RoadSession& session, std::span<const NamedPoint> from, std::span<const NamedPoint> to,
                       const std::function<void(std::string_view)>& out);

struct RoadRoute {
  std::string from, to;
  road::Millis time = road::unreachable;
  double kilometres = 0;             // on roads
  double off_road_metres = 0;        // beside them, at both ends
  std::vector<road::Location> line;  // from point to point
  std::string times_named, source, licence;
};

// Fails when a point cannot be used; a route that does not exist has the time `unreachable`.
base::Result<RoadRoute> road_route(const RoadSession& session, const std::string& from, const std::string& to);
std::string to_text(const RoadRoute& route, std::string_view language);  // nb or en
std::string to_json(const RoadRoute& route);
std::string to_geojson(const RoadRoute& route);

struct RoadAreas {
  std::vector<NamedPoint> starts;
  std::vector<road::Isochrone> areas;
  std::vector<road::Millis> times;  // per node, from the nearest start
};

// Areas reached from the nearest of `starts` ("lon,lat" or "node:ID") within each of `minutes`.
base::Result<RoadAreas> road_areas(const RoadSession& session, const std::vector<std::string>& starts,
                                   const std::vector<double>& minutes, double reach, double cell);

struct AreaPicture {
  std::string svg, png;
};
// The areas on their roads. `home` is where the renderer lies.
base::Result<AreaPicture> draw_areas(const RoadSession& session, const RoadAreas& areas, const std::string& title,
                                     const std::string& language, const std::string& home, bool png);

struct RoadCheck {
  std::uint64_t nodes = 0, arcs = 0, parts = 0, nodes_apart = 0, closed_arcs = 0;
  std::uint64_t implied_speeds = 0, no_speed = 0, too_fast = 0, too_slow = 0, shorter_than_straight = 0, no_length = 0;
  std::uint64_t ferries = 0, compared = 0, different = 0;
  std::vector<std::string> examples;  // "47 → 48: 312 km/h"
  std::vector<std::string> modes;
  std::vector<road::Project> projects;
  road::NetworkTexts texts;
  std::string times_named;
};

// Looks at every arc, and compares `samples` random sources (a seeded draw) with Dijkstra, to every node.
RoadCheck road_check(const RoadSession& session, int samples);
std::string to_text(const RoadCheck& check, std::string_view language);
std::string to_json(const RoadCheck& check);

}  // namespace kjede::service
