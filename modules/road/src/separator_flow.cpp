#include "separator_flow.hpp"

#include <algorithm>

namespace kjede::road {

SeparatorFlow::SeparatorFlow(const Fragment& graph)
    : graph_(graph), level_(2 * std::size_t{graph.size()}), cursor_(graph.size()) {}

std::uint32_t SeparatorFlow::run(const std::vector<Side>& ends, std::uint32_t bound) {
  ends_ = ends;
  from_.assign(graph_.size(), no_id);
  std::uint32_t flow = 0;
  while (flow < bound && label_levels()) {
    std::copy(graph_.first.begin(), graph_.first.end() - 1, cursor_.begin());
    for (NodeId node = 0; node < graph_.size() && flow < bound; ++node) {
      if (ends_[node] == Side::first && level_[in(node)] == 0) {
        flow += augment_from(node) ? 1 : 0;
      }
    }
  }
  return flow;
}

// The one residual step out of in(node): through the node if it is free, else back to where its unit comes from.
SeparatorFlow::State SeparatorFlow::only_step(NodeId node) const {
  if (from_[node] == no_id) {
    return out(node);
  }
  return from_[node] == node ? no_id : out(from_[node]);
}

bool SeparatorFlow::label_levels() {
  std::fill(level_.begin(), level_.end(), no_id);
  queue_.clear();
  const auto reach = [&](State state, std::uint32_t level) {
    if (level_[state] == no_id) {
      level_[state] = level;
      queue_.push_back(state);
    }
  };
  for (NodeId node = 0; node < graph_.size(); ++node) {
    if (ends_[node] == Side::first) {
      reach(in(node), 0);
    }
  }
  bool arrived = false;
  for (std::size_t i = 0; i < queue_.size(); ++i) {
    const State state = queue_[i];
    const NodeId node = state / 2;
    const std::uint32_t level = level_[state] + 1;
    if (state == in(node)) {
      if (const State step = only_step(node); step != no_id) {
        reach(step, level);
      }
      continue;
    }
    arrived = arrived || ends_[node] == Side::second;
    for (std::uint32_t edge = graph_.first[node]; edge < graph_.first[node + 1]; ++edge) {
      reach(in(graph_.head[edge]), level);
    }
    if (from_[node] != no_id) {
      reach(in(node), level);
    }
  }
  return arrived;
}

// Depth first along rising levels. Every state lies on at most one path of a phase, so that it is used up when left.
bool SeparatorFlow::augment_from(NodeId start) {
  path_.assign(1, in(start));
  while (!path_.empty()) {
    const State state = path_.back();
    const NodeId node = state / 2;
    const std::uint32_t level = level_[state] + 1;
    State step = no_id;
    if (state == in(node)) {
      step = only_step(node);
      if (step != no_id && level_[step] != level) {
        step = no_id;
      }
    } else if (ends_[node] == Side::second) {
      apply_path();
      return true;
    } else {
      for (; cursor_[node] < graph_.first[node + 1] && step == no_id; ++cursor_[node]) {
        const State ahead = in(graph_.head[cursor_[node]]);
        step = level_[ahead] == level ? ahead : no_id;
      }
      if (step == no_id && from_[node] != no_id && level_[in(node)] == level) {
        step = in(node);
      }
    }
    if (step != no_id) {
      path_.push_back(step);
    } else {
      level_[state] = no_id;
      path_.pop_back();
    }
  }
  return false;
}

void SeparatorFlow::apply_path() {
  for (std::size_t i = 0; i < path_.size(); ++i) {
    const State state = path_[i];
    level_[state] = no_id;
    const NodeId node = state / 2;
    if (state != in(node)) {
      continue;
    }
    if (i == 0) {
      from_[node] = node;
    } else if (path_[i - 1] == out(node)) {
      from_[node] = no_id;  // its unit is sent another way
    } else {
      from_[node] = path_[i - 1] / 2;
    }
  }
}

std::vector<Side> SeparatorFlow::near_first() const {
  std::vector<Side> side(graph_.size(), Side::second);
  for (NodeId node = 0; node < graph_.size(); ++node) {
    if (level_[out(node)] != no_id) {
      side[node] = Side::first;
    } else if (level_[in(node)] != no_id) {
      side[node] = Side::separator;
    }
  }
  return side;
}

std::vector<Side> SeparatorFlow::near_second() const {
  std::vector<bool> reaches(level_.size(), false);
  std::vector<State> queue;
  const auto reach = [&](State state) {
    if (!reaches[state]) {
      reaches[state] = true;
      queue.push_back(state);
    }
  };
  for (NodeId node = 0; node < graph_.size(); ++node) {
    if (ends_[node] == Side::second) {
      reach(out(node));
    }
  }
  for (std::size_t i = 0; i < queue.size(); ++i) {
    const NodeId node = queue[i] / 2;
    const bool at_in = queue[i] == in(node);
    if (at_in ? from_[node] != no_id : from_[node] == no_id) {
      reach(at_in ? out(node) : in(node));
    }
    for (std::uint32_t edge = graph_.first[node]; edge < graph_.first[node + 1]; ++edge) {
      const NodeId around = graph_.head[edge];
      if (at_in) {
        reach(out(around));
      } else if (from_[around] == node) {
        reach(in(around));
      }
    }
  }
  std::vector<Side> side(graph_.size(), Side::first);
  for (NodeId node = 0; node < graph_.size(); ++node) {
    if (reaches[in(node)]) {
      side[node] = Side::second;
    } else if (reaches[out(node)]) {
      side[node] = Side::separator;
    }
  }
  return side;
}

std::vector<Side> SeparatorFlow::cut() const {
  const auto smaller_side = [](const std::vector<Side>& side) {
    return std::min(std::count(side.begin(), side.end(), Side::first),
                    std::count(side.begin(), side.end(), Side::second));
  };
  auto one = near_first();
  auto other = near_second();
  return smaller_side(one) >= smaller_side(other) ? one : other;
}

}  // namespace kjede::road
