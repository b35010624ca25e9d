#include "prepared.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace kjede::sim {
namespace {

constexpr std::uint16_t no_hospital = 0xFFFF;
constexpr double kilometres_per_degree = 111.195;

Millis mean_turnout(const Service& service, const Order& order) {
  double sum = 0;
  double weight = 0;
  if (!order.trace.empty()) {
    for (const auto& call : order.trace) sum += call.turnout;
    weight = static_cast<double>(order.trace.size());
  } else {
    for (const auto& stream : service.demand.streams) sum += stream.per_day * stream.turnout.mean();
    for (const auto& stream : service.demand.streams) weight += stream.per_day;
  }
  return weight > 0 ? static_cast<Millis>(sum / weight) : 0;
}

double mean_ready(const Service& service, const Order& order) {
  double sum = 0;
  double weight = 0;
  for (const auto& call : order.trace)
    if (call.priority == Priority::acute) sum += call.ready, weight += 1;
  if (order.trace.empty())
    for (const auto& stream : service.demand.streams)
      if (stream.priority == Priority::acute) sum += stream.per_day * stream.ready.mean(), weight += stream.per_day;
  return weight > 0 ? sum / weight : 0;
}

// Acute calls per zone; of all calls when none is acute.
std::vector<double> acute_demand(const Service& service, const Order& order) {
  std::vector<double> acute(service.zones.size(), 0);
  std::vector<double> all(service.zones.size(), 0);
  const auto count = [&](std::uint32_t zone, Priority priority, double weight) {
    all[zone] += weight;
    if (priority == Priority::acute) acute[zone] += weight;
  };
  for (const auto& call : order.trace) count(call.zone, call.priority, 1);
  if (order.trace.empty())
    for (const auto& stream : service.demand.streams) {
      double total = 0;
      for (const double w : stream.zone_weight) total += w;
      for (std::uint32_t z = 0; z < stream.zone_weight.size() && total > 0; ++z)
        count(z, stream.priority, stream.per_day * stream.zone_weight[z] / total);
    }
  const bool any = std::ranges::any_of(acute, [](double d) { return d > 0; });
  return any ? acute : all;
}

}  // namespace

Prepared::Prepared(const Service& service_, const Order& order_)
    : service(service_),
      order(order_),
      counted_from(order_.warm_up_days * day),
      counted_to((order_.warm_up_days + order_.days) * day),
      expected_turnout(mean_turnout(service_, order_)),
      counts_needed(order_.policy.move != dispatch::MoveRule::home ||
                    order_.policy.send == dispatch::SendRule::dmexclp) {
  lay_out_places();
  find_hospitals();
  if (counts_needed) find_coverage();
  guards = order.policy.guards;
  guards.hard_cover.resize(service.stations.size(), 0);
  for (std::size_t s = 0; s < service.stations.size(); ++s)
    if (service.stations[s].hard_cover) guards.hard_cover[s] = 1;
  find_station_order();
}

void Prepared::lay_out_places() {
  double latitude = 0;
  for (const auto& station : service.stations) latitude += station.lat / static_cast<double>(service.stations.size());
  const double shrink = std::cos(latitude * std::numbers::pi / 180);
  const auto add = [&](double lon, double lat) {
    x_.push_back(static_cast<float>(lon * shrink * kilometres_per_degree));
    y_.push_back(static_cast<float>(lat * kilometres_per_degree));
  };
  for (const auto& station : service.stations) add(station.lon, station.lat);
  for (const auto& hospital : service.hospitals) add(hospital.lon, hospital.lat);
  for (const auto& zone : service.zones) add(zone.lon, zone.lat);
}

double Prepared::kilometres(const TravelTable& table, std::uint32_t from_place, std::uint32_t to_place) const {
  if (table.has_metres()) return table.metres(from_place, to_place) / 1000.0;
  const double dx = double{x_[from_place]} - double{x_[to_place]};
  const double dy = double{y_[from_place]} - double{y_[to_place]};
  return std::sqrt(dx * dx + dy * dy) * service.road_factor;
}

void Prepared::find_hospitals() {
  for (const auto& stream : service.demand.streams)
    for (const auto& need : stream.needs) needs_.push_back(need.kinds);
  for (const auto& call : order.trace) needs_.push_back(call.need);
  needs_.push_back(1);
  std::ranges::sort(needs_);
  needs_.erase(std::unique(needs_.begin(), needs_.end()), needs_.end());
  for (const auto& set : service.travel.sets)
    for (const auto need : needs_)
      for (std::uint32_t z = 0; z < service.zones.size(); ++z) {
        std::uint16_t best = no_hospital;
        Millis least = road::unreachable;
        for (std::uint32_t h = 0; h < service.hospitals.size(); ++h) {
          if ((service.hospitals[h].kinds & need) != need) continue;
          const Millis time = set.normal->to(service.place_of_hospital(h))[service.place_of_zone(z)];
          if (time < least) least = time, best = static_cast<std::uint16_t>(h);
        }
        nearest_.push_back(best);
      }
}

std::uint32_t Prepared::nearest_hospital(std::uint8_t set, std::uint32_t need, std::uint32_t zone) const {
  std::size_t n = 0;
  while (n + 1 < needs_.size() && needs_[n] != need) ++n;
  const auto h = nearest_[(set * needs_.size() + n) * service.zones.size() + zone];
  return h == no_hospital ? none : h;
}

void Prepared::find_coverage() {
  const auto stations = static_cast<std::uint32_t>(service.stations.size());
  const auto zones = static_cast<std::uint32_t>(service.zones.size());
  const auto demand = acute_demand(service, order);
  const auto ready = static_cast<Millis>(mean_ready(service, order));
  std::vector<Millis> limits(zones);
  for (std::uint32_t z = 0; z < zones; ++z) {
    const Millis target = service.targets.of(service.zones[z], Priority::acute);
    limits[z] = target > ready ? target - ready : 0;
  }
  for (const auto& set : service.travel.sets) {
    std::vector<Millis> times(std::size_t{stations} * zones);
    for (std::uint32_t z = 0; z < zones; ++z) {
      const auto row = set.lights->to(service.place_of_zone(z));
      for (std::uint32_t s = 0; s < stations; ++s)
        times[std::size_t{s} * zones + z] =
            road::add(road::add(row[s], expected_turnout), service.zones[z].access_lights);
    }
    coverage.push_back(dispatch::Coverage::build(times, limits, demand));
  }
}

void Prepared::find_station_order() {
  using dispatch::MoveRule;
  if (order.policy.move != MoveRule::compliance && order.policy.move != MoveRule::priority_list) return;
  station_order = order.policy.order;
  if (!station_order.empty()) return;
  std::vector<std::uint32_t> capacity;
  for (const auto& station : service.stations) capacity.push_back(station.capacity);
  station_order = dispatch::nested_order(coverage[0], order.policy.busy, service.vehicles.size(), capacity);
}

}  // namespace kjede::sim
