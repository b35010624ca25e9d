#include "import_summary.hpp"

#include "kjede/road/components.hpp"

namespace kjede::road {

void add_model_modes(Network& network, const SpeedModel& model) {
  for (const auto priority : {Priority::acute, Priority::planned}) {
    const auto at = static_cast<std::size_t>(priority);
    network.modes.push_back({std::string(priority_names[at]), model.off_road_speed[at], {}});
  }
  // the model looks at arcs that have times of their own; these have none
  std::vector<std::vector<Millis>> weights;
  const std::vector<Millis> none(network.head.size(), unreachable);
  for (auto& mode : network.modes) mode.weights = none;
  for (const auto priority : {Priority::acute, Priority::planned}) {
    weights.push_back(open_travel_times(network.view(), model, {priority, TimeClass::free}));
  }
  for (std::size_t m = 0; m < weights.size(); ++m) network.modes[m].weights = std::move(weights[m]);
}

void summarise(RoadImport& done) {
  const auto& network = done.network;
  auto& report = done.report;
  report.nodes = network.nodes.size();
  report.arcs = network.head.size();
  for (const auto length : network.length) report.kilometres += length / 100'000.0;
  const auto parts = strong_components({network.first_out, network.head}, network.modes.front().weights);
  report.parts = static_cast<std::uint32_t>(parts.size.size());
  report.nodes_apart = report.nodes - parts.size[parts.largest];
}

}  // namespace kjede::road
