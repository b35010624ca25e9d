#pragma once
// Turns chunks into a materialised Table.

#include "kjede/store/database.hpp"

namespace kjede::store {

// Adds a chunk's rows to table.rows. Lists cannot be materialised: false.
bool collect(const Chunk& chunk, Table& table);

}  // namespace kjede::store
