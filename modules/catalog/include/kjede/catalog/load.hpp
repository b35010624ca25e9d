#pragma once
// Reads a catalog folder into the checked model. Every mistake in every file is reported at once, each at its place;
// a catalog with one is not returned. What only looks wrong is in Catalog::warnings.
//
//   KJEDE_ASSIGN(const catalog::Catalog catalog, catalog::load("catalog"));

#include <filesystem>

#include "kjede/base/result.hpp"
#include "kjede/catalog/model.hpp"

namespace kjede::catalog {

base::Result<Catalog> load(const std::filesystem::path& folder);

}  // namespace kjede::catalog
