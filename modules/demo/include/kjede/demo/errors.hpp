#pragma once
// A small file of out-of-hospital records with one mistake each, of the kinds registers really get, to show what
// import says about them. Good rows stand between the bad ones.
//
//   KJEDE_ASSIGN(const auto file, demo::write_errors(catalog, "demo-data"));

#include "kjede/demo/csv.hpp"
#include "kjede/demo/generate.hpp"

namespace kjede::demo {

// The mistakes, in the order of their rows: column, what is put in it, and what is wrong with it.
struct Mistake {
  std::string_view column;
  std::string_view value;
  std::string_view wrong;
};
std::span<const Mistake> mistakes();

// Writes <folder>/synthetic-ohca-errors.csv: every second row is one of mistakes(), the others are good.
base::Result<WrittenFile> write_errors(const catalog::Catalog& catalog, const std::string& folder,
                                       std::uint64_t seed = 2024);

}  // namespace kjede::demo
