#include "requested.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "kjede/measure/codes.hpp"

namespace kjede::measure {
namespace {

using catalog::Catalog;
using catalog::Indicator;

bool among(const std::vector<std::string>& list, const std::string& name) {
  return std::find(list.begin(), list.end(), name) != list.end();
}

void add(base::Diagnostics& problems, const base::Code& code, std::string message, const std::string& word,
         const std::vector<std::string>& candidates) {
  const auto near = base::nearest(word, candidates);
  auto suggestion = near.empty() ? std::string() : fmt::format("did you mean '{}'?", near);
  problems.push_back({code.id, base::Severity::error, std::move(message), {}, {}, std::move(suggestion)});
}

void check_indicators(const Catalog& catalog, const Request& request, base::Diagnostics& problems) {
  std::vector<std::string> known;
  for (const auto& indicator : catalog.indicators) known.push_back(indicator.id);
  for (const auto& id : request.indicators) {
    if (!among(known, id))
      add(problems, codes::unknown_indicator, fmt::format("there is no indicator '{}'", id), id, known);
  }
}

void check_levels(const std::vector<RegisterRequest>& wanted, const Request& request, base::Diagnostics& problems) {
  std::vector<std::string> known;
  for (const auto& reg : wanted) {
    for (const auto* indicator : reg.indicators) {
      for (const auto* list : {&indicator->levels, &indicator->groups})
        known.insert(known.end(), list->begin(), list->end());
    }
  }
  for (const auto& level : request.levels) {
    if (!among(known, level))
      add(problems, codes::unknown_level, fmt::format("nothing asked for is measured at level '{}'", level), level,
          known);
  }
}

void check_units(const Catalog& catalog, const Request& request, base::Diagnostics& problems) {
  if (request.units.empty()) return;
  std::vector<std::string> known;
  std::set<std::string> attribute_values;
  for (const auto& unit : catalog.units.all()) {
    known.push_back(unit.id);
    for (const auto& [name, value] : unit.attributes) attribute_values.insert(value);
  }
  for (const auto& id : request.units) {
    if (catalog.units.find(id) != nullptr || attribute_values.contains(id)) continue;
    add(problems, codes::unknown_unit, fmt::format("there is no unit '{}'", id), id, known);
  }
}

int month_of_date(base::Date date) { return base::Period::of(base::PeriodKind::month, date).index; }

}  // namespace

base::Result<std::vector<RegisterRequest>> requested(const Catalog& catalog, const Request& request) {
  base::Diagnostics problems;
  check_indicators(catalog, request, problems);
  check_units(catalog, request, problems);
  if (request.from && request.to && *request.to < *request.from) {
    problems.push_back(
        {codes::bad_range.id,
         base::Severity::error,
         fmt::format("the range {} to {} is empty", base::to_string(*request.from), base::to_string(*request.to)),
         {},
         {},
         "let it begin before it ends"});
  }
  std::vector<RegisterRequest> wanted;
  for (const auto& reg : catalog.registers) {
    RegisterRequest mine{&reg, {}};
    for (const auto& indicator : catalog.indicators) {
      if (indicator.register_id != reg.id) continue;
      if (request.indicators.empty() || among(request.indicators, indicator.id)) mine.indicators.push_back(&indicator);
    }
    if (!mine.indicators.empty()) wanted.push_back(std::move(mine));
  }
  check_levels(wanted, request, problems);
  if (!problems.empty()) return base::fail(std::move(problems));
  return wanted;
}

AskedMonths months_asked(const Request& request) {
  AskedMonths out;
  if (request.from) out.first = month_of_date(*request.from);
  if (request.to) out.last = month_of_date(*request.to);
  return out;
}

AskedMonths whole_periods(AskedMonths months, const std::vector<base::PeriodKind>& kinds) {
  AskedMonths out = months;
  for (const auto kind : kinds) {
    if (months.first) out.first = std::min(*out.first, base::Period::of_month(kind, *months.first).first_month());
    if (months.last)
      out.last = std::max(*out.last, base::Period::of_month(kind, *months.last).next().first_month() - 1);
  }
  return out;
}

std::vector<std::string> levels_of(const Indicator& indicator, const Request& request) {
  std::vector<std::string> out;
  for (const auto* list : {&indicator.levels, &indicator.groups}) {
    for (const auto& level : *list) {
      if (request.levels.empty() || among(request.levels, level)) out.push_back(level);
    }
  }
  return out;
}

base::Result<RegisterState> register_state(store::RecordStore& records, const std::string& register_id,
                                           std::optional<base::Instant> as_of) {
  RegisterState state;
  KJEDE_ASSIGN(state.batch, records.batch_at(as_of));
  KJEDE_ASSIGN(const auto batches, records.batches());
  for (const auto& batch : batches) {
    if (batch.register_id != register_id) continue;
    state.has_table = true;
    if (batch.number <= state.batch) state.data_version = batch.data_version;
  }
  return state;
}

}  // namespace kjede::measure
