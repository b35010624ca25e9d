#pragma once
// Rates: x events over an exposure T, times a multiplier (100 000 for "per 100 000"), with two-sided confidence
// intervals. Events are Poisson. T and the multiplier decide what the figure means: T in person-years gives a rate per
// year, T in person-quarters a rate per quarter; say which. All answer nothing when T <= 0, x < 0 or level is outside
// (0, 1).
//
//   auto r = stats::rate(52, 100'000, 100'000);        // 52 per 100 000
//   auto ci = stats::rate_exact(52, 100'000, 100'000); // 38.8 to 68.2

#include <cstdint>
#include <optional>
#include <string_view>

#include "kjede/stats/interval.hpp"

namespace kjede::stats {

std::optional<double> rate(std::int64_t x, double exposure, double multiplier = 1);

// Garwood 1936, Kjede's default; lower limit 0 at x = 0.
std::optional<Interval> rate_exact(std::int64_t x, double exposure, double multiplier = 1, double level = 0.95);
// Byar's approximation as printed in Breslow & Day 1987; lower limit 0 at x = 0.
std::optional<Interval> rate_byar(std::int64_t x, double exposure, double multiplier = 1, double level = 0.95);
// Practice of the English public health observatories: exact below 10 events, Byar from 10.
std::optional<Interval> rate_phe(std::int64_t x, double exposure, double multiplier = 1, double level = 0.95);
std::string_view rate_phe_method(std::int64_t x);  // "Exact" or "Byars"
// Exact with half the probability of x itself in each tail.
std::optional<Interval> rate_mid_p(std::int64_t x, double exposure, double multiplier = 1, double level = 0.95);
// Profile likelihood {λ: 2(x ln(x/λT) − x + λT) <= χ²₁(level)}, solved to the last bits. At x = 0 the upper limit
// is one-sided, −ln(1−level)/T ("rule of three").
std::optional<Interval> rate_profile_likelihood(std::int64_t x, double exposure, double multiplier = 1,
                                                double level = 0.95);

// The same set as R's confint(profile(glm)) reports it, and so rapwhale: read off a spline, up to 0.13 % away at one
// event. For comparison with figures already printed; nothing where the profile does not reach (level above 0.99).
std::optional<Interval> rate_profile_interpolated(std::int64_t x, double exposure, double multiplier = 1,
                                                  double level = 0.95);

// The same intervals for the expected count itself (exposure 1).
std::optional<Interval> poisson_exact(std::int64_t x, double level = 0.95);
std::optional<Interval> poisson_byar(std::int64_t x, double level = 0.95);

}  // namespace kjede::stats
