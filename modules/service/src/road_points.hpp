#pragma once
// Points as people write them, onto the roads.

#include "kjede/road/node_ids.hpp"
#include "kjede/service/road_session.hpp"

namespace kjede::service {

// The ids of the network's nodes, looked up once.
class RoadSession::Points {
 public:
  explicit Points(const road::NetworkView& roads) : ids(roads) {}
  road::NodeIds ids;
};

}  // namespace kjede::service
