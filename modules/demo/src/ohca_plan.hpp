#pragma once
// How many of what, out of hospital, in each year. 2024 and what table 31 says of 2023 are published counts; the
// other years follow the published trends. docs/reference/calibration.md names the source of each number.

namespace kjede::demo {

inline constexpr int ohca_first_year = 2013;  // 2013 and 2014: only those with circulation before the ambulance
inline constexpr int ohca_first_full_year = 2015;
inline constexpr int ohca_last_year = 2024;

struct OhcaChildren {
  int registered = 0;
  int confirmed = 0;
  int treated = 0;
  int treated_boys = 0;
  int shockable = 0;
  int shockable_under_12 = 0;
  int rhythm_unknown = 0;
  int rosc_sustained = 0;
  int survivors = 0;
  int has_pulse = 0;  // among those not treated: the reason
};

struct OhcaPlan {
  int year = 0;
  // who
  int registered = 3300;
  int treated = 2905;  // ambulance CPR, or circulation after an AED shock
  int rosc_before_ems = 38;
  int not_treated_confirmed = 846;
  int not_treated_ems_witnessed = 140;  // of these, witnessed by the ambulance: not relevant for AMK
  int suspected_relevant = 40;          // not confirmed, yet unconscious and not breathing normally at the call
  int reason_futile = 710, reason_dnacpr = 95, reason_history = 32;
  OhcaChildren children;
  int male = 1972, sex_unknown = 8, identity_unknown = 45;
  // the arrest, among the treated
  int ems_witnessed = 352, bystander_witnessed = 1261, witness_unknown = 87;
  int shockable_bystander = 399, shockable_other = 255, pulse_at_check = 163, rhythm_unknown = 124, pea = 640;
  int at_home = 1917, cardiac = 2092;
  // before the ambulance
  int bystander_cpr = 1997, bystander_cpr_unknown = 12, bystander_cpr_unknown_elsewhere = 10;
  int aed_attached = 632, aed_by_bystander = 230, aed_by_first_responder = 310, aed_shocked = 171;
  int telephone_unknown = 171;
  int response_unknown = 9, response_unknown_elsewhere = 4, response_too_long = 4;
  // the ambulance
  int advanced_airway = 1809, capnography = 1592, capnography_unknown = 38;
  int rosc_any = 1055, rosc_sustained = 797, rosc_unknown = 7;
  int comparator_rosc = 266, comparator_sustained = 228, comparator_survivors = 167;
  int termination_unknown = 324;
  // the hospital
  int arrived_circulation = 780, arrived_ongoing = 170, arrived_dead = 29, arrived_unknown = 36;
  int sustained_ongoing = 8, sustained_dead = 4, sustained_unknown = 5;
  int cardiac_admitted = 694, angiography = 389;
  int survivors = 457, survivors_not_awake = 155, survivors_awake_unknown = 7;
  int dead_later = 163, dead_later_not_awake = 147, dead_later_awake_unknown = 1;  // alive at 24 h, dead at 30 days
  int active_temperature = 129, hypothermia = 12, temperature_unknown = 20;
  int cpc_known = 435, cpc_good = 407;
  // follow-up
  int prom_sent = 359, prom_answered = 235;
};

OhcaPlan ohca_plan(int year);  // 2013 to 2024

}  // namespace kjede::demo
