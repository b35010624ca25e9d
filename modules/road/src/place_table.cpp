#include "kjede/road/place_table.hpp"

#include <algorithm>
#include <cmath>

namespace kjede::road {
namespace {

struct Way {
  Millis time = unreachable;
  std::uint32_t decimetres = 0;
};

Way joined(const Way& a, const Way& b) { return {add(a.time, b.time), a.decimetres + b.decimetres}; }

// Decimetres of every arc of the search graph, summed from the arcs of the roads upwards.
class Lengths {
 public:
  Lengths(const NetworkView& roads, const SearchGraph& graph) : graph_(graph) {
    up_.resize(graph.up.arcs.size());
    down_.resize(graph.down.arcs.size());
    std::vector<std::uint32_t> at_depth(graph.height, no_id);  // the ancestors of r
    for (std::uint32_t r = 0; r < graph.size(); ++r) {
      // ranks are in postorder: once a part of the tree is left it does not come again
      for (auto above = r; above != no_id && at_depth[graph.depth[above]] != above; above = graph.parent[above])
        at_depth[graph.depth[above]] = above;
      for (auto a = graph.up.first[r]; a < graph.up.first[r + 1]; ++a)
        up_[a] = length(roads, graph.up.via[a], r, at_depth[graph.up.arcs[a].head]);
      for (auto a = graph.down.first[r]; a < graph.down.first[r + 1]; ++a)
        down_[a] = length(roads, graph.down.via[a], at_depth[graph.down.arcs[a].head], r);
    }
  }

  std::uint32_t up(std::uint32_t arc) const { return up_[arc]; }
  std::uint32_t down(std::uint32_t arc) const { return down_[arc]; }

 private:
  std::uint32_t length(const NetworkView& roads, std::uint32_t via, std::uint32_t tail, std::uint32_t head) const {
    if (via & HalfGraph::direct) {
      const ArcId arc = via & ~HalfGraph::direct;
      return (roads.flags[arc] & arc_ferry) != 0 ? 0 : roads.length[arc] / 10;
    }
    return down_[arc_to(graph_.down, via, tail)] + up_[arc_to(graph_.up, via, head)];
  }

  std::uint32_t arc_to(const HalfGraph& half, std::uint32_t lower, std::uint32_t upper) const {
    auto arc = half.first[lower];
    while (half.arcs[arc].head != graph_.depth[upper]) ++arc;
    return arc;
  }

  const SearchGraph& graph_;
  std::vector<std::uint32_t> up_, down_;
};

// The ancestors of one node, from the root, and the best way to (or from) each.
struct Climbed {
  std::vector<std::uint32_t> ranks;  // by depth
  std::vector<Way> ways;
};

class Climber {
 public:
  Climber(const SearchGraph& graph, const Lengths& lengths) : graph_(graph), lengths_(lengths) {}

  Climbed climb(NodeId node, bool upwards) const {
    const HalfGraph& half = upwards ? graph_.up : graph_.down;
    const std::uint32_t start = graph_.rank[node];
    Climbed found;
    found.ranks.resize(graph_.depth[start] + 1);
    found.ways.resize(found.ranks.size());
    found.ways[graph_.depth[start]].time = 0;
    for (std::uint32_t r = start; r != no_id; r = graph_.parent[r]) {
      const std::uint32_t depth = graph_.depth[r];
      found.ranks[depth] = r;
      const Way here = found.ways[depth];
      if (here.time >= unreachable) continue;
      for (auto a = half.first[r]; a < half.first[r + 1]; ++a) {
        Way& there = found.ways[half.arcs[a].head];
        const Millis time = add(here.time, half.arcs[a].weight);
        if (time < there.time) there = {time, here.decimetres + (upwards ? lengths_.up(a) : lengths_.down(a))};
      }
    }
    return found;
  }

 private:
  const SearchGraph& graph_;
  const Lengths& lengths_;
};

Way meeting(const Climbed& from, const Climbed& to) {
  Way best;
  const auto common = std::min(from.ranks.size(), to.ranks.size());
  for (std::size_t d = 0; d < common && from.ranks[d] == to.ranks[d]; ++d) {
    const Millis time = add(from.ways[d].time, to.ways[d].time);
    if (time < best.time) best = {time, from.ways[d].decimetres + to.ways[d].decimetres};
  }
  return best;
}

// The way along a part of an arc.
Way part(const NetworkView& roads, std::span<const Millis> weights, ArcId arc, double share) {
  if (arc == no_id || weights[arc] >= unreachable) return {};
  return {static_cast<Millis>(std::lround(weights[arc] * share)),
          static_cast<std::uint32_t>(std::lround(roads.length[arc] / 10.0 * share))};
}

// A place's ways to the nodes around it, or from them.
struct End {
  Way way;
  Climbed climbed;
};

class Table {
 public:
  Table(const NetworkView& roads, const SearchGraph& graph, std::span<const Millis> weights,
        std::span<const Snapped> places)
      : roads_(roads), weights_(weights), places_(places) {
    const Lengths lengths(roads, graph);
    const Climber climber(graph, lengths);
    for (const auto& place : places) {
      out_.push_back(ends(climber, place, true));
      in_.push_back(ends(climber, place, false));
    }
  }

  PlaceTable fill() const {
    PlaceTable table;
    table.times.reserve(places_.size() * places_.size());
    table.metres.reserve(places_.size() * places_.size());
    for (std::size_t from = 0; from < places_.size(); ++from) {
      for (std::size_t to = 0; to < places_.size(); ++to) {
        const Way way = from == to ? Way{0, 0} : best(from, to);
        table.times.push_back(way.time);
        table.metres.push_back(way.time < unreachable ? (way.decimetres + 5) / 10 : 0);
      }
    }
    return table;
  }

 private:
  std::vector<End> ends(const Climber& climber, const Snapped& place, bool out) const {
    std::vector<End> list;
    const auto add_end = [&](NodeId node, const Way& way) {
      if (way.time < unreachable) list.push_back({way, climber.climb(node, out)});
    };
    if (place.node != no_id) {
      add_end(place.node, {0, 0});
      return list;
    }
    const NodeId head = roads_.shape.head[place.arc];
    add_end(out ? head : place.tail, part(roads_, weights_, place.arc, out ? 1 - place.along : place.along));
    add_end(out ? place.tail : head, part(roads_, weights_, place.reverse, out ? place.along : 1 - place.along));
    return list;
  }

  Way best(std::size_t from, std::size_t to) const {
    Way best = along_one_arc(places_[from], places_[to]);
    for (const End& leaving : out_[from]) {
      for (const End& arriving : in_[to]) {
        const Way way = joined(joined(leaving.way, meeting(leaving.climbed, arriving.climbed)), arriving.way);
        if (way.time < best.time) best = way;
      }
    }
    return best;
  }

  Way along_one_arc(const Snapped& from, const Snapped& to) const {
    if (from.arc == no_id || to.arc != from.arc) return {};
    return part(roads_, weights_, to.along >= from.along ? from.arc : from.reverse, std::abs(to.along - from.along));
  }

  const NetworkView& roads_;
  std::span<const Millis> weights_;
  std::span<const Snapped> places_;
  std::vector<std::vector<End>> out_, in_;
};

}  // namespace

PlaceTable place_table(const NetworkView& roads, const SearchGraph& graph, std::span<const Millis> weights,
                       std::span<const Snapped> places) {
  return Table(roads, graph, weights, places).fill();
}

}  // namespace kjede::road
