#pragma once
// The engine's order of a network, built from its places.

#include "kjede/road/hierarchy.hpp"
#include "kjede/road/network.hpp"

namespace kjede::service {

road::Hierarchy build_hierarchy(const road::NetworkView& roads);

}  // namespace kjede::service
