#pragma once
// Kaplan–Meier survival with Greenwood's variance. With complete follow-up (national identity numbers) 30-day and
// one-year survival is a plain proportion: use proportion.hpp.
//
//   std::vector<stats::FollowUp> patients{{6, true}, {12, false}};
//   KJEDE_ASSIGN(auto curve, stats::kaplan_meier(patients));
//   auto year = stats::survival_at(curve, 365);
//   auto ci = stats::survival_interval(year, stats::SurvivalScale::log_log);

#include <optional>
#include <span>
#include <vector>

#include "kjede/base/result.hpp"
#include "kjede/stats/interval.hpp"

namespace kjede::stats {

struct SurvivalStep {
  double time = 0;
  double at_risk = 0;
  double events = 0;
  double censored = 0;
  double survival = 1;
  double hazard_variance = 0;  // Σ d/(r(r−d)); infinite once everybody has died

  std::optional<double> standard_error() const;  // Greenwood; nothing once survival is 0
};

// One step per distinct time. Deaths come before censorings at a tie.
struct SurvivalCurve {
  std::vector<SurvivalStep> steps{};
};

// Followed for `time` >= 0, to death (event) or to the end of observation (censored).
struct FollowUp {
  double time = 0;
  bool event = false;
};

// Any order. Fails when there is none, or a time is negative or not finite.
base::Result<SurvivalCurve> kaplan_meier(std::span<const FollowUp> patients);

// The last step at or before t; survival 1 before the first. After the last time the curve is extended flat.
SurvivalStep survival_at(const SurvivalCurve& curve, double t);

enum class SurvivalScale { plain, log, log_log };
// Clipped to [0, 1]; [1, 1] before the first death; nothing once survival is 0. log is R's default, log_log is
// recommended.
std::optional<Interval> survival_interval(const SurvivalStep& step, SurvivalScale scale, double level = 0.95);

struct MedianSurvival {
  std::optional<double> median{};  // first time with survival <= ½; midway to the next drop where it is exactly ½
  std::optional<double> low{};     // where the interval's ends cross ½
  std::optional<double> high{};
};
MedianSurvival median_survival(const SurvivalCurve& curve, SurvivalScale scale = SurvivalScale::log,
                               double level = 0.95);

}  // namespace kjede::stats
