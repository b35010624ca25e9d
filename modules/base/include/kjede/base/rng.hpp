#pragma once
// Seeded random numbers that are the same on every machine and library: xoshiro256** seeded by splitmix64, and the
// few distributions Kjede draws from (std:: distributions differ between standard libraries).

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <utility>

namespace kjede::base {

class Rng {
 public:
  explicit Rng(std::uint64_t seed);
  // An independent stream for a named purpose: the same seed and name always give the same stream.
  Rng stream(std::string_view name) const;

  std::uint64_t next();
  double uniform();                          // [0, 1)
  std::uint64_t below(std::uint64_t bound);  // [0, bound), unbiased; bound > 0
  double normal();                           // mean 0, sd 1
  double exponential(double mean);
  std::uint64_t poisson(double mean);
  bool chance(double probability);
  std::size_t pick(std::span<const double> weights);  // index, in proportion to its weight

  template <class T>
  void shuffle(std::span<T> items) {
    for (std::size_t i = items.size(); i > 1; --i) std::swap(items[i - 1], items[below(i)]);
  }

 private:
  std::array<std::uint64_t, 4> state_{};
  std::uint64_t seed_ = 0;
};

}  // namespace kjede::base
