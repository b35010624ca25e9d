#include <algorithm>
#include <array>

#include "calendar.hpp"
#include "ihca_event.hpp"

namespace kjede::demo {
namespace {

using std::chrono::days;

constexpr std::size_t kalnes = 50;
constexpr std::size_t ulleval = 47;

base::Date after(base::Rng& rng, base::Date date, int from, int to) {
  return date + days{from + static_cast<int>(rng.below(static_cast<std::uint64_t>(to - from + 1)))};
}

Members patients_of(const IhcaYear& y, std::size_t hospital) {
  return members(y.patients, [&](const IhcaPatient& patient) { return patient.hospital == hospital; });
}

// Table 29, patients of 2024; other years in proportion.
void decide_cause(IhcaYear& y) {
  static constexpr std::array<std::string_view, 10> causes{
      "cardiac", "unknown",  "respiratory", "other", "non_traumatic_bleeding", "sepsis", "pulmonary_embolism",
      "trauma",  "overdose", "neurological"};
  const auto counts = apportion(static_cast<int>(y.patients.size()), {455, 237, 101, 74, 49, 37, 26, 18, 17, 13});
  const auto cardiac = [&](auto m) {
    const IhcaPatient& patient = y.patients[m];
    return (y.events[patient.events[0]].shockable() ? 6.0 : 1.0) *
           (patient.admission_cause == "medical_cardiac" ? 3.0 : 1.0);
  };
  for (std::size_t c = 0; c < causes.size(); ++c) {
    const Members open = members(y.patients, [](const IhcaPatient& patient) { return patient.cause.empty(); });
    const auto chosen = c == 0 ? choose(y.rng, open, static_cast<std::size_t>(counts[c]), cardiac)
                               : choose(y.rng, open, static_cast<std::size_t>(counts[c]));
    for (const auto i : chosen) y.patients[i].cause = causes[c];
  }
}

// Table 28 for the nine hospitals with angiography in 2024, 9.8 % of the others' patients.
void decide_angiography(IhcaYear& y) {
  const auto weight = [&](auto m) { return y.patients[m].cause == "cardiac" ? 5.0 : 1.0; };
  for (std::size_t h = 0; h < ihca_hospital_count; ++h) {
    const IhcaHospital& hospital = ihca_hospitals()[h];
    if (!hospital.angiography) continue;
    const IhcaCounts& reference = hospital.counts.back();
    const int count = (hospital.angiographies * y.counts(h).patients + reference.patients / 2) / reference.patients;
    for (const auto i : choose(y.rng, patients_of(y, h), static_cast<std::size_t>(count), weight))
      y.patients[i].angiography = "yes";
  }
  const Members elsewhere =
      members(y.patients, [](const IhcaPatient& patient) { return !ihca_hospitals()[patient.hospital].angiography; });
  for (const auto i : choose(y.rng, elsewhere, static_cast<std::size_t>(y.plan.angiographies_elsewhere), weight))
    y.patients[i].angiography = "yes";
  for (auto& patient : y.patients) {
    if (patient.angiography == "yes" && y.rng.chance(0.55)) patient.pci = "yes";
  }
}

void decide_dates(IhcaYear& y) {
  const bool a_year_ago = y.plan.year < ihca_last_year;
  for (auto& patient : y.patients) {
    const base::Date last = local_date(y.events[patient.events.back()].time);
    if (!patient.survivor) {
      const bool stayed = y.events[patient.events.back()].sustained == "yes";
      // Alive at 30 days is counted from the first event, so death must come before that.
      patient.died = stayed ? std::min(after(y.rng, last, 0, 18), std::max(last, patient.first + days{29})) : last;
      patient.discharged = patient.died;
      patient.survived_1y = a_year_ago ? "no" : "";
      continue;
    }
    patient.discharged = after(y.rng, last, 3, 40);
    patient.temperature = "";
    if (!a_year_ago) continue;
    patient.survived_1y = y.rng.chance(0.83) ? "yes" : "no";
    if (patient.survived_1y == "no") patient.died = after(y.rng, *patient.discharged, 31, 250);
  }
}

void decide_cpc(IhcaYear& y) {
  const IhcaPlan& p = y.plan;
  const Members survivors = members(y.patients, [](const IhcaPatient& patient) { return patient.survivor; });
  for (const auto i : survivors) y.patients[i].cpc = "unknown";
  const Members known = choose(y.rng, survivors, static_cast<std::size_t>(p.cpc_known));
  for (const auto i : known) y.patients[i].cpc = y.rng.chance(0.85) ? "cpc_3" : "cpc_4";
  for (const auto i : choose(y.rng, known, static_cast<std::size_t>(p.cpc_good)))
    y.patients[i].cpc = y.rng.chance(0.8) ? "cpc_1" : "cpc_2";
  for (auto& patient : y.patients) {
    const bool asleep = y.events[patient.events.back()].sustained == "yes";
    if (asleep)
      patient.temperature = y.rng.chance(0.12)   ? "active"
                            : y.rng.chance(0.02) ? "hypothermia"
                            : y.rng.chance(0.07) ? "unknown"
                                                 : "none";
  }
}

void decide_forms(IhcaYear& y) {
  for (auto& event : y.events) {
    if (!y.rng.chance(0.01)) event.completed = after(y.rng, local_date(event.time), 60, 200);
  }
  for (std::size_t h = 0; h < ihca_hospital_count; ++h) {
    const Members here = members(y.events, [&](const IhcaEvent& e) { return e.hospital == h; });
    for (const auto i : choose(y.rng, here, static_cast<std::size_t>(y.counts(h).completed))) {
      y.events[i].completed = after(y.rng, local_date(y.events[i].time), 2, 59);
    }
  }
}

// Only Ullevål has more than 15 answers (§2.5.5): elsewhere at most 15 are asked to answer.
void decide_answers(IhcaYear& y, const Members& sent) {
  constexpr std::size_t at_ulleval = 22;
  constexpr int most = 15;
  std::array<int, ihca_hospital_count> room{};
  room.fill(most);
  Members ours;
  Members others;
  for (const auto i : sent) {
    const std::size_t h = y.patients[i].hospital;
    if (h == ulleval)
      ours.push_back(i);
    else if (room[h]-- > 0)
      others.push_back(i);
  }
  const std::size_t answers = std::min(ours.size(), at_ulleval);
  for (const auto i : choose(y.rng, ours, answers)) y.patients[i].prom_answered = "yes";
  for (const auto i : choose(y.rng, others, static_cast<std::size_t>(y.plan.prom_answered) - answers))
    y.patients[i].prom_answered = "yes";
}

// 265 of 308 sent, 154 answered (§4.2.3.2).
void decide_prom(IhcaYear& y) {
  const IhcaPlan& p = y.plan;
  const Members survivors = members(y.patients, [](const IhcaPatient& patient) { return patient.survivor; });
  const auto reachable = [&](auto m) {
    const IhcaPatient& patient = y.patients[m];
    return patient.same_course == "yes" || patient.age < 18 ? 0.0 : 1.0;
  };
  for (const auto i : survivors) y.patients[i].prom_sent = "no";
  const Members sent = choose(y.rng, survivors, static_cast<std::size_t>(p.prom_sent), reachable);
  for (const auto i : sent) {
    IhcaPatient& patient = y.patients[i];
    patient.prom_sent = "yes";
    patient.prom_answered = "no";
    IhcaEvent& first = y.events[patient.events[0]];
    const base::Date day = local_date(first.time);
    if (!first.completed || (*first.completed - day).count() > 100) first.completed = after(y.rng, day, 60, 100);
    if (patient.died && (*patient.died - day).count() <= 104) patient.died = after(y.rng, day, 120, 360);
  }
  decide_answers(y, sent);
}

// 141 of the 154 answers have the scale (figure 25); at Ullevål all, so that more than 15 do. A stream of its own, so
// that these answers move nothing else.
void decide_health(IhcaYear& y) {
  base::Rng rng = y.rng.stream("eq5d");
  Members elsewhere;
  int known = 0;
  for (std::uint32_t i = 0; i < y.patients.size(); ++i) {
    if (y.patients[i].prom_answered != "yes") continue;
    y.patients[i].health = answer_eq5d(rng, 0.3);
    ++known;
    if (y.patients[i].hospital != ulleval) elsewhere.push_back(i);
  }
  const auto missing = static_cast<std::size_t>(std::max(0, known - y.plan.vas_known));
  for (const auto i : choose(rng, elsewhere, std::min(missing, elsewhere.size()))) y.patients[i].health.vas = -1;
}

// Tables 26 and 27 in 2024; table 34's survivors at Kalnes before; the rest of a year's survivors by kind of hospital.
std::vector<int> survivors_per_hospital(const IhcaYear& y) {
  static constexpr std::array<int, 3> at_kalnes{9, 18, 11};
  std::vector<int> counts;
  if (y.plan.year == ihca_last_year) {
    for (const auto& hospital : ihca_hospitals()) counts.push_back(hospital.survivors);
    return counts;
  }
  const int fixed = at_kalnes[static_cast<std::size_t>(y.plan.year - ihca_first_year)];
  std::vector<double> weights;
  for (std::size_t h = 0; h < ihca_hospital_count; ++h) {
    weights.push_back(h == kalnes ? 0.0 : y.counts(h).patients * (ihca_hospitals()[h].angiography ? 0.37 : 0.24));
  }
  counts = apportion(y.plan.survivors - fixed, weights);
  counts[kalnes] = fixed;
  return counts;
}

void decide_survivors(IhcaYear& y) {
  const auto counts = survivors_per_hospital(y);
  for (std::size_t h = 0; h < ihca_hospital_count; ++h) {
    const auto weight = [&](auto m) { return y.patients[m].age < 65 ? 1.6 : y.patients[m].age < 80 ? 1.0 : 0.6; };
    for (const auto i : choose(y.rng, patients_of(y, h), static_cast<std::size_t>(counts[h]), weight))
      y.patients[i].survivor = true;
  }
}

}  // namespace

void decide_courses(IhcaYear& y) {
  decide_cause(y);
  decide_angiography(y);
  decide_dates(y);
  decide_cpc(y);
  decide_forms(y);
  decide_prom(y);
  decide_health(y);
}

IhcaYear make_ihca_year(int year, base::Rng rng) {
  IhcaYear y{ihca_plan(year), rng, {}, {}};
  decide_patients(y);
  decide_survivors(y);
  decide_events(y);
  decide_courses(y);
  return y;
}

}  // namespace kjede::demo
