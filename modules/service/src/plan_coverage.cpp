// Who is within the targets of the nearest ambulance, as planning's location models count it.

#include <algorithm>
#include <cmath>

#include "kjede/planning/area_location.hpp"
#include "kjede/planning/coverage.hpp"
#include "kjede/service/plan_room.hpp"

namespace kjede::service {
namespace {

using text::Json;

constexpr double kMsPerMinute = 60'000;

// Zones are points, stations are sites; the radius is what the target leaves for driving.
planning::LocationProblem problem_of(const planning::Situation& situation, double before) {
  const auto& service = situation.service;
  planning::LocationProblem problem;
  std::vector<planning::CostEntry> costs;
  for (const auto& station : service.stations) problem.sites.push_back(station.id);
  for (std::uint32_t z = 0; z < service.zones.size(); ++z) {
    const auto& zone = service.zones[z];
    problem.points.push_back(zone.id);
    problem.radius.push_back(service.targets.of(zone, sim::Priority::acute) / kMsPerMinute - before);
    const auto times = service.travel.sets.front().lights->to(service.place_of_zone(z));
    for (std::uint32_t s = 0; s < service.stations.size(); ++s) {
      const auto time = road::add(times[service.place_of_station(s)], zone.access_lights);
      if (time < road::unreachable) costs.push_back({s, z, time / kMsPerMinute});
    }
  }
  problem.costs.emplace_back(service.stations.size(), service.zones.size(), std::move(costs));
  problem.periods.push_back({.name = "now", .weight = situation.population});
  problem.capacity.assign(service.stations.size(), static_cast<int>(service.vehicles.size()));
  problem.keep.assign(service.stations.size(), 0);
  return problem;
}

std::vector<int> vehicles_at(const sim::Service& service) {
  std::vector<int> vehicles(service.stations.size(), 0);
  for (const auto& vehicle : service.vehicles) ++vehicles[vehicle.station];
  return vehicles;
}

double share(double part, double whole) { return whole > 0.0 ? part / whole : 0.0; }

struct Counted {
  planning::CoverageGroup people, calls;
};

Json group_json(const std::string& id, const Counted& counted) {
  return {{"id", id},
          {"population", counted.people.demand},
          {"population_within", counted.people.covered},
          {"population_share", share(counted.people.covered, counted.people.demand)},
          {"calls_per_day", counted.calls.demand},
          {"calls_within", counted.calls.covered},
          {"calls_share", share(counted.calls.covered, counted.calls.demand)},
          {"mean_drive_minutes", counted.people.mean_nearest}};
}

Json groups_json(const planning::Situation& situation, const std::vector<planning::PointCoverage>& points) {
  std::vector<std::string> names;
  for (const auto& zone : situation.service.zones) names.emplace_back(zone.urban ? "urban" : "rural");
  const std::vector<std::string> everything(points.size(), "all");
  Json groups = Json::array();
  for (const auto& by : {everything, names}) {
    const auto people = planning::cover_groups(situation.population, points, by);
    const auto calls = planning::cover_groups(situation.acute_per_day, points, by);
    for (std::size_t g = 0; g < people.size(); ++g) groups.push_back(group_json(people[g].name, {people[g], calls[g]}));
  }
  return groups;
}

Json zones_json(const planning::Situation& situation, const std::vector<planning::PointCoverage>& points,
                double before) {
  Json json{{"type", "FeatureCollection"}, {"features", Json::array()}};
  const auto& service = situation.service;
  for (std::size_t z = 0; z < points.size(); ++z) {
    const auto& zone = service.zones[z];
    const auto& point = points[z];
    Json properties{{"id", zone.id},
                    {"place", zone.place},
                    {"municipality", zone.municipality},
                    {"urban", zone.urban},
                    {"population", situation.population[z]},
                    {"calls_per_day", situation.acute_per_day[z]},
                    {"target", service.targets.of(zone, sim::Priority::acute) / kMsPerMinute},
                    {"within", point.covered}};
    if (!std::isinf(point.nearest)) {
      properties["minutes"] = point.nearest + before;
      properties["station"] = service.stations[point.site].id;
    }
    json["features"].push_back({{"type", "Feature"},
                                {"geometry", {{"type", "Point"}, {"coordinates", {zone.lon, zone.lat}}}},
                                {"properties", std::move(properties)}});
  }
  return json;
}

Json fleet_json(const planning::ServiceArea& area, const sim::Service& service) {
  Json fleet = Json::array();
  for (const auto& vehicle : service.vehicles) {
    const auto& station = service.stations[vehicle.station].id;
    const auto was =
        std::find_if(area.vehicles.begin(), area.vehicles.end(), [&](const auto& one) { return one.id == vehicle.id; });
    fleet.push_back({{"vehicle", vehicle.id},
                     {"station", station},
                     {"from", was == area.vehicles.end() ? Json(nullptr) : Json(was->station)}});
  }
  return fleet;
}

}  // namespace

base::Result<std::string> PlanRoom::coverage(const PlanChoice& choice) const {
  KJEDE_ASSIGN(const auto situation, situation_of(choice));
  const auto before = planning::minutes_before_driving(situation);
  const auto problem = problem_of(situation, before);
  planning::LocationOptions options;
  options.model = planning::LocationModel::mclp;
  const auto points = planning::cover_points(problem, options, 0, vehicles_at(situation.service));
  const Json document{{"schema_version", 1},
                      {"before_minutes", before},
                      {"targets", {{"urban", area_.urban_target}, {"rural", area_.rural_target}}},
                      {"year", situation.year},
                      {"groups", groups_json(situation, points)},
                      {"fleet", fleet_json(area_, situation.service)},
                      {"zones", zones_json(situation, points, before)}};
  return text::to_text(document, -1) + "\n";
}

}  // namespace kjede::service
