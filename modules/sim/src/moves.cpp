// Where idle units go: the rules of room dispatch, asked with the state of the moment.
#include <algorithm>

#include "engine.hpp"

namespace kjede::sim {

void Engine::drive_to_station(std::uint32_t u, std::uint32_t station) {
  dispatch::Unit& unit = units_[u];
  unit.status = dispatch::UnitStatus::returning;
  unit.since = now_;
  start_trip(u, {.depart = now_, .to = service_.place_of_station(station), .drive = Drive::normal});
  become_idle(u, station);
}

// A unit that has just become free.
void Engine::send_somewhere(std::uint32_t u) {
  const std::uint32_t station = station_for(u);
  if (station != units_[u].home) {
    ++units_[u].moves;
    if (prepared_.counted_from <= now_ && now_ < prepared_.counted_to) ++out_.units[u].moves;
  }
  drive_to_station(u, station);
  if (policy_.move == dispatch::MoveRule::compliance) comply();
}

std::uint32_t Engine::station_for(std::uint32_t u) {
  const std::uint32_t home = units_[u].home;
  if (!dispatch::covers(units_[u])) return home;
  std::uint32_t best = none;
  if (policy_.move == dispatch::MoveRule::dmexclp) best = best_covering_station(u);
  if (policy_.move == dispatch::MoveRule::priority_list)
    best = dispatch::priority_station(prepared_.station_order, idle_at_);
  if (best == none || best == home) return home;
  units_[u].station = home;  // what it is compared with: going home
  const double gain = counts_->gain(best) - counts_->gain(home);
  return move_allowed(u, best, gain, idle_at_[home] + 1) ? best : home;
}

std::uint32_t Engine::best_covering_station(std::uint32_t u) {
  const dispatch::Unit& unit = units_[u];
  const TravelTable& times = table(Drive::normal);
  const auto drive_to = [&](std::uint32_t s) {
    return road::add(unit.until_place, times.to(service_.place_of_station(s))[unit.place]);
  };
  const auto is_open = [&](std::uint32_t s) { return s == unit.home || idle_at_[s] < service_.stations[s].capacity; };
  return dispatch::dmexclp_station(*counts_, drive_to, is_open);
}

bool Engine::move_allowed(std::uint32_t u, std::uint32_t to, double gain, std::uint32_t idle_at) const {
  const double total = counts_->coverage().total_demand();
  return dispatch::judge(prepared_.guards, {.unit = units_[u],
                                            .to = to,
                                            .gain = total > 0 ? gain / total : 0,
                                            .idle_at = idle_at,
                                            .now = now_,
                                            .minute_of_day = static_cast<int>(now_ % day / minute)}) ==
         dispatch::Refusal::allowed;
}

// Brings the idle units nearer the compliance table's level, the moves that gain most coverage first.
void Engine::comply() {
  locate_fleet();
  station_rows_.clear();
  for (std::uint32_t s = 0; s < service_.stations.size(); ++s)
    station_rows_.push_back(table(Drive::normal).to(service_.place_of_station(s)));
  auto moves = dispatch::compliance_moves(prepared_.station_order, units_, station_rows_, policy_.matching);
  const auto gain = [this](const dispatch::Move& move) {
    return counts_->move_gain(units_[move.unit].station, move.station);
  };
  std::ranges::stable_sort(moves, std::ranges::greater{}, gain);
  std::uint32_t made = 0;
  for (const auto& move : moves) {
    if (made == policy_.moves_at_once) break;
    const std::uint32_t from = units_[move.unit].station;
    if (!move_allowed(move.unit, move.station, gain(move), idle_at_[from])) continue;
    stop_idling(move.unit);
    ++units_[move.unit].moves;
    if (prepared_.counted_from <= now_ && now_ < prepared_.counted_to) ++out_.units[move.unit].moves;
    drive_to_station(move.unit, move.station);
    ++made;
  }
}

}  // namespace kjede::sim
