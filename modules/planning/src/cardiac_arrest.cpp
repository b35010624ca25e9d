#include "kjede/planning/cardiac_arrest.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "kjede/planning/codes.hpp"
#include "kjede/planning/survival.hpp"

namespace kjede::planning {
namespace {

double logistic(double x) { return 1 / (1 + std::exp(-x)); }
double log_odds(double p) { return std::log(p / (1 - p)); }

// The published curve at these times, its intercept moved by `shift`.
double shifted(SurvivalCurve curve, double shift, double cpr, double defibrillation) {
  switch (curve) {
    case SurvivalCurve::larsen:
      return std::clamp(survival_larsen(cpr, defibrillation, defibrillation + 2) + shift, 0.0, 1.0);
    case SurvivalCurve::valenzuela: return logistic(log_odds(survival_valenzuela(cpr, defibrillation)) + shift);
    case SurvivalCurve::waalewijn:
      return logistic(log_odds(survival_waalewijn(false, std::min(cpr, defibrillation), defibrillation)) + shift);
    case SurvivalCurve::de_maio: return logistic(log_odds(survival_de_maio(defibrillation)) + shift);
  }
  return 0;
}

// The shift at which `modelled` (increasing) is `wanted`; nothing when none in a wide range does.
std::optional<double> solve(const std::function<double(double)>& modelled, double wanted) {
  double low = -20, high = 20;
  if (modelled(low) > wanted || modelled(high) < wanted) return std::nullopt;
  for (int i = 0; i < 200; ++i) {
    const double middle = (low + high) / 2;
    (modelled(middle) < wanted ? low : high) = middle;
  }
  return (low + high) / 2;
}

base::Result<void> check(const ArrestRegister& r) {
  if (r.treated > 0 && r.survivors <= r.treated && r.utstein > 0 && r.utstein < r.treated &&
      r.utstein_survivors <= r.utstein && r.utstein_survivors <= r.survivors &&
      r.ambulance_witnessed + r.utstein <= r.treated && !r.response.empty())
    return {};
  return base::fail(
      codes::arrest_register,
      fmt::format("the cardiac arrests do not add up: {} treated, {} survived; Utstein group {}, {} "
                  "survived; {} seen by the ambulance; {} percentiles of response time",
                  r.treated, r.survivors, r.utstein, r.utstein_survivors, r.ambulance_witnessed, r.response.size()));
}

}  // namespace

double mean_over_response(const ArrestRegister& source, const std::function<double(double)>& f) {
  std::vector<std::pair<double, double>> points{{0.0, 0.0}};
  for (const auto& [percentile, minutes] : source.response) points.emplace_back(percentile / 100, minutes);
  points.emplace_back(1.0, std::min(70.0, points.back().second * 1.5));
  constexpr int pieces = 200;  // midpoints of equal shares of the patients
  double sum = 0;
  std::size_t at = 1;
  for (int i = 0; i < pieces; ++i) {
    const double share = (i + 0.5) / pieces;
    while (points[at].first < share) ++at;
    const auto& [p0, t0] = points[at - 1];
    const auto& [p1, t1] = points[at];
    sum += f(t0 + (t1 - t0) * (share - p0) / (p1 - p0));
  }
  return sum / pieces;
}

double ArrestModel::group(SurvivalCurve curve, double shift, const Arrival& arrival) const {
  const double first = std::min(arrival.ambulance, arrival.responder.value_or(arrival.ambulance));
  const double with_bystander = shifted(curve, shift, std::min(source_.bystander_cpr_after, first), first);
  return source_.bystander_cpr * with_bystander + (1 - source_.bystander_cpr) * shifted(curve, shift, first, first);
}

double ArrestModel::others(const Arrival& arrival) const { return group(source_.other_curve, other_shift_, arrival); }

double ArrestModel::at_scene() const { return shifted(source_.other_curve, other_shift_, 0, 0); }

base::Result<ArrestModel> ArrestModel::calibrate(const ArrestRegister& source) {
  KJEDE_TRY(check(source));
  ArrestModel model;
  model.source_ = source;
  const auto over = [&](const std::function<double(const Arrival&)>& f) {
    return mean_over_response(source, [&](double t) { return f({.ambulance = t}); });
  };
  const auto utstein = solve(
      [&](double shift) { return over([&](const Arrival& a) { return model.group(source.utstein_curve, shift, a); }); },
      source.utstein_survivors / source.utstein);
  const double rest = source.treated - source.utstein, seen = source.ambulance_witnessed / rest;
  const auto other = solve(
      [&](double shift) {
        model.other_shift_ = shift;
        return seen * model.at_scene() + (1 - seen) * over([&](const Arrival& a) { return model.others(a); });
      },
      (source.survivors - source.utstein_survivors) / rest);
  if (!utstein || !other)
    return base::fail(codes::arrest_register, "no intercept of the survival curves gives the register's survival",
                      "choose another curve, or check the counts");
  model.utstein_shift_ = *utstein;
  model.other_shift_ = *other;
  return model;
}

double ArrestModel::survival(const Arrival& arrival) const {
  const double utstein = source_.utstein / source_.treated, seen = source_.ambulance_witnessed / source_.treated;
  return utstein * group(source_.utstein_curve, utstein_shift_, arrival) + seen * at_scene() +
         (1 - utstein - seen) * others(arrival);
}

double ArrestModel::register_survival() const {
  return mean_over_response(source_, [&](double t) { return survival({.ambulance = t}); });
}

}  // namespace kjede::planning
