#include "names.hpp"

#include <fmt/format.h>

#include <array>

#include "kjede/measure/breakdown.hpp"
#include "kjede/service/codes.hpp"

namespace kjede::service {

base::Result<const catalog::Register*> find_register(const catalog::Catalog& catalog, const std::string& id) {
  if (const auto* reg = catalog.find_register(id)) return reg;
  std::vector<std::string> ids;
  for (const auto& reg : catalog.registers) ids.push_back(reg.id);
  const auto near = base::nearest(id, ids);
  return base::fail(
      codes::unknown_name, fmt::format("there is no register '{}'", id),
      near.empty() ? fmt::format("known: {}", fmt::join(ids, ", ")) : fmt::format("did you mean '{}'?", near));
}

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

std::string unit_name(const catalog::Catalog& catalog, const measure::Measurement& m, std::string_view language) {
  return unit_name(catalog, m.level, m.unit, language);
}

std::string unit_name(const catalog::Catalog& catalog, const std::string& level, const std::string& unit,
                      std::string_view language) {
  const auto* found = catalog.units.find(unit);
  const auto* label = found != nullptr ? &found->name : catalog.attribute_value(level, unit);
  if (label == nullptr) return unit;
  return language == "en" && !label->en.empty() ? label->en : label->nb;
}

std::string period_label(const measure::Measurement& m) {
  if (!m.until || *m.until == m.period) return m.period.label();
  return m.period.label() + "–" + m.until->label();
}

catalog::Label group_name(const catalog::Catalog& catalog, const std::string& indicator,
                          const measure::GroupValue& group) {
  const auto* found = catalog.find_indicator(indicator);
  const auto* reg = found == nullptr ? nullptr : catalog.find_register(found->register_id);
  if (reg == nullptr) return {group.value, group.value};
  const auto by = measure::parse_breakdown(catalog, *reg, group.by);
  return by ? measure::group_label(catalog, *by, group.value) : catalog::Label{group.value, group.value};
}

catalog::Label dimension_name(const catalog::Catalog& catalog, const std::string& indicator, const std::string& by) {
  if (by == "hour") return {"Time", "Hour"};
  if (by == "weekday") return {"Ukedag", "Weekday"};
  if (by == "month_of_year") return {"Måned", "Month"};
  const auto* found = catalog.find_indicator(indicator);
  const auto* reg = found == nullptr ? nullptr : catalog.find_register(found->register_id);
  const auto* variable = reg == nullptr ? nullptr : reg->find(by);
  return variable == nullptr ? catalog::Label{by, by} : variable->label;
}

}  // namespace kjede::service
