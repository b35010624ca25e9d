// Secondary suppression, part by independent part, on all processors: no part's answer depends on another's.

#include <algorithm>
#include <set>

#include "each_part.hpp"
#include "part_protector.hpp"

namespace kjede::measure {
namespace {

bool has_hidden(const CountSystem& system, const Quantities& quantities, const IndependentPart& part) {
  return std::any_of(part.quantities.begin(), part.quantities.end(), [&](int q) {
    const auto& groups = quantities.all()[static_cast<std::size_t>(q)].groups;
    return std::any_of(groups.begin(), groups.end(),
                       [&](int g) { return system.groups()[static_cast<std::size_t>(g)].hidden; });
  });
}

// Hidden groups of which a count that matters is shown for good elsewhere.
std::set<int> given_away(const CountSystem& system, const Quantities& quantities) {
  std::set<int> found;
  for (std::size_t i = 0; i < system.counts().size(); ++i) {
    const int count = static_cast<int>(i);
    if (quantities.given(quantities.of(count)) && need_of(system, count).values > 1)
      found.insert(system.counts()[i].group);
  }
  return found;
}

}  // namespace

std::vector<int> protect(CountSystem& system, std::size_t first_relation) {
  const Quantities quantities(system);
  auto parts = quantities.parts();
  std::erase_if(parts, [&](const IndependentPart& part) { return !has_hidden(system, quantities, part); });
  std::vector<PartMasks> masks(parts.size());
  for_each_part(parts.size(),
                [&](std::size_t i) { masks[i] = PartProtector(system, quantities, parts[i], first_relation).run(); });
  for (const auto& mask : masks) {
    for (const int group : mask.hidden) system.hide(group);
  }
  auto open = given_away(system, quantities);
  for (const auto& mask : masks) open.insert(mask.open.begin(), mask.open.end());
  return {open.begin(), open.end()};
}

}  // namespace kjede::measure
