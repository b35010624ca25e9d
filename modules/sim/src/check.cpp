// What stands in the way of a simulation, all at once.
#include "check.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "event_tree.hpp"
#include "kjede/sim/codes.hpp"

namespace kjede::sim {
namespace {

class Findings {
 public:
  void add(const base::Code& code, std::string message, std::string suggestion = {}) {
    const auto failed = base::fail(code, std::move(message), std::move(suggestion));
    found_.insert(found_.end(), failed.diagnostics.begin(), failed.diagnostics.end());
  }
  base::Result<void> result() && {
    if (found_.empty()) return {};
    return base::fail(std::move(found_));
  }

 private:
  base::Diagnostics found_;
};

bool is_share(double value) { return value >= 0 && value <= 1; }
bool is_amount(double value) { return value >= 0 && std::isfinite(value); }

bool law_is_sound(const Law& law) {
  switch (law.kind) {
    case Law::Kind::weibull: return law.a > 0 && is_amount(law.a) && is_amount(law.b);
    case Law::Kind::sample: return !law.values.empty() && std::ranges::all_of(law.values, is_amount);
    default: return is_amount(law.a) && is_amount(law.b);
  }
}

void check_sizes(const Service& service, Findings& findings) {
  const auto need = [&](bool present, std::string_view what) {
    if (!present)
      findings.add(codes::empty_service, fmt::format("the service area '{}' has no {}", service.name, what));
  };
  need(!service.stations.empty(), "station");
  need(!service.vehicles.empty(), "vehicle");
  need(!service.zones.empty(), "zone");
  if (service.vehicles.size() > most_units)
    findings.add(codes::bad_reference,
                 fmt::format("{} vehicles are more than {}", service.vehicles.size(), most_units));
  if (service.place_count() > most_places)
    findings.add(codes::bad_reference,
                 fmt::format("{} stations, hospitals and zones are more than {}", service.place_count(), most_places),
                 "use larger zones");
}

void check_vehicles(const Service& service, Findings& findings) {
  for (const auto& vehicle : service.vehicles) {
    if (vehicle.station >= service.stations.size())
      findings.add(codes::bad_reference, fmt::format("vehicle '{}' belongs to no station", vehicle.id));
    const bool in_day = vehicle.from >= 0 && vehicle.from <= 1440 && vehicle.to >= 0 && vehicle.to <= 1440;
    if (!in_day)
      findings.add(codes::bad_reference, fmt::format("vehicle '{}' is on duty from minute {} to {}; a day has 1440",
                                                     vehicle.id, vehicle.from, vehicle.to));
    const int length = vehicle.to > vehicle.from ? vehicle.to - vehicle.from : vehicle.to - vehicle.from + 1440;
    const bool rest_fits = vehicle.rest_after == 0 || (vehicle.from != vehicle.to && vehicle.rest_after > 0 &&
                                                       vehicle.rest_length > 0 && vehicle.rest_after < length);
    if (!rest_fits)
      findings.add(codes::bad_reference,
                   fmt::format("the rest of vehicle '{}' does not lie inside its shift", vehicle.id));
  }
}

void check_travel(const Service& service, Findings& findings) {
  const TravelPlan& travel = service.travel;
  if (travel.sets.empty()) findings.add(codes::bad_table, "there is no travel table");
  for (std::size_t i = 0; i < travel.sets.size(); ++i)
    for (const auto& table : {travel.sets[i].lights, travel.sets[i].normal})
      if (!table || table->places() != service.place_count())
        findings.add(codes::bad_table, fmt::format("travel table {} has {} places; there are {} stations, hospitals "
                                                   "and zones",
                                                   i, table ? table->places() : 0, service.place_count()));
  const auto known = [&](std::uint8_t set) { return set < travel.sets.size(); };
  if (!std::ranges::all_of(travel.set_of_hour, known))
    findings.add(codes::bad_reference, "an hour of the week names a travel table that is not there");
  for (const auto& closure : travel.closures)
    if (!known(closure.set) || closure.from >= closure.to)
      findings.add(codes::bad_reference, "a road closure ends before it begins or names a table that is not there");
}

void check_stream(const Service& service, std::size_t number, Findings& findings) {
  const Stream& stream = service.demand.streams[number];
  const auto bad = [&](std::string_view what) {
    findings.add(codes::bad_law, fmt::format("stream {} of calls: {}", number + 1, what));
  };
  if (!is_amount(stream.per_day)) bad("calls per day are not a number of 0 or more");
  if (!std::ranges::all_of(stream.hour_factor, is_amount)) bad("a factor of an hour is not a number of 0 or more");
  if (!std::ranges::all_of(stream.zone_weight, is_amount)) bad("a zone's weight is not a number of 0 or more");
  if (stream.zone_weight.size() != service.zones.size())
    bad(fmt::format("{} zone weights for {} zones", stream.zone_weight.size(), service.zones.size()));
  else if (stream.per_day > 0 && std::ranges::all_of(stream.zone_weight, [](double w) { return w == 0; }))
    bad("no zone has a weight");
  if (!is_share(stream.second_unit)) bad("the share with a second unit lies outside 0 to 1");
  if (!is_share(stream.transport)) bad("the share transported lies outside 0 to 1");
  for (const Law* law :
       {&stream.triage, &stream.ready, &stream.turnout, &stream.to_patient, &stream.scene, &stream.handover})
    if (!law_is_sound(*law)) bad("a duration is not a number of 0 or more");
}

bool has_kinds(std::uint32_t kinds, std::uint32_t needed) { return (kinds & needed) == needed; }

// Every zone with calls must be reached by a vehicle of the kind, every patient must have a hospital.
void check_reach(const Service& service, const std::vector<Call>& trace, Findings& findings) {
  std::vector<char> asked(service.zones.size(), 0);
  for (const auto& stream : service.demand.streams)
    for (std::size_t z = 0; z < stream.zone_weight.size() && trace.empty(); ++z)
      if (stream.per_day > 0 && stream.zone_weight[z] > 0) asked[z] = 1;
  for (const auto& call : trace) asked[call.zone] = 1;
  std::string names;
  std::size_t count = 0;
  for (std::uint32_t z = 0; z < service.zones.size(); ++z) {
    const auto row = service.travel.sets[0].lights->to(service.place_of_zone(z));
    const bool reached =
        std::ranges::any_of(service.vehicles, [&](const Vehicle& v) { return row[v.station] < road::unreachable; });
    if (!asked[z] || reached) continue;
    if (++count <= 5) names += (names.empty() ? "" : ", ") + service.zones[z].id;
  }
  if (count > 0)
    findings.add(codes::unreached, fmt::format("{} zones have calls but no vehicle has a road to them: {}{}", count,
                                               names, count > 5 ? ", …" : ""));
}

void check_kinds(const Service& service, const std::vector<Call>& trace, Findings& findings) {
  const auto vehicle_for = [&](std::uint32_t kinds, Priority priority) {
    return std::ranges::any_of(service.vehicles, [&](const Vehicle& v) {
      return has_kinds(v.kinds, kinds) && ((v.takes >> static_cast<int>(priority)) & 1) != 0;
    });
  };
  const auto hospital_for = [&](std::uint32_t need) {
    return std::ranges::any_of(service.hospitals, [&](const Hospital& h) { return has_kinds(h.kinds, need); });
  };
  bool vehicles = true;
  bool hospitals = true;
  for (const auto& stream : service.demand.streams) {
    if (!trace.empty() || stream.per_day == 0) continue;
    vehicles = vehicles && vehicle_for(stream.kinds, stream.priority);
    if (stream.transport > 0 && stream.needs.empty()) hospitals = hospitals && hospital_for(1);
    for (const auto& need : stream.needs) hospitals = hospitals && hospital_for(need.kinds);
  }
  for (const auto& call : trace) {
    vehicles = vehicles && vehicle_for(call.kinds, call.priority);
    if (call.transport && call.hospital == none) hospitals = hospitals && hospital_for(call.need);
  }
  if (!vehicles)
    findings.add(codes::bad_reference,
                 "calls ask for a kind of vehicle that the fleet does not have, or no vehicle takes "
                 "their priority");
  if (!hospitals)
    findings.add(codes::no_hospital, "patients are transported, but no hospital receives them",
                 "add a hospital, or set the share transported to 0");
}

void check_trace(const Service& service, const std::vector<Call>& trace, Findings& findings) {
  if (!std::ranges::is_sorted(trace, {}, &Call::received))
    findings.add(codes::bad_order, "the calls of the trace are not in order of time");
  const auto strange = std::ranges::count_if(trace, [&](const Call& call) {
    return call.received < 0 || call.zone >= service.zones.size() || !(call.drive_factor > 0) ||
           (call.hospital != none && call.hospital >= service.hospitals.size());
  });
  if (strange > 0)
    findings.add(codes::bad_order, fmt::format("{} calls of the trace name a zone or hospital that is not there, lie "
                                               "before the start, or have no driving time",
                                               strange));
}

}  // namespace

base::Result<void> check(const Service& service) {
  Findings findings;
  check_sizes(service, findings);
  check_vehicles(service, findings);
  check_travel(service, findings);
  for (std::size_t s = 0; s < service.demand.streams.size(); ++s) check_stream(service, s, findings);
  if (!is_amount(service.demand.drive_sigma) || !std::ranges::all_of(service.demand.week_factor, is_amount))
    findings.add(codes::bad_law, "a week's factor or the spread of driving times is not a number of 0 or more");
  return std::move(findings).result();
}

base::Result<void> check_run(const Service& service, const Order& order) {
  KJEDE_TRY(check(service));
  Findings findings;
  if (order.days < 1 || order.days > 36'600 || order.warm_up_days < 0 || order.warm_up_days > 3'660)
    findings.add(codes::bad_order,
                 fmt::format("cannot simulate {} days after {} days of warm-up", order.days, order.warm_up_days));
  if (order.replications < 1 || order.replications > 100'000 || order.threads < 1 || order.threads > 1'024)
    findings.add(codes::bad_order,
                 fmt::format("cannot run {} replications on {} threads", order.replications, order.threads));
  if (!(order.policy.busy >= 0 && order.policy.busy < 1))
    findings.add(codes::bad_order,
                 fmt::format("the busy fraction {} of the policy lies outside 0 to 1", order.policy.busy));
  const auto station = [&](std::uint32_t s) { return s < service.stations.size(); };
  if (!std::ranges::all_of(order.policy.order, station))
    findings.add(codes::bad_order, "the policy's order of stations names a station that is not there");
  check_trace(service, order.trace, findings);
  const bool calls = !order.trace.empty() ||
                     std::ranges::any_of(service.demand.streams, [](const Stream& s) { return s.per_day > 0; });
  if (!calls)
    findings.add(codes::empty_service, "there are no calls: no stream has calls per day, and no trace is given");
  KJEDE_TRY(Findings(findings).result());
  check_reach(service, order.trace, findings);
  check_kinds(service, order.trace, findings);
  return std::move(findings).result();
}

}  // namespace kjede::sim
