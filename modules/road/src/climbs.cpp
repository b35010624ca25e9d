#include "climbs.hpp"

#include <algorithm>
#include <functional>

namespace kjede::road {

void PointQuery::Climb::follow(const std::array<std::vector<std::uint32_t>, 2>& from, std::uint32_t source,
                               std::uint32_t meeting, std::uint32_t target, std::vector<std::uint32_t>& ranks) {
  for (std::uint32_t r = meeting; r != source; r = from[at_source][r]) {
    ranks.push_back(r);
  }
  ranks.push_back(source);
  std::reverse(ranks.begin(), ranks.end());
  for (std::uint32_t r = meeting; r != target;) {
    r = from[at_target][r];
    ranks.push_back(r);
  }
}

TreeClimb::TreeClimb(const SearchGraph& graph) : graph_(graph) {
  for (const End end : {at_source, at_target}) {
    time_[end].assign(graph.size(), unreachable);
    from_[end].resize(graph.size());
  }
}

Millis TreeClimb::run(std::uint32_t source, std::uint32_t target) { return walk<false>(source, target); }

Millis TreeClimb::run_with_corners(std::uint32_t source, std::uint32_t target, std::vector<std::uint32_t>& ranks) {
  const Millis time = walk<true>(source, target);
  if (time < unreachable) {
    follow(from_, source, meeting_, target, ranks);
  }
  return time;
}

template <bool with_corners>
void TreeClimb::relax(const HalfGraph& half, End end, std::uint32_t r) {
  Millis* time = time_[end].data();
  const Millis here = time[r];
  for (const auto& arc : half.of(r)) {
    if (here + arc.weight < time[arc.head]) {
      time[arc.head] = here + arc.weight;
      if constexpr (with_corners) {
        from_[end][arc.head] = r;
      }
    }
  }
}

template <bool with_corners>
Millis TreeClimb::walk(std::uint32_t source, std::uint32_t target) {
  const auto leave = [&](const HalfGraph& half, End end, std::uint32_t& r) {
    if (time_[end][r] < unreachable) {
      relax<with_corners>(half, end, r);
      time_[end][r] = unreachable;
    }
    r = graph_.parent[r];
  };
  time_[at_source][source] = 0;
  time_[at_target][target] = 0;
  std::uint32_t x = source;
  std::uint32_t y = target;
  while (x != y) {  // no_id, above every root, is the greatest of all
    x < y ? leave(graph_.up, at_source, x) : leave(graph_.down, at_target, y);
  }
  Millis best = unreachable;
  for (; x != no_id; x = graph_.parent[x]) {
    const Millis there = time_[at_source][x];
    const Millis back = time_[at_target][x];
    if (there + back < best) {
      best = there + back;
      meeting_ = x;
    }
    if (there < best) {
      relax<with_corners>(graph_.up, at_source, x);
    }
    if (back < best) {
      relax<with_corners>(graph_.down, at_target, x);
    }
    time_[at_source][x] = unreachable;
    time_[at_target][x] = unreachable;
  }
  return best;
}

WitnessClimb::WitnessClimb(const SearchGraph& graph) : graph_(graph) {
  for (const End end : {at_source, at_target}) {
    time_[end].assign(graph.size(), unreachable);
    from_[end].resize(graph.size());
  }
}

void WitnessClimb::label(End end, std::uint32_t r, Millis time, std::uint32_t from) {
  Millis& known = time_[end][r];
  if (time >= known) {
    return;
  }
  if (known == unreachable) {
    labelled_[end].push_back(r);
  }
  known = time;
  from_[end][r] = from;
  queue_[end].emplace_back(time, r);
  std::push_heap(queue_[end].begin(), queue_[end].end(), std::greater<>());
}

bool WitnessClimb::stalled(End end, std::uint32_t r, Millis time) const {
  const HalfGraph& from_above = end == at_source ? graph_.down : graph_.up;
  const auto arcs = from_above.of(r);
  return std::any_of(arcs.begin(), arcs.end(),
                     [&](const auto& arc) { return time_[end][arc.head] + arc.weight < time; });
}

void WitnessClimb::settle_next(End end) {
  auto& queue = queue_[end];
  const auto [time, r] = queue.front();
  std::pop_heap(queue.begin(), queue.end(), std::greater<>());
  queue.pop_back();
  if (time > time_[end][r]) {
    return;  // an older entry
  }
  const Millis back = time_[end == at_source ? at_target : at_source][r];
  if (time + back < best_) {
    best_ = time + back;
    meeting_ = r;
  }
  if (!stalled(end, r, time)) {
    for (const auto& arc : (end == at_source ? graph_.up : graph_.down).of(r)) {
      label(end, arc.head, add(time, arc.weight), r);
    }
  }
}

void WitnessClimb::forget() {
  for (const End end : {at_source, at_target}) {
    for (const std::uint32_t r : labelled_[end]) {
      time_[end][r] = unreachable;
    }
    labelled_[end].clear();
    queue_[end].clear();
  }
}

Millis WitnessClimb::run(std::uint32_t source, std::uint32_t target) {
  best_ = unreachable;
  label(at_source, source, 0, no_id);
  label(at_target, target, 0, no_id);
  const auto open = [&](End end) { return !queue_[end].empty() && queue_[end].front().first < best_; };
  while (open(at_source) || open(at_target)) {
    const bool source_is_nearer =
        open(at_source) && (!open(at_target) || queue_[at_source].front().first <= queue_[at_target].front().first);
    settle_next(source_is_nearer ? at_source : at_target);
  }
  forget();
  return best_;
}

Millis WitnessClimb::run_with_corners(std::uint32_t source, std::uint32_t target, std::vector<std::uint32_t>& ranks) {
  const Millis time = run(source, target);
  if (time < unreachable) {
    follow(from_, source, meeting_, target, ranks);
  }
  return time;
}

}  // namespace kjede::road
