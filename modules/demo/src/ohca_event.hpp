#pragma once
// One synthetic arrest out of hospital while it is being decided, and the year it belongs to. Codes are the
// catalog's (registers/ohca.yaml); an empty text is an empty cell; times are seconds after the call, -1 for none.

#include <optional>
#include <string_view>
#include <vector>

#include "allocation.hpp"
#include "eq5d.hpp"
#include "kjede/base/rng.hpp"
#include "kjede/base/time.hpp"
#include "ohca_plan.hpp"

namespace kjede::demo {

enum class OhcaKind { treated, not_treated, suspected };

struct OhcaEvent {
  OhcaKind kind = OhcaKind::treated;
  bool rosc_before_ems = false;
  bool relevant_for_amk = false;
  bool comparator = false;  // witnessed by a bystander, first rhythm shockable
  std::size_t service = 0;
  int hospital = -1;
  int age = 50;
  bool child = false;
  bool male = true;
  bool sex_known = true;
  bool identity_known = true;

  base::Date date{};
  std::int64_t call = 0;  // UTC seconds
  bool call_known = true;
  int dispatched = -1, on_scene = -1, at_patient = -1, arrived = -1;
  int recognised = -1, compression = -1, first_shock = -1;

  std::string_view unconscious = "yes", audio_log, telephone;
  std::string_view witnessed, location, cause, bystander_cpr, bystander_type, responder_cpr;
  std::string_view aed_by = "not_attached", shocked_before = "no";
  std::string_view confirmed = "yes", pulse = "no", ems_cpr = "yes", reason;
  std::string_view rhythm, shocked_by_ems, airway, capnography, mechanical, adrenaline, amiodarone;
  std::string_view rosc, sustained, termination;
  std::string_view transported = "no", status, awake, alive_24h = "no", angiography, pci, temperature, cpc;
  std::string_view survived_30d = "no", survived_1y = "no", prom_sent, prom_answered;
  Eq5d health;
  std::optional<base::Date> discharged, died, completed;

  bool treated() const { return kind == OhcaKind::treated; }
  bool ems_witnessed() const { return witnessed == "ems"; }
  bool shockable() const { return rhythm == "vf" || rhythm == "vt" || rhythm == "aed_shockable"; }
  bool cpr_by_anyone() const { return ems_cpr == "yes" || bystander_cpr == "yes" || responder_cpr == "yes"; }
};

struct OhcaYear {
  OhcaPlan plan;
  base::Rng rng;
  std::vector<OhcaEvent> events;
  Members treated;

  template <class Condition>
  Members treated_where(Condition&& condition) const {
    Members found;
    for (const std::uint32_t i : treated) {
      if (condition(events[i])) found.push_back(i);
    }
    return found;
  }
};

// In this order; each relies on what the ones before decided.
void decide_who(OhcaYear& year);         // service, day, age, sex, who was treated
void decide_arrest(OhcaYear& year);      // witnessed, first rhythm, place
void decide_bystanders(OhcaYear& year);  // relevance for AMK, CPR and AED before the ambulance
void decide_times(OhcaYear& year);       // the emergency call and the ambulance
void decide_treatment(OhcaYear& year);   // airway, capnography, ROSC
void decide_hospital(OhcaYear& year);    // arrival, survival, what the hospital did
void decide_follow_up(OhcaYear& year);   // forms, PROM, dates

OhcaYear make_ohca_year(int year, base::Rng rng);

}  // namespace kjede::demo
