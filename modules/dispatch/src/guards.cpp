#include "kjede/dispatch/guards.hpp"

namespace kjede::dispatch {

std::string_view name_of(Refusal refusal) {
  switch (refusal) {
    case Refusal::allowed: return "allowed";
    case Refusal::off_limits: return "off limits";
    case Refusal::resting: return "resting";
    case Refusal::night: return "night freeze";
    case Refusal::too_many_moves: return "too many moves";
    case Refusal::too_short_stay: return "too short stay";
    case Refusal::hard_cover: return "last unit of a station that must be covered";
    case Refusal::gain: return "too little gain";
  }
  return "";
}

bool is_night(const Guards& guards, int minute_of_day) {
  if (guards.night_from <= guards.night_to)
    return guards.night_from <= minute_of_day && minute_of_day < guards.night_to;
  return minute_of_day >= guards.night_from || minute_of_day < guards.night_to;
}

Refusal judge(const Guards& guards, const ProposedMove& move) {
  const Unit& unit = move.unit;
  if (move.to == unit.home) return Refusal::allowed;
  if (unit.status == UnitStatus::resting) return Refusal::resting;
  if (!is_idle(unit.status)) return Refusal::off_limits;
  if (is_night(guards, move.minute_of_day)) return Refusal::night;
  if (unit.moves >= guards.moves_per_shift) return Refusal::too_many_moves;
  if (unit.status == UnitStatus::at_station && move.now - unit.since < guards.least_stay)
    return Refusal::too_short_stay;
  const bool guarded = unit.station < guards.hard_cover.size() && guards.hard_cover[unit.station] != 0;
  if (guarded && move.to != unit.station && move.idle_at <= 1) return Refusal::hard_cover;
  if (move.gain < guards.least_gain) return Refusal::gain;
  return Refusal::allowed;
}

}  // namespace kjede::dispatch
