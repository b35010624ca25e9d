// The figures of a replication and their intervals over replications.
#include <algorithm>

#include "kjede/sim/simulate.hpp"
#include "kjede/stats/mean.hpp"

namespace kjede::sim {

void Responses::add(Millis response, bool in_time, bool national) {
  const bool late = response >= national_bound;
  beyond += late;
  if (late && national) return;
  within += in_time;
  sum += response;
  times.push_back(response);
}

double Responses::mean_seconds() const {
  return times.empty() ? 0 : static_cast<double>(sum) / 1000 / static_cast<double>(n());
}

double Responses::share_within() const {
  return times.empty() ? 0 : static_cast<double>(within) / static_cast<double>(n());
}

double Responses::quantile_seconds(double p) const {
  if (times.empty()) return 0;
  auto sorted = times;
  const double rank = p * static_cast<double>(sorted.size() - 1);
  const auto low = static_cast<std::ptrdiff_t>(rank);
  std::nth_element(sorted.begin(), sorted.begin() + low, sorted.end());
  const double at = sorted[static_cast<std::size_t>(low)];
  const double part = rank - static_cast<double>(low);
  if (part == 0) return at / 1000;
  const double next = *std::min_element(sorted.begin() + low + 1, sorted.end());
  return (at + part * (next - at)) / 1000;
}

double Replication::busy_fraction() const {
  Time busy = 0;
  Time duty = 0;
  for (const auto& unit : units) busy += unit.busy, duty += unit.on_duty;
  return duty == 0 ? 0 : static_cast<double>(busy) / static_cast<double>(duty);
}

double Replication::moves_per_shift() const {
  std::uint64_t moves = 0;
  std::uint64_t shifts = 0;
  for (const auto& unit : units) moves += unit.moves, shifts += unit.shifts;
  return shifts == 0 ? 0 : static_cast<double>(moves) / static_cast<double>(shifts);
}

double Replication::kilometres_per_day(int days) const {
  double sum = 0;
  for (const auto& unit : units) sum += unit.kilometres;
  return days == 0 ? 0 : sum / days;
}

namespace {

Estimate estimate_of(const std::vector<double>& values) {
  return {.mean = stats::mean(values).value_or(0), .interval = stats::mean_t(values)};
}

}  // namespace

Estimate estimate(const Run& run, const Figure& figure) {
  std::vector<double> values;
  for (const auto& replication : run.replications) values.push_back(figure(replication));
  return estimate_of(values);
}

Estimate difference(const Run& a, const Run& b, const Figure& figure) {
  std::vector<double> values;
  for (std::size_t r = 0; r < std::min(a.replications.size(), b.replications.size()); ++r)
    values.push_back(figure(b.replications[r]) - figure(a.replications[r]));
  return estimate_of(values);
}

}  // namespace kjede::sim
