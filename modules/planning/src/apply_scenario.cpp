#include "apply_scenario.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "keys.hpp"
#include "kjede/planning/codes.hpp"

namespace kjede::planning {
namespace {

template <class T>
std::vector<std::string> ids_of(const std::vector<T>& items) {
  std::vector<std::string> ids;
  for (const auto& item : items) ids.push_back(item.id);
  return ids;
}

class Applier {
 public:
  Applier(const ServiceArea& area, const Scenario& scenario, base::Diagnostics& problems)
      : area_(area), scenario_(scenario), problems_(problems) {}

  ServiceArea apply() {
    for (const auto& [id, site] : scenario_.open_stations) open(id, site);
    for (const auto& [id, site] : scenario_.move_stations) move(id, site);
    for (const auto& id : scenario_.remove_vehicles) remove(id);
    for (const auto& one : scenario_.move_vehicles) move(one);
    for (const auto& one : scenario_.add_vehicles) add(one);
    for (const auto& id : scenario_.close_stations) close(id);
    if (area_.vehicles.empty() && !base::has_error(problems_))
      problem(problems_, codes::scenario_mismatch, scenario_.span,
              fmt::format("scenario '{}' leaves no vehicle: the fleet is empty", scenario_.id));
    return std::move(area_);
  }

 private:
  template <class T>
  T* find(std::vector<T>& items, const NamedSpan& wanted, std::string_view kind) {
    const auto found = std::find_if(items.begin(), items.end(), [&](const T& item) { return item.id == wanted.id; });
    if (found != items.end()) return &*found;
    problem(problems_, codes::scenario_mismatch, wanted.span,
            fmt::format("service area '{}' has no {} '{}'", area_.id, kind, wanted.id),
            advice(wanted.id, ids_of(items)));
    return nullptr;
  }

  template <class T>
  bool taken(const std::vector<T>& items, const NamedSpan& wanted, std::string_view kind) {
    if (std::none_of(items.begin(), items.end(), [&](const T& item) { return item.id == wanted.id; })) return false;
    problem(problems_, codes::scenario_mismatch, wanted.span,
            fmt::format("service area '{}' already has a {} '{}'", area_.id, kind, wanted.id), "give it another id");
    return true;
  }

  // A place is where most of its people live.
  void put(AreaStation& station, const Site& site) {
    if (!site.place.empty()) {
      const AreaZone* best = nullptr;
      std::vector<std::string> places;
      for (const auto& zone : area_.zones) {
        if (std::find(places.begin(), places.end(), zone.place) == places.end()) places.push_back(zone.place);
        if (zone.place == site.place &&
            (best == nullptr || zone.people.front().population > best->people.front().population))
          best = &zone;
      }
      if (best == nullptr) {
        problem(problems_, codes::scenario_mismatch, site.span,
                fmt::format("service area '{}' has no place '{}'", area_.id, site.place), advice(site.place, places));
        return;
      }
      station.lon = best->lon;
      station.lat = best->lat;
      station.municipality = best->municipality;
    } else {
      station.lon = site.lon;
      station.lat = site.lat;
    }
    if (!site.name.empty()) station.name = site.name;
    if (!site.municipality.empty()) station.municipality = site.municipality;
    station.span = site.span;
  }

  void open(const NamedSpan& id, const Site& site) {
    if (taken(area_.stations, id, "station")) return;
    AreaStation station;
    station.id = station.name = id.id;
    put(station, site);
    area_.stations.push_back(std::move(station));
  }

  void move(const NamedSpan& id, const Site& site) {
    if (auto* station = find(area_.stations, id, "station")) put(*station, site);
  }

  void close(const NamedSpan& id) {
    auto* station = find(area_.stations, id, "station");
    if (station == nullptr) return;
    for (const auto& vehicle : area_.vehicles) {
      if (vehicle.station == id.id)
        problem(problems_, codes::scenario_mismatch, id.span,
                fmt::format("station '{}' is closed, but vehicle '{}' belongs to it", id.id, vehicle.id),
                fmt::format("move or remove '{}' under vehicles", vehicle.id));
    }
    area_.stations.erase(area_.stations.begin() + (station - area_.stations.data()));
  }

  void remove(const NamedSpan& id) {
    if (auto* vehicle = find(area_.vehicles, id, "vehicle"))
      area_.vehicles.erase(area_.vehicles.begin() + (vehicle - area_.vehicles.data()));
  }

  void move(const VehicleMove& one) {
    auto* vehicle = find(area_.vehicles, one.vehicle, "vehicle");
    const auto* station = find(area_.stations, one.station, "station");
    if (vehicle != nullptr && station != nullptr) vehicle->station = one.station.id;
  }

  void add(const AreaVehicle& one) {
    if (taken(area_.vehicles, {one.id, one.span}, "vehicle")) return;
    if (find(area_.stations, {one.station, one.span}, "station") != nullptr) area_.vehicles.push_back(one);
  }

  ServiceArea area_;
  const Scenario& scenario_;
  base::Diagnostics& problems_;
};

}  // namespace

ServiceArea apply_to_tables(const ServiceArea& area, const Scenario& scenario, base::Diagnostics& problems) {
  return Applier(area, scenario, problems).apply();
}

}  // namespace kjede::planning
