#include "region_people.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

namespace kjede::demo::region {
namespace {

using Shares = std::array<double, 4>;
constexpr Shares town_ages{0.205, 0.645, 0.105, 0.045}, rural_ages{0.180, 0.565, 0.170, 0.085};
// 2030 against 2026, by band: fewer children, more old people, towns grow.
constexpr Shares town_growth{0.985, 1.022, 1.075, 1.225}, rural_growth{0.925, 0.955, 1.045, 1.190};

// Whole persons by band that add up to `total`: largest remainders.
std::array<int, 4> split(int total, const Shares& shares) {
  std::array<int, 4> bands{};
  std::array<double, 4> rest{};
  int given = 0;
  for (std::size_t i = 0; i < 4; ++i) {
    bands[i] = static_cast<int>(total * shares[i]);
    rest[i] = total * shares[i] - bands[i];
    given += bands[i];
  }
  for (; given < total; ++given) {
    const auto most = static_cast<std::size_t>(std::max_element(rest.begin(), rest.end()) - rest.begin());
    ++bands[most];
    rest[most] = -1;
  }
  return bands;
}

class Settler {
 public:
  Settler(const Roads& roads, base::Rng rng) : roads_(roads), rng_(rng) {}

  std::vector<Zone> settle() {
    for (std::size_t i = 0; i < places().size(); ++i) settlement(i);
    farms();
    return std::move(zones_);
  }

 private:
  void add(Point at, std::size_t where, bool urban, int people) {
    if (people < 1) return;
    Zone zone{fmt::format("z{:03}", zones_.size() + 1), at, where, urban, {}, {}};
    zone.now = split(people, urban ? town_ages : rural_ages);
    const auto& growth = urban ? town_growth : rural_growth;
    for (std::size_t i = 0; i < 4; ++i)
      zone.then[i] = static_cast<int>(zone.now[i] * growth[i] * (0.98 + 0.04 * rng_.uniform()) + 0.5);
    zones_.push_back(zone);
  }

  // Street corners gathered in squares; denser towards the middle. A zone lies on the corner nearest its own middle.
  void settlement(std::size_t which) {
    const auto& town = places()[which];
    const double radius = radius_of(town), side = town.persons > 8000 ? 1.0 : 1.3;
    struct Square {
      double weight = 0, x = 0, y = 0;
      std::vector<Point> corners;
    };
    std::map<std::pair<int, int>, Square> squares;
    double total = 0;
    for (const auto& node : roads_.nodes) {
      if (!node.in_place || node.place != which) continue;
      const double off = distance(node.at, town.at) / radius, weight = 1 / (0.35 + off * off);
      auto& square =
          squares[{static_cast<int>(std::floor(node.at.x / side)), static_cast<int>(std::floor(node.at.y / side))}];
      square.weight += weight;
      square.x += weight * node.at.x;
      square.y += weight * node.at.y;
      square.corners.push_back(node.at);
      total += weight;
    }
    for (auto& [_, square] : squares) {
      const Point middle{square.x / square.weight, square.y / square.weight};
      const auto nearest = *std::min_element(square.corners.begin(), square.corners.end(), [&](Point a, Point b) {
        return distance(a, middle) < distance(b, middle);
      });
      add(nearest, which, town.persons >= urban_from, static_cast<int>(town.persons * square.weight / total + 0.5));
    }
  }

  // Three bends of road to a hamlet; fewer people on minor roads and towards the mountains.
  void farms() {
    std::size_t count = 0;
    for (const auto& node : roads_.nodes) {
      if (!node.farms || ++count % 3 != 0) continue;
      const double far = distance(node.at, places()[node.place].at);
      const double base = node.kind == RoadClass::trunk ? 210 : node.kind == RoadClass::primary ? 195 : 125;
      const double people = base * (0.35 + 1.3 * rng_.uniform()) * (far < 4 ? 1.7 : far < 9 ? 1.0 : 0.55);
      add(node.at, node.place, false, static_cast<int>(people));
    }
  }

  const Roads& roads_;
  base::Rng rng_;
  std::vector<Zone> zones_;
};

}  // namespace

std::vector<Zone> settle(const Roads& roads, base::Rng rng) { return Settler(roads, rng).settle(); }

int persons(const std::array<int, 4>& bands) { return bands[0] + bands[1] + bands[2] + bands[3]; }

double arrests(const std::array<int, 4>& bands) {
  double sum = 0;
  for (std::size_t i = 0; i < 4; ++i) sum += bands[i] * arrests_per_100k[i] / 1e5;
  return sum;
}

}  // namespace kjede::demo::region
