#pragma once
// The groups of one breakdown among the rows of a statement.

#include <span>

#include "kjede/measure/breakdown.hpp"
#include "roll_up.hpp"

namespace kjede::measure {

// `dimensions`: which keys of the statement, in the order asked for. Groups that occur, in the order of their values.
RowGroups row_groups(const catalog::Catalog& catalog, std::span<const Breakdown> keys, const FinestCounts& finest,
                     std::span<const std::size_t> dimensions);

}  // namespace kjede::measure
