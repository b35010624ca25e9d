#include "kjede/planning/drive_lines.hpp"

#include <algorithm>
#include <map>

#include "drive_times.hpp"
#include "kjede/road/dijkstra.hpp"

namespace kjede::planning {
namespace {

constexpr double kMsPerSecond = 1000;

MapPoint map_point(road::Location at) { return {at.lon_degrees(), at.lat_degrees()}; }

}  // namespace

// Trees of fastest paths are kept by source: a service drives from few places.
class DriveLines::Ways {
 public:
  Ways(AreaNetwork network, DriveDay day)
      : network_(std::move(network)),
        roads_(network_.roads()),
        day_(std::move(day)),
        snapper_(roads_, day_.today, {.off_road_speed = day_.off_road_lights, .limit = most_metres_off_road}) {}

  DriveLine line(MapPoint from, MapPoint to, sim::Drive drive) {
    normal_ = drive == sim::Drive::normal && !day_.sets.front().normal.empty();
    const auto start = snapped(from), end = snapped(to);
    DriveLine line;
    line.points.push_back({from, 0});
    if (start && end) add_way(*start, *end, line);
    line.points.push_back({to, line.seconds});
    return line;
  }

 private:
  std::optional<road::Snapped> snapped(MapPoint point) const {
    const auto at = road::location_of(point.lon, point.lat);
    return at ? snapper_.snap(*at) : std::nullopt;
  }

  std::span<const road::Millis> weights() const {
    const auto& set = day_.sets.front();
    return normal_ ? set.normal : set.lights;
  }

  const road::ShortestPathTree& tree(road::NodeId source) {
    auto& trees = trees_[normal_ ? 1 : 0];
    const auto found = trees.find(source);
    if (found != trees.end()) return found->second;
    return trees.emplace(source, road::dijkstra(roads_.shape, weights(), source)).first->second;
  }

  void add_way(const road::Snapped& start, const road::Snapped& end, DriveLine& line) {
    const auto along = road::along_one_arc(start, end, weights());
    auto best = along;
    const road::Access *leave = nullptr, *arrive = nullptr;
    for (const auto& out : start.out) {
      const auto& times = tree(out.node).time;
      for (const auto& in : end.in) {
        const auto time = road::add(out.time, road::add(times[in.node], in.time));
        if (time >= best) continue;
        best = time;
        leave = &out;
        arrive = &in;
      }
    }
    if (best >= road::unreachable) return;
    line.points.push_back({map_point(start.place), 0});
    if (leave != nullptr) add_arcs(*leave, *arrive, line);
    line.seconds = best / kMsPerSecond;
    line.points.push_back({map_point(end.place), line.seconds});
  }

  void add_arcs(const road::Access& leave, const road::Access& arrive, DriveLine& line) {
    double ms = leave.time;
    auto tail = leave.node;
    for (const auto arc : road::path_to(tree(leave.node), roads_.shape, arrive.node)) {
      const auto piece = road::arc_line(roads_, tail, arc);
      for (std::size_t i = 0; i < piece.size(); ++i) {
        const double share = piece.size() > 1 ? static_cast<double>(i) / static_cast<double>(piece.size() - 1) : 1;
        line.points.push_back({map_point(piece[i]), (ms + share * weights()[arc]) / kMsPerSecond});
      }
      ms += weights()[arc];
      tail = roads_.shape.head[arc];
    }
  }

  AreaNetwork network_;
  const road::NetworkView& roads_;
  DriveDay day_;
  road::Snapper snapper_;
  std::map<road::NodeId, road::ShortestPathTree> trees_[2];
  bool normal_ = false;
};

DriveLines::DriveLines(std::unique_ptr<Ways> ways) : ways_(std::move(ways)) {}
DriveLines::~DriveLines() = default;
DriveLines::DriveLines(DriveLines&&) noexcept = default;
DriveLines& DriveLines::operator=(DriveLines&&) noexcept = default;

base::Result<DriveLines> DriveLines::make(const ServiceArea& area, const Scenario& scenario, const AreaNetwork& roads) {
  base::Diagnostics problems;
  auto day = drive_day(roads.roads(), scenario, area, problems);
  if (base::has_error(problems)) return base::fail(std::move(problems));
  return DriveLines(std::make_unique<Ways>(roads, std::move(day)));
}

DriveLine DriveLines::line(MapPoint from, MapPoint to, sim::Drive drive) { return ways_->line(from, to, drive); }

}  // namespace kjede::planning
