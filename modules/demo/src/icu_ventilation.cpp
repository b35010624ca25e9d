#include <algorithm>
#include <array>

#include "icu_stay.hpp"

namespace kjede::demo {
namespace {

// Shares of the stays, lowest in general_low, highest in general_high and for children.
constexpr std::array<double, icu_category_count> respirator{0.38, 0.40, 0.30, 0.66, 0.62};
constexpr std::array<double, icu_category_count> invasive{0.18, 0.30, 0.16, 0.50, 0.48};
constexpr int limit = 250;  // 2.5 days

int stay_hundredths(const IcuStay& stay) { return static_cast<int>(std::int64_t{stay.minutes} * 100 / 1440); }

// Exactly `under` of these stays below 2.5 days of invasive ventilation: those nearest to the limit change sides.
void fit_under_limit(IcuYear& y, const Members& stays, std::size_t under) {
  std::vector<std::pair<int, std::uint32_t>> below;
  std::vector<std::pair<int, std::uint32_t>> above;
  for (const auto i : stays) (y.stays[i].invasive < limit ? below : above).emplace_back(y.stays[i].invasive, i);
  std::sort(above.begin(), above.end());
  std::sort(below.rbegin(), below.rend());
  std::size_t count = below.size();
  for (std::size_t k = 0; count < under && k < above.size(); ++k, ++count)
    y.stays[above[k].second].invasive = limit - 1 - static_cast<int>(k % 60);
  for (std::size_t k = 0; count > under && k < below.size(); ++k) {
    IcuStay& stay = y.stays[below[k].second];
    if (stay_hundredths(stay) <= limit + 5) continue;
    stay.invasive = limit + static_cast<int>(y.rng.below(static_cast<std::uint64_t>(stay_hundredths(stay) - limit)));
    --count;
  }
}

// The median of all ventilation: those nearest to it are moved onto it until it is exact.
void fit_median(IcuYear& y, const Members& ventilated, int median) {
  std::vector<std::pair<int, std::uint32_t>> below;
  std::vector<std::pair<int, std::uint32_t>> above;
  for (const auto i : ventilated) {
    const int value = y.stays[i].ventilation;
    if (value < median) below.emplace_back(value, i);
    if (value > median) above.emplace_back(value, i);
  }
  std::sort(below.rbegin(), below.rend());
  std::sort(above.begin(), above.end());
  const std::size_t half = (ventilated.size() - 1) / 2;
  std::size_t count = below.size();
  for (std::size_t k = 0; count > half && k < below.size(); ++k) {
    IcuStay& stay = y.stays[below[k].second];
    if (stay_hundredths(stay) < median) continue;
    stay.ventilation = median;
    --count;
  }
  count = above.size();
  for (std::size_t k = 0; count > half && k < above.size(); ++k) {
    IcuStay& stay = y.stays[above[k].second];
    if (stay.invasive > median) continue;
    stay.ventilation = median;
    --count;
  }
}

}  // namespace

void decide_ventilation(IcuYear& y) {
  for (auto& stay : y.stays) {
    const auto c = static_cast<std::size_t>(stay.category);
    const double draw = y.rng.uniform();
    const int most = std::max(5, stay_hundredths(stay) * 95 / 100);
    const double habit = y.units[stay.unit].ventilation;
    const double part = std::min(0.95, (0.15 + 0.8 * y.rng.uniform() * y.rng.uniform()) * habit);
    if (draw < invasive[c]) stay.invasive = std::max(2, static_cast<int>(most * part));
    if (draw < respirator[c]) {
      const bool mask = draw >= invasive[c] || y.rng.chance(0.25);
      const int room = most - stay.invasive;
      stay.ventilation = stay.invasive + (mask && room > 0 ? std::max(1, static_cast<int>(room * part)) : 0);
    }
  }
  const Members judged = members(y.stays, [](const IcuStay& s) { return s.invasive > 0 && !s.transferred; });
  fit_under_limit(y, judged,
                  (judged.size() * static_cast<std::size_t>(y.plan.ventilated_under_2_5_permille) + 500) / 1000);
  for (auto& stay : y.stays) stay.ventilation = std::max(stay.ventilation, stay.invasive);
  fit_median(y, members(y.stays, [](const IcuStay& s) { return s.ventilation > 0; }), y.plan.median_ventilation);
}

}  // namespace kjede::demo
