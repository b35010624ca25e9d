#pragma once
// Travel times kept for one arrest: every policy and every replacement asks for much the same ones.

#include <unordered_map>

#include "kjede/dispatch/travel_times.hpp"

namespace kjede::sim {

// For one thread. forget() between arrests.
class RememberedTimes final : public dispatch::TravelTimes {
 public:
  explicit RememberedTimes(const dispatch::TravelTimes& times) : times_(times) {}

  void forget() { known_.clear(); }

  dispatch::Spot spot(const dispatch::Place& place) const override {
    if (!scene_ || scene_->place != place) scene_ = times_.spot(place);
    return *scene_;
  }
  std::vector<road::Millis> table(std::span<const dispatch::Spot* const> from,
                                  std::span<const dispatch::Spot* const> to) const override;
  double fastest_kmh() const override { return times_.fastest_kmh(); }
  bool by_road() const override { return times_.by_road(); }

 private:
  struct Key {
    dispatch::Place from, to;
    bool operator==(const Key&) const = default;
  };
  struct Hash {
    std::size_t operator()(const Key& key) const;
  };

  const dispatch::TravelTimes& times_;
  mutable std::optional<dispatch::Spot> scene_;
  mutable std::unordered_map<Key, road::Millis, Hash> known_;
};

}  // namespace kjede::sim
