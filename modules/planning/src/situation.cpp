#include "kjede/planning/situation.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "apply_scenario.hpp"
#include "drive_times.hpp"
#include "keys.hpp"
#include "kjede/planning/codes.hpp"
#include "told_faults.hpp"

namespace kjede::planning {
namespace {

constexpr double days_per_year = 365.25;

// The law with its mean moved by so many seconds and its shape kept.
sim::Law moved(sim::Law law, double seconds) {
  const double mean = law.mean();
  if (seconds == 0 || mean <= 0) return law;
  const double factor = std::max(0.0, (mean + seconds * 1000) / mean);
  using Kind = sim::Law::Kind;
  if (law.kind == Kind::weibull) {
    law.b *= factor;
  } else {
    law.a *= factor;
    if (law.kind == Kind::normal) law.b *= factor;
  }
  for (auto& value : law.values) value *= factor;
  return law;
}

class Maker {
 public:
  Maker(const ServiceArea& area, const Scenario& scenario, const AreaNetwork& roads)
      : area_(apply_to_tables(area, scenario, problems_)),
        scenario_(scenario),
        network_(roads),
        roads_(roads.roads()) {}

  base::Result<Situation> make() {
    year();
    responders();
    day_ = drive_day(roads_, scenario_, area_, problems_);
    KJEDE_TRY(stop_if_wrong());
    places();
    KJEDE_TRY(stop_if_wrong());
    travel();
    unreachable();
    KJEDE_TRY(stop_if_wrong());
    demand();
    made_.policy = scenario_.policy.value_or(area_.policy);
    hard_cover();
    KJEDE_TRY(sim::check(made_.service));
    return std::move(made_);
  }

 private:
  base::Result<void> stop_if_wrong() {
    if (base::has_error(problems_)) return base::fail(first_of_each_file(problems_));
    return {};
  }

  void year() {
    made_.id = scenario_.id;
    made_.name = scenario_.name;
    made_.description = scenario_.description;
    made_.year = scenario_.year == 0 ? area_.year : scenario_.year;
    const auto index = area_.year_index(made_.year);
    if (!index)
      problem(problems_, codes::scenario_mismatch, scenario_.year_span,
              fmt::format("service area '{}' has no population of {}", area_.id, made_.year),
              fmt::format("one of {}", fmt::join(area_.years, ", ")));
    year_ = index.value_or(0);
  }

  void responders() {
    made_.responders_in.assign(area_.zones.size(), false);
    if (!scenario_.responders) return;
    made_.responders = scenario_.responders;
    std::vector<std::string> known;
    for (const auto& zone : area_.zones) {
      if (std::find(known.begin(), known.end(), zone.municipality) == known.end()) known.push_back(zone.municipality);
    }
    for (const auto& wanted : scenario_.responders->municipalities) {
      if (std::find(known.begin(), known.end(), wanted.id) == known.end())
        problem(problems_, codes::scenario_mismatch, wanted.span,
                fmt::format("service area '{}' has no municipality '{}'", area_.id, wanted.id),
                advice(wanted.id, known));
      for (std::size_t z = 0; z < area_.zones.size(); ++z) {
        if (area_.zones[z].municipality == wanted.id) made_.responders_in[z] = true;
      }
    }
  }

  // Seconds beside the road count for a zone; a station or hospital has its drive.
  double place(double lon, double lat, const base::SourceSpan& span, const std::string& what) {
    const auto at = road::location_of(lon, lat);
    auto found = at ? snapper_->snap(*at) : std::nullopt;
    if (found) {
      places_.push_back(std::move(*found));
      return places_.back().metres;
    }
    problem(problems_, codes::off_network, span,
            fmt::format("{} is off the network: {:.1f} km to the nearest road", what,
                        at ? snapper_->distance(*at) / 1000 : 0),
            "check lon and lat, or extend the roads");
    return 0;
  }

