#include "value_summary.hpp"

#include <algorithm>
#include <boost/math/distributions/binomial.hpp>
#include <numeric>

namespace kjede::measure {
namespace {

constexpr std::size_t kMostBins = 1U << 17U;

struct Span {
  std::int64_t lowest = 0;
  std::int64_t highest = 0;
  std::int64_t step = 1;  // greatest common divisor of the distances: whole seconds among microseconds
};

Span measure_span(std::span<const std::span<const std::int64_t>> parts) {
  Span out;
  bool first = true;
  std::int64_t step = 0;
  for (const auto part : parts) {
    for (const auto value : part) {
      if (first) {
        out.lowest = out.highest = value;
        first = false;
        continue;
      }
      // a new distance that the step divides, the usual case, leaves it as it is
      const auto distance = value > out.lowest ? value - out.lowest : out.lowest - value;
      if (step != 1 && (step == 0 || distance % step != 0)) step = std::gcd(step, distance);
      out.lowest = std::min(out.lowest, value);
      out.highest = std::max(out.highest, value);
    }
  }
  out.step = step == 0 ? 1 : step;
  return out;
}

}  // namespace

WholeSample::WholeSample(std::span<const std::span<const std::int64_t>> parts) {
  for (const auto part : parts) {
    size_ += part.size();
    for (const auto value : part) sum_ += value;
  }
  if (size_ == 0) return;
  const auto span = measure_span(parts);
  const auto bins = static_cast<Wide>(span.highest - span.lowest) / span.step + 1;
  if (bins <= static_cast<Wide>(kMostBins) && bins <= static_cast<Wide>(size_) * 4) {
    lowest_ = span.lowest;
    step_ = span.step;
    cumulated_.assign(static_cast<std::size_t>(bins), 0);
    for (const auto part : parts) {
      for (const auto value : part) ++cumulated_[static_cast<std::size_t>((value - lowest_) / step_)];
    }
    std::partial_sum(cumulated_.begin(), cumulated_.end(), cumulated_.begin());
    return;
  }
  sorted_.reserve(size_);
  for (const auto part : parts) sorted_.insert(sorted_.end(), part.begin(), part.end());
  std::sort(sorted_.begin(), sorted_.end());
}

std::int64_t WholeSample::at(std::size_t rank) const {
  if (!sorted_.empty()) return sorted_[rank];
  const auto bin = std::upper_bound(cumulated_.begin(), cumulated_.end(), rank) - cumulated_.begin();
  return lowest_ + bin * step_;
}

// The position h (1-based) as a fraction of `parts`: type 7: 1+(n−1)p, type 6: (n+1)p, type 8: (n+⅓)p+⅓; held in [1,
// n].
ExactRatio WholeSample::quantile(int percent, int type) const {
  const auto n = static_cast<std::int64_t>(size_);
  std::int64_t parts = 100;
  std::int64_t h = 100 + (n - 1) * percent;
  if (type == 6) h = (n + 1) * percent;
  if (type == 8) {
    parts = 300;
    h = (3 * n + 1) * percent + 100;
  }
  if (type == 2) {  // a step function, averaged at its steps
    const auto rank = n * percent;
    h = rank % 100 == 0 ? rank + 50 : (rank / 100 + 1) * 100;
  }
  h = std::clamp(h, parts, n * parts);
  const auto low = static_cast<std::size_t>(h / parts - 1);
  const auto rest = h % parts;
  const Wide below = at(low);
  if (rest == 0) return {below, 1};
  const Wide above = at(low + 1);
  return {below * (parts - rest) + above * rest, parts};
}

std::vector<double> WholeSample::values() const {
  if (!sorted_.empty()) return {sorted_.begin(), sorted_.end()};
  std::vector<double> out;
  out.reserve(size_);
  std::uint64_t before = 0;
  for (std::size_t bin = 0; bin < cumulated_.size(); ++bin) {
    out.insert(out.end(), cumulated_[bin] - before,
               static_cast<double>(lowest_ + static_cast<std::int64_t>(bin) * step_));
    before = cumulated_[bin];
  }
  return out;
}

RankInterval percentile_ranks(std::size_t n, int percent, double level) {
  namespace bm = boost::math;
  using Policy = bm::policies::policy<bm::policies::discrete_quantile<bm::policies::integer_round_up>>;
  if (n == 0 || percent <= 0 || percent >= 100) return {};
  const bm::binomial_distribution<double, Policy> count(static_cast<double>(n), percent / 100.0);
  const double tail = (1.0 - level) / 2.0;
  RankInterval out;
  const double low = bm::quantile(count, tail);  // the least k with P(B ≤ k) ≥ tail
  const double high = bm::quantile(count, 1.0 - tail) + 1;
  if (low >= 1) out.low = static_cast<std::size_t>(low);
  if (high <= static_cast<double>(n)) out.high = static_cast<std::size_t>(high);
  return out;
}

}  // namespace kjede::measure
