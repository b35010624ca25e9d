// What a replication leaves behind: responses, busy time, kilometres, the log.
#include <algorithm>

#include "engine.hpp"

namespace kjede::sim {

void Engine::record_busy(std::uint32_t u, Time until) {
  out_.units[u].busy += prepared_.counted_overlap(crews_[u].times.alerted, until);
}

void Engine::record_kilometres(std::uint32_t u, Time when, double kilometres) {
  if (prepared_.counted_from <= when && when < prepared_.counted_to) out_.units[u].kilometres += kilometres;
}

void Engine::record_response(const Call& call, Millis response) {
  const bool in_time = response <= service_.targets.of(service_.zones[call.zone], call.priority);
  out_.response[static_cast<std::size_t>(call.priority)].add(response, in_time, call.priority == Priority::acute);
  if (call.priority != Priority::acute) return;
  ZoneResponses& zone = out_.zones[call.zone];
  ++zone.n;
  zone.within += in_time;
  zone.sum += response;
  if (prepared_.order.by_zone) zone.times.push_back(response);
}

// A call ends when every unit sent has left it; its response is that of the first there. `arrived` never: the second
// unit was not sent after all.
void Engine::record_call(const Call& call, Time arrived) {
  if (call.two_units) {
    const auto at = two_units_.find(call.incident);
    auto& both = at->second;
    both.arrived = std::min(both.arrived, arrived);
    both.main_done = both.main_done || !call.support;
    if (arrived != never) --both.open;
    if (both.open > 0 || !both.main_done) return;
    arrived = both.arrived;
    two_units_.erase(at);
  }
  if (!prepared_.counted(call)) return;
  --open_calls_;
  record_response(call, static_cast<Millis>(arrived - call.received));
}

void Engine::record_mission(std::uint32_t u) {
  Crew& crew = crews_[u];
  const Call& call = crew.call;
  record_busy(u, now_);
  if (crew.hospital != none)
    record_kilometres(
        u, crew.times.left,
        prepared_.kilometres(*service_.travel.sets[service_.travel.set_at(crew.times.left)].normal,
                             service_.place_of_zone(call.zone), service_.place_of_hospital(crew.hospital)));
  if (!prepared_.counted(call)) {
    if (call.two_units) record_call(call, crew.times.arrived);
    return;
  }
  ++out_.units[u].missions;
  if (!call.support) out_.waiting += crew.times.alerted - call.received - call.ready;
  record_call(call, crew.times.arrived);
  if (!prepared_.order.log) return;
  crew.row = static_cast<std::uint32_t>(rows_.size());
  rows_.push_back({call, crew.times, u, crew.hospital, false});
}

// A call that nobody could be sent to: a row of the log without a unit, so that it is not lost from the figures.
void Engine::record_unreached() {
  if (!prepared_.order.log) return;
  for (auto& line : waiting_)
    for (std::size_t i = 0; i < line.size(); ++i)
      if (prepared_.counted(line.at(i))) rows_.push_back({line.at(i), {}, none, none, false});
}

// Time goes on until every counted call has ended; duty and busy time count to the end of the counted days.
void Engine::finish() {
  for (std::uint32_t u = 0; u < count(); ++u) {
    if (crews_[u].trip.active) locate(u);
    if (busy(u)) record_busy(u, prepared_.counted_to);
    if (crews_[u].row != no_row && crews_[u].trip.active) rows_[crews_[u].row].times.at_station = crews_[u].trip.arrive;
    if (units_[u].status != dispatch::UnitStatus::off_duty)
      out_.units[u].on_duty += prepared_.counted_overlap(crews_[u].on_since, prepared_.counted_to);
    const Vehicle& vehicle = service_.vehicles[u];
    if (vehicle.from == vehicle.to) out_.units[u].shifts = static_cast<std::uint32_t>(prepared_.order.days);
  }
  out_.unreached = open_calls_;
  record_unreached();
  out_.log = write_log(service_, prepared_.order, out_.number, std::move(rows_));
}

}  // namespace kjede::sim
