#pragma once
// Points as people write them, onto the roads.

#include "kjede/road/node_ids.hpp"
#include "kjede/service/road_session.hpp"

namespace kjede::service {

// What only questions about points need, made when the first comes.
class RoadSession::Points {
 public:
  Points(const road::NetworkView& roads, std::span<const road::Millis> weights, const road::SnapOptions& options)
      : roads_(roads), weights_(weights), options_(options) {}

  const road::NodeIds& ids() {
    if (!ids_) ids_.emplace(roads_);
    return *ids_;
  }
  const road::Snapper& snapper() {
    if (!snapper_) snapper_.emplace(roads_, weights_, options_);
    return *snapper_;
  }
  double limit() const { return options_.limit; }

 private:
  road::NetworkView roads_;
  std::span<const road::Millis> weights_;
  road::SnapOptions options_;
  std::optional<road::NodeIds> ids_;
  std::optional<road::Snapper> snapper_;
};

}  // namespace kjede::service
