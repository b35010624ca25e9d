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
#include "row_groups.hpp"
#include "stored_register.hpp"
#include "tally.hpp"

namespace kjede::measure {
namespace {

using catalog::Catalog;
using catalog::Indicator;

// The keys a statement is grouped by, each once, and which of them each breakdown uses.
struct AskedBreakdowns {
  std::vector<Breakdown> keys;
  std::vector<std::vector<std::size_t>> asked;
};

base::Result<AskedBreakdowns> asked_breakdowns(const Catalog& catalog, const catalog::Register& reg,
                                               const Request& request) {
  AskedBreakdowns out;
  base::Diagnostics problems;
  for (const auto& names : request.breakdowns) {
    auto& dimensions = out.asked.emplace_back();
    for (const auto& name : names) {
      const auto same =
          std::find_if(out.keys.begin(), out.keys.end(), [&](const Breakdown& known) { return known.name == name; });
      dimensions.push_back(static_cast<std::size_t>(same - out.keys.begin()));
      if (same != out.keys.end()) continue;
      auto parsed = parse_breakdown(catalog, reg, name);
      if (!parsed) problems.insert(problems.end(), parsed.error().begin(), parsed.error().end());
      out.keys.push_back(parsed ? *std::move(parsed) : Breakdown{name, nullptr, nullptr});
    }
  }
  if (!problems.empty()) return base::fail(std::move(problems));
  if (out.asked.empty()) out.asked.emplace_back();
  return out;
}

// One register: its finest counts, and the measurements made of them.
class RegisterMeasurer {
 public:
  RegisterMeasurer(const Catalog& catalog, const Request& request, const Plan& plan, const AskedBreakdowns& breakdowns,
                   FinestCounts finest, std::string data_version, base::Diagnostics* warnings)
      : catalog_(catalog),
        request_(request),
        plan_(plan),
        breakdowns_(breakdowns),
        finest_(std::move(finest)),
        data_version_(std::move(data_version)),
        warnings_(warnings) {}

  // Results by indicator, in the order of the plan.
  std::vector<std::vector<Measurement>> measure(const AskedMonths& asked) {
    const auto range = month_range(asked, finest_);
    std::vector<RowGroups> groups;
    for (const auto& dimensions : breakdowns_.asked)
      groups.push_back(row_groups(catalog_, breakdowns_.keys, finest_, dimensions));
    std::vector<std::vector<Measurement>> out;
    for (const auto& columns : plan_.indicators) {
      out.emplace_back();
      if (!range) continue;
      for (std::size_t b = 0; b < groups.size(); ++b) {
        for (const auto& level : levels_of(*columns.indicator, request_))
          measure_level(columns, level, *range, {groups[b], breakdowns_.asked[b]}, out.back());
      }
      warn_stray(columns);
    }
    return out;
  }

 private:
  struct Grouped {
    const RowGroups& rows;
    const std::vector<std::size_t>& dimensions;
  };

  std::vector<PeriodSpan> spans(MonthRange range) const {
    std::vector<PeriodSpan> out;
    for (const auto kind : request_.by) {
      const auto first = base::Period::of_month(kind, range.first);
      const auto last = base::Period::of_month(kind, range.last);
      out.push_back({first, static_cast<std::size_t>(last.index - first.index + 1), request_.whole_range});
    }
    return out;
  }

  void measure_level(const IndicatorColumns& columns, const std::string& level, MonthRange range, Grouped grouped,
                     std::vector<Measurement>& out) {
    const auto units = level_units(
        catalog_.units, level, finest_kind(catalog_, columns.indicator->register_id, columns.indicator->unit_variable));
    std::vector<RolledUp> rolled;
    for (const auto& span : spans(range))
      rolled.push_back(roll_up(finest_, roll_up_columns(columns), units, span, grouped.rows));
    for (std::size_t place = 0; place < units.names.size(); ++place) {
      if (!wanted_unit(units.names[place])) continue;
      for (const auto& cells : rolled) {
        for (std::size_t group = 0; group < cells.groups; ++group)
          measure_unit(columns, units, place, cells, {grouped, group}, out);
      }
    }
  }

  bool wanted_unit(const std::string& name) const {
    return request_.units.empty() ||
           std::find(request_.units.begin(), request_.units.end(), name) != request_.units.end();
  }

  struct Group {
    const Grouped& breakdown;
    std::size_t number;
  };

  void measure_unit(const IndicatorColumns& columns, const LevelUnits& units, std::size_t place, const RolledUp& rolled,
                    const Group& group, std::vector<Measurement>& out) {
    const auto* unit = units.units[place];
    const bool broken_down = !group.breakdown.dimensions.empty();
    for (std::size_t p = 0; p < rolled.span.cells(); ++p) {
      const auto period = rolled.span.first.next(static_cast<int>(p));
      const auto& cell = rolled.at(place, group.number, p);
      const bool used = std::any_of(cell.counts.begin(), cell.counts.end(), [](auto n) { return n != 0; });
      if (!used && broken_down) continue;
      if (unit != nullptr && !rolled.span.whole && !open_in(*unit, period)) {
        if (!used) continue;
        warn_closed(*unit, period);
      }
      Measurement result;
      result.indicator = columns.indicator->id;
      result.level = units.level;
      result.unit = units.names[place];
      result.period = period;
      if (rolled.span.whole) result.until = period.next(static_cast<int>(rolled.span.periods) - 1);
      for (std::size_t i = 0; i < group.breakdown.dimensions.size(); ++i) {
        result.groups.push_back(
            {breakdowns_.keys[group.breakdown.dimensions[i]].name, group.breakdown.rows.values[group.number][i]});
      }
      result.definition_hash = columns.indicator->hash;
      result.data_version = data_version_;
      const auto rated = broken_down || rolled.span.whole ? std::nullopt : exposure(*columns.indicator, unit, period);
      fill(result, columns, cell, finest_, rated, request_.logs);
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
  const AskedBreakdowns& breakdowns_;
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
  PlanOptions options{state.batch, {}, {}, &catalog.units};
  if (whole.first) options.from = base::Period{base::PeriodKind::month, *whole.first}.first_day();
  if (whole.last) options.to = base::Period{base::PeriodKind::month, *whole.last}.last_day();
  KJEDE_ASSIGN(const auto breakdowns, asked_breakdowns(catalog, *wanted.reg, request));
  std::vector<catalog::ExpressionPtr> by;
  for (const auto& key : breakdowns.keys) by.push_back(key.value);
  const auto plan = plan_register(*wanted.reg, wanted.indicators, records.database().dialect(), options, by);
  auto finest = no_counts(shape_of(plan));
  if (state.has_table) {
    KJEDE_TRY(check_columns(records, *wanted.reg, plan.sql));
    KJEDE_ASSIGN(finest, count_records(records.database(), plan, catalog.units));
  }
  if (state.has_table && request.check_codes && warnings != nullptr) {
    KJEDE_ASSIGN(const auto stale, removed_codes(records, *wanted.reg, plan.sql, state));
    warnings->insert(warnings->end(), stale.begin(), stale.end());
  }
  RegisterMeasurer measurer(catalog, request, plan, breakdowns, std::move(finest), state.data_version, warnings);
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
