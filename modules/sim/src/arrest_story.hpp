#pragma once
// One arrest under one policy: who is alerted when, who answers what, who is there first, what it means.

#include "kjede/sim/responder_replay.hpp"

namespace kjede::sim {

// Random numbers that belong to a thing, not to an order of drawing: the same whatever else is drawn.
base::Rng chance(std::uint64_t seed, std::uint64_t purpose, std::uint64_t a, std::uint64_t b);

struct StoryInput {
  const dispatch::SchemeIndex& index;
  const dispatch::TravelTimes& times;
  const ReplayOrder& order;
  const dispatch::ResponderPolicy& policy;
  const Arrest& arrest;
  std::uint64_t number = 0;  // of the arrest
};

struct StoryResult {
  ReplayOutcome outcome;
  std::vector<std::uint32_t> accepted;  // units
};

// `live` is as when the call came; the resources that were alerted are marked on it while it lasts.
StoryResult tell(const StoryInput& input, dispatch::LiveState& live);

}  // namespace kjede::sim
