#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "kjede/road/point_query.hpp"
#include "kjede/service/road_answers.hpp"
#include "kjede/text/json.hpp"
#include "road_words.hpp"

namespace kjede::service {

namespace {

using road::Location;
using road::Millis;
using text::Json;

double length_of(const std::vector<Location>& line) {
  double metres = 0;
  for (std::size_t i = 1; i < line.size(); ++i) metres += road::metres_between(line[i - 1], line[i]);
  return metres;
}

// The stretch of a line between two shares of its length, in the direction from the first to the second.
std::vector<Location> stretch(std::vector<Location> line, double begin, double end) {
  if (begin > end) {
    std::reverse(line.begin(), line.end());
    begin = 1 - begin;
    end = 1 - end;
  }
  const double all = length_of(line);
  std::vector<Location> part;
  double before = 0;
  const auto at = [&](std::size_t i, double metres, double share) {
    const double t = metres > 0 ? std::clamp((share * all - before) / metres, 0.0, 1.0) : 0;
    return *road::location_of(std::lerp(line[i - 1].lon_degrees(), line[i].lon_degrees(), t),
                              std::lerp(line[i - 1].lat_degrees(), line[i].lat_degrees(), t));
  };
  for (std::size_t i = 1; i < line.size(); ++i) {
    const double metres = road::metres_between(line[i - 1], line[i]);
    const bool first = part.empty() && before + metres >= begin * all;
    if (first) part.push_back(at(i, metres, begin));
    if (!part.empty() && before + metres >= end * all) {
      part.push_back(at(i, metres, end));
      return part;
    }
    if (!part.empty()) part.push_back(line[i]);
    before += metres;
  }
  return part;
}

class Router {
 public:
  Router(const RoadSession& session, const road::Snapped& from, const road::Snapped& to)
      : session_(session), from_(from), to_(to), query_(session.graph()) {}

  // Fills time, line and lengths.
  void run(RoadRoute& route) {
    const Millis along = road::along_one_arc(from_, to_, session_.weights());
    const road::Access* leave = nullptr;
    const road::Access* arrive = nullptr;
    route.time = along;
    for (const auto& out : from_.out) {
      for (const auto& in : to_.in) {
        const auto time = road::add(out.time, road::add(query_.time(out.node, in.node), in.time));
        if (time >= route.time) continue;
        route.time = time;
        leave = &out;
        arrive = &in;
      }
    }
    if (route.time >= road::unreachable) return;
    std::vector<Location> on_roads;
    if (leave == nullptr) {
      on_roads = stretch(road::arc_line(session_.roads(), from_.tail, from_.arc), from_.along, to_.along);
    } else {
      on_roads = drive(*leave, *arrive);
    }
    route.kilometres = length_of(on_roads) / 1000;
    route.off_road_metres = from_.metres + to_.metres;
    if (from_.metres > 0) route.line.push_back(from_.point);
    route.line.insert(route.line.end(), on_roads.begin(), on_roads.end());
    if (to_.metres > 0) route.line.push_back(to_.point);
    route.line.erase(std::unique(route.line.begin(), route.line.end()), route.line.end());
  }

 private:
  // Between a place on an arc and one of its ends.
  std::vector<Location> part(const road::Snapped& at, road::NodeId end, bool outwards) const {
    if (at.arc == road::no_id) return {at.place};
    const double share = end == at.tail ? 0 : 1;
    auto line = road::arc_line(session_.roads(), at.tail, at.arc);
    return outwards ? stretch(std::move(line), at.along, share) : stretch(std::move(line), share, at.along);
  }

  std::vector<Location> drive(const road::Access& leave, const road::Access& arrive) {
    auto line = part(from_, leave.node, true);
    const auto& shape = session_.roads().shape;
    auto tail = leave.node;
    for (const auto arc : query_.route(leave.node, arrive.node).arcs) {
      const auto piece = road::arc_line(session_.roads(), tail, arc);
      line.insert(line.end(), piece.begin(), piece.end());
      tail = shape.head[arc];
    }
    const auto last = part(to_, arrive.node, false);
    line.insert(line.end(), last.begin(), last.end());
    return line;
  }

  const RoadSession& session_;
  const road::Snapped& from_;
  const road::Snapped& to_;
  road::PointQuery query_;
};

std::string clock_text(Millis time) {
  const auto seconds = (time + 500) / 1000;
  return fmt::format("{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60);
}

Json properties(const RoadRoute& route) {
  Json json{
      {"from", route.from}, {"to", route.to}, {"seconds", nullptr}, {"km", nullptr}, {"off_road_metres", nullptr}};
  if (route.time < road::unreachable) {
    json["seconds"] = route.time / 1000.0;
    json["km"] = std::round(route.kilometres * 1000) / 1000;
    json["off_road_metres"] = std::round(route.off_road_metres * 10) / 10;
  }
  json["times"] = route.times_named;
  json["source"] = route.source;
  json["licence"] = route.licence;
  return json;
}

Json geometry(const RoadRoute& route) {
  Json positions = Json::array();
  const auto rounded = [](double degrees) { return std::round(degrees * 1e6) / 1e6; };
  for (const auto& p : route.line) positions.push_back({rounded(p.lon_degrees()), rounded(p.lat_degrees())});
  if (positions.size() == 1) positions.push_back(positions[0]);
  return positions.empty() ? Json(nullptr) : Json{{"type", "LineString"}, {"coordinates", positions}};
}

}  // namespace

base::Result<RoadRoute> road_route(const RoadSession& session, const std::string& from, const std::string& to) {
  const auto start = session.point(from);
  const auto end = session.point(to);
  base::Diagnostics problems;
  for (const auto* point : {&start, &end}) {
    if (!*point) problems.insert(problems.end(), point->error().begin(), point->error().end());
  }
  if (!problems.empty()) return base::fail(std::move(problems));
  RoadRoute route;
  route.from = from;
  route.to = to;
  route.times_named = session.times_named();
  route.source = session.roads().texts.source;
  route.licence = session.roads().texts.licence;
  Router(session, start->at, end->at).run(route);
  return route;
}

std::string to_text(const RoadRoute& route, std::string_view language) {
  const bool nb = is_nb(language);
  if (route.time >= road::unreachable) {
    return fmt::format(fmt::runtime(nb ? "ingen vei fra {} til {}\n" : "no way from {} to {}\n"), route.from, route.to);
  }
  auto text = fmt::format("{} s ({}), {:.2f} km {}", seconds_text(route.time), clock_text(route.time), route.kilometres,
                          nb ? "på vei" : "by road");
  if (route.off_road_metres >= 1) {
    text +=
        fmt::format(fmt::runtime(nb ? " og {:.0f} m ved siden av" : " and {:.0f} m beside it"), route.off_road_metres);
  }
  return text + fmt::format("; {}: {}\n", nb ? "tider" : "times", route.times_named);
}

std::string to_json(const RoadRoute& route) {
  Json json{{"schema_version", 1}};
  json.update(properties(route));
  json["geometry"] = geometry(route);
  return text::to_text(json);
}

std::string to_geojson(const RoadRoute& route) {
  return text::to_text(Json{{"type", "Feature"}, {"properties", properties(route)}, {"geometry", geometry(route)}}, 0);
}

}  // namespace kjede::service
