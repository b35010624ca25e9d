// Published instances with known optima: SJC324 (maximal covering, radius 800) and pmed1 (p-median) of the OR-Library.
// The files are foreign and not shipped; without them these tests are skipped.

#include <gmock/gmock.h>

#include <fstream>
#include <limits>

#include "kjede/planning/location.hpp"

namespace kjede::planning {
namespace {

using Model = LocationModel;

std::string data_file(const std::string& name) {
  return std::string(KJEDE_SOURCE_DIR) + "/../shared/data/location_benchmarks/" + name;
}

void name_all(LocationProblem& problem, std::size_t count) {
  for (std::size_t i = 0; i < count; ++i) problem.points.push_back(std::to_string(i + 1));
  problem.sites = problem.points;
}

LocationProblem read_sjc324() {
  std::ifstream file(data_file("SJC324.txt"));
  LocationProblem problem;
  if (!file) return problem;
  std::string word;
  std::size_t count = 0;
  file >> count >> word >> word >> word;
  std::vector<Place> places(count);
  LocationPeriod period;
  for (auto& place : places) file >> place.x >> place.y >> period.weight.emplace_back();
  name_all(problem, count);
  problem.costs = {CostTable::euclidean(places, places, 800.0)};
  problem.periods = {period};
  problem.radius.assign(count, 800.0);
  return problem;
}

// Shortest paths between all pairs of the graph (Floyd–Warshall); of an edge given twice the last one counts.
LocationProblem read_pmed(const std::string& name, int& fleet) {
  std::ifstream file(data_file(name));
  LocationProblem problem;
  std::size_t nodes = 0;
  std::size_t edges = 0;
  if (!(file >> nodes >> edges >> fleet)) return problem;
  std::vector<double> path(nodes * nodes, std::numeric_limits<double>::infinity());
  for (std::size_t e = 0; e < edges; ++e) {
    std::size_t a = 0;
    std::size_t b = 0;
    double length = 0.0;
    file >> a >> b >> length;
    path[(a - 1) * nodes + b - 1] = path[(b - 1) * nodes + a - 1] = length;
  }
  for (std::size_t i = 0; i < nodes; ++i) path[i * nodes + i] = 0.0;
  for (std::size_t k = 0; k < nodes; ++k)
    for (std::size_t i = 0; i < nodes; ++i)
      for (std::size_t j = 0; j < nodes; ++j)
        path[i * nodes + j] = std::min(path[i * nodes + j], path[i * nodes + k] + path[k * nodes + j]);
  std::vector<CostEntry> entries;
  for (std::size_t i = 0; i < nodes; ++i)
    for (std::size_t j = 0; j < nodes; ++j)
      entries.push_back({static_cast<Index>(i), static_cast<Index>(j), path[i * nodes + j]});
  name_all(problem, nodes);
  problem.costs = {CostTable(nodes, nodes, std::move(entries))};
  problem.periods = {LocationPeriod{.weight = std::vector<double>(nodes, 1.0)}};
  return problem;
}

TEST(LocationBenchmark, Sjc324MaximalCovering) {
  const auto problem = read_sjc324();
  if (problem.points.empty()) GTEST_SKIP() << "SJC324.txt is not here";
  const std::vector<double> published{5461, 8790, 11604, 12106, 12152};
  for (const bool exact : {false, true})
    for (int p = 1; p <= 5; ++p) {
      const auto plan = solve_location(problem, {.model = Model::mclp, .fleet = p, .exact = exact});
      ASSERT_TRUE(plan.has_value());
      EXPECT_EQ(plan->objective, published[static_cast<std::size_t>(p) - 1]) << p << (exact ? " exact" : "");
      EXPECT_LE(plan->gap, exact ? 0.0 : 0.01) << p;
    }
}

TEST(LocationBenchmark, Sjc324ExpectedCovering) {
  auto problem = read_sjc324();
  if (problem.points.empty()) GTEST_SKIP() << "SJC324.txt is not here";
  const std::vector<std::pair<double, double>> published{{0.1, 11594.7180}, {0.3, 10188.0079}, {0.5, 8229.0625}};
  for (const bool exact : {false, true})
    for (const auto& [busy, value] : published) {
      problem.periods.front().busy = busy;
      const auto plan = solve_location(problem, {.model = Model::mexclp, .fleet = 5, .exact = exact});
      ASSERT_TRUE(plan.has_value());
      EXPECT_NEAR(plan->objective, value, 5e-5) << busy << (exact ? " exact" : "");
      EXPECT_LE(plan->gap, exact ? 0.0 : 0.03) << busy;
    }
}

TEST(LocationBenchmark, Pmed1) {
  int fleet = 0;
  const auto problem = read_pmed("pmed1.txt", fleet);
  if (problem.points.empty()) GTEST_SKIP() << "pmed1.txt is not here";
  for (const bool exact : {false, true}) {
    const auto plan = solve_location(problem, {.model = Model::pmedian, .fleet = fleet, .exact = exact});
    ASSERT_TRUE(plan.has_value());
    EXPECT_EQ(plan->objective, 5819.0);
    EXPECT_LE(plan->gap, exact ? 0.0 : 0.01);
  }
}

}  // namespace
}  // namespace kjede::planning
