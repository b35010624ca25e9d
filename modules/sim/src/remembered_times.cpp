#include "remembered_times.hpp"

namespace kjede::sim {

std::size_t RememberedTimes::Hash::operator()(const Key& key) const {
  std::size_t all = 0;
  for (const double part : {key.from.lon, key.from.lat, key.to.lon, key.to.lat}) {
    all = all * 0x9e3779b97f4a7c15ULL + std::hash<double>{}(part);
  }
  return all;
}

// Rows with anything unknown are asked for whole, in one go.
std::vector<road::Millis> RememberedTimes::table(std::span<const dispatch::Spot* const> from,
                                                 std::span<const dispatch::Spot* const> to) const {
  std::vector<const dispatch::Spot*> fresh;
  for (const auto* a : from) {
    for (const auto* b : to) {
      if (known_.contains({a->place, b->place})) continue;
      fresh.push_back(a);
      break;
    }
  }
  const auto times = times_.table(fresh, to);
  for (std::size_t i = 0; i < fresh.size(); ++i) {
    for (std::size_t j = 0; j < to.size(); ++j) {
      known_[{fresh[i]->place, to[j]->place}] = times[i * to.size() + j];
    }
  }
  std::vector<road::Millis> out;
  out.reserve(from.size() * to.size());
  for (const auto* a : from) {
    for (const auto* b : to) out.push_back(known_.find({a->place, b->place})->second);
  }
  return out;
}

}  // namespace kjede::sim
