#include "kjede/road/time_table.hpp"

#include <algorithm>
#include <functional>

#include "lanes.hpp"
#include "subtrees.hpp"

namespace kjede::road {
namespace {

// The targets and their ancestors, numbered anew in the order of their ranks, with the arcs that lead down to them.
struct Restriction {
  Restriction(const SearchGraph& graph, std::span<const NodeId> targets) : slot(graph.size(), no_id) {
    std::vector<std::uint32_t> ranks;
    for (const NodeId target : targets) {
      for (std::uint32_t r = graph.rank[target]; r != no_id && slot[r] == no_id; r = graph.parent[r]) {
        slot[r] = 0;
        ranks.push_back(r);
      }
    }
    std::sort(ranks.begin(), ranks.end());
    for (std::uint32_t i = 0; i < ranks.size(); ++i) {
      slot[ranks[i]] = i;
    }
    first.push_back(0);
    for (const std::uint32_t r : ranks) {
      for (const auto& arc : graph.down.of(r)) {
        arcs.push_back({slot[arc.head], arc.weight});
      }
      first.push_back(static_cast<std::uint32_t>(arcs.size()));
    }
    for (const NodeId target : targets) {
      target_slot.push_back(slot[graph.rank[target]]);
    }
  }

  std::uint32_t size() const { return static_cast<std::uint32_t>(first.size() - 1); }

  std::vector<std::uint32_t> slot;  // of a rank; no_id if no target is below it
  std::vector<std::uint32_t> first;
  std::vector<HalfGraph::Arc> arcs;
  std::vector<std::uint32_t> target_slot;
};

// Sixteen rows at a time, with the working memory of one thread.
class Rows {
 public:
  Rows(const SearchGraph& graph, const Restriction& restriction)
      : graph_(graph),
        restriction_(restriction),
        ascent_(graph),
        times_(restriction.size()),
        batch_of_label_(restriction.size(), 0) {}

  void fill(std::span<const NodeId> sources, Millis* out) {
    ++batch_;
    labelled_.clear();
    for (std::size_t lane = 0; lane < sources.size(); ++lane) {
      ascent_.climb(graph_.up, graph_.rank[sources[lane]], 0,
                    [&](std::uint32_t r, Millis time) { label(restriction_.slot[r], lane, time); });
    }
    std::sort(labelled_.begin(), labelled_.end(), std::greater<>());
    descend(restriction_.first, restriction_.arcs, labelled_, std::span<Lanes>(times_));
    const std::size_t width = restriction_.target_slot.size();
    for (std::size_t column = 0; column < width; ++column) {
      const Lanes& lanes = times_[restriction_.target_slot[column]];
      for (std::size_t lane = 0; lane < sources.size(); ++lane) {
        out[lane * width + column] = lanes.time[lane];
      }
    }
  }

 private:
  void label(std::uint32_t slot, std::size_t lane, Millis time) {
    if (slot == no_id) {
      return;
    }
    if (batch_of_label_[slot] != batch_) {
      batch_of_label_[slot] = batch_;
      std::fill_n(times_[slot].time, lane_count, unreachable);
      labelled_.push_back(slot);
    }
    times_[slot].time[lane] = time;
  }

  const SearchGraph& graph_;
  const Restriction& restriction_;
  TreeAscent ascent_;
  std::vector<Lanes> times_;
  std::vector<std::uint32_t> batch_of_label_;
  std::vector<std::uint32_t> labelled_;
  std::uint32_t batch_ = 0;
};

}  // namespace

std::vector<Millis> time_table(const SearchGraph& graph, std::span<const NodeId> sources,
                               std::span<const NodeId> targets, unsigned threads) {
  std::vector<Millis> out(sources.size() * targets.size());
  const Restriction restriction(graph, targets);
  const std::size_t batches = (sources.size() + lane_count - 1) / lane_count;
  const std::size_t workers = std::min<std::size_t>(std::max(1U, threads), batches);
  in_parallel(workers, threads, [&](std::size_t worker) {
    Rows rows(graph, restriction);
    for (std::size_t batch = worker; batch < batches; batch += workers) {
      const std::size_t begin = batch * lane_count;
      rows.fill(sources.subspan(begin, std::min(lane_count, sources.size() - begin)),
                out.data() + begin * targets.size());
    }
  });
  return out;
}

}  // namespace kjede::road
