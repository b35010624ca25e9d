#pragma once
// Reads a catalog folder into the checked model. Every mistake in every file is reported at once, each at its place;
// a catalog with one is not returned. What only looks wrong is in Catalog::warnings.
//
//   KJEDE_ASSIGN(const catalog::Catalog catalog, catalog::load("catalog"));

#include <filesystem>
#include <map>
#include <string>

#include "kjede/base/result.hpp"
#include "kjede/catalog/model.hpp"

namespace kjede::catalog {

// Values for parameters of indicators, by name and as written in a definition ("200", "15 min"): they take the place of
// what the files say wherever a parameter has that name, and change the definition's hash.
using ParameterValues = std::map<std::string, std::string>;

// A name that no indicator has as a parameter is an error (KJ0229).
base::Result<Catalog> load(const std::filesystem::path& folder, const ParameterValues& parameters = {});

}  // namespace kjede::catalog
