#pragma once
// Roads made ready for questions, of one thread: a road file (or an OSM extract, imported on the way), one set of
// travel times, the engine's hierarchy, and the way from points to the roads.
//
//   KJEDE_ASSIGN(auto session, RoadSession::open({.file = "oslo.road", .time = "rush"}, progress));

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "kjede/base/progress.hpp"
#include "kjede/base/result.hpp"
#include "kjede/road/import_report.hpp"
#include "kjede/road/road_file.hpp"
#include "kjede/road/search_graph.hpp"
#include "kjede/road/snap.hpp"
#include "kjede/road/speed_model.hpp"

namespace kjede::service {

struct RoadChoice {
  std::string file;                   // a road file, .osm.pbf or .opl
  std::string mode;                   // a mode of the file; empty: its first, or by priority and time
  std::string priority;               // acute, urgent, planned: times by the speed model
  std::string time;                   // free, day, rush, night, winter
  std::string speeds;                 // a speed model (YAML)
  std::string country;                // of an extract without country codes
  std::vector<std::string> projects;  // switched on
  std::string date;                   // projects that have opened by then are on
  std::string snap = "arc";           // or node
  double snap_limit = 1000;           // metres
  std::optional<double> off_road_speed;
  bool all_parts = false;  // also roads that are apart from the largest part
};

// A row of a point list, or a point from an option.
struct NamedPoint {
  std::string id;
  road::Snapped at;
};

class RoadSession {
 public:
  static base::Result<RoadSession> open(const RoadChoice& choice, base::Progress& progress);
  RoadSession(RoadSession&&) = default;
  RoadSession& operator=(RoadSession&&) = default;
  RoadSession(const RoadSession&) = delete;  // parts look at each other's memory
  RoadSession& operator=(const RoadSession&) = delete;

  const road::NetworkView& roads() const { return roads_; }
  std::span<const road::Millis> weights() const { return weights_; }
  const road::SearchGraph& graph() const { return *graph_; }
  const road::SpeedModel& model() const { return model_; }
  double off_road_speed() const { return off_road_speed_; }
  // What the import on the way found; nothing for a road file.
  const std::optional<road::RoadImportReport>& imported() const { return imported_; }
  // "acute, rush" or the mode's name.
  const std::string& times_named() const { return times_named_; }

  // `text` is "lon,lat" or "node:ID". Fails (KJ1123, KJ1122, KJ1140).
  base::Result<NamedPoint> point(const std::string& text) const;

  // A CSV with `id,lon,lat`, `id,node` or `node`. Fails with every row that cannot be used; with `keep_going` those
  // are left out and told in `left_out`, and it fails only when none is left.
  base::Result<std::vector<NamedPoint>> points(const std::string& path, bool keep_going,
                                               base::Diagnostics& left_out) const;

 private:
  class Points;
  RoadSession() = default;

  std::shared_ptr<const road::RoadFile> file_;
  std::shared_ptr<const road::Network> network_;
  road::NetworkView roads_;
  std::optional<road::RoadImportReport> imported_;
  road::SpeedModel model_;
  std::vector<road::Millis> weights_;
  std::string times_named_;
  double off_road_speed_ = 0;
  std::shared_ptr<const road::SearchGraph> graph_;
  std::shared_ptr<Points> points_;
};

}  // namespace kjede::service
