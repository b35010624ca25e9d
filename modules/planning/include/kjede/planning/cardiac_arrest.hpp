#pragma once
// Survivors of cardiac arrest as a function of response time, calibrated to the register: two groups of patients, each
// a published curve (survival.hpp) whose intercept is moved until the modelled national survival at the national
// response times equals the register's.
//
// The groups are those the register prints: the Utstein comparator (seen by a bystander, shockable) and all others.
// Of the others those seen by the ambulance itself are at response time 0, here and in every plan. In each group the
// share with CPR by a bystander gets it `bystander_cpr_after` minutes after the call, if not sooner; the rest get it
// from whoever comes first. A first responder brings CPR and a defibrillator, if sooner.
//
//   KJEDE_ASSIGN(const auto model, ArrestModel::calibrate(area.arrests));
//   const double s = model.survival({.ambulance = 9.4});

#include <functional>
#include <optional>

#include "kjede/planning/service_area.hpp"

namespace kjede::planning {

// Minutes from the call.
struct Arrival {
  double ambulance = 0;
  std::optional<double> responder = {};  // with a defibrillator
};

class ArrestModel {
 public:
  // Fails (KJ1466) when counts contradict each other or no intercept gives the register's survival.
  static base::Result<ArrestModel> calibrate(const ArrestRegister& source);

  // Of an average treated patient; seen_by_ambulance's share included.
  double survival(const Arrival& arrival) const;
  // Of the register's patients at the register's response times: what it was calibrated to.
  double register_survival() const;
  const ArrestRegister& source() const { return source_; }
  double utstein_shift() const { return utstein_shift_; }  // of the log odds; Larsen: of survival
  double other_shift() const { return other_shift_; }

 private:
  double group(SurvivalCurve curve, double shift, const Arrival& arrival) const;
  double others(const Arrival& arrival) const;  // not seen by the ambulance
  double at_scene() const;                      // seen by the ambulance

  ArrestRegister source_;
  double utstein_shift_ = 0, other_shift_ = 0;
};

// The mean of f over the response times of the register: linear between its percentiles, the tails drawn out to 0 and
// to the highest percentile's 1.5 times.
double mean_over_response(const ArrestRegister& source, const std::function<double(double)>& f);

}  // namespace kjede::planning
