#include "kjede/measure/measure.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <set>

#include "finest_counts.hpp"
#include "kjede/measure/codes.hpp"
#include "kjede/measure/sql.hpp"
#include "measured_value.hpp"
#include "requested.hpp"
#include "roll_up.hpp"
#include "stored_register.hpp"

namespace kjede::measure {
namespace {

using catalog::Catalog;
using catalog::Indicator;

// One register: its finest counts, and the measurements made of them.
class RegisterMeasurer {
 public:
  RegisterMeasurer(const Catalog& catalog, const Request& request, const Plan& plan, FinestCounts finest,
                   std::string data_version, base::Diagnostics* warnings)
      : catalog_(catalog),
        request_(request),
        plan_(plan),
        finest_(std::move(finest)),
        data_version_(std::move(data_version)),
        warnings_(warnings) {}

  // Results by indicator, in the order of the plan.
  std::vector<std::vector<Measurement>> measure(const AskedMonths& asked) {
    const auto range = month_range(asked, finest_);
    std::vector<std::vector<Measurement>> out;
    for (const auto& columns : plan_.indicators) {
      out.emplace_back();
      if (!range) continue;
      for (const auto& level : levels_of(*columns.indicator, request_))
        measure_level(columns, level, *range, out.back());
      warn_stray(columns);
    }
    return out;
  }

 private:
  void measure_level(const IndicatorColumns& columns, const std::string& level, MonthRange range,
                     std::vector<Measurement>& out) {
    const auto units = level_units(
        catalog_.units, level, finest_kind(catalog_, columns.indicator->register_id, columns.indicator->unit_variable));
    std::vector<RolledUp> rolled;
    for (const auto kind : request_.by) {
      const auto first = base::Period::of_month(kind, range.first);
      const auto last = base::Period::of_month(kind, range.last);
      rolled.push_back(roll_up(finest_, roll_up_columns(columns), units, first,
                               static_cast<std::size_t>(last.index - first.index + 1)));
    }
    for (std::size_t place = 0; place < units.names.size(); ++place) {
      if (!wanted_unit(units.names[place])) continue;
      for (const auto& cells : rolled) measure_unit(columns, units, place, cells, out);
    }
  }

  bool wanted_unit(const std::string& name) const {
    return request_.units.empty() ||
           std::find(request_.units.begin(), request_.units.end(), name) != request_.units.end();
  }

  void measure_unit(const IndicatorColumns& columns, const LevelUnits& units, std::size_t place, const RolledUp& rolled,
                    std::vector<Measurement>& out) {
    const auto* unit = units.units[place];
    for (std::size_t p = 0; p < rolled.periods; ++p) {
      const auto period = rolled.first.next(static_cast<int>(p));
      const auto& cell = rolled.cells[place * rolled.periods + p];
      if (unit != nullptr && !open_in(*unit, period)) {
        const bool used = std::any_of(cell.counts.begin(), cell.counts.end(), [](auto n) { return n != 0; });
        if (!used) continue;
        warn_closed(*unit, period);
      }
      Measurement result;
      result.indicator = columns.indicator->id;
      result.level = units.level;
      result.unit = units.names[place];
      result.period = period;
      result.definition_hash = columns.indicator->hash;
      result.data_version = data_version_;
      fill(result, columns, cell, finest_, exposure(*columns.indicator, unit, period));
      out.push_back(std::move(result));
    }
  }

  std::optional<Exposure> exposure(const Indicator& indicator, const catalog::Unit* unit, base::Period period) {
    if (indicator.kind != catalog::IndicatorKind::rate && indicator.per == 0) return std::nullopt;
    if (unit == nullptr) return std::nullopt;
    const auto persons = catalog_.population_of(unit->id, period.year());
    if (!persons) {
      warn(codes::no_population,
           fmt::format("{}: the population of {} in {} is missing", indicator.id, unit->id, period.year()),
           "add it to the population table; until then the rate is left out");
      return std::nullopt;
    }
    return Exposure{*persons, base::months_in(period.kind)};
  }

