#pragma once
// Synthetic registers whose year 2024 measures to the published figures (docs/reference/calibration.md).
// Every person is invented: identity numbers have month + 80, names say "Syntetisk".
//
//   KJEDE_TRY(demo::generate(catalog, {.scale = 20, .registers = {"icu"}}, sink));
//
// Same catalog, options and version of Kjede: the same rows, on every machine.

#include <cstdint>
#include <string>
#include <vector>

#include "kjede/base/progress.hpp"
#include "kjede/base/result.hpp"
#include "kjede/catalog/model.hpp"
#include "kjede/demo/rows.hpp"

namespace kjede::demo {

struct Options {
  std::uint64_t seed = 2024;
  // So many copies of the country, each drawn anew: every count is this many times the published one. Valid
  // identity numbers run out at about 25; above that persons repeat.
  int scale = 1;
  std::vector<std::string> registers;  // ids; empty: all
  int from_year = 2013;
  int to_year = 2024;
  base::Progress* progress = nullptr;  // may be null
};

// The registers that can be generated, in the order they are.
std::vector<std::string> register_ids();

// Fails with KJ1001 or KJ1002 before the first row if the catalog lacks something the rows need, with KJ1003 for
// options out of range, and with whatever the sink fails with.
base::Result<void> generate(const catalog::Catalog& catalog, const Options& options, RowSink& sink);

}  // namespace kjede::demo
