// Where units are, and when they are on duty.
#include <algorithm>
#include <cmath>

#include "engine.hpp"

namespace kjede::sim {

using dispatch::UnitStatus;

namespace {

constexpr int minutes_per_day = 24 * 60;

Time first_at_or_after(Time time, int minute_of_day) {
  const Time today = time / day * day + minute_of_day * minute;
  return today >= time ? today : today + day;
}

bool on_duty_at_midnight(const Vehicle& vehicle) { return vehicle.from == 0 || vehicle.from > vehicle.to; }

}  // namespace

bool Engine::busy(std::uint32_t u) const {
  return units_[u].status == UnitStatus::to_scene || units_[u].status == UnitStatus::at_scene;
}

// Units on their way to a scene need no place unless the policy may turn them.
void Engine::locate_fleet() {
  const bool all = policy_.send == dispatch::SendRule::divert;
  for (std::uint32_t u = 0; u < count(); ++u)
    if (units_[u].status != UnitStatus::to_scene ? crews_[u].trip.active : all && crews_[u].trip.active) locate(u);
}

// The next place ahead: places whose way to the end is longer than what is left lie behind.
void Engine::locate(std::uint32_t u) {
  const Trip& trip = crews_[u].trip;
  dispatch::Unit& unit = units_[u];
  if (now_ >= trip.arrive) return arrive(u);
  if (now_ < trip.depart) {
    const Time gone = now_ - crews_[u].times.alerted;
    unit.turnout = gone < prepared_.expected_turnout ? prepared_.expected_turnout - static_cast<Millis>(gone) : 0;
    return;
  }
  unit.turnout = 0;
  Time left = std::max<Time>(trip.arrive - trip.access - now_, 0);
  if (trip.factor != 1) left = static_cast<Time>(static_cast<float>(left) / trip.factor);
  if (left >= crews_[u].left_there) {
    unit.until_place = static_cast<Millis>(left - crews_[u].left_there);
    return;
  }
  const TravelTable& times = service_.travel.sets[trip.set].of(trip.drive);
  const auto row = times.to(trip.to);
  const auto next = times.next_to(trip.to);
  do unit.place = next[unit.place];
  while (row[unit.place] > left);
  crews_[u].left_there = row[unit.place];
  unit.until_place = static_cast<Millis>(left - row[unit.place]);
}

void Engine::arrive(std::uint32_t u) {
  Crew& crew = crews_[u];
  dispatch::Unit& unit = units_[u];
  crew.trip.active = false;
  unit.place = crew.trip.to;
  unit.until_place = 0;
  unit.turnout = prepared_.expected_turnout;
  if (unit.status == UnitStatus::to_scene) {
    unit.status = UnitStatus::at_scene;
    return;
  }
  if (unit.status == UnitStatus::returning) unit.status = UnitStatus::at_station;
  unit.since = crew.trip.arrive;
  if (crew.row != no_row) rows_[crew.row].times.at_station = crew.trip.arrive;
  crew.row = no_row;
}

double Engine::kilometres(const Trip& trip) const {
  return prepared_.kilometres(service_.travel.sets[trip.set].of(trip.drive), trip.from, trip.to);
}

// From where the unit is to trip.to. Kilometres are counted when a trip starts; what an earlier trip did not drive is
// taken back. Without a way the unit stays where it is.
void Engine::start_trip(std::uint32_t u, const Trip& trip) {
  Crew& crew = crews_[u];
  dispatch::Unit& unit = units_[u];
  if (crew.trip.active && crew.trip.arrive > now_) {
    const auto whole = static_cast<double>(crew.trip.arrive - crew.trip.depart);
    const auto beyond = static_cast<double>(crew.trip.arrive - now_ - unit.until_place);  // it turns at the next place
    const double left = std::clamp(beyond / whole, 0.0, 1.0);
    record_kilometres(u, crew.trip.depart, -left * kilometres(crew.trip));
  }
  crew.trip = trip;
  const Millis road = road::add(unit.until_place, table(trip.drive).to(trip.to)[unit.place]);
  crew.trip.active = road < road::unreachable;
  if (!crew.trip.active) return;
  const Time real = trip.factor == 1 ? Time{road} : std::llround(static_cast<double>(road) * double{trip.factor});
  crew.trip.set = set_;
  crew.trip.from = unit.place;
  crew.left_there = table(trip.drive).to(trip.to)[unit.place];
  crew.trip.arrive = trip.depart + real + trip.access;
  record_kilometres(u, trip.depart, kilometres(crew.trip));
}

void Engine::become_idle(std::uint32_t u, std::uint32_t station) {
  units_[u].station = station;
  if (crews_[u].covering || !dispatch::covers(units_[u])) return;
  crews_[u].covering = true;
  ++idle_at_[station];
  if (counts_) counts_->add(station);
}

void Engine::stop_idling(std::uint32_t u) {
  if (!crews_[u].covering) return;
  crews_[u].covering = false;
  --idle_at_[units_[u].station];
  if (counts_) counts_->remove(units_[u].station);
}

void Engine::start_fleet() {
  if (prepared_.counts_needed) counts_.emplace(prepared_.coverage[set_], policy_.busy, units_.size());
  for (std::uint32_t u = 0; u < count(); ++u) {
    const Vehicle& vehicle = service_.vehicles[u];
    units_[u].kinds = vehicle.kinds;
    units_[u].takes = vehicle.takes;
    units_[u].home = vehicle.station;
    units_[u].place = service_.place_of_station(vehicle.station);
    const bool always = vehicle.from == vehicle.to;
    if (always || on_duty_at_midnight(vehicle)) start_shift(u);
    if (always) continue;
    crews_[u].next_duty = on_duty_at_midnight(vehicle) ? Duty::end : Duty::start;
    schedule_duty(u);
  }
}

void Engine::schedule_duty(std::uint32_t u) {
  const Vehicle& vehicle = service_.vehicles[u];
  int at = vehicle.from;
  if (crews_[u].next_duty == Duty::rest) at = (vehicle.from + vehicle.rest_after) % minutes_per_day;
  if (crews_[u].next_duty == Duty::end) at = vehicle.to % minutes_per_day;
  events_.set(count() + u, first_at_or_after(now_ + 1, at));
}

void Engine::duty_event(std::uint32_t u) {
  Crew& crew = crews_[u];
  const Duty duty = crew.next_duty;
  if (duty == Duty::start) crew.next_duty = service_.vehicles[u].rest_after > 0 ? Duty::rest : Duty::end;
  if (duty == Duty::rest) crew.next_duty = Duty::end;
  if (duty == Duty::end) crew.next_duty = Duty::start;
  schedule_duty(u);
  if (duty == Duty::start) return start_shift(u);
  if (duty == Duty::end) return end_shift(u);
  if (busy(u))
    crew.owed_rest = true;
  else if (units_[u].status != UnitStatus::off_duty)
    begin_rest(u);
}

void Engine::start_shift(std::uint32_t u) {
  Crew& crew = crews_[u];
  dispatch::Unit& unit = units_[u];
  unit.moves = 0;
  if (prepared_.counted_from <= now_ && now_ < prepared_.counted_to) ++out_.units[u].shifts;
  if (crew.leaving || unit.status != UnitStatus::off_duty) {  // still out from the last shift: the next crew takes over
    crew.leaving = false;
    return;
  }
  crew.on_since = now_;
  crew.trip.active = false;
  unit.place = service_.place_of_station(unit.home);
  unit.until_place = 0;
  unit.turnout = prepared_.expected_turnout;
  unit.since = now_;
  unit.status = UnitStatus::at_station;
  become_idle(u, unit.home);
  serve_with(u);
}

void Engine::end_shift(std::uint32_t u) {
  if (busy(u)) {
    crews_[u].leaving = true;
    return;
  }
  if (units_[u].status == UnitStatus::off_duty) return;
  if (crews_[u].trip.active) locate(u);
  stop_idling(u);
  go_off_duty(u);
}

// The shift is over; the vehicle is back at its own station for the next.
void Engine::go_off_duty(std::uint32_t u) {
  Crew& crew = crews_[u];
  dispatch::Unit& unit = units_[u];
  const auto home = service_.place_of_station(unit.home);
  out_.units[u].on_duty += prepared_.counted_overlap(crew.on_since, now_);
  events_.set(u, never);
  if (unit.place != home && !(crew.trip.active && crew.trip.to == home))
    start_trip(u, {.depart = now_, .to = home, .drive = Drive::normal});
  if (crew.row != no_row && crew.trip.active) rows_[crew.row].times.at_station = crew.trip.arrive;
  crew.row = no_row;
  crew.leaving = crew.owed_rest = crew.trip.active = false;
  unit.takes = service_.vehicles[u].takes;
  unit.status = UnitStatus::off_duty;
  unit.place = home;
  unit.until_place = 0;
}

// The crew rests at its station, from when it gets there; an acute call breaks the rest off, and it is owed again.
void Engine::begin_rest(std::uint32_t u) {
  Crew& crew = crews_[u];
  dispatch::Unit& unit = units_[u];
  if (crew.trip.active && crew.trip.arrive > now_) locate(u);
  stop_idling(u);
  crew.owed_rest = false;
  unit.status = UnitStatus::resting;
  unit.takes = service_.vehicles[u].takes & 0b001;
  unit.station = unit.home;
  Time from = now_;
  if (crew.trip.active || unit.place != service_.place_of_station(unit.home)) {
    start_trip(u, {.depart = now_, .to = service_.place_of_station(unit.home), .drive = Drive::normal});
    if (crew.trip.active) from = crew.trip.arrive;
  }
  events_.set(u, from + service_.vehicles[u].rest_length * minute);
}

void Engine::end_rest(std::uint32_t u) {
  dispatch::Unit& unit = units_[u];
  events_.set(u, never);
  if (crews_[u].trip.active) locate(u);
  unit.takes = service_.vehicles[u].takes;
  unit.status = crews_[u].trip.active ? UnitStatus::returning : UnitStatus::at_station;
  become_idle(u, unit.home);
  serve_with(u);
}

}  // namespace kjede::sim
