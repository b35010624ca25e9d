#pragma once
// Survival after cardiac arrest out of hospital as a function of times, in minutes (planning_methods §7). Each is a
// published regression; none is calibrated to a register here. Pure functions, results in [0, 1].
//
//   const double s = survival_de_maio(9.4);   // 0.042

#include <optional>
#include <string_view>

namespace kjede::planning {

// Larsen et al. 1993: from collapse to CPR, defibrillation and advanced care; clipped at 0.
double survival_larsen(double cpr, double defibrillation, double advanced_care);
// Valenzuela et al. 1997, witnessed ventricular fibrillation: from collapse to CPR and to defibrillation.
double survival_valenzuela(double cpr, double defibrillation);
// Waalewijn et al. 2001, model I: CPR after `cpr`, ambulance after `ambulance` (≥ cpr) minutes.
double survival_waalewijn(bool seen_by_ambulance, double cpr, double ambulance);
// De Maio et al. 2003: from dispatch to defibrillation.
double survival_de_maio(double defibrillation);

// As a function of the ambulance's response time alone, which is how location models use them. Larsen: no CPR before
// the ambulance, which gives CPR and shocks at once and advanced care two minutes later. Valenzuela and Waalewijn: CPR
// by a bystander from the start.
enum class SurvivalCurve { larsen, valenzuela, waalewijn, de_maio };
double survival(SurvivalCurve curve, double response);
std::optional<SurvivalCurve> survival_curve(std::string_view name);  // larsen, valenzuela, waalewijn, de_maio

}  // namespace kjede::planning
