#include "names.hpp"

#include <array>

namespace kjede::service {

std::string_view name_of(catalog::IndicatorKind kind) {
  constexpr std::array<std::string_view, 6> names{"proportion", "percentile", "median", "mean", "rate", "count"};
  return names[static_cast<std::size_t>(kind)];
}

std::string_view name_of(catalog::GoalLevel level) {
  constexpr std::array<std::string_view, 3> names{"green", "yellow", "red"};
  return names[static_cast<std::size_t>(level)];
}

std::string_view name_of(measure::MaskReason reason) {
  constexpr std::array<std::string_view, 7> names{"",         "few_events", "complement", "small_denominator", "half_of_events",
                                                  "prom_rule", "secondary"};
  return names[static_cast<std::size_t>(reason)];
}

std::string unit_name(const catalog::Catalog& catalog, std::string_view unit) {
  const auto* found = catalog.units.find(unit);
  return found != nullptr ? found->name.nb : std::string(unit);
}

}  // namespace kjede::service
