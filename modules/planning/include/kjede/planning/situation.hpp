#pragma once
// A service area as a scenario makes it, on its roads: what is simulated.
//
//   KJEDE_ASSIGN(const auto roads, AreaNetwork::open(area));
//   KJEDE_ASSIGN(const auto situation, make_situation(area, scenario, roads));   // situation.service

#include <memory>
#include <string>
#include <vector>

#include "kjede/planning/scenario.hpp"
#include "kjede/road/hierarchy.hpp"
#include "kjede/road/network.hpp"
#include "kjede/road/road_file.hpp"

namespace kjede::planning {

// The area's roads: a road file, or imported from its tables. Copies share them.
class AreaNetwork {
 public:
  static base::Result<AreaNetwork> open(const ServiceArea& area);
  static base::Result<AreaNetwork> of(road::Network network);
  AreaNetwork() = default;  // nothing, until one is assigned
  const road::NetworkView& roads() const { return *view_; }
  const road::Hierarchy& hierarchy() const { return *hierarchy_; }  // of these roads, whatever their weights

 private:
  base::Result<void> prepare();

  std::shared_ptr<const void> owner_;
  std::shared_ptr<const road::NetworkView> view_;
  std::shared_ptr<const road::Hierarchy> hierarchy_;
};

struct Situation {
  std::string id;
  Label name, description;
  int year = 0;
  sim::Service service;
  std::vector<road::TimeClass> time_classes;  // of service.travel.sets; empty where times are the same at all hours
  dispatch::Policy policy;
  std::vector<double> population;     // per zone, persons
  std::vector<double> arrests;        // per zone, treated cardiac arrests a year
  std::vector<double> acute_per_day;  // per zone, expected calls
  std::optional<FirstResponders> responders;
  std::vector<bool> responders_in;  // per zone
};

inline constexpr double most_metres_off_road = 2'000;

// Fails with everything in the scenario and the area that does not fit, each at its place: unknown stations, vehicles,
// projects, municipalities; vehicles of a closed station; an empty fleet; stations and hospitals off the network;
// zones that no station and patients that no hospital can reach.
base::Result<Situation> make_situation(const ServiceArea& area, const Scenario& scenario, const AreaNetwork& roads);

}  // namespace kjede::planning
