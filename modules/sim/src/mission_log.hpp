#pragma once
// The mission log: rows of the register `mission` (decision 0008), the same variables as a real export has.

#include <cstdint>
#include <string>
#include <vector>

#include "kjede/sim/simulate.hpp"

namespace kjede::sim {

inline constexpr Time unset = -1;
inline constexpr std::uint32_t no_row = 0xFFFFFFFF;

struct MissionTimes {
  Time alerted = unset, mobile = unset, arrived = unset, left = unset, at_hospital = unset, clear = unset,
       at_station = unset;
};

struct MissionRow {
  Call call;
  MissionTimes times;
  std::uint32_t unit = 0;
  std::uint32_t hospital = none;
  bool cancelled = false;
};

// CSV rows without the header, in order of incident and alert. replication: prefix of the ids.
std::string write_log(const Service& service, const Order& order, int replication, std::vector<MissionRow> rows);

}  // namespace kjede::sim