  void warn_closed(const catalog::Unit& unit, base::Period period) {
    warn(codes::unit_not_open, fmt::format("{} has records in {}, when it was not open", unit.id, period.label()),
         "correct the records, or `opened` and `closed` in the unit table");
  }

  void warn_stray(const IndicatorColumns& columns) {
    std::int64_t records = 0;
    const auto& units = finest_.units[columns.unit];
    for (std::size_t row = 0; row < finest_.rows; ++row) {
      if (units[row] == kUnitStray) records += finest_.counts[plan_.records][row];
    }
    if (records == 0) return;
    warn(codes::stray_unit,
         fmt::format("{} records have a {} that is not in the unit table", records, columns.indicator->unit_variable),
         "they count in the national figures only; correct the records or add the unit");
  }

  void warn(const base::Code& code, std::string message, std::string suggestion) {
    if (warnings_ == nullptr || !warned_.insert(message).second) return;
    warnings_->push_back({code.id, base::Severity::warning, std::move(message), {}, {}, std::move(suggestion)});
  }

  const Catalog& catalog_;
  const Request& request_;
  const Plan& plan_;
  FinestCounts finest_;
  std::string data_version_;
  base::Diagnostics* warnings_;
  std::set<std::string> warned_;
};

base::Result<std::vector<std::vector<Measurement>>> measure_register(const Catalog& catalog,
                                                                     store::RecordStore& records,
                                                                     const Request& request,
                                                                     const RegisterRequest& wanted,
                                                                     base::Diagnostics* warnings) {
  KJEDE_ASSIGN(const auto state, register_state(records, wanted.reg->id, request.as_of));
  const auto asked = months_asked(request);
  const auto whole = whole_periods(asked, request.by);
  PlanOptions options{state.batch, std::nullopt, std::nullopt};
  if (whole.first) options.from = base::Period{base::PeriodKind::month, *whole.first}.first_day();
  if (whole.last) options.to = base::Period{base::PeriodKind::month, *whole.last}.last_day();
  const auto plan = plan_register(*wanted.reg, wanted.indicators, records.database().dialect(), options);
  const auto shape = shape_of(plan);
  auto finest = no_counts(shape);
  if (state.has_table) {
    KJEDE_TRY(check_columns(records, *wanted.reg, plan.sql));
    KJEDE_ASSIGN(finest, read_counts(records.database(), plan.sql, shape, catalog.units));
  }
  if (state.has_table && request.check_codes && warnings != nullptr) {
    KJEDE_ASSIGN(const auto stale, removed_codes(records, *wanted.reg, plan.sql, state.batch));
    warnings->insert(warnings->end(), stale.begin(), stale.end());
  }
  RegisterMeasurer measurer(catalog, request, plan, std::move(finest), state.data_version, warnings);
  return measurer.measure(asked);
}

}  // namespace

base::Result<std::vector<Measurement>> measure(const Catalog& catalog, store::RecordStore& records,
                                               const Request& request, base::Diagnostics* warnings) {
  KJEDE_ASSIGN(const auto wanted, requested(catalog, request));
  std::map<const Indicator*, std::vector<Measurement>> by_indicator;
  for (const auto& reg : wanted) {
    KJEDE_ASSIGN(auto measured, measure_register(catalog, records, request, reg, warnings));
    for (std::size_t i = 0; i < measured.size(); ++i) by_indicator[reg.indicators[i]] = std::move(measured[i]);
  }
  std::vector<Measurement> out;
  for (const auto& indicator : catalog.indicators) {
    const auto found = by_indicator.find(&indicator);
    if (found == by_indicator.end()) continue;
    std::move(found->second.begin(), found->second.end(), std::back_inserter(out));
  }
  return out;
}

}  // namespace kjede::measure
