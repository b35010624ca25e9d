#include "kjede/planning/demand_arrivals.hpp"

#include <fmt/format.h>

#include <cmath>
#include <numeric>

#include "kjede/planning/codes.hpp"

namespace kjede::planning {
namespace {

std::vector<double> zone_weights(const DemandModel& model, std::size_t priority, const std::vector<double>& factor) {
  std::array<double, parts_of_week> calls{};
  const auto& rhythm = model.rhythm(priority);
  for (std::size_t h = 0; h < hours_of_week; ++h) calls[part_of_week(h)] += std::exp(rhythm.week[h]) / hours_of_week;
  std::vector<double> out(model.zones().size(), 0.0);
  for (std::size_t z = 0; z < out.size(); ++z) {
    for (std::size_t part = 0; part < parts_of_week; ++part) out[z] += calls[part] * rhythm.share[z][part];
    if (!factor.empty()) out[z] *= factor[z];
  }
  return out;
}

// Mean expected calls an hour in each week.
std::vector<double> weekly(const DemandModel& model, std::size_t priority, const std::vector<DemandSlot>& slots) {
  std::vector<double> out(slots.size() / hours_of_week, 0.0);
  for (std::size_t i = 0; i < out.size() * hours_of_week; ++i)
    out[i / hours_of_week] += model.expected(priority, slots[i]) / hours_of_week;
  return out;
}

}  // namespace

base::Result<void> set_arrivals(sim::Demand& demand, const DemandModel& model, const ArrivalOptions& options) {
  const auto priorities = model.priorities().size();
  const auto weeks = options.slots.size() / hours_of_week;
  if (weeks == 0 || (!options.municipal_factor.empty() && options.municipal_factor.size() != model.zones().size())) {
    return base::fail(codes::bad_option, "arrivals need whole weeks of hours, and a factor for each zone or none",
                      "give at least 168 hours from a Monday");
  }
  if (demand.streams.empty()) demand.streams.resize(priorities);
  if (demand.streams.size() != priorities) {
    return base::fail(codes::bad_option,
                      fmt::format("{} streams of calls for {} priorities", demand.streams.size(), priorities),
                      "give one stream for each priority of the model");
  }
  demand.week_factor.assign(weeks, 0.0);
  double all = 0.0;
  for (std::size_t p = 0; p < priorities; ++p) {
    auto& stream = demand.streams[p];
    const auto by_week = weekly(model, p, options.slots);
    const double mean = std::accumulate(by_week.begin(), by_week.end(), 0.0) / static_cast<double>(weeks);
    stream.zone_weight = zone_weights(model, p, options.municipal_factor);
    stream.per_day = 24.0 * mean * std::accumulate(stream.zone_weight.begin(), stream.zone_weight.end(), 0.0);
    for (std::size_t h = 0; h < hours_of_week; ++h) stream.hour_factor[h] = std::exp(model.rhythm(p).week[h]);
    for (std::size_t w = 0; w < weeks; ++w) demand.week_factor[w] += by_week[w];
    all += mean;
  }
  for (auto& factor : demand.week_factor) factor /= all;
  return {};
}

}  // namespace kjede::planning
