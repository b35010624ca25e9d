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

// Primary and secondary masks have one name: telling them apart would help to undo them.
std::string_view name_of(measure::MaskReason reason) {
  using enum measure::MaskReason;
  switch (reason) {
    case none: return "";
    case half_of_events: return "data_for_less_than_half_of_the_events";
    case prom_rule: return "too_few_answers_or_forms_sent";
    case few_events:
    case complement:
    case small_denominator:
    case secondary: return "small_numbers";
  }
  return "";
}

std::string unit_name(const catalog::Catalog& catalog, const measure::Measurement& m) {
  if (const auto* unit = catalog.units.find(m.unit)) return unit->name.nb;
  const auto* group = catalog.attribute_value(m.level, m.unit);
  return group != nullptr ? group->nb : m.unit;
}

}  // namespace kjede::service
