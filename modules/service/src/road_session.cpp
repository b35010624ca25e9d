#include "kjede/service/road_session.hpp"

#include <fmt/format.h>

#include "kjede/base/time.hpp"
#include "kjede/road/codes.hpp"
#include "kjede/road/import_osm.hpp"
#include "kjede/road/metric.hpp"
#include "kjede/service/codes.hpp"
#include "kjede/service/road_import.hpp"
#include "road_hierarchy.hpp"
#include "road_points.hpp"

namespace kjede::service {

namespace {

bool is_osm(const std::string& path) { return path.ends_with(".pbf") || path.ends_with(".opl"); }

template <class T, std::size_t N>
base::Result<T> choose(const std::string& name, std::optional<T> found, const char* option,
                       const std::array<std::string_view, N>& known) {
  if (found) return *found;
  return base::fail(road::codes::unknown_mode, fmt::format("unknown {} '{}'", option, name),
                    fmt::format("known: {}", fmt::join(known, ", ")));
}

struct Chosen {
  std::vector<road::Millis> weights;
  std::string named;
  double off_road_speed = 0;
};

base::Result<std::vector<std::string>> projects_of(const road::NetworkView& roads, const RoadChoice& choice) {
  auto projects = choice.projects;
  if (choice.date.empty()) return projects;
  if (!base::parse_date(choice.date)) {
    return base::fail(codes::bad_period, fmt::format("'{}' is not a date", choice.date), "write 2030-12-31");
  }
  for (auto& id : road::opened_by(roads, choice.date)) projects.push_back(std::move(id));
  return projects;
}

// Times of one of the file's modes.
base::Result<Chosen> by_mode(const road::NetworkView& roads, const RoadChoice& choice,
                             std::span<const std::string> projects) {
  const auto mode = choice.mode.empty() ? std::optional<std::size_t>(0) : roads.mode_index(choice.mode);
  if (!mode) {
    std::vector<std::string> names;
    for (const auto& known : roads.modes) names.push_back(known.name);
    return base::fail(road::codes::unknown_mode, fmt::format("the roads have no mode '{}'", choice.mode),
                      fmt::format("known: {}", fmt::join(names, ", ")));
  }
  KJEDE_ASSIGN(auto weights, road::weights_with(roads, *mode, projects));
  return Chosen{std::move(weights), roads.modes[*mode].name, roads.modes[*mode].off_road_speed};
}

// Times by the speed model; arcs with times of their own keep them, by priority of the first or second mode.
base::Result<Chosen> by_model(const road::NetworkView& roads, const RoadChoice& choice, const road::SpeedModel& model,
                              std::span<const std::string> projects) {
  const std::string priority_name = choice.priority.empty() ? "acute" : choice.priority;
  const std::string time_name = choice.time.empty() ? "free" : choice.time;
  KJEDE_ASSIGN(const auto priority,
               choose(priority_name, road::parse_priority(priority_name), "priority", road::priority_names));
  KJEDE_ASSIGN(const auto time,
               choose(time_name, road::parse_time_class(time_name), "time class", road::time_class_names));
  const std::size_t base_mode = priority == road::Priority::planned && roads.modes.size() > 1 ? 1 : 0;
  KJEDE_ASSIGN(auto weights, road::travel_times(roads, model, {priority, time}, projects, base_mode));
  return Chosen{std::move(weights), priority_name + ", " + time_name,
                model.off_road_speed[static_cast<std::size_t>(priority)]};
}

base::Result<Chosen> choose_times(const road::NetworkView& roads, const RoadChoice& choice,
                                  const road::SpeedModel& model) {
  const bool modelled = !choice.priority.empty() || !choice.time.empty() || !choice.speeds.empty();
  if (modelled && !choice.mode.empty()) {
    return base::fail(codes::bad_choice, "--mode is a ready set of times; --priority, --time and --speeds make another",
                      "leave out --mode, or the others");
  }
  KJEDE_ASSIGN(const auto projects, projects_of(roads, choice));
  return modelled ? by_model(roads, choice, model, projects) : by_mode(roads, choice, projects);
}

base::Result<road::SearchGraph> prepare(const road::NetworkView& roads, std::span<const road::Millis> weights) {
  if (roads.hierarchy.empty()) {
    const auto built = build_hierarchy(roads);
    return road::SearchGraph::from(road::Metric(built, weights));
  }
  KJEDE_ASSIGN(const auto kept, road::Hierarchy::load(roads.hierarchy, roads.shape));
  return road::SearchGraph::from(road::Metric(kept, weights));
}

}  // namespace

base::Result<RoadSession> RoadSession::open(const RoadChoice& choice, base::Progress& progress) {
  RoadSession session;
  KJEDE_ASSIGN(session.model_, speed_model_of(choice.speeds));
  if (is_osm(choice.file)) {
    KJEDE_ASSIGN(auto import, road::import_osm(choice.file, {choice.country}, session.model_, progress));
    session.imported_ = std::move(import.report);
    session.network_ = std::make_shared<const road::Network>(std::move(import.network));
    session.roads_ = session.network_->view();
  } else {
    KJEDE_ASSIGN(auto file, road::RoadFile::open(choice.file));
    session.file_ = std::make_shared<const road::RoadFile>(std::move(file));
    session.roads_ = session.file_->roads();
  }
  if (choice.snap != "arc" && choice.snap != "node") {
    return base::fail(codes::bad_choice, fmt::format("--snap is arc or node, not '{}'", choice.snap));
  }
  KJEDE_ASSIGN(auto chosen, choose_times(session.roads_, choice, session.model_));
  session.weights_ = std::move(chosen.weights);
  session.times_named_ = std::move(chosen.named);
  const double by_default = chosen.off_road_speed > 0 ? chosen.off_road_speed : session.model_.off_road_speed[0];
  session.off_road_speed_ = choice.off_road_speed.value_or(by_default);
  KJEDE_ASSIGN(auto graph, prepare(session.roads_, session.weights_));
  session.graph_ = std::make_shared<const road::SearchGraph>(std::move(graph));
  const road::SnapOptions snapping{choice.snap == "arc" ? road::SnapTo::arc : road::SnapTo::node,
                                   session.off_road_speed_, choice.snap_limit, !choice.all_parts};
  session.points_ = std::make_shared<Points>(session.roads_, session.weights_, snapping);
  return session;
}

}  // namespace kjede::service
