#pragma once
// The next hours' calls, for live use: the demand model's expectation times a level that follows the recent hours and
// falls back to 1, with the spread of both. The level is gamma distributed and forgets by discounting towards its
// long-run law (after West & Harrison 1997, ch. 10; Harvey & Fernandes 1989); calls given the level are negative
// binomial. Far ahead the forecast is that of the model.
//
//   auto live = LiveDemand::tuned(model, data, priority, data.slots.size());   // has seen all hours
//   const auto counts = live.forecast(next_slots);                             // one CallCount an hour

#include <span>
#include <vector>

#include "kjede/planning/call_count.hpp"
#include "kjede/planning/demand.hpp"

namespace kjede::planning {

struct LevelLaw {
  double half_life = 0.0;       // hours after which a past hour counts half, and the level has come half-way back to 1
  double level_variance = 0.0;  // of the level in the long run; 0: it is always 1
  double dispersion = 0.0;      // α around the level
};

class LiveDemand {
 public:
  LiveDemand(const DemandModel& model, std::size_t priority, const LevelLaw& law);
  // Half-life and dispersion that would have predicted the hours [end − 26 weeks, end) best, one hour ahead; then all
  // hours before `end` seen. `model` must outlive it.
  static LiveDemand tuned(const DemandModel& model, const DemandData& data, std::size_t priority, std::size_t end);

  // An hour has passed with this many calls.
  void see(const DemandSlot& slot, std::uint32_t calls);
  // The hours that follow the last one seen, one by one. Further ahead the level is less sure.
  std::vector<CallCount> forecast(std::span<const DemandSlot> next) const;
  CallCount forecast(const DemandSlot& slot, std::size_t hours_ahead) const;  // 1: the next hour

  const LevelLaw& law() const { return law_; }
  double level() const { return law_.level_variance > 0.0 ? shape_ / rate_ : 1.0; }  // 1: as the model expects

 private:
  const DemandModel* model_;
  std::size_t priority_;
  LevelLaw law_;
  double discount_ = 1.0;  // an hour
  double long_run_ = 1.0;  // shape and rate of the level's long-run law
  double shape_ = 1.0;
  double rate_ = 1.0;
};

}  // namespace kjede::planning
