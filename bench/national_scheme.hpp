#pragma once
// A country made up for benchmarks: towns of streets joined by highways, with the scheme that goes with them.
// Generated.

#include <algorithm>
#include <cmath>
#include <fstream>
#include <numbers>
#include <random>
#include <sstream>

#include "kjede/dispatch/recommend.hpp"
#include "kjede/road/metric.hpp"
#include "kjede/road/nested_dissection.hpp"

namespace kjede::bench {

struct Size {
  int towns = 20;    // along each side
  int streets = 50;  // along each side of a town, 100 m apart: streets² corners
  int aeds = 12'000, units = 1'500, responders_per_unit = 4, resources = 600;
};

class Country {
 public:
  explicit Country(const Size& size) : size_(size) {
    network_.modes.push_back({"emergency", 15, {}});
    lay_streets();
    lay_highways();
    store();
  }

  road::NetworkView roads() const { return network_.view(); }

  road::SearchGraph search_graph() const {
    std::vector<road::Point> points;
    for (const auto& node : network_.nodes) points.push_back({node.lon / 2, node.lat});
    const auto view = network_.view();
    const auto hierarchy = road::Hierarchy::build(view.shape, road::nested_dissection_order(view.shape, points));
    return road::SearchGraph::from(road::Metric(hierarchy, view.modes[0].weights));
  }

  // A place in some town, the middle more often than the edge.
  dispatch::Place somewhere(std::mt19937_64& random) const {
    const auto town = random() % static_cast<std::uint64_t>(size_.towns * size_.towns);
    std::normal_distribution<double> spread(0.5, 0.2);
    const auto along = [&] { return std::clamp(spread(random), 0.0, 1.0) * (size_.streets - 1); };
    return place(static_cast<int>(town) % size_.towns, static_cast<int>(town) / size_.towns, along(), along());
  }

  dispatch::Scheme scheme(const dispatch::RuleSet& rules, const Size& size, std::uint64_t seed) const;

 private:
  struct Arc {
    std::uint32_t tail, head;
    road::Millis time;
  };

