#include "kjede/planning/compare.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "kjede/stats/mean.hpp"
#include "pooled.hpp"
#include "survivors.hpp"

namespace kjede::planning {
namespace {

constexpr double days_per_year = 365.25;

using Pools = std::vector<std::vector<Pool>>;  // by scenario, by replication

class Comparer {
 public:
  Comparer(const ServiceArea& area, std::span<const Situation> situations, std::vector<sim::Run> runs)
      : area_(area), situations_(situations), runs_(std::move(runs)) {}

  base::Result<Comparison> figures(Comparison result) {
    result_ = std::move(result);
    for (std::size_t s = 0; s < situations_.size(); ++s) scenario(s);
    group("all", [](const AreaZone&) { return true; });
    group("urban", [](const AreaZone& zone) { return zone.urban; });
    group("rural", [](const AreaZone& zone) { return !zone.urban; });
    places();
    stations();
    service();
    KJEDE_TRY(survival());
    return std::move(result_);
  }

 private:
  void scenario(std::size_t s) {
    const auto& one = situations_[s];
    ScenarioLine line{one.id,
                      one.name,
                      one.description,
                      one.year,
                      one.policy.name,
                      one.service.stations.size(),
                      one.service.vehicles.size(),
                      stats::sum(one.population),
                      0};
    for (const auto& stream : one.service.demand.streams) line.calls_a_day += stream.per_day;
    for (const auto& replication : runs_[s].replications) result_.missions += replication.missions;
    result_.scenarios.push_back(std::move(line));
  }

  Pools pools_of(const ZoneSet& zones) const {
    Pools pools;
    for (const auto& run : runs_) {
      auto& of_run = pools.emplace_back();
      for (const auto& replication : run.replications) of_run.push_back(pool_of(replication, zones));
    }
    return pools;
  }

  using Method = Compared (*)(std::span<const Pool>, std::span<const Pool>, const PoolFigure&);

  GroupFigures responses(const std::string& id, const ZoneSet& zones, Method method) const {
    GroupFigures group;
    group.id = id;
    for (const auto z : zones) {
      group.population += situations_.front().population[z];
      group.missions_a_year += situations_.front().acute_per_day[z] * days_per_year;
    }
    const auto pools = pools_of(zones);
    for (std::size_t s = 0; s < pools.size(); ++s) {
      const auto first = s == 0 ? std::span<const Pool>() : std::span<const Pool>(pools.front());
      double counted = 0;
      for (const auto& pool : pools[s]) counted += pool.n();
      group.counted.push_back(counted);
      group.mean.push_back(method(pools[s], first, [](const Pool& p) { return p.mean(); }));
      group.median.push_back(method(pools[s], first, [](const Pool& p) { return p.quantile(0.5); }));
      group.p90.push_back(method(pools[s], first, [](const Pool& p) { return p.quantile(0.9); }));
      group.within.push_back(method(pools[s], first, [](const Pool& p) { return p.share_within(); }));
    }
    return group;
  }

  void group(const std::string& id, const std::function<bool(const AreaZone&)>& belongs) {
    ZoneSet zones;
    for (std::size_t z = 0; z < area_.zones.size(); ++z) {
      if (belongs(area_.zones[z])) zones.push_back(static_cast<std::uint32_t>(z));
    }
    if (!zones.empty()) result_.groups.push_back(responses(id, zones, by_replication));
  }

  void places() {
    std::vector<std::string> order;
    std::map<std::string, ZoneSet> zones;
    for (std::size_t z = 0; z < area_.zones.size(); ++z) {
      const auto& place = area_.zones[z].place;
      if (!zones.contains(place)) order.push_back(place);
      zones[place].push_back(static_cast<std::uint32_t>(z));
    }
    for (const auto& place : order) {
      PlaceFigures figures;
      figures.response = responses(place, zones[place], by_jackknife);
      const AreaZone* largest = nullptr;
      for (const auto z : zones[place]) {
        const auto& zone = area_.zones[z];
        if (largest == nullptr || zone.people.front().population > largest->people.front().population) largest = &zone;
        figures.urban = figures.urban || zone.urban;
      }
      figures.municipality = largest->municipality;
      figures.lon = largest->lon;
      figures.lat = largest->lat;
      result_.places.push_back(std::move(figures));
    }
  }

  void stations() {
    for (std::size_t s = 0; s < situations_.size(); ++s) {
      for (const auto& station : situations_[s].service.stations) {
        if (std::none_of(result_.stations.begin(), result_.stations.end(),
                         [&](const StationFigures& one) { return one.id == station.id; }))
          result_.stations.push_back(station_figures(station.id));
      }
    }
  }

  // Of the vehicles that belong to the station.
  static double busy_at(const sim::Service& service, const sim::Replication& replication, std::size_t station) {
    double busy = 0, on_duty = 0;
    for (std::size_t v = 0; v < service.vehicles.size(); ++v) {
      if (service.vehicles[v].station != station) continue;
      busy += static_cast<double>(replication.units[v].busy);
      on_duty += static_cast<double>(replication.units[v].on_duty);
    }
    return on_duty > 0 ? busy / on_duty : 0;
  }

