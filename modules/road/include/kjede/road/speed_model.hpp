#pragma once
// From roads to travel times: seconds = length / speed limit × factor by class × by priority × by time class, plus
// seconds per junction and signal; ferries take their crossing and a wait. A model is a YAML file
// (docs/reference/speed_model.md); what it does not say is as in SpeedModel{}.
//
// Sources of the defaults: docs/reference/speed_model.md, with the two Oslo ambulance models and the ratios of lights
// and sirens to normal driving that they are taken from.
//
//   KJEDE_ASSIGN(auto model, read_speed_model(file));
//   auto metric = travel_times(roads, model, {Priority::acute, TimeClass::rush});

#include <array>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "kjede/base/result.hpp"
#include "kjede/road/network.hpp"

namespace kjede::road {

enum class Priority : std::uint8_t { acute, urgent, planned };
enum class TimeClass : std::uint8_t { free, day, rush, night, winter };

inline constexpr std::array<std::string_view, 3> priority_names{"acute", "urgent", "planned"};
inline constexpr std::array<std::string_view, 5> time_class_names{"free", "day", "rush", "night", "winter"};

std::optional<Priority> parse_priority(std::string_view name);
std::optional<TimeClass> parse_time_class(std::string_view name);

struct FerryRule {
  double unknown_headway = 30 * 60;  // seconds between departures where the source does not say
  double speed = 18;                 // km/h where the source does not say how long the crossing takes
  std::array<bool, 3> call_out{};    // by priority: no wait, and not closed at night
};

struct SpeedModel {
  SpeedModel();  // the defaults

  std::string name = "default";
  std::string source;
  PerClass<double> speed;         // km/h where there is no limit
  PerClass<double> class_factor;  // of time: 1.25 is a quarter more time than at the limit
  std::array<double, 3> priority_factor{1, 1, 1 / 0.70};
  std::array<double, 5> time_factor{1, 1.3, 1.7, 1.2, 1.1};
  double junction_seconds = 0;  // per crossing of three or more roads (service roads and paths do not count)
  double signal_seconds = 5;
  std::array<double, 3> off_road_speed{14.7, 14.7, 11};  // km/h, straight, from a point to its road
  FerryRule ferry;
  // What a fit left over: standard deviation of log(observed / modelled); 0: not fitted.
  double residual_sd = 0;
  PerClass<double> class_residual_sd;
  std::uint64_t fitted_trips = 0;
};

// Fails with every mistake at its place: unknown keys and classes, speeds and factors that are not above 0.
base::Result<SpeedModel> read_speed_model(std::shared_ptr<const base::SourceFile> file);

// The model as YAML that reads back the same.
std::string to_yaml(const SpeedModel& model);

struct TravelCase {
  Priority priority = Priority::acute;
  TimeClass time = TimeClass::free;
};

// Milliseconds per arc with every project open. An arc without a speed limit has times of its own (a CSV file's): its
// time in mode `base_mode` × the factor of the time class.
std::vector<Millis> open_travel_times(const NetworkView& roads, const SpeedModel& model, TravelCase when,
                                      std::size_t base_mode = 0);

// Likewise, with the arcs of projects closed but for those whose ids are given. Fails (KJ1114) for an unknown id.
base::Result<std::vector<Millis>> travel_times(const NetworkView& roads, const SpeedModel& model, TravelCase when,
                                               std::span<const std::string> projects = {}, std::size_t base_mode = 0);

// Nodes where three or more roads meet, service roads, tracks and paths not counted.
std::vector<bool> junctions(const NetworkView& roads);

}  // namespace kjede::road
