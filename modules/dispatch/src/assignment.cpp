#include "kjede/dispatch/assignment.hpp"

#include <algorithm>
#include <limits>

namespace kjede::dispatch {
namespace {

constexpr std::int64_t infinite = std::numeric_limits<std::int64_t>::max() / 4;
// A forbidden pair costs more than any sum of allowed ones, so that it is only taken when there is no other way.
constexpr std::int64_t forbidden = std::int64_t{1} << 45;

// Shortest augmenting paths with potentials; rows and columns count from 1, 0 is the free column to start from.
class Hungarian {
 public:
  Hungarian(std::span<const Millis> costs, std::size_t rows, std::size_t columns)
      : costs_(costs),
        rows_(rows),
        columns_(columns),
        u_(rows + 1),
        v_(columns + 1),
        row_of_(columns + 1),
        way_(columns + 1) {}

  Assignment solve() {
    for (std::size_t row = 1; row <= rows_; ++row) augment(row);
    Assignment result(rows_);
    for (std::size_t c = 1; c <= columns_; ++c)
      if (row_of_[c] != 0) result[row_of_[c] - 1] = static_cast<std::uint32_t>(c - 1);
    return result;
  }

 private:
  std::int64_t cost(std::size_t row, std::size_t column) const {
    const Millis c = costs_[(row - 1) * columns_ + column - 1];
    return c >= road::unreachable ? forbidden : std::int64_t{c};
  }

  void augment(std::size_t row) {
    std::vector<std::int64_t> least(columns_ + 1, infinite);
    std::vector<char> used(columns_ + 1, 0);
    row_of_[0] = row;
    std::size_t column = 0;
    do {
      used[column] = 1;
      column = step(column, least, used);
    } while (row_of_[column] != 0);
    for (; column != 0; column = way_[column]) row_of_[column] = row_of_[way_[column]];
  }

  std::size_t step(std::size_t column, std::vector<std::int64_t>& least, const std::vector<char>& used) {
    const std::size_t row = row_of_[column];
    std::int64_t delta = infinite;
    std::size_t next = 0;
    for (std::size_t c = 1; c <= columns_; ++c) {
      if (used[c]) continue;
      const std::int64_t reduced = cost(row, c) - u_[row] - v_[c];
      if (reduced < least[c]) least[c] = reduced, way_[c] = column;
      if (least[c] < delta) delta = least[c], next = c;
    }
    for (std::size_t c = 0; c <= columns_; ++c) {
      if (used[c])
        u_[row_of_[c]] += delta, v_[c] -= delta;
      else
        least[c] -= delta;
    }
    return next;
  }

  std::span<const Millis> costs_;
  std::size_t rows_, columns_;
  std::vector<std::int64_t> u_, v_;
  std::vector<std::size_t> row_of_, way_;
};

}  // namespace

std::optional<Assignment> min_sum_assignment(std::span<const Millis> costs, std::size_t rows, std::size_t columns) {
  if (rows > columns) return std::nullopt;
  auto result = Hungarian(costs, rows, columns).solve();
  for (std::size_t r = 0; r < rows; ++r)
    if (costs[r * columns + result[r]] >= road::unreachable) return std::nullopt;
  return result;
}

std::optional<Assignment> bottleneck_assignment(std::span<const Millis> costs, std::size_t rows, std::size_t columns) {
  std::vector<Millis> limits(costs.begin(), costs.end());
  std::ranges::sort(limits);
  limits.erase(std::unique(limits.begin(), limits.end()), limits.end());
  std::vector<Millis> within(costs.size());
  std::optional<Assignment> best;
  auto low = limits.begin();
  for (auto high = limits.end(); low < high;) {
    const auto middle = low + (high - low) / 2;
    std::ranges::transform(costs, within.begin(), [&](Millis c) { return c <= *middle ? c : road::unreachable; });
    auto found = min_sum_assignment(within, rows, columns);
    if (found)
      best = std::move(found), high = middle;
    else
      low = middle + 1;
  }
  if (!best && rows == 0) best = Assignment{};
  return best;
}

}  // namespace kjede::dispatch
