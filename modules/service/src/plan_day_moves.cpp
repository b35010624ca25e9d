#include "plan_day_moves.hpp"

#include <algorithm>
#include <cmath>

namespace kjede::service {
namespace {

using planning::DriveLine;
using planning::MapPoint;
using text::Json;

constexpr double kApart = 0.0008;  // degrees: points nearer than some 50 to 90 m say nothing on the map

double rounded(double degrees) { return std::round(degrees * 1e4) / 1e4; }

Json moment(double second, MapPoint at) { return {std::round(second), rounded(at.lon), rounded(at.lat)}; }

double share(double part, double whole) { return whole > 0 ? std::clamp(part / whole, 0.0, 1.0) : 1.0; }

MapPoint between(const DriveLine::Point& a, const DriveLine::Point& b, double seconds) {
  const double t = share(seconds - a.seconds, b.seconds - a.seconds);
  return {std::lerp(a.at.lon, b.at.lon, t), std::lerp(a.at.lat, b.at.lat, t)};
}

bool near(MapPoint a, MapPoint b) { return std::abs(a.lon - b.lon) + std::abs(a.lat - b.lat) < kApart; }

}  // namespace

void DayMoves::add(const char* state, const DayMission& mission, double from, double until, Json line) {
  if (until <= 0 || from >= kDaySeconds || until <= from) return;
  parts_.push_back({{"state", state},
                    {"incident", mission.incident},
                    {"from", std::round(from)},
                    {"until", std::round(until)},
                    {"line", std::move(line)}});
}

void DayMoves::stay(const char* state, const DayMission& mission, MapPoint at, double from, double until) {
  add(state, mission, from, until, Json::array({moment(from, at)}));
}

// Along the line from `from`; the whole of it would take `whole` seconds, and it ends at `until`. Where it ends.
MapPoint DayMoves::drive(const char* state, const DayMission& mission, const DriveLine& line, double from, double until,
                         double whole) {
  const double driven = line.seconds * share(until - from, whole);
  const double pace = line.seconds > 0 ? whole / line.seconds : 0;
  Json path = Json::array({moment(from, line.points.front().at)});
  auto last = line.points.front();
  auto drawn = last.at;
  for (const auto& point : line.points) {
    if (point.seconds >= driven) break;
    last = point;
    if (near(point.at, drawn)) continue;
    drawn = point.at;
    path.push_back(moment(from + point.seconds * pace, point.at));
  }
  const bool all = until - from >= whole;
  const auto next = std::find_if(line.points.begin(), line.points.end(),
                                 [&](const DriveLine::Point& point) { return point.seconds >= driven; });
  const auto end = all || next == line.points.end() ? line.points.back().at : between(last, *next, driven);
  path.push_back(moment(until, end));
  add(state, mission, from, until, std::move(path));
  return end;
}

// Until it is home, or is sent out again.
void DayMoves::drive_home(Standing& unit, MapPoint home, double until) {
  if (unit.last == nullptr) return;
  const auto line = lines_.line(unit.at, home, sim::Drive::normal);
  const double whole = unit.last->at_station ? *unit.last->at_station - unit.since : line.seconds;
  unit.at = drive("returning", *unit.last, line, unit.since, std::min(until, unit.since + whole), whole);
  unit.last = nullptr;
}

void DayMoves::mission(Standing& unit, MapPoint home, const DayMission& mission) {
  const MapPoint scene{mission.lon, mission.lat};
  const double alerted = *mission.alerted, clear = *mission.clear;
  const double mobile = std::min(mission.mobile.value_or(clear), clear);
  drive_home(unit, home, mobile);
  if (alerted < mobile && near(unit.at, home)) stay("turning_out", mission, unit.at, alerted, mobile);
  const auto out = lines_.line(unit.at, scene, mission.priority == "planned" ? sim::Drive::normal : sim::Drive::lights);
  const double arrived = mission.arrived.value_or(clear);
  unit.at = drive("to_scene", mission, out, mobile, arrived, mission.arrived ? arrived - mobile : out.seconds);
  if (mission.arrived) stay("at_scene", mission, scene, arrived, mission.left.value_or(clear));
  if (mission.left && mission.at_hospital) {
    for (const auto& hospital : situation_.service.hospitals) {
      if (hospital.id != mission.hospital) continue;
      const auto line = lines_.line(scene, {hospital.lon, hospital.lat}, sim::Drive::normal);
      unit.at = drive("to_hospital", mission, line, *mission.left, *mission.at_hospital,
                      *mission.at_hospital - *mission.left);
      stay("at_hospital", mission, unit.at, *mission.at_hospital, clear);
    }
  }
  unit.since = clear;
  unit.last = &mission;
}

Json DayMoves::parts_of(const std::vector<const DayMission*>& missions, MapPoint home) {
  parts_ = Json::array();
  Standing unit{home, -kDaySeconds, nullptr};
  for (const auto* one : missions) mission(unit, home, *one);
  drive_home(unit, home, 2 * kDaySeconds);
  return std::move(parts_);
}

Json DayMoves::units(const std::vector<DayMission>& missions) {
  std::map<std::string, std::vector<const DayMission*>> of_vehicle;
  for (const auto& mission : missions) {
    if (mission.alerted && mission.clear) of_vehicle[mission.vehicle].push_back(&mission);
  }
  Json units = Json::array();
  for (const auto& vehicle : situation_.service.vehicles) {
    auto& own = of_vehicle[vehicle.id];
    std::ranges::stable_sort(own, {}, [](const DayMission* mission) { return *mission->alerted; });
    const auto& station = situation_.service.stations[vehicle.station];
    units.push_back({{"id", vehicle.id},
                     {"station", station.id},
                     {"lon", station.lon},
                     {"lat", station.lat},
                     {"always", vehicle.from == vehicle.to},
                     {"from", vehicle.from},
                     {"to", vehicle.to},
                     {"parts", parts_of(own, {station.lon, station.lat})}});
  }
  return units;
}

}  // namespace kjede::service
