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
      write_rows(graph, {times.get(), count}, part.size(), out.data() + begin * count);
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
