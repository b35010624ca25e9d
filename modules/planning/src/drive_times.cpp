#include "drive_times.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "keys.hpp"
#include "kjede/planning/codes.hpp"
#include "kjede/road/place_table.hpp"

namespace kjede::planning {
namespace {

constexpr double usual_off_road_speed = 25;  // km/h, between the published 14.7 (Manhattan) and 47 (Auckland)

void open_projects(const road::NetworkView& roads, const Scenario& scenario, base::Diagnostics& problems,
                   std::vector<std::string>& ids) {
  std::vector<std::string> known;
  for (const auto& project : roads.projects) known.push_back(project.id);
  for (const auto& wanted : scenario.open_projects) {
    if (std::find(known.begin(), known.end(), wanted.id) != known.end()) {
      ids.push_back(wanted.id);
    } else {
      problem(problems, codes::scenario_mismatch, wanted.span, fmt::format("the roads have no project '{}'", wanted.id),
              known.empty() ? "none of its arcs is reserved for a project" : advice(wanted.id, known));
    }
  }
}

bool within(const RoadClosing& closed, road::Location a, road::Location b) {
  const double lon = (a.lon_degrees() + b.lon_degrees()) / 2, lat = (a.lat_degrees() + b.lat_degrees()) / 2;
  const auto middle = road::location_of(lon, lat), centre = road::location_of(closed.lon, closed.lat);
  return middle && centre && road::metres_between(*middle, *centre) <= closed.metres;
}

void close_roads(const road::NetworkView& roads, const Scenario& scenario, base::Diagnostics& problems,
                 std::vector<road::Millis>& weights) {
  for (const auto& closed : scenario.close_roads) {
    const auto kind = road::parse_road_class(closed.road_class);
    if (!closed.road_class.empty() && !kind) {
      std::vector<std::string> classes;
      for (const auto one : road::all_road_classes()) classes.emplace_back(road::to_string(one));
      problem(problems, codes::scenario_mismatch, closed.span,
              fmt::format("there is no road class '{}'", closed.road_class), advice(closed.road_class, classes));
      continue;
    }
    std::size_t count = 0;
    for (road::NodeId tail = 0; tail < roads.shape.node_count(); ++tail) {
      for (road::ArcId arc = roads.shape.first_out[tail]; arc < roads.shape.first_out[tail + 1]; ++arc) {
        const bool hit = kind ? roads.road_class[arc] == *kind
                              : within(closed, roads.nodes[tail], roads.nodes[roads.shape.head[arc]]);
        if (!hit) continue;
        weights[arc] = road::unreachable;
        ++count;
      }
    }
    if (count == 0)
      problem(problems, codes::scenario_mismatch, closed.span, "no road is closed by this",
              "a road is hit when its middle lies in the circle; make it larger, or check lon and lat");
  }
}

std::optional<std::size_t> mode_of(const road::NetworkView& roads, const std::string& name, const ServiceArea& area,
                                   base::Diagnostics& problems) {
  if (const auto index = roads.mode_index(name)) return index;
  std::vector<std::string> modes;
  for (const auto& one : roads.modes) modes.emplace_back(one.name);
  problem(problems, codes::scenario_mismatch, area.roads.span, fmt::format("the roads have no drive times '{}'", name),
          advice(name, modes));
  return std::nullopt;
}

// The two modes of the season; nothing when something is wrong.
struct Modes {
  std::size_t lights = 0, normal = 0;
};
std::optional<Modes> modes_of(const road::NetworkView& roads, const Scenario& scenario, const ServiceArea& area,
                              base::Diagnostics& problems) {
  const auto& names = area.roads;
  if (scenario.winter && names.winter_lights.empty() && !names.speeds) {
    problem(problems, codes::scenario_mismatch, scenario.winter_span,
            fmt::format("service area '{}' has no winter drive times", area.id),
            "name them under roads: winter lights, winter normal; or give speeds");
    return std::nullopt;
  }
  const bool own = scenario.winter && !names.winter_lights.empty();
  const auto lights = mode_of(roads, own ? names.winter_lights : names.lights, area, problems);
  const auto normal = mode_of(roads, own ? names.winter_normal : names.normal, area, problems);
  if (!lights || !normal) return std::nullopt;
  return Modes{*lights, *normal};
}

// The model of the season: without winter times of their own, every class takes the winter factor too.
road::SpeedModel seasonal(const Scenario& scenario, const ServiceArea& area) {
  auto model = *area.roads.speeds;
  if (!scenario.winter || !area.roads.winter_lights.empty()) return model;
  const double winter = model.time_factor[static_cast<std::size_t>(road::TimeClass::winter)];
  for (const auto time : {road::TimeClass::free, road::TimeClass::day, road::TimeClass::rush, road::TimeClass::night})
    model.time_factor[static_cast<std::size_t>(time)] *= winter;
  return model;
}

// Time classes in use, that of most hours first, and which holds when.
std::vector<road::TimeClass> classes_of(const AreaRoads& roads, std::array<std::uint8_t, 168>& set_of_hour) {
  std::array<int, road::time_class_names.size()> hours{};
  const auto at = [&](std::size_t h) { return (h < 120 ? roads.weekday : roads.weekend)[h % 24]; };
  for (std::size_t h = 0; h < set_of_hour.size(); ++h) ++hours[static_cast<std::size_t>(at(h))];
  std::vector<road::TimeClass> classes;
  for (std::size_t c = 0; c < hours.size(); ++c)
    if (hours[c] > 0) classes.push_back(static_cast<road::TimeClass>(c));
  std::ranges::stable_sort(classes, std::ranges::greater{}, [&](auto c) { return hours[static_cast<std::size_t>(c)]; });
  for (std::size_t h = 0; h < set_of_hour.size(); ++h)
    set_of_hour[h] = static_cast<std::uint8_t>(std::ranges::find(classes, at(h)) - classes.begin());
  return classes;
}

class DayMaker {
 public:
  DayMaker(const road::NetworkView& roads, const Scenario& scenario, const ServiceArea& area,
           base::Diagnostics& problems)
      : roads_(roads), scenario_(scenario), area_(area), problems_(problems) {}

