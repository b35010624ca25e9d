#include "kjede/planning/demand_forecast.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace kjede::planning {
namespace {

constexpr std::size_t tuning_hours = 26 * hours_of_week;

// log probability of the hours, once the level has warmed up.
double score(LiveDemand live, const DemandData& data, const std::vector<std::uint32_t>& calls, std::size_t end) {
  const std::size_t begin = end > tuning_hours ? end - tuning_hours : 0;
  const std::size_t warm = begin + (end - begin) / 4;
  double sum = 0.0;
  for (std::size_t t = begin; t < end; ++t) {
    if (t >= warm) sum += std::log(std::max(live.forecast(data.slots[t], 1).probability(calls[t]), 1e-300));
    live.see(data.slots[t], calls[t]);
  }
  return sum;
}

}  // namespace

LiveDemand::LiveDemand(const DemandModel& model, std::size_t priority, const LevelLaw& law)
    : model_(&model), priority_(priority), law_(law), discount_(std::exp2(-1.0 / law.half_life)) {
  if (law.level_variance > 0.0) shape_ = rate_ = long_run_ = 1.0 / law.level_variance;
}

void LiveDemand::see(const DemandSlot& slot, std::uint32_t calls) {
  if (law_.level_variance <= 0.0) return;
  const double mean = model_->expected(priority_, slot);
  // an hour that may lie off the level by α says as much as so many Poisson calls
  const double weight = 1.0 / (1.0 + law_.dispersion * mean);
  shape_ = discount_ * shape_ + (1.0 - discount_) * long_run_ + weight * calls;
  rate_ = discount_ * rate_ + (1.0 - discount_) * long_run_ + weight * mean;
}

CallCount LiveDemand::forecast(const DemandSlot& slot, std::size_t hours_ahead) const {
  const double mean = model_->expected(priority_, slot);
  if (law_.level_variance <= 0.0) return {mean, law_.dispersion};
  const double kept = std::pow(discount_, static_cast<double>(hours_ahead));
  const double shape = kept * shape_ + (1.0 - kept) * long_run_;
  const double rate = kept * rate_ + (1.0 - kept) * long_run_;
  // variance of a negative binomial around a gamma level: α + (1 + α) / shape
  return {mean * shape / rate, law_.dispersion + (1.0 + law_.dispersion) / shape};
}

std::vector<CallCount> LiveDemand::forecast(std::span<const DemandSlot> next) const {
  std::vector<CallCount> out;
  for (std::size_t i = 0; i < next.size(); ++i) out.push_back(forecast(next[i], i + 1));
  return out;
}

LiveDemand LiveDemand::tuned(const DemandModel& model, const DemandData& data, std::size_t priority, std::size_t end) {
  constexpr std::array<double, 7> half_lives{6, 12, 24, 72, 168, 4 * 168, 13 * 168};
  constexpr std::array<double, 3> parts{0.3, 0.6, 1.0};  // of the dispersion that is the level's
  constexpr double least_dispersion = 0.002;             // a level may drift where hours spread no more than Poisson
  const auto calls = calls_by_slot(data, priority);
  const double dispersion = model.rhythm(priority).dispersion;
  LevelLaw best{half_lives.back(), 0.0, dispersion};
  double most = score(LiveDemand(model, priority, best), data, calls, end);
  for (const double half_life : half_lives) {
    for (const double part : parts) {
      const double all = std::max(dispersion, least_dispersion);
      const LevelLaw law{half_life, part * all, dispersion > 0.0 ? (1.0 - part) * dispersion : 0.0};
      const double found = score(LiveDemand(model, priority, law), data, calls, end);
      if (found > most) {
        most = found;
        best = law;
      }
    }
  }
  LiveDemand out(model, priority, best);
  for (std::size_t t = 0; t < end; ++t) out.see(data.slots[t], calls[t]);
  return out;
}

}  // namespace kjede::planning
