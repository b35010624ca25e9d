#pragma once
// Where each vehicle is through a simulated day, from its missions: drives as lines in time, stays as points.
//
//   DayMoves moves(situation, lines);
//   json["units"] = moves.units(missions);

#include <map>

#include "kjede/planning/drive_lines.hpp"
#include "kjede/text/json.hpp"
#include "plan_day_log.hpp"

namespace kjede::service {

inline constexpr double kDaySeconds = 86'400;

class DayMoves {
 public:
  DayMoves(const planning::Situation& situation, planning::DriveLines& lines) : situation_(situation), lines_(lines) {}

  // [{id, station, lon, lat, from, to (minutes on duty), parts: [{state, incident, from, until, line: [[second, lon,
  // lat], …]}]}]; between parts a vehicle stands at its station. Parts of this day only.
  text::Json units(const std::vector<DayMission>& missions);

 private:
  struct Standing {
    planning::MapPoint at;
    double since = -kDaySeconds;
    const DayMission* last = nullptr;  // the mission it drives home from
  };
  text::Json parts_of(const std::vector<const DayMission*>& missions, planning::MapPoint home);
  void drive_home(Standing& unit, planning::MapPoint home, double until);
  void mission(Standing& unit, planning::MapPoint home, const DayMission& mission);
  void stay(const char* state, const DayMission& mission, planning::MapPoint at, double from, double until);
  planning::MapPoint drive(const char* state, const DayMission& mission, const planning::DriveLine& line, double from,
                           double until, double whole);
  void add(const char* state, const DayMission& mission, double from, double until, text::Json line);

  const planning::Situation& situation_;
  planning::DriveLines& lines_;
  text::Json parts_;
};

}  // namespace kjede::service
