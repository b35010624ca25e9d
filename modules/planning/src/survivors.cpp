#include "survivors.hpp"

#include <array>
#include <cmath>

#include "kjede/stats/mean.hpp"

namespace kjede::planning {
namespace {

constexpr std::size_t bins = sim::ZoneResponses::bins;
using Curve = std::array<double, bins>;  // survival by response-time bin

constexpr double middle_of(std::size_t bin) {
  return (static_cast<double>(bin) + 0.5) * sim::ZoneResponses::bin / 60'000.0;
}

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
      for (std::size_t b = 0; b < bins; ++b) {
        const double missions = replication.zones[z].histogram[b];
        weights += weight * missions;
        saved += weight * missions * curve[b];
      }
    }
    survivors.push_back(weights > 0 ? arrests * saved / weights : 0);
  }
  return survivors;
}

}  // namespace kjede::planning
