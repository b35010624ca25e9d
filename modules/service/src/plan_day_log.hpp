#pragma once
// The simulator's mission log read for one day: times as seconds after that day's midnight.
//
//   KJEDE_ASSIGN(const auto missions, read_day_log(run.log(), order.start + std::chrono::days(8)));

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "kjede/base/result.hpp"
#include "kjede/base/time.hpp"

namespace kjede::service {

struct DayMission {
  std::string incident, priority, status, place, zone, station, vehicle, hospital;
  double lon = 0, lat = 0;  // of the scene
  bool urban = false;
  std::optional<double> received, alerted, mobile, arrived, left, at_hospital, clear, at_station;
};

// In the order of the log. Fails when the text is no mission log.
base::Result<std::vector<DayMission>> read_day_log(const std::string& log, base::Instant midnight);

}  // namespace kjede::service
