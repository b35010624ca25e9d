#include "kjede/service/area_plan.hpp"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <limits>

#include "kjede/planning/codes.hpp"

namespace kjede::service {
namespace {

constexpr double slack_in_sigmas = 6.5;  // beyond it the chance of being in time is below 1e-10

// Minutes beyond which a pair has no say in a model with a radius.
double reach(const AreaPlace& place, const planning::LocationRequest& request,
             const planning::LocationOptions& options) {
  if (!planning::needs_radius(options.model)) return std::numeric_limits<double>::infinity();
  double most = std::max(place.area.urban_target, place.area.rural_target);
  if (request.radius) most = std::max(*request.radius, request.rural_radius.value_or(0));
  most = std::max(most, options.second_radius);
  return options.sigma > 0 ? most * std::exp(slack_in_sigmas * options.sigma) : most;
}

}  // namespace

base::Result<AreaPlace> open_area(const std::string& path) {
  AreaPlace place;
  if (std::filesystem::is_directory(path)) {
    place.scenario.id = "as-it-is";
    place.scenario.service = path;
  } else {
    KJEDE_ASSIGN(place.scenario, planning::read_scenario(path));
  }
  KJEDE_ASSIGN(place.area, planning::read_service_area(place.scenario.service));
  KJEDE_ASSIGN(place.roads, planning::AreaNetwork::open(place.area));
  KJEDE_ASSIGN(place.situation, planning::make_situation(place.area, place.scenario, place.roads));
  return place;
}

base::Result<void> fill_from_area(AreaPlace& place, planning::LocationTables& tables,
                                  planning::LocationRequest& request, planning::LocationOptions& options,
                                  const planning::TryOutOptions& run, base::Progress& progress) {
  if (tables.points || tables.costs)
    return base::fail(planning::codes::bad_option, "an area brings its own points and costs",
                      "leave out --points and --costs, or --area");
  if (options.before == 0) options.before = planning::minutes_before_driving(place.situation);
  KJEDE_ASSIGN(const auto set, planning::set_of_time(place.situation, request.time));
  const bool own_radius = !request.radius;
  auto found = planning::location_tables(
      place.situation, {.own_radius = own_radius, .reach = reach(place, request, options), .travel_set = set});
  tables.points = std::move(found.points);
  tables.costs = std::move(found.costs);
  if (!tables.candidates) tables.candidates = std::move(found.candidates);
  if (!request.busy.empty() || !planning::needs_busy(options.model)) return {};
  KJEDE_ASSIGN(place.present, planning::try_out(place.area, place.situation, run, progress));
  request.busy = {place.present->busy.mean};
  return {};
}

}  // namespace kjede::service
