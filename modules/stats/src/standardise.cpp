#include "kjede/stats/standardise.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "distributions.hpp"
#include "kjede/stats/codes.hpp"
#include "kjede/stats/rate.hpp"

namespace kjede::stats {
namespace {

constexpr std::int64_t few = 10;

bool all_above_zero(std::span<const double> values) {
  return std::ranges::all_of(values, [](double value) { return std::isfinite(value) && value > 0; });
}

bool none_negative(std::span<const double> values) {
  return std::ranges::all_of(values, [](double value) { return std::isfinite(value) && value >= 0; });
}

base::Result<void> check_bands(std::span<const std::int64_t> events, std::span<const double> population) {
  if (events.empty()) return base::fail(codes::no_rows, "there are no bands");
  if (std::ranges::any_of(events, [](std::int64_t count) { return count < 0; }))
    return base::fail(codes::negative, "the events of a band are below 0");
  if (!all_above_zero(population))
    return base::fail(codes::bad_table, "the population of a band is not above 0", "join the band with its neighbour");
  return {};
}

// The standardised rate Σwx/n (weights sum to 1), its variance and the largest w/n.
struct Weighted {
  double rate = 0;
  double variance = 0;
  double largest = 0;
};

// Fay & Feuer 1997: the rate is nearly gamma; the upper limit allows for one more event where it weighs most.
Interval fay_feuer(const Weighted& w, double level) {
  const double tail = (1 - level) / 2, rate = w.rate + w.largest, variance = w.variance + w.largest * w.largest;
  return {gamma_quantile(tail, w.rate * w.rate / w.variance, w.variance / w.rate),
          gamma_quantile(1 - tail, rate * rate / variance, variance / rate)};
}

// Dobson 1991: Byar's limits of the total, stretched by how much the weights widen the rate.
std::optional<Interval> dobson(const Weighted& w, std::int64_t events, double level) {
  const auto byar = poisson_byar(events, level);
  if (!byar) return std::nullopt;
  const double total = static_cast<double>(events), stretch = std::sqrt(w.variance / total);
  return Interval{w.rate + stretch * (byar->low - total), w.rate + stretch * (byar->high - total)};
}

}  // namespace

base::Result<DirectRate> direct_standardised(std::span<const std::int64_t> events, std::span<const double> population,
                                             std::span<const double> standard, double multiplier, double level) {
  if (population.size() != events.size() || standard.size() != events.size())
    return base::fail(codes::unequal_columns, "events, population and standard population differ in length");
  KJEDE_TRY(check_bands(events, population));
  const double weights = std::accumulate(standard.begin(), standard.end(), 0.0);
  if (!none_negative(standard) || weights <= 0)
    return base::fail(codes::bad_table, "the standard population is negative or empty");
  DirectRate result;
  Weighted w;
  for (std::size_t i = 0; i < events.size(); ++i) {
    const double per_person = standard[i] / weights / population[i], count = static_cast<double>(events[i]);
    result.events += events[i];
    w.rate += per_person * count;
    w.variance += per_person * per_person * count;
    w.largest = std::max(w.largest, per_person);
  }
  const double people = std::accumulate(population.begin(), population.end(), 0.0);
  result.crude = static_cast<double>(result.events) / people * multiplier;
  result.rate = w.rate * multiplier;
  result.few_events = result.events < few;
  if (w.variance <= 0 || !is_level(level)) return result;
  result.fay_feuer = fay_feuer(w, level).scaled(multiplier);
  if (auto limits = dobson(w, result.events, level)) result.dobson_byar = limits->scaled(multiplier);
  return result;
}

base::Result<IndirectRatio> indirect_standardised(std::span<const std::int64_t> events,
                                                  std::span<const double> population,
                                                  std::span<const double> reference_events,
                                                  std::span<const double> reference_population, double level) {
  const auto bands = events.size();
  if (population.size() != bands || reference_events.size() != bands || reference_population.size() != bands)
    return base::fail(codes::unequal_columns, "events, population and the reference differ in length");
  KJEDE_TRY(check_bands(events, reference_population));
  if (!none_negative(population) || !none_negative(reference_events))
    return base::fail(codes::bad_table, "a population or a reference count is negative");
  IndirectRatio result;
  for (std::size_t i = 0; i < bands; ++i) {
    result.observed += events[i];
    result.expected += population[i] * reference_events[i] / reference_population[i];
  }
  result.method = rate_phe_method(result.observed);
  result.ratio = rate(result.observed, result.expected);
  result.ci = rate_phe(result.observed, result.expected, 1, level);
  return result;
}

}  // namespace kjede::stats