  void places() {
    snapper_.emplace(roads_, day_.today,
                     road::SnapOptions{.off_road_speed = day_.off_road_lights, .limit = most_metres_off_road});
    auto& service = made_.service;
    service.name = area_.id;
    for (const auto& one : area_.stations) {
      place(one.lon, one.lat, one.span, fmt::format("station '{}'", one.id));
      service.stations.push_back({one.id, one.name, one.municipality, one.lon, one.lat, one.capacity, false});
    }
    for (const auto& one : area_.hospitals) {
      place(one.lon, one.lat, one.span, fmt::format("hospital '{}'", one.id));
      service.hospitals.push_back({one.id, one.name, one.lon, one.lat, kinds_of(one)});
    }
    for (const auto& one : area_.zones) {
      const double metres = place(one.lon, one.lat, one.span, fmt::format("zone '{}'", one.id));
      const auto access = [&](double speed) { return static_cast<sim::Millis>(metres / (speed / 3.6) * 1000); };
      const auto& people = one.people[year_];
      service.zones.push_back({one.id, one.place, one.municipality, one.urban, one.lon, one.lat, people.population,
                               access(day_.off_road_lights), access(day_.off_road_normal)});
      made_.population.push_back(people.population);
      made_.arrests.push_back(people.arrests);
    }
    vehicles();
  }

  std::uint32_t kinds_of(const AreaHospital& hospital) {
    std::uint32_t bits = 1;
    for (const auto& kind : hospital.kinds) bits |= bit_of(kind);
    return bits;
  }

  std::uint32_t bit_of(const std::string& kind) {
    const auto found = std::find(kinds_.begin(), kinds_.end(), kind);
    const auto index = static_cast<std::size_t>(found - kinds_.begin());
    if (found == kinds_.end()) kinds_.push_back(kind);
    return 1U << (index + 1);
  }

  void vehicles() {
    for (const auto& one : area_.vehicles) {
      const auto home = std::find_if(area_.stations.begin(), area_.stations.end(),
                                     [&](const AreaStation& station) { return station.id == one.station; });
      sim::Vehicle vehicle;
      vehicle.id = one.id;
      vehicle.station = static_cast<std::uint32_t>(home - area_.stations.begin());
      vehicle.from = one.from;
      vehicle.to = one.to;
      if (const auto takes = area_.takes.find(one.kind); takes != area_.takes.end()) vehicle.takes = takes->second;
      made_.service.vehicles.push_back(std::move(vehicle));
    }
  }

  void travel() {
    auto& travel = made_.service.travel;
    for (const auto& weights : day_.sets) travel.sets.push_back(travel_set(network_, weights, places_));
    travel.set_of_hour = day_.set_of_hour;
    made_.time_classes = day_.classes;
  }

  road::Millis time(std::size_t from, std::size_t to) const {
    return set_->lights->to(static_cast<std::uint32_t>(to))[from];
  }

  void unreachable() {
    for (const auto& set : made_.service.travel.sets) {
      set_ = &set;
      unreachable_now();
      if (base::has_error(problems_)) return;
    }
    set_ = &made_.service.travel.sets.front();
  }

  void unreachable_now() {
    const auto stations = area_.stations.size(), hospitals = area_.hospitals.size();
    for (std::size_t h = 0; h < hospitals; ++h) {
      const auto reached = [&](std::size_t z) {
        return time(stations + hospitals + z, stations + h) < road::unreachable;
      };
      bool any = false;
      for (std::size_t z = 0; z < area_.zones.size() && !any; ++z) any = reached(z);
      if (!any)
        problem(problems_, codes::unreachable, area_.hospitals[h].span,
                fmt::format("hospital '{}' cannot be reached from any zone", area_.hospitals[h].id),
                "check its place, one-way roads and closed roads");
    }
    for (std::size_t z = 0; z < area_.zones.size(); ++z) {
      const auto at = stations + hospitals + z;
      bool sent = false, received = hospitals == 0;
      for (std::size_t s = 0; s < stations; ++s) sent = sent || time(s, at) < road::unreachable;
      for (std::size_t h = 0; h < hospitals; ++h) received = received || time(at, stations + h) < road::unreachable;
      if (!sent || !received)
        problem(problems_, codes::unreachable, area_.zones[z].span,
                fmt::format("in scenario '{}' zone '{}' ({}) {}", scenario_.id, area_.zones[z].id, area_.zones[z].place,
                            sent ? "has no way to a hospital" : "cannot be reached from any station"),
                "open a road, or leave the zone to another service");
    }
  }

