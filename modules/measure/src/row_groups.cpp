#include "row_groups.hpp"

#include <algorithm>
#include <map>

namespace kjede::measure {
namespace {

// By index into the key's values: its rank among them.
std::vector<int> ranks(const catalog::Catalog& catalog, const Breakdown& by, const std::vector<std::string>& values) {
  auto sorted = values;
  sort_groups(catalog, by, sorted);
  std::map<std::string, int> place;
  for (std::size_t i = 0; i < sorted.size(); ++i) place[sorted[i]] = static_cast<int>(i);
  std::vector<int> out;
  out.reserve(values.size());
  for (const auto& value : values) out.push_back(place[value]);
  return out;
}

}  // namespace

RowGroups row_groups(const catalog::Catalog& catalog, std::span<const Breakdown> keys, const FinestCounts& finest,
                     std::span<const std::size_t> dimensions) {
  if (dimensions.empty()) return one_group();
  std::vector<std::vector<int>> rank;
  for (const auto d : dimensions) rank.push_back(ranks(catalog, keys[d], finest.key_values[d]));
  std::map<std::vector<int>, std::size_t> first_row;
  std::vector<std::vector<int>> of_row(finest.rows, std::vector<int>(dimensions.size()));
  for (std::size_t row = 0; row < finest.rows; ++row) {
    for (std::size_t i = 0; i < dimensions.size(); ++i)
      of_row[row][i] = rank[i][static_cast<std::size_t>(finest.keys[dimensions[i]][row])];
    first_row.try_emplace(of_row[row], row);
  }
  RowGroups out;
  std::map<std::vector<int>, int> number;
  for (const auto& [ranked, row] : first_row) {
    number[ranked] = static_cast<int>(out.values.size());
    auto& values = out.values.emplace_back();
    for (const auto d : dimensions)
      values.push_back(finest.key_values[d][static_cast<std::size_t>(finest.keys[d][row])]);
  }
  out.of_row.reserve(finest.rows);
  for (const auto& ranked : of_row) out.of_row.push_back(number.at(ranked));
  return out;
}

}  // namespace kjede::measure
