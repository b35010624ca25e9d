#include "road_points.hpp"

#include <fmt/format.h>

#include <cmath>

#include "kjede/road/codes.hpp"
#include "kjede/road/csv_table.hpp"
#include "kjede/text/keys.hpp"

namespace kjede::service {

namespace {

namespace codes = road::codes;

std::string distance_text(double metres) {
  return metres < 1000 ? fmt::format("{:.0f} m", metres) : fmt::format("{:.1f} km", metres / 1000);
}

base::Unexpected off_roads(const road::Snapper& snapper, road::Location point, double limit, const std::string& name) {
  const double metres = snapper.distance(point);
  auto message = std::isfinite(metres) ? fmt::format("{} lies {} from the nearest road, in the sea or outside the map",
                                                     name, distance_text(metres))
                                       : fmt::format("{} has no road to go to", name);
  return base::fail(
      codes::off_network, std::move(message),
      fmt::format("points may lie {} away (--snap-limit); longitude comes before latitude", distance_text(limit)));
}

std::optional<double> number(std::string_view text) {
  while (text.starts_with(' ')) text.remove_prefix(1);
  while (text.ends_with(' ')) text.remove_suffix(1);
  return text::number_in(text);
}

}  // namespace

base::Result<NamedPoint> RoadSession::point(const std::string& text) const {
  if (text.starts_with("node:")) {
    const auto node = points_->ids().find(std::string_view(text).substr(5));
    if (node) return NamedPoint{text.substr(5), road::snapped_to(roads_, *node)};
    return base::fail(codes::unknown_node, fmt::format("the roads have no node '{}'", text.substr(5)),
                      "nodes are named as in the files the roads were imported from");
  }
  const auto comma = text.find(',');
  const auto lon = number(std::string_view(text).substr(0, comma));
  const auto lat = comma == std::string::npos ? std::nullopt : number(std::string_view(text).substr(comma + 1));
  const auto place = lon && lat ? road::location_of(*lon, *lat) : std::nullopt;
  if (!place) {
    return base::fail(codes::bad_coordinate, fmt::format("'{}' is no point", text),
                      "write LON,LAT in degrees, e.g. 10.79,59.92, or node:ID");
  }
  if (auto at = points_->snapper().snap(*place)) return NamedPoint{text, *std::move(at)};
  return off_roads(points_->snapper(), *place, points_->limit(), text);
}

base::Result<std::vector<NamedPoint>> RoadSession::points(const std::string& path, bool keep_going,
                                                          base::Diagnostics& left_out) const {
  KJEDE_ASSIGN(auto table, road::CsvTable::open(path, ""));
  const auto node = table.find("node");
  const auto id = table.find("id");
  std::size_t lon = 0;
  std::size_t lat = 0;
  if (!node) {
    KJEDE_ASSIGN(lon, table.require("lon"));
    KJEDE_ASSIGN(lat, table.require("lat"));
    KJEDE_TRY(table.require("id"));
  }
  std::vector<NamedPoint> points;
  base::Diagnostics problems;
  road::RowProblems unreadable;
  while (table.next(unreadable)) {
    const std::string name(table.field(id ? *id : *node));
    const auto where = fmt::format("'{}' row {} (line {}): ", path, table.place().row, table.place().line);
    auto at = node ? point("node:" + std::string(table.field(*node)))
                   : point(fmt::format("{},{}", table.field(lon), table.field(lat)));
    if (at) {
      points.push_back({name, std::move(at->at)});
      continue;
    }
    problems.push_back(at.error().front());
    problems.back().message = where + problems.back().message;
  }
  for (const auto& p : unreadable.counts()) {
    problems.push_back(
        base::fail(codes::bad_road_cell, fmt::format("'{}' row {}: {} ({} rows)", path, p.first_row, p.reason, p.rows))
            .diagnostics.front());
  }
  if (!problems.empty() && !keep_going) return base::fail(std::move(problems));
  for (auto& problem : problems) {
    problem.severity = base::Severity::warning;
    left_out.push_back(std::move(problem));
  }
  if (points.empty()) {
    return base::fail(codes::no_points, fmt::format("'{}' has no point that can be used", path),
                      "a list of points has the columns id,lon,lat or node");
  }
  return points;
}

}  // namespace kjede::service
