#pragma once
// Patients who arrested in hospital and their events in one year, while they are being decided.

#include <optional>
#include <string_view>
#include <vector>

#include "allocation.hpp"
#include "eq5d.hpp"
#include "ihca_tables.hpp"
#include "kjede/base/rng.hpp"
#include "kjede/base/time.hpp"

namespace kjede::demo {

struct IhcaPlan {
  int year = 0;
  // events
  int witnessed_none = 118, witnessed_other = 30, witnessed_telemetry = 17,
      witnessed_unknown = 7;                                      // the rest: staff, 984
  int vf = 193, vt = 154, pea = 382, asystole = 330, pulse = 40;  // the rest: unknown
  int ward = 439;
  int rosc = 623, rosc_unknown = 45;
  int airway_angiography = 330, airway_other = 273;            // 603 (table 31)
  int capnography_angiography = 195, capnography_other = 199;  // 59 % and 73 %
  int capnography_unknown = 177;
  // patients
  int women = 339;
  int survivors = 308, cpc_known = 282, cpc_good = 256;
  int prom_sent = 265, prom_answered = 154, vas_known = 141;
  int angiographies_elsewhere = 47;  // patients of hospitals without: 9.8 %
  int acute = 914, medical_cardiac = 421, medical_other = 390;
};

IhcaPlan ihca_plan(int year);  // 2021 to 2024

struct IhcaPatient {
  std::size_t hospital = 0;
  int age = 70;
  bool male = true;
  bool survivor = false;
  base::Date first{};
  std::optional<base::Date> admitted, discharged, died;
  std::string_view admission_type, admission_cause, same_course = "no", cause, angiography = "no", pci = "no",
                                                    temperature, cpc;
  std::string_view survived_1y, prom_sent, prom_answered;
  Eq5d health;
  Members events;  // in order of time
};

struct IhcaEvent {
  std::uint32_t patient = 0;
  std::size_t hospital = 0;
  bool last = true;  // of the patient
  std::int64_t time = 0;
  int compression = 0;
  int shock = -1;
  std::string_view location, witnessed, rhythm, intubated_before = "no", airway, capnography, rosc = "no",
                                                sustained = "no", termination;
  std::optional<base::Date> completed;
  bool shockable() const { return rhythm == "vf" || rhythm == "vt"; }
};

struct IhcaYear {
  IhcaPlan plan;
  base::Rng rng;
  std::vector<IhcaPatient> patients;
  std::vector<IhcaEvent> events;
  const IhcaCounts& counts(std::size_t hospital) const {
    return ihca_hospitals()[hospital].counts[static_cast<std::size_t>(plan.year - ihca_first_year)];
  }
};

// In this order.
void decide_patients(IhcaYear& year);  // who, where, how many events, when
void decide_events(IhcaYear& year);    // witness, rhythm, ROSC, airway
void decide_courses(IhcaYear& year);   // cause, survival, CPC, PROM, forms

IhcaYear make_ihca_year(int year, base::Rng rng);

}  // namespace kjede::demo
