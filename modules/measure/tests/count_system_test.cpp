#include "kjede/measure/count_system.hpp"

#include <gtest/gtest.h>

#include <functional>

#include "kjede/base/rng.hpp"

namespace kjede::measure {
namespace {

// A two-way table with totals: cells, row totals, column totals, grand total; each its own group.
struct TwoWay {
  CountSystem system;
  std::vector<std::vector<int>> cell;  // group ids; the last row and column are totals

  explicit TwoWay(std::vector<std::vector<std::int64_t>> values) {
    for (auto& row : values) {
      std::int64_t sum = 0;
      for (const auto v : row) sum += v;
      row.push_back(sum);
    }
    std::vector<std::int64_t> totals(values.front().size(), 0);
    for (const auto& row : values) {
      for (std::size_t j = 0; j < row.size(); ++j) totals[j] += row[j];
    }
    values.push_back(totals);
    const auto rows = values.size();
    const auto columns = totals.size();
    for (std::size_t i = 0; i < rows; ++i) {
      cell.emplace_back();
      for (std::size_t j = 0; j < columns; ++j) {
        const bool total = i + 1 == rows || j + 1 == columns;
        cell[i].push_back(system.add_group(static_cast<double>(values[i][j]) * (total ? 50 : 1)));
        system.add_count(cell[i][j], values[i][j]);
      }
    }
    for (std::size_t i = 0; i < rows; ++i) relate([&](std::size_t j) { return cell[i][j]; }, columns);
    for (std::size_t j = 0; j < columns; ++j) relate([&](std::size_t i) { return cell[i][j]; }, rows);
  }

  void relate(const std::function<int(std::size_t)>& at, std::size_t n) {
    std::vector<int> parts;
    for (std::size_t i = 0; i + 1 < n; ++i) parts.push_back(at(i));  // count id equals group id here
    system.add_relation(at(n - 1), parts);
  }
};

TEST(CountSystem, OneHiddenCellIsDerivableFromItsTotal) {
  TwoWay table({{3, 20}, {15, 30}});
  table.system.hide_primary(table.cell[0][0]);
  const auto before = feasible_intervals(table.system);
  EXPECT_EQ(before[0].low, 3);
  EXPECT_EQ(before[0].high, 3);
  EXPECT_TRUE(protect(table.system).empty());
  const auto after = feasible_intervals(table.system);
  EXPECT_TRUE(after[0].wider_than(1));
  EXPECT_TRUE(exposed(table.system, after).empty());
}

// Every row and column has two hidden cells or none, and yet the bridge cell is determined.
TEST(CountSystem, FindsTheBridgeThatRowAndColumnRulesMiss) {
  TwoWay table({{4, 6, 9, 30, 30}, {6, 7, 30, 30, 30}, {30, 30, 8, 7, 6}, {30, 30, 30, 6, 7}});
  for (const auto& [i, j] : {std::pair{0, 0}, {0, 1}, {1, 0}, {1, 1}, {2, 3}, {2, 4}, {3, 3}, {3, 4}, {0, 2}, {2, 2}}) {
    table.system.hide_primary(table.cell[static_cast<std::size_t>(i)][static_cast<std::size_t>(j)]);
  }
  const auto bridge = static_cast<std::size_t>(table.cell[0][2]);
  EXPECT_EQ(feasible_intervals(table.system)[bridge].low, 9);
  EXPECT_EQ(feasible_intervals(table.system)[bridge].high, 9);
  EXPECT_TRUE(protect(table.system).empty());
  EXPECT_TRUE(feasible_intervals(table.system)[bridge].wider_than(1));
}

TEST(CountSystem, SaysWhichCellsCannotBeProtected) {
  TwoWay table({{3, 20}, {15, 30}});
  for (const auto& row : table.cell) {
    for (const int group : row) {
      if (group != table.cell[0][0]) table.system.set_fixed(group);
    }
  }
  table.system.hide_primary(table.cell[0][0]);
  EXPECT_EQ(protect(table.system), std::vector<int>{table.cell[0][0]});
}

// The attacker who tries everything: all whole-number tables that agree with what is shown.
class BruteForce {
 public:
  explicit BruteForce(const CountSystem& system) : system_(system), value_(system.counts().size()) {
    for (std::size_t i = 0; i < value_.size(); ++i) {
      value_[i] = system.counts()[i].value;
      if (system.hidden(static_cast<int>(i))) hidden_.push_back(i);
    }
    low_.assign(value_.size(), 1 << 20);
    high_.assign(value_.size(), -1);
    attempt(0);
  }
  std::int64_t low(std::size_t i) const { return low_[i]; }
  std::int64_t high(std::size_t i) const { return high_[i]; }

