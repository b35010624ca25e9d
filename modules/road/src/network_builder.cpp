#include "network_builder.hpp"

#include <algorithm>

#include "kjede/road/components.hpp"

namespace kjede::road {

// Counting sort: first_out, and per added arc its place.
std::vector<ArcId> NetworkBuilder::sort_arcs() {
  const auto nodes = network.nodes.size();
  network.first_out.assign(nodes + 1, 0);
  for (const auto& arc : arcs_) ++network.first_out[arc.tail + 1];
  for (std::size_t v = 0; v < nodes; ++v) network.first_out[v + 1] += network.first_out[v];
  std::vector<std::uint32_t> next(network.first_out.begin(), network.first_out.end() - 1);
  std::vector<ArcId> place;
  place.reserve(arcs_.size());
  for (const auto& arc : arcs_) place.push_back(next[arc.tail]++);
  return place;
}

Network NetworkBuilder::finish(const std::vector<std::vector<Millis>>& weights) && {
  const auto place = sort_arcs();
  const auto count = arcs_.size();
  auto& n = network;
  n.head.resize(count);
  n.length.resize(count);
  n.road_class.resize(count);
  n.speed_limit.resize(count);
  n.signals.resize(count);
  n.flags.resize(count);
  n.project.resize(count);
  n.shape_first.resize(count);
  n.shape_count.resize(count);
  for (std::size_t i = 0; i < count; ++i) {
    const auto& arc = arcs_[i];
    const ArcId a = place[i];
    n.head[a] = arc.head;
    n.length[a] = arc.length;
    n.road_class[a] = arc.road_class;
    n.speed_limit[a] = arc.speed_limit;
    n.signals[a] = arc.signals;
    n.flags[a] = arc.flags;
    n.project[a] = arc.project;
    n.shape_first[a] = arc.shape_first;
    n.shape_count[a] = arc.shape_count;
  }
  for (std::size_t m = 0; m < weights.size(); ++m) {
    n.modes[m].weights.resize(count);
    for (std::size_t i = 0; i < count; ++i) n.modes[m].weights[place[i]] = weights[m][i];
  }
  for (auto& run : n.ferries) run.arc = place[run.arc];
  std::sort(n.ferries.begin(), n.ferries.end(), [](const auto& a, const auto& b) { return a.arc < b.arc; });
  n.node_flags.resize(n.nodes.size());
  return std::move(network);
}

void mark_main_part(Network& network) {
  const auto parts = strong_components({network.first_out, network.head}, network.modes.front().weights);
  for (std::size_t v = 0; v < network.nodes.size(); ++v) {
    auto& flags = network.node_flags[v];
    flags = static_cast<std::uint8_t>(parts.of_node[v] == parts.largest ? flags | node_main : flags & ~node_main);
  }
}

void close_projects(Network& network) {
  if (network.projects.empty()) return;
  network.open_weights.clear();
  for (auto& mode : network.modes) {
    network.open_weights.push_back(mode.weights);
    for (std::size_t a = 0; a < network.project.size(); ++a) {
      if (network.project[a] != 0) mode.weights[a] = unreachable;
    }
  }
}

}  // namespace kjede::road