  void demand() {
    auto& demand = made_.service.demand;
    demand.drive_sigma = area_.drive_sigma;
    made_.acute_per_day.assign(area_.zones.size(), 0);
    for (const auto& calls : area_.calls) {
      sim::Stream stream;
      stream.priority = calls.priority;
      stream.hour_factor = calls.hour_factor;
      const auto p = static_cast<std::size_t>(calls.priority);
      stream.triage = calls.triage;
      stream.ready = moved(calls.alert, scenario_.alert_change[p]);
      stream.turnout = moved(calls.turnout, scenario_.turnout_change[p]);
      stream.to_patient = calls.to_patient;
      stream.scene = calls.scene;
      stream.handover = calls.handover;
      stream.transport = calls.transport;
      stream.second_unit = calls.second_unit;
      stream.drive = calls.lights ? sim::Drive::lights : sim::Drive::normal;
      needs(calls, stream);
      rates(calls, stream);
      demand.streams.push_back(std::move(stream));
    }
    auto& targets = made_.service.targets;
    targets.urban[0] = static_cast<sim::Millis>(area_.urban_target * 60'000);
    targets.rural[0] = static_cast<sim::Millis>(area_.rural_target * 60'000);
  }

  void needs(const AreaCalls& calls, sim::Stream& stream) {
    double rest = 1;
    for (const auto& [kind, share] : calls.needs) {
      stream.needs.push_back({bit_of(kind), share});
      rest -= share;
    }
    if (!stream.needs.empty()) stream.needs.push_back({1, std::max(rest, 0.0)});
  }

  void rates(const AreaCalls& calls, sim::Stream& stream) {
    for (std::size_t z = 0; z < area_.zones.size(); ++z) {
      const auto& people = area_.zones[z].people[year_];
      double a_year = 0;
      if (area_.bands.empty()) a_year = people.population * calls.per_1000.front() / 1000;
      for (std::size_t b = 0; b < area_.bands.size(); ++b) a_year += people.by_band[b] * calls.per_1000[b] / 1000;
      const double a_day = a_year * scenario_.demand_factor / days_per_year;
      stream.zone_weight.push_back(a_day);
      stream.per_day += a_day;
      if (calls.priority == sim::Priority::acute) made_.acute_per_day[z] += a_day;
    }
  }

  // A station that alone reaches some zone in time keeps its last unit: nobody else covers those people.
  void hard_cover() {
    const auto& service = made_.service;
    if (service.demand.streams.empty()) return;
    const auto& acute = service.demand.streams.front();
    const double before = acute.ready.mean() + acute.turnout.mean();
    std::vector<std::uint8_t> hard(service.stations.size(), 0);
    for (std::size_t z = 0; z < service.zones.size(); ++z) {
      std::size_t reaching = 0, only = 0;
      for (std::size_t s = 0; s < service.stations.size(); ++s) {
        const auto drive = time(s, service.place_of_zone(static_cast<std::uint32_t>(z)));
        if (drive + before > service.targets.of(service.zones[z], sim::Priority::acute)) continue;
        ++reaching;
        only = s;
      }
      if (reaching == 1) hard[only] = 1;
    }
    for (std::size_t s = 0; s < hard.size(); ++s) made_.service.stations[s].hard_cover = hard[s] != 0;
    made_.policy.guards.hard_cover = std::move(hard);
  }

  base::Diagnostics problems_;
  ServiceArea area_;
  const Scenario& scenario_;
  const AreaNetwork& network_;
  const road::NetworkView& roads_;
  Situation made_;
  std::size_t year_ = 0;
  DriveDay day_;
  std::optional<road::Snapper> snapper_;
  std::vector<road::Snapped> places_;
  const sim::TravelSet* set_ = nullptr;  // of the hours looked at
  std::vector<std::string> kinds_;
};

}  // namespace

base::Result<Situation> make_situation(const ServiceArea& area, const Scenario& scenario, const AreaNetwork& roads) {
  return Maker(area, scenario, roads).make();
}

}  // namespace kjede::planning
