#pragma once
// What all funnels ask of their units first.

#include <optional>
#include <span>

#include "kjede/stats/funnel.hpp"

namespace kjede::stats {

base::Result<void> check_units(std::span<const FunnelUnit> units, FunnelKind kind);

std::optional<double> overall(std::span<const FunnelUnit> units);  // Σy/Σn; nothing when Σn is 0

}  // namespace kjede::stats
