#include "kjede/road/speed_model.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace kjede::road {

namespace {

// km/h where neither a sign nor a country's rule is known: the effective speeds of an Oslo ambulance model.
constexpr std::array<double, road_class_count> default_speed{85, 70, 65, 60, 55, 50, 45, 40, 40,
                                                             30, 30, 30, 15, 20, 15, 10, 18, 30};

// Share of the speed limit that Oslo's ambulances drove; secondary roads and links from their effective speeds, what is
// slower than a residential road as the nearest class of which the sources speak (docs/reference/speed_model.md).
constexpr std::array<double, road_class_count> default_share{0.97, 0.85, 0.99, 0.85, 0.94, 0.85, 0.90, 0.85, 0.93,
                                                             0.85, 0.85, 0.75, 0.75, 0.75, 0.75, 0.75, 1,    1};

template <std::size_t N>
std::optional<std::size_t> index_of(const std::array<std::string_view, N>& names, std::string_view name) {
  const auto at = std::find(names.begin(), names.end(), name);
  if (at == names.end()) return std::nullopt;
  return static_cast<std::size_t>(at - names.begin());
}

Millis to_millis(double seconds) {
  const double millis = std::round(seconds * 1000);
  return millis < unreachable ? static_cast<Millis>(millis) : unreachable;
}

// Departures from `first` to `last`, both in minutes of the day, leave the night closed.
bool closed_at_night(const FerryRun& run) { return run.first >= 0 && run.last >= 0 && run.last - run.first < 23 * 60; }

class Pricing {
 public:
  Pricing(const NetworkView& roads, const SpeedModel& model, TravelCase when, std::size_t base_mode)
      : roads_(roads), model_(model), when_(when), crossing_(junctions(roads)) {
    base_ = roads.open_weights.empty() ? roads.modes[base_mode].weights : roads.open_weights[base_mode];
    time_ = model.time_factor[static_cast<std::size_t>(when.time)];
    priority_ = model.priority_factor[static_cast<std::size_t>(when.priority)];
  }

  Millis arc(ArcId a) const {
    if (const auto* run = (roads_.flags[a] & arc_ferry) != 0 ? roads_.ferry_of(a) : nullptr) return ferry(a, *run);
    if (roads_.speed_limit[a] == 0) {
      const double traffic = roads_.road_class[a] == RoadClass::ferry ? 1 : time_;
      return base_[a] >= unreachable ? unreachable : to_millis(base_[a] / 1000.0 * traffic);
    }
    const auto kind = roads_.road_class[a];
    const double driving = roads_.length[a] / 100.0 / (roads_.speed_limit[a] / 3.6);
    return to_millis(driving * model_.class_factor[kind] * priority_ * time_ + stops(a));
  }

 private:
  double stops(ArcId a) const {
    const double junction = crossing_[roads_.shape.head[a]] ? model_.junction_seconds : 0;
    return junction + model_.signal_seconds * roads_.signals[a];
  }

  Millis ferry(ArcId a, const FerryRun& run) const {
    const bool called = model_.ferry.call_out[static_cast<std::size_t>(when_.priority)];
    if (when_.time == TimeClass::night && closed_at_night(run) && !called) return unreachable;
    double seconds = run.crossing / 1000.0;
    if (run.crossing == 0) seconds = roads_.length[a] / 100.0 / (model_.ferry.speed / 3.6);
    if ((roads_.flags[a] & arc_boarding) != 0 && !called) {
      seconds += (run.headway > 0 ? run.headway / 1000.0 : model_.ferry.unknown_headway) / 2;
    }
    return to_millis(seconds);
  }

  const NetworkView& roads_;
  const SpeedModel& model_;
  TravelCase when_;
  std::vector<bool> crossing_;
  std::span<const Millis> base_;
  double time_ = 1, priority_ = 1;
};

bool counts_at_junctions(RoadClass kind) {
  return kind != RoadClass::service && kind != RoadClass::track && kind != RoadClass::path && kind != RoadClass::ferry;
}

}  // namespace

std::optional<Priority> parse_priority(std::string_view name) {
  const auto at = index_of(priority_names, name);
  return at ? std::optional(static_cast<Priority>(*at)) : std::nullopt;
}

std::optional<TimeClass> parse_time_class(std::string_view name) {
  const auto at = index_of(time_class_names, name);
  return at ? std::optional(static_cast<TimeClass>(*at)) : std::nullopt;
}

SpeedModel::SpeedModel() {
  for (const auto kind : all_road_classes()) {
    speed[kind] = default_speed[static_cast<std::size_t>(kind)];
    class_factor[kind] = 1 / default_share[static_cast<std::size_t>(kind)];
  }
}

// Up to three different neighbours are kept per node; the third makes a junction.
std::vector<bool> junctions(const NetworkView& roads) {
  const auto nodes = roads.shape.node_count();
  std::vector<std::array<NodeId, 2>> seen(nodes, {no_id, no_id});
  std::vector<bool> junction(nodes, false);
  const auto meet = [&](NodeId at, NodeId neighbour) {
    auto& two = seen[at];
    if (neighbour == at || two[0] == neighbour || two[1] == neighbour) return;
    if (two[0] == no_id) {
      two[0] = neighbour;
    } else if (two[1] == no_id) {
      two[1] = neighbour;
    } else {
      junction[at] = true;
    }
  };
  for (NodeId v = 0; v < nodes; ++v) {
    for (ArcId a = roads.shape.first_out[v]; a < roads.shape.first_out[v + 1]; ++a) {
      if (!counts_at_junctions(roads.road_class[a])) continue;
      meet(v, roads.shape.head[a]);
      meet(roads.shape.head[a], v);
    }
  }
  return junction;
}

std::vector<Millis> open_travel_times(const NetworkView& roads, const SpeedModel& model, TravelCase when,
                                      std::size_t base_mode) {
  const Pricing pricing(roads, model, when, base_mode);
  std::vector<Millis> weights(roads.shape.arc_count());
  for (ArcId a = 0; a < weights.size(); ++a) weights[a] = pricing.arc(a);
  return weights;
}

base::Result<std::vector<Millis>> travel_times(const NetworkView& roads, const SpeedModel& model, TravelCase when,
                                               std::span<const std::string> projects, std::size_t base_mode) {
  KJEDE_ASSIGN(const auto open, open_projects(roads, projects));
  auto weights = open_travel_times(roads, model, when, base_mode);
  for (ArcId a = 0; a < weights.size(); ++a) {
    if (roads.project[a] != 0 && !open[roads.project[a] - 1]) weights[a] = unreachable;
  }
  return weights;
}

}  // namespace kjede::road
