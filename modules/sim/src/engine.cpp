#include "engine.hpp"

#include <algorithm>

namespace kjede::sim {

using dispatch::UnitStatus;

namespace {

constexpr std::size_t buffer_size = 128;
constexpr Time patience = 7 * day;  // a call still waiting so long after the end is not going to be reached

}  // namespace

Engine::Engine(const Prepared& prepared, CallSource& calls, Replication& out)
    : prepared_(prepared),
      service_(prepared.service),
      policy_(prepared.order.policy),
      source_(calls),
      out_(out),
      buffer_(buffer_size),
      units_(prepared.service.vehicles.size()),
      crews_(units_.size()),
      events_(2 * units_.size()),
      idle_at_(service_.stations.size(), 0) {
  out_.units.resize(units_.size());
  out_.zones.resize(service_.zones.size());
}

void Engine::run() {
  set_ = service_.travel.set_at(0);
  roads_change_ = service_.travel.next_change(0);
  start_fleet();
  while (step()) {
  }
  finish();
}

// Units before calls: what becomes free at this very moment can be sent at once.
bool Engine::step() {
  if (taken_ == buffered_ && more_calls_) {
    buffered_ = source_.next(buffer_);
    taken_ = 0;
    more_calls_ = buffered_ > 0;
  }
  const Time received = taken_ < buffered_ ? buffer_[taken_].received : never;
  const Time ready = ready_.time();
  const Time unit = events_.time();
  const Time next = std::min({received, ready, unit, roads_change_});
  if (next == never || (next >= prepared_.counted_to && (open_calls_ == 0 || next > prepared_.counted_to + patience)))
    return false;
  now_ = next;
  if (next == roads_change_) {
    change_roads();
  } else if (next == unit) {
    const auto leaf = static_cast<std::uint32_t>(events_.leaf());
    if (leaf >= count())
      duty_event(leaf - count());
    else if (units_[leaf].status == UnitStatus::resting)
      end_rest(leaf);
    else
      clear(leaf);
  } else if (next == received) {
    receive();
  } else {
    dispatch_next_ready();
  }
  return true;
}

void Engine::receive() {
  const Call& call = buffer_[taken_++];
  if (prepared_.counted(call)) {
    ++open_calls_;
    ++out_.calls;
  }
  ready_.push(call.received + call.ready, call);
}

void Engine::dispatch_next_ready() {
  const Call call = ready_.front();
  ready_.pop();
  dispatch(call, false);
  if (policy_.move == dispatch::MoveRule::compliance) comply();
}

std::optional<dispatch::Choice> Engine::choose(const Call& call) {
  locate_fleet();
  const auto row = table(call.drive).to(service_.place_of_zone(call.zone));
  const dispatch::Request request{call.priority, call.kinds};
  switch (policy_.send) {
    case dispatch::SendRule::closest: return dispatch::closest_idle(units_, row, request);
    case dispatch::SendRule::divert: return dispatch::closest_or_divert(units_, row, request, policy_.diversion);
    case dispatch::SendRule::dmexclp: break;
  }
  const Zone& zone = service_.zones[call.zone];
  const Time left = service_.targets.of(zone, call.priority) - (now_ - call.received) - zone.access_lights;
  return dispatch::dmexclp_dispatch(units_, row, request, *counts_, static_cast<Millis>(std::max<Time>(left, 0)));
}

// again: the call has been in line or lost its unit before.
void Engine::dispatch(const Call& call, bool again) {
  if (call.support) return send_second(call);
  const auto choice = choose(call);
  if (!choice) {
    const bool counted = prepared_.counted(call);
    if (prepared_.order.when_busy == WhenBusy::lose) {
      if (counted) ++out_.lost, --open_calls_;
      return;
    }
    if (counted && !again) ++out_.waited;
    waiting_[static_cast<std::size_t>(call.priority)].push(call.received, call);
    return;
  }
  const std::uint32_t u = choice->unit;
  if (!choice->diverted) {
    assign(u, call);
  } else {
    const Call left_behind = abandon(u);
    assign(u, call);
    dispatch(left_behind, true);
  }
  if (call.two_units && !again) {
    Call support = call;
    support.support = true;
    support.transport = false;
    send_second(support);
  }
}

// The next closest unit that is free; nobody waits for it and nobody is turned for it.
void Engine::send_second(const Call& call) {
  locate_fleet();
  const auto row = table(call.drive).to(service_.place_of_zone(call.zone));
  if (const auto choice = dispatch::closest_idle(units_, row, {call.priority, call.kinds}))
    return assign(choice->unit, call);
  record_call(call, never);
}

// Sets out: from a station after the call's turnout, on the road at once. A crew that was mobilising for another
// mission rolls when it would have.
void Engine::assign(std::uint32_t u, const Call& call) {
  Crew& crew = crews_[u];
  dispatch::Unit& unit = units_[u];
  const bool mobilising = unit.status == UnitStatus::to_scene && now_ < crew.times.mobile;
  const Time rolling = mobilising ? crew.times.mobile : crew.trip.active ? now_ : now_ + call.turnout;
  if (unit.status == UnitStatus::resting) crew.owed_rest = true;
  stop_idling(u);
  unit.takes = service_.vehicles[u].takes;
  unit.status = UnitStatus::to_scene;
  unit.mission = call.priority;
  crew.call = call;
  crew.times = {};
  crew.times.alerted = now_;
  crew.times.mobile = rolling;
  crew.hospital = none;
  crew.row = no_row;
  const Zone& zone = service_.zones[call.zone];
  start_trip(u, {.depart = rolling,
                 .access = call.drive == Drive::lights ? zone.access_lights : zone.access_normal,
                 .factor = call.drive_factor,
                 .to = service_.place_of_zone(call.zone),
                 .drive = call.drive});
  crew.times.arrived = crew.trip.arrive;
  plan_mission(crew);
  events_.set(u, crew.times.clear);
  if (call.two_units) ++two_units_[call.incident].open;
  ++out_.missions;
}

// From the arrival on nothing can change the mission, so its end is known when the unit sets out.
void Engine::plan_mission(Crew& crew) {
  MissionTimes& times = crew.times;
  const Call& call = crew.call;
  const Time done_at_scene = times.arrived + call.scene;
  times.clear = done_at_scene;
  if (!call.transport || service_.hospitals.empty()) return;
  const std::uint8_t set = service_.travel.sets.size() == 1 ? 0 : service_.travel.set_at(done_at_scene);
  const auto h = call.hospital != none ? call.hospital : prepared_.nearest_hospital(set, call.need, call.zone);
  if (h == none) return;
  const Millis road =
      service_.travel.sets[set].normal->to(service_.place_of_hospital(h))[service_.place_of_zone(call.zone)];
  if (road >= road::unreachable) return;
  const Zone& zone = service_.zones[call.zone];
  crew.hospital = h;
  times.left = done_at_scene;
  times.at_hospital =
      done_at_scene + zone.access_normal + static_cast<Time>(static_cast<float>(road) * call.drive_factor);
  times.clear = times.at_hospital + call.handover;
}

// The unit turns before it has arrived: its mission is cancelled, the call goes to somebody else.
Call Engine::abandon(std::uint32_t u) {
  Crew& crew = crews_[u];
  record_busy(u, now_);
  if (crew.call.two_units) --two_units_[crew.call.incident].open;
  if (prepared_.counted(crew.call)) ++out_.units[u].diverted;
  if (prepared_.order.log && prepared_.counted(crew.call)) {
    MissionTimes times = crew.times;
    if (times.mobile > now_) times.mobile = unset;
    times.arrived = times.left = times.at_hospital = unset;
    times.clear = now_;
    rows_.push_back({crew.call, times, u, none, true});
  }
  return crew.call;
}

void Engine::clear(std::uint32_t u) {
  Crew& crew = crews_[u];
  dispatch::Unit& unit = units_[u];
  record_mission(u);
  events_.set(u, never);
  unit.turnout = 0;
  if (crew.hospital != none) {
    unit.place = service_.place_of_hospital(crew.hospital);
    unit.until_place = 0;
  } else {
    unit.place = service_.place_of_zone(crew.call.zone);
    unit.until_place = service_.zones[crew.call.zone].access_normal;
  }
  crew.trip = {.depart = now_, .arrive = now_, .active = true};  // on the road: whatever comes next needs no turnout
  unit.status = UnitStatus::returning;
  if (crew.leaving) return go_off_duty(u);
  if (serve_with(u)) return;
  if (crew.owed_rest) return begin_rest(u);
  if (policy_.takeover && take_over(u)) return;
  send_somewhere(u);
}

// A freed unit that is nearer to an acute scene than the one on its way there.
bool Engine::take_over(std::uint32_t u) {
  std::vector<dispatch::Underway> underway;
  std::vector<std::uint32_t> whose;
  for (std::uint32_t v = 0; v < count(); ++v) {
    const Crew& crew = crews_[v];
    if (units_[v].status != UnitStatus::to_scene || crew.call.priority != Priority::acute || !crew.trip.active)
      continue;
    locate(v);
    if (units_[v].status != UnitStatus::to_scene) continue;
    const auto row = table(crew.call.drive).to(crew.trip.to);
    underway.push_back({dispatch::predicted_arrival(units_[v], row),
                        dispatch::predicted_arrival(units_[u], row),
                        {crew.call.priority, crew.call.kinds}});
    whose.push_back(v);
  }
  const auto chosen = dispatch::takeover(units_[u], underway, policy_.takeover_gain);
  if (!chosen) return false;
  const std::uint32_t v = whose[*chosen];
  const Call call = abandon(v);
  assign(u, call);
  relieve(v);
  return true;
}

// Somebody else drives to its mission: it is free where it is.
void Engine::relieve(std::uint32_t u) {
  events_.set(u, never);
  units_[u].turnout = 0;
  units_[u].status = UnitStatus::returning;
  if (crews_[u].leaving) return go_off_duty(u);
  if (serve_with(u)) return;
  if (crews_[u].owed_rest) return begin_rest(u);
  send_somewhere(u);
}

// The most urgent, longest waiting call that this unit can take.
bool Engine::serve_with(std::uint32_t u) {
  for (auto& line : waiting_)
    for (std::size_t i = 0; i < line.size(); ++i) {
      const Call call = line.at(i);
      if (!dispatch::may_take(units_[u], {call.priority, call.kinds})) continue;
      const auto row = table(call.drive).to(service_.place_of_zone(call.zone));
      if (dispatch::predicted_arrival(units_[u], row) >= road::unreachable) continue;
      line.erase(i);
      assign(u, call);
      return true;
    }
  return false;
}

// Something changed for several units at once: everyone in line is tried again.
void Engine::serve_waiting() {
  for (auto& line : waiting_)
    for (std::size_t tries = line.size(), i = 0; tries > 0; --tries) {
      const Call call = line.at(i);
      const auto choice = choose(call);
      if (!choice) {
        ++i;
        continue;
      }
      line.erase(i);
      dispatch(call, true);
    }
}

void Engine::change_roads() {
  const auto set = service_.travel.set_at(now_);
  roads_change_ = service_.travel.next_change(now_);
  if (set == set_) return;
  set_ = set;
  if (counts_) {
    counts_.emplace(prepared_.coverage[set_], policy_.busy, units_.size());
    for (std::uint32_t u = 0; u < count(); ++u)
      if (crews_[u].covering) counts_->add(units_[u].station);
  }
  for (std::uint32_t u = 0; u < count(); ++u)  // those that had no way home
    if (units_[u].status == UnitStatus::returning && !crews_[u].trip.active) drive_to_station(u, units_[u].station);
  serve_waiting();
}

}  // namespace kjede::sim
