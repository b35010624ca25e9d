#include "eq5d.hpp"

#include <algorithm>
#include <cmath>

namespace kjede::demo {
namespace {

constexpr std::array<std::string_view, 5> level_names{"none", "slight", "moderate", "severe", "extreme"};

// Where the first problem begins on the latent scale (standard normal), per dimension: most look after themselves, half
// have some pain.
constexpr std::array<double, 5> first_problem{0.25, 1.15, 0.05, -0.05, 0.35};
constexpr double step = 0.75;  // from one level to the next
constexpr double shared = 0.75, own = 0.66;
constexpr double mean_vas = 71.0, sd_vas = 17.0;

std::string_view level(double illness, double first) {
  const auto steps = illness < first ? 0 : 1 + static_cast<int>((illness - first) / step);
  return level_names[static_cast<std::size_t>(std::min(steps, 4))];
}

}  // namespace

Eq5d answer_eq5d(base::Rng& rng, double burden) {
  Eq5d answer;
  const double illness = rng.normal() + burden;
  for (std::size_t d = 0; d < first_problem.size(); ++d)
    answer.levels[d] = level(shared * illness + own * rng.normal(), first_problem[d]);
  const double health = mean_vas - sd_vas * (shared * illness + own * rng.normal());
  const int exact = std::clamp(static_cast<int>(std::lround(health)), 0, 100);
  answer.vas = rng.chance(0.7) ? (exact + 2) / 5 * 5 : exact;  // most people answer in fives
  return answer;
}

void push_eq5d(std::vector<Cell>& row, const Eq5d& answer) {
  for (const auto code : answer.levels) row.push_back(cell(code));
  row.push_back(answer.vas >= 0 ? Cell{std::int64_t{answer.vas}} : Cell{});
}

}  // namespace kjede::demo
