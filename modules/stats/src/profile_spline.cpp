// The profile-likelihood interval of a Poisson rate as R's confint(profile(glm)) reports it, and so the Norwegian
// rapwhale: the profile is walked in steps of a fifth of 2.58 standard errors of the log rate, a cubic spline is laid
// through it (end conditions of Forsythe, Malcolm & Moler), and the limits are read off between 3 points a step.
#include <cmath>
#include <cstddef>
#include <vector>

#include "distributions.hpp"
#include "kjede/stats/rate.hpp"

namespace kjede::stats {
namespace {

// log rates and the signed root of the deviance there, ascending
struct Profile {
  std::vector<double> x, z;
};

Profile walk_profile(double count) {
  constexpr int most_steps = 9;
  const double furthest = normal_z(0.99), step = furthest / 5 / std::sqrt(count);
  const auto z_at = [&](double x) {
    const double mean = count * std::exp(x), deviance = 2 * (-count * x - count + mean);
    return std::copysign(std::sqrt(std::max(0.0, deviance)), x);
  };
  int below = 1, above = 1;
  while (below < most_steps && -z_at(-below * step) < furthest) ++below;
  while (above < most_steps && z_at(above * step) < furthest) ++above;
  Profile profile;
  for (int i = -below; i <= above; ++i) {
    profile.x.push_back(i * step);
    profile.z.push_back(i == 0 ? 0 : z_at(i * step));
  }
  return profile;
}

// Third divided difference of four points in a row.
double third_difference(const Profile& p, std::size_t first) {
  const auto slope = [&](std::size_t i) { return (p.z[i + 1] - p.z[i]) / (p.x[i + 1] - p.x[i]); };
  const auto bend = [&](std::size_t i) { return (slope(i + 1) - slope(i)) / (p.x[i + 2] - p.x[i]); };
  return (bend(first + 1) - bend(first)) / (p.x[first + 3] - p.x[first]);
}

// A sixth of the spline's second derivative at each point: a tridiagonal system, solved by elimination.
std::vector<double> spline_bends(const Profile& p) {
  const auto n = p.x.size();
  std::vector<double> gap(n - 1), diagonal(n), bend(n);
  for (std::size_t i = 0; i + 1 < n; ++i) gap[i] = p.x[i + 1] - p.x[i];
  for (std::size_t i = 1; i + 1 < n; ++i) {
    diagonal[i] = 2 * (gap[i - 1] + gap[i]);
    bend[i] = (p.z[i + 1] - p.z[i]) / gap[i] - (p.z[i] - p.z[i - 1]) / gap[i - 1];
  }
  diagonal[0] = -gap[0];
  diagonal[n - 1] = -gap[n - 2];
  bend[0] = gap[0] * gap[0] * third_difference(p, 0);
  bend[n - 1] = -gap[n - 2] * gap[n - 2] * third_difference(p, n - 4);
  for (std::size_t i = 1; i < n; ++i) {
    const double factor = gap[i - 1] / diagonal[i - 1];
    diagonal[i] -= factor * gap[i - 1];
    bend[i] -= factor * bend[i - 1];
  }
  bend[n - 1] /= diagonal[n - 1];
  for (std::size_t i = n - 1; i-- > 0;) bend[i] = (bend[i] - gap[i] * bend[i + 1]) / diagonal[i];
  return bend;
}

double spline_at(const Profile& p, const std::vector<double>& bend, double x) {
  std::size_t i = 0;
  while (i + 2 < p.x.size() && x >= p.x[i + 1]) ++i;
  const double gap = p.x[i + 1] - p.x[i], dx = x - p.x[i];
  const double slope = (p.z[i + 1] - p.z[i]) / gap - gap * (bend[i + 1] + 2 * bend[i]);
  return p.z[i] + dx * (slope + dx * (3 * bend[i] + dx * (bend[i + 1] - bend[i]) / gap));
}

// Where the profile, read at three times as many points, passes z.
std::optional<double> crossing(const Profile& p, const std::vector<double>& bend, double z) {
  const auto points = 3 * p.x.size();
  const double width = (p.x.back() - p.x.front()) / static_cast<double>(points - 1);
  double x = p.x.front(), here = spline_at(p, bend, x);
  for (std::size_t i = 1; i < points; ++i) {
    const double next_x = p.x.front() + width * static_cast<double>(i), next = spline_at(p, bend, next_x);
    if (here <= z && z <= next) return x + (z - here) / (next - here) * (next_x - x);
    x = next_x;
    here = next;
  }
  return std::nullopt;
}

}  // namespace

std::optional<Interval> rate_profile_interpolated(std::int64_t x, double exposure, double multiplier, double level) {
  const auto events_per = rate(x, exposure, multiplier);
  if (!events_per || !is_level(level)) return std::nullopt;
  if (x == 0) return rate_profile_likelihood(x, exposure, multiplier, level);
  const auto profile = walk_profile(static_cast<double>(x));
  const auto bend = spline_bends(profile);
  const double z = normal_z(level);
  const auto low = crossing(profile, bend, -z), high = crossing(profile, bend, z);
  if (!low || !high) return std::nullopt;
  return Interval{*events_per * std::exp(*low), *events_per * std::exp(*high)};
}

}  // namespace kjede::stats
