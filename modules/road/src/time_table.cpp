#include "kjede/road/time_table.hpp"

#include <algorithm>

#include "in_parallel.hpp"
#include "lanes.hpp"

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
    first.push_back(0);
    for (std::uint32_t i = 0; i < ranks.size(); ++i) {
      slot[ranks[i]] = i;
      depth.push_back(graph.depth[ranks[i]]);
      const auto from_above = graph.down.of(ranks[i]);
      arcs.insert(arcs.end(), from_above.begin(), from_above.end());
      first.push_back(static_cast<std::uint32_t>(arcs.size()));
    }
    for (const NodeId target : targets) {
      target_slot.push_back(slot[graph.rank[target]]);
    }
  }

  std::vector<std::uint32_t> slot;  // of a rank; no_id if no target is below it
  std::vector<std::uint32_t> first, depth;
  std::vector<HalfGraph::Arc> arcs;
  std::vector<std::uint32_t> target_slot;
};

// Sixteen rows at a time, with the working memory of one thread.
class Rows {
 public:
  Rows(const SearchGraph& graph, const Restriction& restriction)
      : graph_(graph), restriction_(restriction), ascent_(graph), times_(restriction.depth.size()) {}

  void fill(std::span<const NodeId> sources, Millis* out) {
    labels_.clear();
    for (std::uint32_t lane = 0; lane < sources.size(); ++lane) {
      ascent_.climb(graph_.up, graph_.rank[sources[lane]], 0, lane, labels_);
    }
    std::erase_if(labels_, [&](Label& label) { return (label.rank = restriction_.slot[label.rank]) == no_id; });
    sort_labels(labels_);
    descend({restriction_.first, restriction_.arcs, restriction_.depth, graph_.height}, labels_, times_.data());
    const std::size_t width = restriction_.target_slot.size();
    for (std::size_t column = 0; column < width; ++column) {
      const Lanes& lanes = times_[restriction_.target_slot[column]];
      for (std::size_t lane = 0; lane < sources.size(); ++lane) {
        out[lane * width + column] = lanes.time[lane];
      }
    }
  }

 private:
  const SearchGraph& graph_;
  const Restriction& restriction_;
  Ascent ascent_;
  std::vector<Lanes> times_;
  std::vector<Label> labels_;
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
