#include <algorithm>
#include <array>
#include <cmath>

#include "calendar.hpp"
#include "ihca_event.hpp"

namespace kjede::demo {
namespace {

using std::chrono::days;

// §2.7.2.5: median 73 years, quartiles 62 and 80, mean 69.
constexpr std::array<Knot, 7> age_knots{
    {{0.0, 0.0}, {0.05, 45.0}, {0.25, 62.0}, {0.50, 73.0}, {0.75, 80.0}, {0.95, 89.0}, {1.0, 99.0}}};

void add_event(IhcaYear& y, std::uint32_t patient, std::int64_t time) {
  IhcaEvent event;
  event.patient = patient;
  event.hospital = y.patients[patient].hospital;
  event.time = time;
  event.compression = static_cast<int>(y.rng.below(90));
  y.patients[patient].events.push_back(static_cast<std::uint32_t>(y.events.size()));
  y.events.push_back(event);
}

// The hospital's further events fall to patients it already has; few have more than three.
void add_hospital(IhcaYear& y, std::size_t hospital) {
  const IhcaCounts& counts = y.counts(hospital);
  const auto begin = static_cast<std::uint32_t>(y.patients.size());
  std::vector<int> events(static_cast<std::size_t>(counts.patients), 1);
  for (int extra = counts.patients; extra < counts.events; ++extra) {
    auto& one = events[y.rng.below(events.size())];
    auto& other = events[y.rng.below(events.size())];
    ++(one <= other ? one : other);
  }
  for (std::uint32_t i = 0; i < events.size(); ++i) {
    IhcaPatient patient;
    patient.hospital = hospital;
    patient.first = pick_day(y.rng, y.plan.year);
    const base::Date latest = base::make_date(y.plan.year, 12, 10);
    if (events[i] > 1 && patient.first > latest) patient.first = latest - days{static_cast<int>(y.rng.below(300))};
    patient.admitted = patient.first - days{static_cast<int>(y.rng.below(10))};
    y.patients.push_back(patient);
    std::int64_t time = pick_moment(y.rng, patient.first);
    for (int k = 0; k < events[i]; ++k) {
      add_event(y, begin + i, time);
      time += 1800 + static_cast<std::int64_t>(y.rng.below(3 * 86'400));
    }
  }
}

void decide_age_and_sex(IhcaYear& y) {
  std::vector<double> latent;
  const Members everyone = members(y.patients, [](const IhcaPatient&) { return true; });
  for (const auto i : choose(y.rng, everyone, static_cast<std::size_t>(y.plan.women))) y.patients[i].male = false;
  for (const auto& patient : y.patients) latent.push_back(y.rng.uniform() + (patient.male ? 0.0 : 0.05));
  const auto ages = spread(latent, age_knots);
  for (std::size_t i = 0; i < ages.size(); ++i) y.patients[i].age = static_cast<int>(ages[i]);
}

void decide_admission(IhcaYear& y) {
  const IhcaPlan& p = y.plan;
  static constexpr std::array<std::string_view, 5> causes{"surgical_cardiac", "surgical_other", "trauma", "other",
                                                          "unknown"};
  static constexpr std::array<double, 5> cause_shares{5, 9, 2, 4, 1};
  for (auto& patient : y.patients) {
    patient.admission_type = y.rng.chance(0.75) ? "planned" : y.rng.chance(0.6) ? "outpatient" : "visitor";
    patient.admission_cause = causes[y.rng.pick(cause_shares)];
    patient.same_course = y.rng.chance(0.03) ? "yes" : "no";
  }
  const Members everyone = members(y.patients, [](const IhcaPatient&) { return true; });
  for (const auto i : choose(y.rng, everyone, static_cast<std::size_t>(p.acute)))
    y.patients[i].admission_type = "acute";
  const auto medical = choose(y.rng, everyone, static_cast<std::size_t>(p.medical_cardiac + p.medical_other));
  const auto cardiac = choose(y.rng, medical, static_cast<std::size_t>(p.medical_cardiac),
                              [&](auto m) { return ihca_hospitals()[y.patients[m].hospital].angiography ? 1.6 : 1.0; });
  for (const auto i : medical) y.patients[i].admission_cause = "medical_other";
  for (const auto i : cardiac) y.patients[i].admission_cause = "medical_cardiac";
}

IhcaPlan scaled(int year) {
  IhcaPlan p;
  p.year = year;
  int events = 0;
  int patients = 0;
  for (const auto& hospital : ihca_hospitals()) {
    events += hospital.counts[static_cast<std::size_t>(year - ihca_first_year)].events;
    patients += hospital.counts[static_cast<std::size_t>(year - ihca_first_year)].patients;
  }
  const auto scale = [](int& count, double ratio) { count = static_cast<int>(std::lround(count * ratio)); };
  for (int* count :
       {&p.witnessed_none, &p.witnessed_other, &p.witnessed_telemetry, &p.witnessed_unknown, &p.vf, &p.vt, &p.pea,
        &p.asystole, &p.pulse, &p.ward, &p.rosc, &p.rosc_unknown, &p.airway_angiography, &p.airway_other}) {
    scale(*count, events / 1156.0);
  }
  for (int* count : {&p.women, &p.survivors, &p.cpc_known, &p.cpc_good, &p.prom_sent, &p.prom_answered, &p.vas_known,
                     &p.angiographies_elsewhere, &p.acute, &p.medical_cardiac, &p.medical_other}) {
    scale(*count, patients / 1027.0);
  }
  return p;
}

}  // namespace

// 2023: table 31 (623 with an airway, 237 of them unknown; 49 of 1 231 without known ROSC; 358 survivors, 45 of them
// without CPC) and 46 % capnography at hospitals with angiography (§1). 2021 and 2022: the trend backwards.
IhcaPlan ihca_plan(int year) {
  if (year == 2024) {
    IhcaPlan p;
    p.year = 2024;
    return p;
  }
  IhcaPlan p = scaled(year);
  if (year == 2023) {
    p.rosc_unknown = 49;
    p.airway_angiography = 340;
    p.airway_other = 283;
    p.capnography_angiography = 156;
    p.capnography_other = 175;
    p.capnography_unknown = 237;
    p.survivors = 358;
    p.cpc_known = 313;
    p.cpc_good = 282;
    return p;
  }
  const double share = year == 2022 ? 0.40 : 0.34;
  p.capnography_angiography = static_cast<int>(std::lround(p.airway_angiography * share));
  p.capnography_other = static_cast<int>(std::lround(p.airway_other * (share + 0.12)));
  p.capnography_unknown = static_cast<int>(std::lround((p.airway_angiography + p.airway_other) * 0.41));
  return p;
}

void decide_patients(IhcaYear& y) {
  for (std::size_t hospital = 0; hospital < ihca_hospital_count; ++hospital) add_hospital(y, hospital);
  for (const auto& patient : y.patients) {
    for (const auto event : patient.events) y.events[event].last = event == patient.events.back();
  }
  decide_age_and_sex(y);
  decide_admission(y);
}

}  // namespace kjede::demo
