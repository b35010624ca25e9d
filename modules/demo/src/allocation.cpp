#include "allocation.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <stdexcept>

namespace kjede::demo {
namespace {

void shuffle_together(base::Rng& rng, Members& pool, std::vector<double>& weights) {
  for (std::size_t i = pool.size(); i > 1; --i) {
    const std::size_t j = rng.below(i);
    std::swap(pool[i - 1], pool[j]);
    std::swap(weights[i - 1], weights[j]);
  }
}

struct Draw {
  Members pool;
  std::vector<double> weights;
  std::vector<char> taken;
  Members chosen;
  std::size_t count = 0;

  std::size_t left() const { return count - chosen.size(); }
  double weight_left() const {
    double sum = 0.0;
    for (std::size_t i = 0; i < pool.size(); ++i) sum += taken[i] == 0 ? weights[i] : 0.0;
    return sum;
  }
  void take(std::size_t i) {
    taken[i] = 1;
    chosen.push_back(pool[i]);
  }
};

// Whose weight earns a whole place is in; without them the others' shares grow, so look again.
void take_certain(Draw& draw) {
  for (bool again = true; again && draw.left() > 0;) {
    again = false;
    const double place = draw.weight_left() / static_cast<double>(draw.left());
    for (std::size_t i = 0; i < draw.pool.size() && draw.left() > 0 && place > 0.0; ++i) {
      if (draw.taken[i] != 0 || draw.weights[i] < place) continue;
      draw.take(i);
      again = true;
    }
  }
}

// Every `step` of weight, from a random start.
void take_systematically(base::Rng& rng, Draw& draw) {
  if (draw.left() == 0) return;
  const double step = draw.weight_left() / static_cast<double>(draw.left());
  double next = rng.uniform() * step;
  double sum = 0.0;
  for (std::size_t i = 0; i < draw.pool.size() && draw.left() > 0; ++i) {
    if (draw.taken[i] != 0 || draw.weights[i] <= 0.0) continue;
    sum += draw.weights[i];
    if (sum <= next) continue;
    draw.take(i);
    next += step;
  }
}

// Rounding, or too few with any weight, can leave places.
void take_anyone(Draw& draw) {
  for (const bool heavy : {true, false}) {
    for (std::size_t i = 0; i < draw.pool.size() && draw.left() > 0; ++i) {
      if (draw.taken[i] == 0 && (draw.weights[i] > 0.0) == heavy) draw.take(i);
    }
  }
}

}  // namespace

Members choose(base::Rng& rng, Members pool, std::vector<double> weights, std::size_t count) {
  if (count > pool.size()) throw std::logic_error("demo: a share is larger than the group it is taken from");
  if (count == pool.size()) return pool;
  shuffle_together(rng, pool, weights);
  std::vector<char> taken(pool.size(), 0);
  Draw draw{std::move(pool), std::move(weights), std::move(taken), {}, count};
  draw.chosen.reserve(count);
  take_certain(draw);
  take_systematically(rng, draw);
  take_anyone(draw);
  return std::move(draw.chosen);
}

std::vector<int> apportion(int total, std::span<const double> weights) {
  const double sum = std::accumulate(weights.begin(), weights.end(), 0.0);
  std::vector<int> parts(weights.size());
  std::vector<std::pair<double, std::size_t>> remainders;
  int given = 0;
  for (std::size_t i = 0; i < weights.size(); ++i) {
    const double share = static_cast<double>(total) * weights[i] / sum;
    parts[i] = static_cast<int>(std::floor(share));
    given += parts[i];
    remainders.emplace_back(parts[i] - share, i);
  }
  std::sort(remainders.begin(), remainders.end());
  for (std::size_t i = 0; given < total; ++i, ++given) ++parts[remainders[i % remainders.size()].second];
  return parts;
}

std::vector<int> apportion(int total, std::initializer_list<double> weights) {
  return apportion(total, std::span<const double>(weights.begin(), weights.size()));
}

int portion(int total, std::span<const int> parts, std::size_t index) {
  const std::int64_t whole = std::accumulate(parts.begin(), parts.end(), std::int64_t{0});
  const std::int64_t before =
      std::accumulate(parts.begin(), parts.begin() + static_cast<std::ptrdiff_t>(index), std::int64_t{0});
  const auto up_to = [&](std::int64_t sum) { return (2 * total * sum + whole) / (2 * whole); };
  return static_cast<int>(up_to(before + parts[index]) - up_to(before));
}

double at_share(std::span<const Knot> knots, double share) {
  std::size_t i = 1;
  while (i + 1 < knots.size() && knots[i].share < share) ++i;
  const Knot& from = knots[i - 1];
  const Knot& to = knots[i];
  return from.value + (to.value - from.value) * ((share - from.share) / (to.share - from.share));
}

std::vector<double> quantile_values(std::size_t n, std::span<const Knot> knots) {
  std::vector<double> values(n);
  if (n == 0) return values;
  const double last = static_cast<double>(n - 1);
  for (std::size_t i = 0; i < n; ++i) values[i] = at_share(knots, n > 1 ? static_cast<double>(i) / last : 0.5);
  for (const Knot& knot : knots) {
    const double position = knot.share * last;
    for (const double neighbour : {std::floor(position), std::ceil(position)}) {
      values[static_cast<std::size_t>(neighbour)] = knot.value;
    }
  }
  return values;
}

std::vector<double> spread(std::span<const double> latent, std::span<const Knot> knots) {
  std::vector<std::size_t> order(latent.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(),
            [&](std::size_t a, std::size_t b) { return latent[a] != latent[b] ? latent[a] < latent[b] : a < b; });
  const std::vector<double> values = quantile_values(latent.size(), knots);
  std::vector<double> result(latent.size());
  for (std::size_t rank = 0; rank < order.size(); ++rank) result[order[rank]] = values[rank];
  return result;
}

std::pair<int, int> counts_printed_as(int percentage, int whole) {
  // 100 part / whole rounds to percentage: percentage - 0.5 <= 100 part / whole < percentage + 0.5
  const std::int64_t low = (static_cast<std::int64_t>(2 * percentage - 1) * whole + 199) / 200;
  const std::int64_t high = (static_cast<std::int64_t>(2 * percentage + 1) * whole + 199) / 200 - 1;
  return {static_cast<int>(std::max<std::int64_t>(low, 0)), static_cast<int>(std::min<std::int64_t>(high, whole))};
}

}  // namespace kjede::demo