  // Towns 20 km apart from 58° N 5° E on; a street is 100 m.
  dispatch::Place place(int town_x, int town_y, double x, double y) const {
    const double lat = 58 + (town_y * 20'000 + y * 100) / 111'195;
    const double lon = 5 + (town_x * 20'000 + x * 100) / (111'195 * std::cos(lat * std::numbers::pi / 180));
    return {lon, lat};
  }

  std::uint32_t corner(int town_x, int town_y, int x, int y) const {
    const auto town = town_y * size_.towns + town_x;
    return static_cast<std::uint32_t>((town * size_.streets + y) * size_.streets + x);
  }

  void add(std::uint32_t a, std::uint32_t b, double metres, double kmh) {
    const auto time = static_cast<road::Millis>(metres / (kmh / 3.6) * 1000);
    arcs_.push_back({a, b, time});
    arcs_.push_back({b, a, time});
  }

  void add_node(const dispatch::Place& at) { network_.nodes.push_back(*road::location_of(at.lon, at.lat)); }

  void lay_streets() {
    for (int town = 0; town < size_.towns * size_.towns; ++town) {
      const int tx = town % size_.towns;
      const int ty = town / size_.towns;
      for (int y = 0; y < size_.streets; ++y) {
        for (int x = 0; x < size_.streets; ++x) {
          add_node(place(tx, ty, x, y));
          const auto speed = [](int line) { return line % 10 == 0 ? 70.0 : line % 3 == 0 ? 50.0 : 35.0; };
          if (x > 0) add(corner(tx, ty, x - 1, y), corner(tx, ty, x, y), 100, speed(y));
          if (y > 0) add(corner(tx, ty, x, y - 1), corner(tx, ty, x, y), 100, speed(x));
        }
      }
    }
  }

  void lay_highways() {
    const int middle = size_.streets / 2;
    const int last = size_.streets - 1;
    for (int ty = 0; ty < size_.towns; ++ty) {
      for (int tx = 0; tx < size_.towns; ++tx) {
        if (tx + 1 < size_.towns) highway(corner(tx, ty, last, middle), corner(tx + 1, ty, 0, middle));
        if (ty + 1 < size_.towns) highway(corner(tx, ty, middle, last), corner(tx, ty + 1, middle, 0));
      }
    }
  }

  // A corner every kilometre and a half.
  void highway(std::uint32_t from, std::uint32_t to) {
    constexpr int parts = 10;
    const auto a = network_.nodes[from];
    const auto b = network_.nodes[to];
    auto before = from;
    for (int i = 1; i <= parts; ++i) {
      auto next = to;
      if (i < parts) {
        next = static_cast<std::uint32_t>(network_.nodes.size());
        const double t = double(i) / parts;
        add_node({std::lerp(a.lon_degrees(), b.lon_degrees(), t), std::lerp(a.lat_degrees(), b.lat_degrees(), t)});
      }
      add(before, next, road::metres_between(a, b) / parts, 90);
      before = next;
    }
  }

  void store() {
    std::stable_sort(arcs_.begin(), arcs_.end(), [](const Arc& a, const Arc& b) { return a.tail < b.tail; });
    network_.node_flags.assign(network_.nodes.size(), road::node_main);
    network_.first_out.assign(network_.nodes.size() + 1, 0);
    for (const auto& arc : arcs_) ++network_.first_out[arc.tail + 1];
    for (std::size_t i = 1; i < network_.first_out.size(); ++i) network_.first_out[i] += network_.first_out[i - 1];
    for (const auto& arc : arcs_) {
      network_.head.push_back(arc.head);
      network_.modes[0].weights.push_back(arc.time);
    }
    const auto arcs = arcs_.size();
    arcs_.clear();
    arcs_.shrink_to_fit();
    network_.length.resize(arcs, 10'000);
    network_.road_class.resize(arcs);
    network_.speed_limit.resize(arcs, 50);
    network_.signals.resize(arcs);
    network_.flags.resize(arcs);
    network_.project.resize(arcs);
    network_.shape_first.resize(arcs);
    network_.shape_count.resize(arcs);
  }

  Size size_;
  road::Network network_;
  std::vector<Arc> arcs_;
};

inline const base::Date kBenchDay = base::make_date(2026, 5, 18);

inline dispatch::RuleSet shipped_rules() {
  std::ifstream in(KJEDE_SOURCE_DIR "/catalog/rules/akutthjelper-2019-draft.yaml");
  std::stringstream text;
  text << in.rdbuf();
  auto file = std::make_shared<base::SourceFile>();
  file->path = "rules.yaml";
  file->text = text.str();
  return *dispatch::read_rules(file);
}

inline dispatch::Scheme Country::scheme(const dispatch::RuleSet& rules, const Size& size, std::uint64_t seed) const {
  std::mt19937_64 random(seed);
  dispatch::Scheme out;
  for (int i = 0; i < 100; ++i) {
    const auto id = "org" + std::to_string(i);
    const bool fire = i % 3 != 0;
    out.organisations.push_back({id, id, fire ? "fire" : "volunteer", "municipality", "P1", {}, true});
    dispatch::Agreement agreement;
    agreement.id = "agr" + std::to_string(i);
    agreement.organisation = id;
    agreement.provider = fire ? "municipality" : "voluntary_organisation";
    agreement.from = base::make_date(2025, 1, 1);
    agreement.to = base::make_date(2030, 1, 1);
    for (const auto& item : rules.agreement_items) agreement.items[item.name] = "agreed";
    for (const auto& item : rules.equipment) agreement.equipment.push_back(item.name);
    out.agreements.push_back(agreement);
  }
  for (int i = 0; i < size.units; ++i) {
    const auto at = somewhere(random);
    const auto id = "unit" + std::to_string(i);
    const auto owner = std::to_string(i % 100);
    dispatch::ResponderUnit unit;
    unit.id = unit.name = id;
    unit.organisation = "org" + owner;
    unit.agreement = "agr" + owner;
    unit.lon = at.lon;
    unit.lat = at.lat;
    unit.on_duty = random() % 10 != 0;
    unit.terminal = unit.talkgroup = "T";
    unit.insurance = "occupational";
    out.units.push_back(unit);
    for (const auto& item : rules.equipment) {
      out.equipment.push_back({id, item.name, base::make_date(random() % 20 == 0 ? 2026 : 2028, 1, 1), true});
    }
    for (int j = 0; j < size.responders_per_unit; ++j) {
      dispatch::Responder responder;
      responder.id = id + "-" + std::to_string(j);
      responder.unit = id;
      responder.member = true;
      for (const auto& skill : rules.skills) responder.practised[skill.name] = base::make_date(2026, 1, 10);
      for (const auto& item : rules.knowledge) responder.trained[item.name] = base::make_date(2025, 1, 10);
      out.responders.push_back(std::move(responder));
    }
  }
  for (int i = 0; i < size.resources; ++i) {
    const auto at = somewhere(random);
    dispatch::OrdinaryResource resource;
    resource.id = "res" + std::to_string(i);
    resource.kind = i % 8 == 0 ? dispatch::ResourceKind::doctor : dispatch::ResourceKind::ambulance;
    if (i % 50 == 1) resource.kind = dispatch::ResourceKind::air;
    resource.state = random() % 3 == 0 ? dispatch::ResourceState::at_scene : dispatch::ResourceState::available;
    resource.lon = at.lon;
    resource.lat = at.lat;
    out.resources.push_back(resource);
  }
  const auto hours = *dispatch::parse_opening_hours("Mo-Fr 07:00-21:00; Sa 10:00-18:00");
  const auto always = *dispatch::parse_opening_hours("24/7");
  for (int i = 0; i < size.aeds; ++i) {
    const auto at = somewhere(random);
    dispatch::Aed aed;
    aed.id = aed.name = "aed" + std::to_string(i);
    aed.lon = at.lon;
    aed.lat = at.lat;
    aed.hours = i % 2 == 0 ? hours : always;
    aed.access = dispatch::AedAccess::everyone;
    out.aeds.push_back(std::move(aed));
  }
  return out;
}

}  // namespace kjede::bench
