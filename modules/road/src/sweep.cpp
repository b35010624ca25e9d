#include "kjede/road/sweep.hpp"

#include <algorithm>
#include <functional>

#include "lanes.hpp"
#include "subtrees.hpp"

namespace kjede::road {
namespace {

struct Halves {
  const HalfGraph& climb;
  const HalfGraph& fall;
};

Halves halves(const SearchGraph& graph, Direction direction) {
  return direction == Direction::from_nodes ? Halves{graph.up, graph.down} : Halves{graph.down, graph.up};
}

void sweep_one(const SearchGraph& graph, const Halves& half, std::span<const Entry> entries, std::span<Millis> out) {
  std::vector<Millis> times(graph.size(), unreachable);
  std::vector<std::uint32_t> labelled;
  TreeAscent ascent(graph);
  for (const Entry& entry : entries) {
    ascent.climb(half.climb, graph.rank[entry.node], entry.offset, [&](std::uint32_t r, Millis time) {
      labelled.push_back(r);
      times[r] = std::min(times[r], time);
    });
  }
  std::sort(labelled.begin(), labelled.end(), std::greater<>());
  labelled.erase(std::unique(labelled.begin(), labelled.end()), labelled.end());
  descend(half.fall.first, half.fall.arcs, labelled, std::span<Millis>(times));
  for (NodeId node = 0; node < graph.size(); ++node) {
    out[node] = times[graph.rank[node]];
  }
}

// From rows of ranks to columns of nodes: sixteen nodes at a time, so that whole cache lines are written.
void write_rows(const SearchGraph& graph, std::span<const Lanes> times, std::size_t rows, Millis* out) {
  const std::size_t count = graph.size();
  Millis tile[lane_count][lane_count];
  for (std::size_t begin = 0; begin < count; begin += lane_count) {
    const std::size_t width = std::min(lane_count, count - begin);
    for (std::size_t i = 0; i < width; ++i) {
      const Lanes& lanes = times[graph.rank[begin + i]];
      for (std::size_t lane = 0; lane < lane_count; ++lane) {
        tile[lane][i] = lanes.time[lane];
      }
    }
    for (std::size_t lane = 0; lane < rows; ++lane) {
      std::copy_n(tile[lane], width, out + lane * count + begin);
    }
  }
}

void sweep_sixteen(const SearchGraph& graph, const Halves& half, std::span<const NodeId> nodes, std::span<Lanes> times,
                   TreeAscent& ascent, Millis* out) {
  std::vector<std::uint32_t> labelled;
  for (const NodeId node : nodes) {
    ascent.climb(half.climb, graph.rank[node], 0, [&](std::uint32_t r, Millis) { labelled.push_back(r); });
  }
  std::sort(labelled.begin(), labelled.end(), std::greater<>());
  labelled.erase(std::unique(labelled.begin(), labelled.end()), labelled.end());
  for (const std::uint32_t r : labelled) {
    std::fill_n(times[r].time, lane_count, unreachable);
  }
  for (std::size_t lane = 0; lane < nodes.size(); ++lane) {
    ascent.climb(half.climb, graph.rank[nodes[lane]], 0,
                 [&](std::uint32_t r, Millis time) { times[r].time[lane] = time; });
  }
  descend(half.fall.first, half.fall.arcs, labelled, times);
  write_rows(graph, times, nodes.size(), out);
}

}  // namespace

void sweep(const SearchGraph& graph, std::span<const NodeId> nodes, Direction direction, std::span<Millis> out,
           unsigned threads) {
  constexpr std::size_t worth_sixteen = 5;  // from here on sixteen lanes are faster than one after the other
  const Halves half = halves(graph, direction);
  const std::size_t count = graph.size();
  if (nodes.size() < worth_sixteen) {
    in_parallel(nodes.size(), threads, [&](std::size_t i) {
      const Entry entry{nodes[i]};
      sweep_one(graph, half, {&entry, 1}, out.subspan(i * count, count));
    });
    return;
  }
  const std::size_t batches = (nodes.size() + lane_count - 1) / lane_count;
  const std::size_t workers = std::min<std::size_t>(std::max(1U, threads), batches);
  in_parallel(workers, threads, [&](std::size_t worker) {
    std::vector<Lanes> times(count);
    TreeAscent ascent(graph);
    for (std::size_t batch = worker; batch < batches; batch += workers) {
      const std::size_t begin = batch * lane_count;
      const auto part = nodes.subspan(begin, std::min(lane_count, nodes.size() - begin));
      sweep_sixteen(graph, half, part, times, ascent, out.data() + begin * count);
    }
  });
}

std::vector<Millis> sweep(const SearchGraph& graph, std::span<const NodeId> nodes, Direction direction,
                          unsigned threads) {
  std::vector<Millis> out(nodes.size() * graph.size());
  sweep(graph, nodes, direction, out, threads);
  return out;
}

std::vector<Millis> sweep_nearest(const SearchGraph& graph, std::span<const Entry> entries, Direction direction) {
  std::vector<Millis> out(graph.size());
  sweep_one(graph, halves(graph, direction), entries, out);
  return out;
}

}  // namespace kjede::road
