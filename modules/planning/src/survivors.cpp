#include "survivors.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "kjede/stats/mean.hpp"

namespace kjede::planning {
namespace {

constexpr sim::Millis bin = 30'000;
constexpr std::size_t bins = sim::national_bound / bin + 1;  // the last: what is longer
using Curve = std::array<double, bins>;                      // survival by response-time bin

constexpr double middle_of(std::size_t b) { return (static_cast<double>(b) + 0.5) * bin / 60'000.0; }

Curve ambulance_alone(const ArrestModel& model) {
  Curve curve;
  for (std::size_t b = 0; b < bins; ++b) curve[b] = model.survival({.ambulance = middle_of(b)});
  return curve;
}

// The mean over the responder's distance: 40 equally likely ones.
Curve with_responders(const ArrestModel& model, const FirstResponders& responders, const Curve& alone) {
  constexpr int pieces = 40;
  Curve curve;
  for (std::size_t b = 0; b < bins; ++b) {
    double sum = 0;
    for (int i = 0; i < pieces; ++i) {
      const double kilometres = -responders.distance * std::log(1 - (i + 0.5) / pieces);
      const double arrival = responders.delay + kilometres / responders.speed * 60;
      sum += model.survival({.ambulance = middle_of(b), .responder = arrival});
    }
    curve[b] = responders.available * sum / pieces + (1 - responders.available) * alone[b];
  }
  return curve;
}

}  // namespace

std::vector<double> survivors_by_replication(const Situation& situation, const sim::Run& run,
                                             const ArrestModel& model) {
  const Curve alone = ambulance_alone(model);
  const Curve helped = situation.responders ? with_responders(model, *situation.responders, alone) : alone;
  const double arrests = stats::sum(situation.arrests);
  std::vector<double> survivors;
  for (const auto& replication : run.replications) {
    // a zone's missions stand for its arrests: each weighs arrests per acute call
    double weights = 0, saved = 0;
    for (std::size_t z = 0; z < situation.arrests.size(); ++z) {
      if (situation.acute_per_day[z] <= 0) continue;
      const double weight = situation.arrests[z] / situation.acute_per_day[z];
      const auto& curve = situation.responders_in[z] ? helped : alone;
      for (const auto time : replication.zones[z].times) {
        weights += weight;
        saved += weight * curve[std::min<std::size_t>(time / bin, bins - 1)];
      }
    }
    survivors.push_back(weights > 0 ? arrests * saved / weights : 0);
  }
  return survivors;
}

}  // namespace kjede::planning
