#include "kjede/planning/area_location.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

#include "apply_scenario.hpp"
#include "kjede/planning/codes.hpp"
#include "kjede/text/csv_writer.hpp"

namespace kjede::planning {
namespace {

constexpr double ms_per_minute = 60'000;

struct Candidate {
  std::string id;
  std::uint32_t place = 0;
};

std::vector<Candidate> candidates_of(const sim::Service& service) {
  std::vector<Candidate> found;
  std::set<std::string> ids;
  for (std::uint32_t s = 0; s < service.stations.size(); ++s) {
    found.push_back({service.stations[s].id, service.place_of_station(s)});
    ids.insert(service.stations[s].id);
  }
  for (std::uint32_t z = 0; z < service.zones.size(); ++z) {
    if (!ids.contains(service.zones[z].id)) found.push_back({service.zones[z].id, service.place_of_zone(z)});
  }
  return found;
}

std::string points_csv(const Situation& situation, bool own_radius) {
  const auto& service = situation.service;
  text::CsvWriter csv;
  std::vector<std::string> header{"id", "weight", "population", "arrests", "settlement", "place", "lon", "lat"};
  if (own_radius) header.emplace_back("radius");
  csv.row(header);
  for (std::size_t z = 0; z < service.zones.size(); ++z) {
    const auto& zone = service.zones[z];
    csv.text(zone.id).number(situation.acute_per_day[z], 9).number(situation.population[z], 3);
    csv.number(situation.arrests[z], 6).text(zone.urban ? "urban" : "rural").text(zone.place);
    csv.number(zone.lon, 7).number(zone.lat, 7);
    if (own_radius) csv.number(service.targets.of(zone, sim::Priority::acute) / ms_per_minute, 6);
    csv.end_row();
  }
  return csv.take();
}

std::string costs_csv(const sim::Service& service, const std::vector<Candidate>& candidates,
                      const AreaTableOptions& options) {
  text::CsvWriter csv;
  csv.row({"from", "to", "minutes"});
  for (std::uint32_t z = 0; z < service.zones.size(); ++z) {
    const auto row = service.travel.sets[options.travel_set].lights->to(service.place_of_zone(z));
    for (const auto& [id, place] : candidates) {
      if (row[place] >= road::unreachable) continue;
      const double minutes = road::add(row[place], service.zones[z].access_lights) / ms_per_minute;
      if (minutes <= options.reach) csv.text(id).text(service.zones[z].id).number(minutes, 6).end_row();
    }
  }
  return csv.take();
}

std::string candidates_csv(const std::vector<Candidate>& candidates) {
  text::CsvWriter csv;
  csv.row({"id"});
  for (const auto& one : candidates) csv.text(one.id).end_row();
  return csv.take();
}

}  // namespace

base::Result<std::size_t> set_of_time(const Situation& situation, std::string_view time) {
  if (time.empty()) return 0;
  const auto& in_use = situation.time_classes;
  if (const auto known = road::parse_time_class(time)) {
    const auto at = std::ranges::find(in_use, *known);
    if (at != in_use.end()) return static_cast<std::size_t>(at - in_use.begin());
  }
  if (in_use.empty())
    return base::fail(codes::bad_option, fmt::format("no drive times of '{}': they are the same at all hours", time),
                      "name a speed model in the service area: roads: {speeds: default}");
  std::vector<std::string_view> names;
  for (const auto one : in_use) names.push_back(road::time_class_names[static_cast<std::size_t>(one)]);
  return base::fail(codes::bad_option, fmt::format("the service area has no drive times of '{}'", time),
                    fmt::format("it has those of {}", fmt::join(names, ", ")));
}

LocationTables location_tables(const Situation& situation, const AreaTableOptions& options) {
  const auto candidates = candidates_of(situation.service);
  LocationTables tables;
  tables.points = TableText{"zones", points_csv(situation, options.own_radius)};
  tables.costs = TableText{"drive times", costs_csv(situation.service, candidates, options)};
  tables.candidates = TableText{"stations and zones", candidates_csv(candidates)};
  return tables;
}

double minutes_before_driving(const Situation& situation) {
  for (const auto& stream : situation.service.demand.streams) {
    if (stream.priority == sim::Priority::acute) return (stream.ready.mean() + stream.turnout.mean()) / ms_per_minute;
  }
  return 0;
}

std::vector<std::string> present_sites(const Situation& situation) {
  std::vector<std::string> sites;
  for (const auto& vehicle : situation.service.vehicles)
    sites.push_back(situation.service.stations[vehicle.station].id);
  return sites;
}

base::Result<TriedOut> try_out(const ServiceArea& area, const Situation& situation, const TryOutOptions& options,
                               base::Progress& progress) {
  sim::Order order;
  order.days = options.days.value_or(area.run.days);
  order.warm_up_days = area.run.warm_up_days;
  order.replications = options.replications.value_or(area.run.replications);
  order.seed = area.run.seed;
  order.threads = options.threads;
  order.policy = situation.policy;
  KJEDE_ASSIGN(const auto run, sim::simulate(situation.service, order, &progress));
  return TriedOut{
      sim::estimate(run, [](const sim::Replication& r) { return r.busy_fraction(); }),
      sim::estimate(run, [](const sim::Replication& r) { return r.response[0].share_within(); }),
      sim::estimate(run, [](const sim::Replication& r) { return r.response[0].quantile_seconds(0.9) / 60; })};
}

Standing standing_at(const ServiceArea& area, Scenario scenario, const std::vector<std::string>& sites) {
  base::Diagnostics said;  // the scenario was put on its area before
  Standing made{apply_to_tables(area, scenario, said), {}};
  const auto present = std::exchange(made.area.stations, {});
  made.area.vehicles.clear();
  std::set<std::string> known;
  for (const auto& id : sites) {
    made.area.vehicles.push_back({fmt::format("plan_{}", made.area.vehicles.size() + 1), id, "", 0, 0, {}});
    if (!known.insert(id).second) continue;
    const auto named = [&](const auto& one) { return one.id == id; };
    if (const auto station = std::ranges::find_if(present, named); station != present.end()) {
      made.area.stations.push_back(*station);
    } else if (const auto zone = std::ranges::find_if(area.zones, named); zone != area.zones.end()) {
      made.area.stations.push_back({id, zone->place, zone->municipality, zone->lon, zone->lat, sim::none, zone->span});
    }
  }
  scenario.open_stations.clear();
  scenario.move_stations.clear();
  scenario.close_stations.clear();
  scenario.add_vehicles.clear();
  scenario.move_vehicles.clear();
  scenario.remove_vehicles.clear();
  made.scenario = std::move(scenario);
  return made;
}

}  // namespace kjede::planning
