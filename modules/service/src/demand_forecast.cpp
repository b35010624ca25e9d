// The next hours from a store's calls.
#include <fmt/format.h>

#include <algorithm>

#include "kjede/base/time.hpp"
#include "kjede/service/codes.hpp"
#include "kjede/service/demand.hpp"
#include "kjede/service/measure.hpp"
#include "local_slots.hpp"

namespace kjede::service {
namespace {

using planning::CallCount;

constexpr std::size_t shown_before = 24;

// The slot the forecast begins with: the hour after the data, or the one asked for.
base::Result<std::size_t> first_slot(const DemandCalls& calls, const ForecastQuery& query) {
  const auto& slots = calls.data.slots;
  if (!query.at) return slots.size();
  const auto zone = base::TimeZone::find(calls.time_zone);
  const auto wall = base::parse_wall_time(*query.at);
  if (!zone || !wall)
    return base::fail(codes::bad_period, fmt::format("'{}' is no time", *query.at), "write 2024-03-01T07:00");
  const auto instant = zone->resolve(*wall).instant;
  const auto hour = std::chrono::floor<std::chrono::hours>(instant).time_since_epoch().count();
  if (hour <= slots.front().hour || hour > slots.back().hour + 1)
    return base::fail(
        codes::bad_period, fmt::format("'{}' lies outside the calls", *query.at),
        fmt::format("they go from {} to {}", local_hour(calls, slots.front()), local_hour(calls, slots.back())));
  return static_cast<std::size_t>(hour - slots.front().hour);
}

}  // namespace

base::Result<DemandForecast> forecast_demand(const DemandCalls& calls, const ForecastQuery& query) {
  KJEDE_ASSIGN(const auto begin, first_slot(calls, query));
  DemandForecast out;
  KJEDE_ASSIGN(out.model, planning::fit_demand(calls.data, {}, begin));
  const auto all = planning::without_priorities(calls.data);
  KJEDE_ASSIGN(const auto model_of_all, planning::fit_demand(all, {}, begin));
  const auto live_all = planning::LiveDemand::tuned(model_of_all, all, 0, begin);
  const auto priorities = calls.data.priorities.size();
  std::vector<planning::LiveDemand> live;
  std::vector<std::vector<std::uint32_t>> counts;
  for (std::size_t p = 0; p < priorities; ++p) {
    live.push_back(planning::LiveDemand::tuned(out.model, calls.data, p, begin));
    counts.push_back(planning::calls_by_slot(calls.data, p));
    out.laws.push_back(live.back().law());
    out.levels.push_back(live.back().level());
  }
  const auto slots = local_slots(calls.time_zone, calls.data.slots.front().hour, begin + query.hours);
  for (std::size_t t = begin > shown_before ? begin - shown_before : 0; t < slots.size(); ++t) {
    ForecastHour hour;
    hour.slot = slots[t];
    for (std::size_t p = 0; p < priorities; ++p) {
      if (t < begin)
        hour.by_priority.push_back({out.model.expected(p, slots[t]), out.model.rhythm(p).dispersion});
      else
        hour.by_priority.push_back(live[p].forecast(slots[t], t - begin + 1));
      if (t < calls.data.slots.size()) hour.observed = hour.observed.value_or(0) + counts[p][t];
    }
    hour.all = t < begin ? CallCount{model_of_all.expected(0, slots[t]), model_of_all.rhythm(0).dispersion}
                         : live_all.forecast(slots[t], t - begin + 1);
    (t < begin ? out.past : out.next).push_back(std::move(hour));
  }
  return out;
}

std::vector<planning::MunicipalCalls> calls_by_municipality(const DemandCalls& calls) {
  const double years = static_cast<double>(calls.data.slots.size()) / (365.2425 * 24.0);
  const auto priorities = calls.data.priorities.size();
  std::vector<double> sums(calls.data.zones.size() * priorities, 0.0);
  for (const auto& call : calls.data.calls) sums[call.zone * priorities + call.priority] += 1.0 / years;
  std::vector<planning::MunicipalCalls> out;
  for (std::size_t z = 0; z < calls.data.zones.size(); ++z) {
    for (std::size_t p = 0; p < priorities; ++p)
      out.push_back({calls.data.zones[z], calls.data.priorities[p], sums[z * priorities + p]});
  }
  return out;
}

}  // namespace kjede::service
