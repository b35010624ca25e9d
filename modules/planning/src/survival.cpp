#include "kjede/planning/survival.hpp"

#include <algorithm>
#include <cmath>

namespace kjede::planning {
namespace {

double logistic(double minus_odds) { return 1.0 / (1.0 + std::exp(minus_odds)); }

constexpr double advanced_care_after_arrival = 2.0;  // minutes

}  // namespace

double survival_larsen(double cpr, double defibrillation, double advanced_care) {
  return std::max(0.0, 0.67 - 0.023 * cpr - 0.011 * defibrillation - 0.021 * advanced_care);
}

double survival_valenzuela(double cpr, double defibrillation) {
  return logistic(-0.260 + 0.106 * cpr + 0.139 * defibrillation);
}

double survival_waalewijn(bool seen_by_ambulance, double cpr, double ambulance) {
  return logistic(0.04 + (seen_by_ambulance ? 0.7 : 0.0) + 0.3 * cpr + 0.14 * (ambulance - cpr));
}

double survival_de_maio(double defibrillation) { return logistic(0.679 + 0.262 * defibrillation); }

double survival(SurvivalCurve curve, double response) {
  switch (curve) {
    case SurvivalCurve::larsen: return survival_larsen(response, response, response + advanced_care_after_arrival);
    case SurvivalCurve::valenzuela: return survival_valenzuela(0.0, response);
    case SurvivalCurve::waalewijn: return survival_waalewijn(false, 0.0, response);
    case SurvivalCurve::de_maio: return survival_de_maio(response);
  }
  return 0.0;
}

std::optional<SurvivalCurve> survival_curve(std::string_view name) {
  if (name == "larsen") return SurvivalCurve::larsen;
  if (name == "valenzuela") return SurvivalCurve::valenzuela;
  if (name == "waalewijn") return SurvivalCurve::waalewijn;
  if (name == "de_maio") return SurvivalCurve::de_maio;
  return std::nullopt;
}

}  // namespace kjede::planning