  DriveDay make() {
    DriveDay day;
    const auto modes = modes_of(roads_, scenario_, area_, problems_);
    open_projects(roads_, scenario_, problems_, projects_);
    if (!modes || base::has_error(problems_)) return day;
    speeds(*modes, day);
    day.today = roads_.modes[modes->lights].weights;
    if (!area_.roads.speeds) {
      day.sets.push_back({as_they_are(modes->lights), {}});
      if (modes->normal != modes->lights) day.sets.back().normal = as_they_are(modes->normal);
    } else {
      const auto model = seasonal(scenario_, area_);
      day.classes = classes_of(area_.roads, day.set_of_hour);
      for (const auto time : day.classes)
        day.sets.push_back({modelled(model, {road::Priority::acute, time}, modes->lights),
                            modelled(model, {road::Priority::planned, time}, modes->normal)});
    }
    return day;
  }

 private:
  void speeds(const Modes& modes, DriveDay& day) const {
    const auto speed = [&](std::size_t mode, road::Priority priority) {
      if (area_.roads.speeds) return area_.roads.speeds->off_road_speed[static_cast<std::size_t>(priority)];
      return roads_.modes[mode].off_road_speed > 0 ? roads_.modes[mode].off_road_speed : usual_off_road_speed;
    };
    day.off_road_lights = speed(modes.lights, road::Priority::acute);
    day.off_road_normal = speed(modes.normal, road::Priority::planned);
  }

  std::vector<road::Millis> as_they_are(std::size_t mode) {
    return closed(road::weights_with(roads_, mode, projects_));
  }

  std::vector<road::Millis> modelled(const road::SpeedModel& model, road::TravelCase when, std::size_t mode) {
    return closed(road::travel_times(roads_, model, when, projects_, mode));
  }

  std::vector<road::Millis> closed(base::Result<std::vector<road::Millis>> weights) {
    if (!weights) {
      problems_.insert(problems_.end(), weights.error().begin(), weights.error().end());
      return {};
    }
    if (!told_) close_roads(roads_, scenario_, problems_, *weights);
    base::Diagnostics again;  // the same roads: told once is enough
    if (told_) close_roads(roads_, scenario_, again, *weights);
    told_ = true;
    return std::move(*weights);
  }

  const road::NetworkView& roads_;
  const Scenario& scenario_;
  const ServiceArea& area_;
  base::Diagnostics& problems_;
  std::vector<std::string> projects_;
  bool told_ = false;
};

std::shared_ptr<const sim::TravelTable> table(const AreaNetwork& network, std::span<const road::Millis> weights,
                                              std::span<const road::Snapped> places) {
  const road::Metric metric(network.hierarchy(), weights);
  const auto found = road::place_table(network.roads(), road::SearchGraph::from(metric), weights, places);
  return std::make_shared<const sim::TravelTable>(
      sim::TravelTable::build(found.times, static_cast<std::uint32_t>(places.size()), sim::usual_detour, found.metres));
}

}  // namespace

DriveDay drive_day(const road::NetworkView& roads, const Scenario& scenario, const ServiceArea& area,
                   base::Diagnostics& problems) {
  return DayMaker(roads, scenario, area, problems).make();
}

sim::TravelSet travel_set(const AreaNetwork& network, const DriveWeights& weights,
                          std::span<const road::Snapped> places) {
  sim::TravelSet set;
  set.lights = table(network, weights.lights, places);
  set.normal = weights.normal.empty() ? set.lights : table(network, weights.normal, places);
  return set;
}

}  // namespace kjede::planning
