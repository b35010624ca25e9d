#pragma once
// Who lives where: zones of settlements (about a square kilometre) and of farms along the roads, by age, now and 2030.

#include <array>
#include <string>
#include <vector>

#include "region_roads.hpp"

namespace kjede::demo::region {

inline constexpr std::array<std::string_view, 4> age_bands{"0_17", "18_66", "67_79", "80"};
// Treated cardiac arrests outside hospital a year per 100 000 persons of each band (46 in all, as in Norway in 2024).
inline constexpr std::array<double, 4> arrests_per_100k{4, 27, 118, 210};

struct Zone {
  std::string id;
  Point at;
  std::size_t place = 0;
  bool urban = false;
  std::array<int, 4> now{};   // 2026, persons by age band
  std::array<int, 4> then{};  // 2030
};

std::vector<Zone> settle(const Roads& roads, base::Rng rng);

int persons(const std::array<int, 4>& bands);
double arrests(const std::array<int, 4>& bands);  // expected a year

}  // namespace kjede::demo::region
