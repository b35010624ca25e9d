// Any two CSV texts as population and rates by age (cut at the first '~'): never a crash, and what comes in can be
// projected from its first year to its last.

#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "kjede/planning/demand_projection.hpp"

using namespace kjede;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  const auto cut = text.find('~');
  const auto population = planning::read_population_text("p.csv", text.substr(0, cut));
  if (!population) {
    if (base::render(population.error()).empty()) std::abort();
    return 0;
  }
  std::vector<planning::AgeRate> rates;
  if (cut != std::string::npos) {
    if (const auto read = planning::read_rates_text("r.csv", text.substr(cut + 1))) rates = *read;
  }
  std::vector<planning::MunicipalCalls> calls;
  for (const auto& one : *population) calls.push_back({one.name.empty() ? one.code : one.name, "acute", 10});
  if (calls.empty() || population->front().total.empty()) return 0;
  const auto& years = population->front().total;
  const auto projected = planning::project(*population, rates, calls,
                                           {.base_year = years.begin()->first, .target_year = years.rbegin()->first});
  if (!projected && base::render(projected.error()).empty()) std::abort();
  return 0;
}