 private:
  void attempt(std::size_t depth) {
    if (depth == hidden_.size()) return note();
    const auto i = hidden_[depth];
    for (value_[i] = 0; value_[i] <= 12; ++value_[i]) {
      if (possible(depth + 1)) attempt(depth + 1);
    }
    value_[i] = 0;
  }
  bool decided(int count, std::size_t depth) const {
    for (std::size_t d = depth; d < hidden_.size(); ++d) {
      if (hidden_[d] == static_cast<std::size_t>(count)) return false;
    }
    return true;
  }
  bool possible(std::size_t depth) const {
    for (const auto& relation : system_.relations()) {
      std::int64_t sum = 0;
      bool complete = decided(relation.total, depth);
      for (const int part : relation.parts) {
        complete = complete && decided(part, depth);
        sum += value_[static_cast<std::size_t>(part)];
      }
      if (complete && sum != value_[static_cast<std::size_t>(relation.total)]) return false;
    }
    return true;
  }
  void note() {
    for (const auto i : hidden_) {
      low_[i] = std::min(low_[i], value_[i]);
      high_[i] = std::max(high_[i], value_[i]);
    }
  }

  const CountSystem& system_;
  std::vector<std::int64_t> value_;
  std::vector<std::size_t> hidden_;
  std::vector<std::int64_t> low_;
  std::vector<std::int64_t> high_;
};

TEST(CountSystem, IntervalsAgreeWithTryingEverything) {
  base::Rng rng(7);
  for (int round = 0; round < 60; ++round) {
    std::vector<std::vector<std::int64_t>> values(3, std::vector<std::int64_t>(3));
    for (auto& row : values) {
      for (auto& v : row) v = static_cast<std::int64_t>(rng.below(4));
    }
    TwoWay table(values);
    for (std::size_t i = 0; i < 3; ++i) {
      for (std::size_t j = 0; j < 3; ++j) {
        if (rng.chance(0.55)) table.system.hide_primary(table.cell[i][j]);
      }
    }
    const BruteForce attacker(table.system);
    const auto intervals = feasible_intervals(table.system);
    for (std::size_t i = 0; i < intervals.size(); ++i) {
      if (!table.system.hidden(static_cast<int>(i))) continue;
      EXPECT_EQ(intervals[i].low, attacker.low(i)) << "round " << round << " count " << i;
      EXPECT_EQ(intervals[i].high, attacker.high(i)) << "round " << round << " count " << i;
    }
  }
}

// Which of the small counts it is, and whether it is one at all, must stay open to the attacker who tries everything.
TEST(CountSystem, NoSmallCountCanBeRuledOut) {
  constexpr std::int64_t k = 3;
  base::Rng rng(23);
  int judged = 0;
  for (int round = 0; round < 300; ++round) {
    std::vector<std::vector<std::int64_t>> values(3, std::vector<std::int64_t>(3));
    for (auto& row : values) {
      for (auto& v : row) v = static_cast<std::int64_t>(rng.below(4));
    }
    TwoWay table(values);
    const auto& counts = table.system.counts();
    for (std::size_t i = 0; i < 3; ++i) {
      for (std::size_t j = 0; j < 3; ++j) {
        const int group = table.cell[i][j];
        table.system.let_empty_help(group);
        if (counts[static_cast<std::size_t>(group)].value == 0 || counts[static_cast<std::size_t>(group)].value >= k)
          continue;
        table.system.keep_possible(group, 0, k - 1);
        table.system.hide_primary(group);
      }
    }
    table.system.set_fixed(table.cell[3][3]);
    if (!protect(table.system).empty()) continue;  // said so
    int hidden = 0;
    for (const auto& group : table.system.groups()) hidden += group.hidden ? 1 : 0;
    if (hidden > 7) continue;  // too many tables to try
    const BruteForce attacker(table.system);
    for (std::size_t i = 0; i < counts.size(); ++i) {
      if (!table.system.groups()[i].primary || !table.system.hidden(static_cast<int>(i))) continue;
      ++judged;
      EXPECT_EQ(attacker.low(i), 0) << "round " << round << " count " << i;
      EXPECT_GE(attacker.high(i), k - 1) << "round " << round << " count " << i;
    }
  }
  EXPECT_GT(judged, 100);
}

// A total of one that is shown for good leaves its parts 0 and 1: wider no mask can make them.
TEST(CountSystem, NeedsNoMoreThanFixedFiguresLeave) {
  TwoWay table({{1, 20}, {0, 30}});
  const int small = table.cell[0][0];
  table.system.keep_possible(small, 0, 4);
  table.system.hide_primary(small);
  for (const auto& [i, j] : {std::pair{0, 2}, {1, 2}, {2, 0}, {2, 1}, {2, 2}})
    table.system.set_fixed(table.cell[static_cast<std::size_t>(i)][static_cast<std::size_t>(j)]);
  table.system.let_empty_help(table.cell[1][0]);
  const auto possible = limit_needs(table.system, std::vector<int>{small}, Limit::by_propagation);
  EXPECT_EQ(possible.front().low, 0);
  EXPECT_EQ(possible.front().high, 1);
  EXPECT_TRUE(protect(table.system).empty());
  const auto interval = feasible_intervals(table.system)[static_cast<std::size_t>(small)];
  EXPECT_EQ(interval.low, 0);
  EXPECT_EQ(interval.high, 1);
}

// The same count in two tables is hidden in both or in neither.
TEST(CountSystem, SistersAreHiddenTogether) {
  CountSystem system;
  const int total = system.add_count(system.add_group(50), 30);
  const int a = system.add_count(system.add_group(1), 2), b = system.add_count(system.add_group(1), 28);
  const int sister_of_b = system.add_count(system.add_group(1), 28);
  system.add_relation(total, {a, b});
  system.add_relation(b, {sister_of_b});
  system.set_fixed(0);
  system.hide_primary(1);
  EXPECT_TRUE(protect(system).empty());
  EXPECT_TRUE(system.hidden(b));
  EXPECT_TRUE(system.hidden(sister_of_b));
}

TEST(CountSystem, ProtectedTablesSurviveTheAttacker) {
  base::Rng rng(11);
  for (int round = 0; round < 200; ++round) {
    std::vector<std::vector<std::int64_t>> values(4, std::vector<std::int64_t>(5));
    for (auto& row : values) {
      for (auto& v : row) v = static_cast<std::int64_t>(rng.below(20));
    }
    TwoWay table(values);
    for (std::size_t i = 0; i < 4; ++i) {
      for (std::size_t j = 0; j < 5; ++j) {
        if (values[i][j] > 0 && values[i][j] < 5) table.system.hide_primary(table.cell[i][j]);
      }
    }
    const auto given_up = protect(table.system);
    EXPECT_TRUE(given_up.empty()) << "round " << round;
    EXPECT_TRUE(exposed(table.system, feasible_intervals(table.system)).empty()) << "round " << round;
  }
}

}  // namespace
}  // namespace kjede::measure
