#include "ohca_plan.hpp"

#include <array>
#include <cmath>
#include <cstddef>

#include "allocation.hpp"

namespace kjede::demo {
namespace {

using Years = std::array<int, 10>;  // 2015–2024

// All records since 2015: 39 950 (table 30). Treated: 2 973 in 2023, 2 905 in 2024; before that the trend of figure 49.
constexpr Years registered{3300, 3600, 3750, 3900, 4050, 4100, 4250, 4280, 4330, 4390};
constexpr Years treated{2412, 2590, 2684, 2755, 2841, 2878, 2940, 2931, 2973, 2905};
constexpr Years not_treated{620, 680, 720, 760, 790, 800, 820, 830, 850, 846};
// 17 in 2020 and 38 in 2024 (table 32), as many in 2023 (§2.6.2.2); otherwise a rise.
constexpr Years rosc_before{9, 12, 14, 19, 22, 17, 24, 31, 38, 38};
// Table 23; before 2018 the same trend backwards.
constexpr Years aed_percent{9, 10, 12, 13, 15, 14, 15, 16, 18, 19};
// Children 2015–2024: 925 registered, 576 confirmed, 526 treated; 95, 61 and 53 in 2024 (§2.8).
constexpr Years child_registered{85, 88, 90, 92, 94, 90, 95, 98, 98, 95};
constexpr Years child_confirmed{54, 55, 56, 57, 58, 56, 59, 60, 60, 61};
constexpr Years child_treated{49, 50, 52, 52, 54, 51, 54, 55, 56, 53};

constexpr std::array<double, 10> bystander_share{0.700, 0.710, 0.730, 0.740, 0.750, 0.740, 0.755, 0.765, 0.775, 0.782};
constexpr std::array<double, 10> capnography_share{0.60, 0.66, 0.71, 0.76, 0.795, 0.81, 0.825, 0.842, 0.86, 0.88};
constexpr std::array<double, 10> survival_against_2024{0.88, 0.89, 0.90, 0.92, 0.93, 0.90, 0.92, 0.94, 0.915, 1.0};

OhcaChildren children_of(std::size_t i) {
  OhcaChildren c;
  c.registered = child_registered[i];
  c.confirmed = child_confirmed[i];
  c.treated = child_treated[i];
  Years suspected{};
  for (std::size_t y = 0; y < suspected.size(); ++y) suspected[y] = child_registered[y] - child_confirmed[y];
  c.treated_boys = portion(300, child_treated, i);  // 57 % of 526
  c.rhythm_unknown = portion(8, child_treated, i);
  c.shockable = portion(44, child_treated, i);           // 8.5 % of the 518 with a known rhythm
  c.shockable_under_12 = portion(15, child_treated, i);  // 5 % of those under 12
  c.rosc_sustained = portion(184, child_treated, i);     // 35 %
  c.survivors = portion(105, child_treated, i);          // 20 %
  c.has_pulse = portion(343, suspected, i);              // 86 % of the 399 not treated
  return c;
}

// Every count that is not said for the year itself, in proportion to the treated of 2024.
void scale(OhcaPlan& p, double ratio) {
  for (int* count : {&p.male,
                     &p.sex_unknown,
                     &p.identity_unknown,
                     &p.ems_witnessed,
                     &p.bystander_witnessed,
                     &p.witness_unknown,
                     &p.shockable_bystander,
                     &p.shockable_other,
                     &p.pulse_at_check,
                     &p.rhythm_unknown,
                     &p.pea,
                     &p.at_home,
                     &p.cardiac,
                     &p.bystander_cpr_unknown,
                     &p.bystander_cpr_unknown_elsewhere,
                     &p.telephone_unknown,
                     &p.response_unknown,
                     &p.response_unknown_elsewhere,
                     &p.response_too_long,
                     &p.advanced_airway,
                     &p.rosc_any,
                     &p.rosc_sustained,
                     &p.rosc_unknown,
                     &p.comparator_rosc,
                     &p.comparator_sustained,
                     &p.comparator_survivors,
                     &p.termination_unknown,
                     &p.arrived_ongoing,
                     &p.arrived_dead,
                     &p.arrived_unknown,
                     &p.cardiac_admitted,
                     &p.angiography,
                     &p.survivors,
                     &p.survivors_not_awake,
                     &p.survivors_awake_unknown,
                     &p.dead_later,
                     &p.dead_later_not_awake,
                     &p.active_temperature,
                     &p.hypothermia,
                     &p.temperature_unknown,
                     &p.cpc_known,
                     &p.cpc_good,
                     &p.prom_sent,
                     &p.prom_answered}) {
    *count = static_cast<int>(std::lround(*count * ratio));
  }
}

void follow_trends(OhcaPlan& p, std::size_t i) {
  const double survival = survival_against_2024[i];
  for (int* count : {&p.survivors, &p.survivors_not_awake, &p.comparator_survivors, &p.cpc_known, &p.cpc_good,
                     &p.prom_sent, &p.prom_answered}) {
    *count = static_cast<int>(std::lround(*count * survival));
  }
  p.bystander_cpr = static_cast<int>(std::lround((p.treated - p.ems_witnessed) * bystander_share[i]));
  p.capnography = static_cast<int>(std::lround(p.advanced_airway * capnography_share[i]));
  p.capnography_unknown =
      static_cast<int>(std::lround(p.advanced_airway * (0.035 + 0.005 * static_cast<double>(8 - static_cast<int>(i)))));
  p.not_treated_ems_witnessed = 100;
  p.suspected_relevant = 80;
}

int relevant_for_amk(const OhcaPlan& p) {
  return p.treated - p.ems_witnessed + p.not_treated_confirmed - p.not_treated_ems_witnessed + p.suspected_relevant;
}

// Table 31 (unknown values 2023), table 25 (40 % in the comparator group), §1 (capnography 86 %).
void as_published_2023(OhcaPlan& p) {
  p.ems_witnessed = 360;
  p.bystander_cpr = 2025;
  p.not_treated_ems_witnessed = 60;
  p.suspected_relevant = 83;  // 3 486 relevant for AMK
  p.telephone_unknown = 100;
  p.bystander_cpr_unknown = 11;
  p.bystander_cpr_unknown_elsewhere = 10;
  p.response_unknown = 6;
  p.response_unknown_elsewhere = 0;
  p.advanced_airway = 1998;
  p.capnography = 1718;
  p.capnography_unknown = 70;
  p.rosc_unknown = 2;
  p.rhythm_unknown = 117;
  p.termination_unknown = 250;
  p.arrived_unknown = 32;
  p.arrived_ongoing = 178;
  p.arrived_dead = 30;
  p.rosc_sustained = 847;  // 1 070 admitted in all
  p.rosc_any = 1110;
  p.survivors = 428;
  p.survivors_not_awake = 160;
  p.shockable_bystander = 405;
  p.comparator_survivors = 162;
  p.cpc_known = 398;
  p.cpc_good = 372;
  p.dead_later = 186;
  p.dead_later_not_awake = 172;  // 332 for temperature control
  p.temperature_unknown = 13;
  p.prom_sent = 321;
  p.prom_answered = 209;
}

OhcaPlan early_plan(int year) {
  OhcaPlan p;
  p.year = year;
  p.rosc_before_ems = p.treated = p.registered = year == 2013 ? 4 : 7;
  return p;
}

}  // namespace

OhcaPlan ohca_plan(int year) {
  if (year < ohca_first_full_year) return early_plan(year);
  const auto i = static_cast<std::size_t>(year - ohca_first_full_year);
  OhcaPlan p;
  p.year = year;
  if (year != 2024) {
    scale(p, treated[i] / 2905.0);
    p.treated = treated[i];
    p.not_treated_confirmed = not_treated[i];
    const auto reasons = apportion(not_treated[i], {710, 95, 32, 9});
    p.reason_futile = reasons[0];
    p.reason_dnacpr = reasons[1];
    p.reason_history = reasons[2];
    follow_trends(p, i);
  }
  if (year == 2023) as_published_2023(p);
  p.registered = registered[i];
  p.rosc_before_ems = rosc_before[i];
  p.children = children_of(i);
  if (year != 2024) {
    p.aed_attached = static_cast<int>(std::lround(relevant_for_amk(p) * aed_percent[i] / 100.0));
    p.aed_by_bystander = static_cast<int>(std::lround(p.aed_attached * 0.36));
    p.aed_by_first_responder = static_cast<int>(std::lround(p.aed_attached * 0.49));
    p.aed_shocked = static_cast<int>(std::lround(p.aed_attached * 0.27));
  }
  p.arrived_circulation = p.rosc_sustained - p.sustained_ongoing - p.sustained_dead - p.sustained_unknown;
  return p;
}

}  // namespace kjede::demo
