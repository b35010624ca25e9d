#pragma once
// The way a vehicle drives in a scenario, as a line on the map: with the weights of the hours that most hours are like.
//
//   KJEDE_ASSIGN(auto lines, DriveLines::make(area, scenario, roads));
//   const auto way = lines.line({5.46, 61.56}, {5.59, 61.58}, sim::Drive::lights);   // way.points, way.seconds

#include <memory>
#include <vector>

#include "kjede/planning/situation.hpp"

namespace kjede::planning {

struct MapPoint {
  double lon = 0, lat = 0;
};

struct DriveLine {
  struct Point {
    MapPoint at;
    double seconds = 0;  // of driving until here
  };
  std::vector<Point> points;  // from point to point; at least both ends
  double seconds = 0;         // of the whole; 0 when there is no way, and the line is straight
};

class DriveLines {
 public:
  // Fails as make_situation() does for roads that the scenario names wrongly. `roads` is shared, not copied.
  static base::Result<DriveLines> make(const ServiceArea& area, const Scenario& scenario, const AreaNetwork& roads);
  ~DriveLines();
  DriveLines(DriveLines&&) noexcept;
  DriveLines& operator=(DriveLines&&) noexcept;

  DriveLine line(MapPoint from, MapPoint to, sim::Drive drive);

 private:
  class Ways;
  explicit DriveLines(std::unique_ptr<Ways> ways);
  std::unique_ptr<Ways> ways_;
};

}  // namespace kjede::planning
