#pragma once
// Which share of a priority's calls falls in which zone, in each part of the week.

#include <array>
#include <vector>

#include "kjede/planning/demand.hpp"

namespace kjede::planning {

using ZoneShares = std::vector<std::array<double, parts_of_week>>;  // per zone

// Per priority. Each part's shares are Dirichlet–multinomial around the priority's shares over the whole week, and
// those around the shares of all priorities, so that few calls say little; the weight of the common shares by
// likelihood. Where zones have coordinates the shares of all are smoothed over neighbours by a Gaussian kernel whose
// width predicts every second week best from the others. No zone has share 0.
std::vector<ZoneShares> zone_shares(const DemandData& data, const DemandOptions& options, std::size_t end);

}  // namespace kjede::planning
