#include "climbs.hpp"

#include <algorithm>
#include <functional>
#include <utility>

namespace kjede::road {

namespace {

// Follows from where each rank was reached, from the meeting rank to both ends.
template <class From>
void follow(const From& from_source, const From& from_target, std::uint32_t source, std::uint32_t meeting,
            std::uint32_t target, std::vector<std::uint32_t>& ranks) {
  for (std::uint32_t r = meeting; r != source; r = from_source(r)) {
    ranks.push_back(r);
  }
  ranks.push_back(source);
  std::reverse(ranks.begin(), ranks.end());
  for (std::uint32_t r = meeting; r != target;) {
    r = from_target(r);
    ranks.push_back(r);
  }
}

}  // namespace

TreeClimb::TreeClimb(const SearchGraph& graph) : graph_(graph) {
  for (const End end : {at_source, at_target}) {
    time_[end].assign(graph.height, unreachable);
    from_[end].resize(graph.height);
  }
}

Millis TreeClimb::run(std::uint32_t source, std::uint32_t target) { return walk<false>(source, target); }

Millis TreeClimb::run_with_corners(std::uint32_t source, std::uint32_t target, std::vector<std::uint32_t>& ranks) {
  const Millis time = walk<true>(source, target);
  if (time < unreachable) {
    const auto from = [this](End end) {
      return std::function([this, end](std::uint32_t r) { return from_[end][graph_.depth[r]]; });
    };
    follow(from(at_source), from(at_target), source, meeting_, target, ranks);
  }
  return time;
}

template <bool with_corners>
void TreeClimb::relax(const HalfGraph& half, End end, std::uint32_t r, Millis here) {
  Millis* time = time_[end].data();
  for (const auto& arc : half.of(r)) {
    if constexpr (with_corners) {
      if (here + arc.weight < time[arc.head]) {
        time[arc.head] = here + arc.weight;
        from_[end][arc.head] = r;
      }
    } else {
      time[arc.head] = std::min(time[arc.head], here + arc.weight);
    }
  }
}

template <bool with_corners>
Millis TreeClimb::walk(std::uint32_t source, std::uint32_t target) {
  Millis* there = time_[at_source].data();
  Millis* back = time_[at_target].data();
  const auto leave = [&](const HalfGraph& half, End end, std::uint32_t& r) {
    Millis& time = time_[end][graph_.depth[r]];
    if (time < unreachable) {
      relax<with_corners>(half, end, r, time);
      time = unreachable;
    }
    r = graph_.parent[r];
  };
  std::uint32_t x = source;
  std::uint32_t y = target;
  there[graph_.depth[x]] = 0;
  back[graph_.depth[y]] = 0;
  while (x != y) {  // no_id, above every root, is the greatest of all
    x < y ? leave(graph_.up, at_source, x) : leave(graph_.down, at_target, y);
  }
  Millis best = unreachable;
  for (; x != no_id; x = graph_.parent[x]) {
    const std::uint32_t depth = graph_.depth[x];
    const Millis to_here = std::exchange(there[depth], unreachable);
    const Millis from_here = std::exchange(back[depth], unreachable);
    if (to_here + from_here < best) {
      best = to_here + from_here;
      meeting_ = x;
    }
    if (to_here < best) {
      relax<with_corners>(graph_.up, at_source, x, to_here);
    }
    if (from_here < best) {
      relax<with_corners>(graph_.down, at_target, x, from_here);
    }
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
    const auto from = [this](End end) { return std::function([this, end](std::uint32_t r) { return from_[end][r]; }); };
    follow(from(at_source), from(at_target), source, meeting_, target, ranks);
  }
  return time;
}

}  // namespace kjede::road
