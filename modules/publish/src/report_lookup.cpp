#include "report_lookup.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace kjede::publish {

namespace {

std::string key(const std::string& id, const std::string& level, const std::string& unit, const base::Period& period) {
  return fmt::format("{}|{}|{}|{}", id, level, unit, period.label());
}

bool open_in(const catalog::Unit& unit, const base::Period& period) {
  return (!unit.opened || *unit.opened <= period.last_day()) && (!unit.closed || *unit.closed >= period.first_day());
}

bool has(const catalog::Unit& unit, const Where& where) {
  return std::all_of(where.begin(), where.end(), [&](const auto& wanted) {
    const auto found = unit.attributes.find(wanted.first);
    return found != unit.attributes.end() && found->second == wanted.second;
  });
}

}  // namespace

Lookup::Lookup(const ReportData& data) : data_(data) {
  for (const auto& one : data.measurements) {
    measurements_[key(one.indicator, one.level, one.unit, one.period)] = &one;
    if (one.relevant > 0 || one.denominator > 0 || is_masked(one)) {
      measured_.insert(fmt::format("{}|{}|{}", one.indicator, one.level, one.unit));
    }
  }
  for (const auto& one : data.analyses) {
    analyses_[key(one.analysis, one.level, one.unit, one.period)] = &one;
  }
  for (const auto& unit : data.catalog->units.all()) {
    if (unit.kind == "nation") {
      nation_ = unit.id;
      break;
    }
  }
}

bool Lookup::ever_measured(const std::string& indicator, const std::string& level, const std::string& unit) const {
  return measured_.contains(fmt::format("{}|{}|{}", indicator, level, unit));
}

base::Period Lookup::year() const { return base::Period::of_month(base::PeriodKind::year, data_.period.first_month()); }

const measure::Measurement* Lookup::measurement(const std::string& indicator, const std::string& level,
                                                const std::string& unit, const base::Period& period) const {
  const auto found = measurements_.find(key(indicator, level, unit, period));
  return found != measurements_.end() ? found->second : nullptr;
}

const measure::Measurement* Lookup::whole(const std::string& indicator, const Where& where,
                                          const base::Period& period) const {
  return where.empty() ? measurement(indicator, "nation", nation_, period)
                       : measurement(indicator, where.begin()->first, where.begin()->second, period);
}

const AnalysisResult* Lookup::analysis(const std::string& id, const std::string& level, const std::string& unit,
                                       const base::Period& period) const {
  const auto found = analyses_.find(key(id, level, unit, period));
  return found != analyses_.end() ? found->second : nullptr;
}

const AnalysisResult* Lookup::whole_analysis(const std::string& id, const Where& where,
                                             const base::Period& period) const {
  return where.empty() ? analysis(id, "nation", nation_, period)
                       : analysis(id, where.begin()->first, where.begin()->second, period);
}

std::vector<const catalog::Unit*> Lookup::units(const std::string& level, const Where& where,
                                                const base::Period& period) const {
  auto found = catalog().units.of_kind(level);
  std::erase_if(found, [&](const catalog::Unit* unit) { return !open_in(*unit, period) || !has(*unit, where); });
  return found;
}

std::string name_of(const catalog::Unit& unit, Language language) {
  return !unit.short_name.empty() ? unit.short_name : in(unit.name, language);
}

bool is_masked(const measure::Measurement& measurement) { return measurement.masked != measure::MaskReason::none; }

}  // namespace kjede::publish
