// p-centre: the least cost within which the allowed sites reach every point, found by halving the list of costs.

#include <algorithm>
#include <numeric>
#include <optional>

#include "location_bound.hpp"
#include "location_exact.hpp"
#include "location_search.hpp"
#include "location_solve.hpp"

namespace kjede::planning {
namespace {

// Costs that can be the answer: from the worst point's nearest candidate upwards.
std::vector<double> possible_costs(const LocationProblem& problem, const LocationOptions& options) {
  std::vector<double> nearest(problem.points.size(), std::numeric_limits<double>::infinity());
  std::vector<double> costs;
  for (const auto& period : problem.periods) {
    const auto& table = problem.costs[period.costs];
    for (std::size_t s = 0; s < problem.sites.size(); ++s) {
      if (capacity_of(problem, options, s) <= 0 || (!period.closed.empty() && period.closed[s] != 0)) continue;
      for (const auto& link : table.of_site(s)) {
        nearest[link.point] = std::min(nearest[link.point], link.cost);
        costs.push_back(link.cost);
      }
    }
  }
  const double least = *std::max_element(nearest.begin(), nearest.end());
  std::sort(costs.begin(), costs.end());
  costs.erase(std::unique(costs.begin(), costs.end()), costs.end());
  costs.erase(costs.begin(), std::lower_bound(costs.begin(), costs.end(), least));
  return costs;
}

class CentreSearch {
 public:
  CentreSearch(const LocationProblem& problem, const LocationOptions& options)
      : problem_(problem), options_(options), costs_(possible_costs(problem, options)) {}

  Found run() {
    Found found;
    auto above = costs_.size() - 1;  // reached
    if (!reached_within(above)) {
      found.impossible = true;
      return found;
    }
    std::size_t below = 0;  // all before it are out of reach, as far as the search can tell
    while (below < above) {
      const auto middle = (below + above) / 2;
      if (reached_within(middle))
        above = middle;
      else
        below = middle + 1;
    }
    std::size_t proven = options_.exact ? exactly(above) : relaxed(above);
    found.vehicles = {*best_};
    found.value = costs_[reached_];
    found.bound = costs_[std::min(proven, reached_)];
    found.proven = proven >= reached_;
    return found;
  }

 private:
  Program program_within(std::size_t at) const {
    auto options = options_;
    options.second_radius = costs_[at];
    const auto periods = all_periods(problem_);
    return compile_location(problem_, options, periods, true);
  }

  bool keep(const std::vector<int>& vehicles, std::size_t at) {
    best_ = vehicles;
    reached_ = at;
    return true;
  }

  bool reached_within(std::size_t at) {
    const auto program = program_within(at);
    LocationSearch search(program);
    search.build();
    search.improve(options_.rounds / 2, options_.work, 0.0);
    return search.feasible() && keep(search.vehicles(), at);
  }

  // The first cost that is not proven too small, with the exact model deciding; may lower the plan on the way.
  std::size_t exactly(std::size_t above) {
    std::size_t below = 0;
    while (below < above) {
      const auto middle = above - 1 - (above - 1 - below) / 2;
      const auto program = program_within(middle);
      if (fewest_vehicles(program, options_.fleet + 1) > options_.fleet + 1e-6) {
        below = middle + 1;
        continue;
      }
      const auto exact = solve_exactly({&program, 1}, {.seconds = options_.seconds});
      if (!exact.vehicles.empty())
        above = keep(exact.vehicles.front(), middle) ? middle : above;
      else if (exact.state == MilpSolution::State::infeasible)
        below = middle + 1;
      else
        return below;  // stopped by time
    }
    return below;
  }

  std::size_t relaxed(std::size_t above) const {
    std::size_t below = 0;
    while (below < above) {
      const auto middle = (below + above) / 2;
      if (fewest_vehicles(program_within(middle), options_.fleet + 1) > options_.fleet + 1e-6)
        below = middle + 1;
      else
        above = middle;
    }
    return below;
  }

  const LocationProblem& problem_;
  const LocationOptions& options_;
  std::vector<double> costs_;
  std::optional<std::vector<int>> best_;
  std::size_t reached_ = 0;
};

}  // namespace

Found solve_centre(const LocationProblem& problem, const LocationOptions& options) {
  return CentreSearch(problem, options).run();
}

}  // namespace kjede::planning
