#pragma once
// The units the published figures are about, by their names in the reports, and what sets them apart there. The
// catalog says how each is written.

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "kjede/base/result.hpp"
#include "kjede/catalog/model.hpp"

namespace kjede::demo {

enum class Region { north, mid, west, south_east };

inline constexpr std::size_t service_count = 18;
inline constexpr std::size_t amk_count = 16;

// An ambulance service. Slowness stretches response times; capnography_2019 and _2024 are the shares documented
// at the beginning and the end of those years.
struct Service {
  std::string_view name;
  Region region;
  int amk;                     // position in amk_names
  std::vector<int> hospitals;  // receiving hospitals, positions in hospital_names, nearest first
  double slowness;
  double capnography_2019;
  double capnography_2024;
  double rosc;                   // odds of sustained circulation against the country's
  std::array<int, 4> treated;    // arrests treated 2021–2024, solved so that table 16's national row comes out
  std::array<int, 4> completed;  // forms completed within 60 days, per cent, 2021–2024 (table 16)
  double prom;                   // how readily survivors are sent a PROM form
};

const std::array<Service, service_count>& services();
const std::array<std::string_view, amk_count>& amk_names();
const std::vector<std::string_view>& hospital_names();

// The names as the catalog writes them; fails with KJ1002 naming every unit the catalog does not have.
base::Result<std::vector<std::string>> names_in(const catalog::Catalog& catalog, std::string_view kind,
                                                const std::vector<std::string_view>& names);

}  // namespace kjede::demo
