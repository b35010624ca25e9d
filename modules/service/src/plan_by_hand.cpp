// What a person changes on the map, as a scenario like any other.

#include <fmt/format.h>

#include <algorithm>

#include "kjede/service/codes.hpp"
#include "kjede/service/plan_room.hpp"

namespace kjede::service {
namespace {

using planning::NamedSpan;
using planning::Scenario;

bool names(const std::vector<NamedSpan>& list, const std::string& id) {
  return std::any_of(list.begin(), list.end(), [&](const NamedSpan& one) { return one.id == id; });
}

// Where the scenario's vehicles stand.
std::vector<planning::AreaVehicle> fleet_of(const planning::ServiceArea& area, const Scenario& scenario) {
  std::vector<planning::AreaVehicle> fleet;
  for (const auto& vehicle : area.vehicles) {
    if (!names(scenario.remove_vehicles, vehicle.id)) fleet.push_back(vehicle);
  }
  for (const auto& move : scenario.move_vehicles) {
    for (auto& vehicle : fleet) {
      if (vehicle.id == move.vehicle.id) vehicle.station = move.station.id;
    }
  }
  fleet.insert(fleet.end(), scenario.add_vehicles.begin(), scenario.add_vehicles.end());
  return fleet;
}

// Vehicles that the scenario adds stand where it says; the area's own are moved.
void station_at(Scenario& scenario, const std::string& vehicle, const std::string& station) {
  for (auto& one : scenario.add_vehicles) {
    if (one.id != vehicle) continue;
    one.station = station;
    return;
  }
  scenario.move_vehicles.push_back({{vehicle, {}}, {station, {}}});
}

void add_changes(const PlanChanges& changes, Scenario& scenario) {
  scenario.id = "by_hand";
  scenario.name = {"Endret for hånd", "Changed by hand"};
  scenario.description = {};
  if (changes.year != 0) scenario.year = changes.year;
  for (const auto& id : changes.open) {
    if (!names(scenario.open_projects, id)) scenario.open_projects.push_back({id, {}});
  }
  for (const auto& [id, site] : changes.move) {
    std::erase_if(scenario.move_stations, [&, &station = id](const auto& one) { return one.first.id == station; });
    scenario.move_stations.emplace_back(NamedSpan{id, {}}, site);
  }
  for (const auto& [id, site] : changes.add) scenario.open_stations.emplace_back(NamedSpan{id, {}}, site);
  for (const auto& id : changes.close) {
    if (!names(scenario.close_stations, id)) scenario.close_stations.push_back({id, {}});
  }
  for (const auto& [vehicle, station] : changes.vehicles) station_at(scenario, vehicle, station);
  for (std::size_t i = 0; i < changes.extra.size(); ++i)
    scenario.add_vehicles.push_back({fmt::format("extra_{}", i + 1), changes.extra[i], {}, 0, 0, {}});
}

// The open station that is nearest by road with lights; nothing when none is.
std::string nearest_open(const planning::Situation& situation, const Scenario& scenario, const std::string& from) {
  const auto& service = situation.service;
  const auto at = std::find_if(service.stations.begin(), service.stations.end(),
                               [&](const sim::Station& one) { return one.id == from; });
  if (at == service.stations.end()) return {};
  const auto origin = service.place_of_station(static_cast<std::uint32_t>(at - service.stations.begin()));
  const auto& table = *service.travel.sets.front().lights;
  std::string best;
  auto least = road::unreachable;
  for (std::uint32_t s = 0; s < service.stations.size(); ++s) {
    const auto& station = service.stations[s];
    const auto time = table.to(service.place_of_station(s))[origin];
    if (names(scenario.close_stations, station.id) || time >= least) continue;
    least = time;
    best = station.id;
  }
  return best;
}

}  // namespace

// A closed station's vehicles that nobody placed go to the nearest open one.
base::Result<void> PlanRoom::rehouse(Scenario& scenario) const {
  if (scenario.close_stations.empty()) return {};
  auto still_open = scenario;
  still_open.close_stations.clear();
  KJEDE_ASSIGN(const auto situation, planning::make_situation(area_, still_open, roads_));
  for (const auto& vehicle : fleet_of(area_, scenario)) {
    if (!names(scenario.close_stations, vehicle.station)) continue;
    const auto to = nearest_open(situation, scenario, vehicle.station);
    if (!to.empty()) station_at(scenario, vehicle.id, to);  // else the scenario is refused, with the reason
  }
  return {};
}

base::Result<Scenario> PlanRoom::chosen(const PlanChoice& choice) const {
  const auto* base = find(choice.id.empty() ? choice.changes.base : choice.id);
  if (base == nullptr)
    return base::fail(codes::bad_choice, "there is no such scenario", "GET /plan/scenarios lists them");
  if (!choice.id.empty()) return *base;
  auto scenario = *base;
  add_changes(choice.changes, scenario);
  KJEDE_TRY(rehouse(scenario));
  return scenario;
}

base::Result<planning::Situation> PlanRoom::situation_of(const PlanChoice& choice) const {
  KJEDE_ASSIGN(const auto scenario, chosen(choice));
  return planning::make_situation(area_, scenario, roads_);
}

}  // namespace kjede::service