  StationFigures station_figures(const std::string& id) const {
    StationFigures figures;
    figures.id = id;
    std::vector<double> first;
    for (std::size_t s = 0; s < situations_.size(); ++s) {
      const auto& service = situations_[s].service;
      const auto found = std::find_if(service.stations.begin(), service.stations.end(),
                                      [&](const sim::Station& station) { return station.id == id; });
      if (found == service.stations.end()) {
        figures.busy.emplace_back();
        figures.missions_a_day.emplace_back();
        figures.moved.push_back(false);
        figures.where.emplace_back(0, 0);
        figures.names.emplace_back();
        continue;
      }
      const auto index = static_cast<std::size_t>(found - service.stations.begin());
      std::vector<double> busy;
      double missions = 0;
      for (const auto& replication : runs_[s].replications) {
        busy.push_back(busy_at(service, replication, index));
        for (std::size_t v = 0; v < service.vehicles.size(); ++v) {
          if (service.vehicles[v].station == index) missions += replication.units[v].missions;
        }
      }
      if (figures.name.empty()) {
        figures.name = found->name;
        figures.lon = found->lon;
        figures.lat = found->lat;
      }
      figures.busy.emplace_back(from_values(busy, first));
      figures.missions_a_day.emplace_back(missions / (result_.days * static_cast<double>(busy.size())));
      figures.moved.push_back(found->lon != figures.lon || found->lat != figures.lat);
      figures.where.emplace_back(found->lon, found->lat);
      figures.names.push_back(found->name);
      if (s == 0) first = std::move(busy);
    }
    return figures;
  }

  std::vector<Compared> each(const sim::Figure& figure) const {
    std::vector<Compared> result;
    std::vector<double> first;
    for (const auto& run : runs_) {
      std::vector<double> values;
      for (const auto& replication : run.replications) values.push_back(figure(replication));
      result.push_back(from_values(values, first));
      if (first.empty()) first = std::move(values);
    }
    return result;
  }

  void service() {
    auto& figures = result_.service;
    const double years = result_.days / days_per_year;
    ZoneSet all;
    for (std::uint32_t z = 0; z < area_.zones.size(); ++z) all.push_back(z);
    figures.slowest_tenth = each([&](const sim::Replication& r) { return pool_of(r, all).slowest(0.1); });
    figures.busy = each([](const sim::Replication& r) { return r.busy_fraction(); });
    figures.kilometres_a_year =
        each([&](const sim::Replication& r) { return r.kilometres_per_day(result_.days) * days_per_year; });
    figures.moves_per_shift = each([](const sim::Replication& r) { return r.moves_per_shift(); });
    figures.waited = each([](const sim::Replication& r) {
      return r.calls == 0 ? 0 : static_cast<double>(r.waited) / static_cast<double>(r.calls);
    });
    figures.beyond = each([&](const sim::Replication& r) { return static_cast<double>(r.response[0].beyond) / years; });
  }

  std::vector<Compared> survivors(const ArrestModel& model) const {
    std::vector<Compared> result;
    std::vector<double> first;
    for (std::size_t s = 0; s < situations_.size(); ++s) {
      auto values = survivors_by_replication(situations_[s], runs_[s], model);
      result.push_back(from_values(values, first));
      if (s == 0) first = std::move(values);
    }
    return result;
  }

  base::Result<void> survival() {
    if (!area_.arrests) return {};
    SurvivalFigures figures;
    KJEDE_ASSIGN(const auto model, ArrestModel::calibrate(*area_.arrests));
    figures.register_survival = model.register_survival();
    for (const auto& one : situations_) figures.arrests.push_back(stats::sum(one.arrests));
    figures.survivors = survivors(model);
    using enum SurvivalCurve;
    for (const auto& [utstein, others] : {std::pair{valenzuela, waalewijn},
                                          {valenzuela, de_maio},
                                          {valenzuela, larsen},
                                          {waalewijn, waalewijn},
                                          {de_maio, de_maio}}) {
      auto source = *area_.arrests;
      source.utstein_curve = utstein;
      source.other_curve = others;
      if (auto other = ArrestModel::calibrate(source)) figures.by_curve.push_back({utstein, others, survivors(*other)});
    }
    result_.survival = std::move(figures);
    return {};
  }

  const ServiceArea& area_;
  std::span<const Situation> situations_;
  std::vector<sim::Run> runs_;
  Comparison result_;
};

base::Result<sim::Run> run_one(const Situation& situation, const Comparison& plan, const ServiceArea& area,
                               const CompareOrder& order, base::Progress& progress) {
  sim::Order run;
  run.days = plan.days;
  run.warm_up_days = area.run.warm_up_days;
  run.replications = plan.replications_wanted;
  run.seed = plan.seed;
  run.threads = order.threads;
  run.policy = situation.policy;
  run.by_zone = true;
  return sim::simulate(situation.service, run, &progress);
}

}  // namespace

Verdict verdict(const Compared& figure, bool lower_is_better) {
  if (!figure.change || !figure.change->interval || figure.change->interval->contains(0)) return Verdict::unclear;
  return (figure.change->mean < 0) == lower_is_better ? Verdict::better : Verdict::worse;
}

base::Result<Comparison> compare(const ServiceArea& area, std::span<const Situation> situations,
                                 const CompareOrder& order, base::Progress& progress) {
  Comparison plan;
  plan.area = area.id;
  plan.area_name = area.name;
  plan.synthetic = area.synthetic;
  plan.urban_target = area.urban_target;
  plan.rural_target = area.rural_target;
  plan.days = order.days.value_or(area.run.days);
  plan.replications_wanted = order.replications.value_or(area.run.replications);
  plan.seed = order.seed.value_or(area.run.seed);
  std::vector<sim::Run> runs;
  std::size_t fewest = static_cast<std::size_t>(plan.replications_wanted);
  for (const auto& situation : situations) {
    KJEDE_ASSIGN(auto run, run_one(situation, plan, area, order, progress));
    plan.complete = plan.complete && run.complete;
    fewest = std::min(fewest, run.replications.size());
    runs.push_back(std::move(run));
  }
  for (auto& run : runs) run.replications.resize(fewest);  // pairs are of the same calls
  plan.replications = static_cast<int>(fewest);
  return Comparer(area, situations, std::move(runs)).figures(std::move(plan));
}

}  // namespace kjede::planning
