#include "kjede/road/sweep.hpp"

#include <algorithm>
#include <memory>

#include "in_parallel.hpp"
#include "lanes.hpp"

namespace kjede::road {
namespace {

struct Halves {
  const HalfGraph& climb;
  const HalfGraph& fall;
};

Halves halves(const SearchGraph& graph, Direction direction) {
  return direction == Direction::from_nodes ? Halves{graph.up, graph.down} : Halves{graph.down, graph.up};
}

Descent descent(const SearchGraph& graph, const HalfGraph& half) {
  return {half.first, half.arcs, graph.depth, graph.height};
}

void sweep_one(const SearchGraph& graph, const Halves& half, std::span<const Entry> entries, Millis* out) {
  std::vector<Label> labels;
  Ascent ascent(graph);
  for (const Entry& entry : entries) {
    ascent.climb(half.climb, graph.rank[entry.node], entry.offset, 0, labels);
  }
  sort_labels(labels);
  descend(descent(graph, half.fall), labels, graph.order, out);
}

// From rows of ranks to columns of nodes. Nodes lie anywhere among the ranks: what comes next is fetched ahead.
template <std::size_t rows>
void write_rows(const SearchGraph& graph, const Lanes* times, Millis* out) {
  constexpr std::size_t ahead = 24;
  const std::size_t count = graph.size();
  for (std::size_t node = 0; node < count; ++node) {
    __builtin_prefetch(times + graph.rank[std::min(node + ahead, count - 1)]);
    const Millis* time = times[graph.rank[node]].time;
    for (std::size_t lane = 0; lane < rows; ++lane) {
      out[lane * count + node] = time[lane];
    }
  }
}

void write_rows(const SearchGraph& graph, const Lanes* times, std::size_t rows, Millis* out) {
  if (rows == lane_count) {
    write_rows<lane_count>(graph, times, out);
    return;
  }
  for (std::size_t lane = 0; lane < rows; ++lane) {
    for (NodeId node = 0; node < graph.size(); ++node) {
      out[lane * graph.size() + node] = times[graph.rank[node]].time[lane];
    }
  }
}

}  // namespace

void sweep(const SearchGraph& graph, std::span<const NodeId> nodes, Direction direction, std::span<Millis> out,
           unsigned threads) {
  constexpr std::size_t worth_sixteen = 4;  // from here on sixteen lanes are faster than one after the other
  const Halves half = halves(graph, direction);
  const std::size_t count = graph.size();
  if (nodes.size() < worth_sixteen) {
    in_parallel(nodes.size(), threads, [&](std::size_t i) {
      const Entry entry{nodes[i]};
      sweep_one(graph, half, {&entry, 1}, out.data() + i * count);
    });
    return;
  }
  const std::size_t batches = (nodes.size() + lane_count - 1) / lane_count;
  const std::size_t workers = std::min<std::size_t>(std::max(1U, threads), batches);
  in_parallel(workers, threads, [&](std::size_t worker) {
    const auto times = std::make_unique_for_overwrite<Lanes[]>(count);
    Ascent ascent(graph);
    for (std::size_t batch = worker; batch < batches; batch += workers) {
      const std::size_t begin = batch * lane_count;
      const auto part = nodes.subspan(begin, std::min(lane_count, nodes.size() - begin));
      std::vector<Label> labels;
      for (std::uint32_t lane = 0; lane < part.size(); ++lane) {
        ascent.climb(half.climb, graph.rank[part[lane]], 0, lane, labels);
      }
      sort_labels(labels);
      descend(descent(graph, half.fall), labels, times.get());
      write_rows(graph, times.get(), part.size(), out.data() + begin * count);
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
  sweep_one(graph, halves(graph, direction), entries, out.data());
  return out;
}

}  // namespace kjede::road
