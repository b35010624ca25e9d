#pragma once
// Consecutive hours with their place in the local week and year.

#include <string>
#include <vector>

#include "kjede/planning/demand.hpp"

namespace kjede::service {

// `count` hours from this one (hours since 1970, UTC). The zone must exist.
std::vector<planning::DemandSlot> local_slots(const std::string& time_zone, std::int64_t first_hour, std::size_t count);

}  // namespace kjede::service
