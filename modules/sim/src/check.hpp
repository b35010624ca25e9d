#pragma once
// Before a run: the service area, the order, and whether calls can be served at all.

#include "kjede/sim/simulate.hpp"

namespace kjede::sim {

base::Result<void> check_run(const Service& service, const Order& order);

}  // namespace kjede::sim
