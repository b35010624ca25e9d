#include <array>

#include "ihca_event.hpp"
#include "norway.hpp"

namespace kjede::demo {
namespace {

constexpr std::size_t kalnes = 50;
constexpr std::size_t tromso = 2;
constexpr std::size_t nordbyhagen = 48;

bool with_angiography(const IhcaEvent& e) { return ihca_hospitals()[e.hospital].angiography; }

Members open_witness(const IhcaYear& y) {
  return members(y.events, [](const IhcaEvent& e) { return e.witnessed == "staff"; });
}

// §2.7.2.2 counts 16 patients on telemetry; with 984, 118, 7 and 30 events that leaves 17 events: one patient had two.
void decide_telemetry(IhcaYear& y) {
  int left = y.plan.witnessed_telemetry;
  for (auto& patient : y.patients) {
    if (patient.events.size() < 2 || left < 2) continue;
    y.events[patient.events[0]].witnessed = y.events[patient.events[1]].witnessed = "telemetry";
    left -= 2;
    break;
  }
  const Members single = members(
      y.events, [&](const IhcaEvent& e) { return e.witnessed == "staff" && y.patients[e.patient].events.size() == 1; });
  for (const auto i : choose(y.rng, single, static_cast<std::size_t>(left))) y.events[i].witnessed = "telemetry";
}

void decide_witness(IhcaYear& y) {
  const IhcaPlan& p = y.plan;
  for (auto& event : y.events) event.witnessed = "staff";
  decide_telemetry(y);
  for (const auto i : choose(y.rng, open_witness(y), static_cast<std::size_t>(p.witnessed_none)))
    y.events[i].witnessed = "none";
  for (const auto i : choose(y.rng, open_witness(y), static_cast<std::size_t>(p.witnessed_other)))
    y.events[i].witnessed = "other";
  for (const auto i : choose(y.rng, open_witness(y), static_cast<std::size_t>(p.witnessed_unknown)))
    y.events[i].witnessed = "unknown";
}

void decide_rhythm(IhcaYear& y) {
  const IhcaPlan& p = y.plan;
  for (auto& event : y.events) event.rhythm = "unknown";
  const auto give = [&](std::string_view rhythm, int count, auto&& weight) {
    const Members open = members(y.events, [](const IhcaEvent& e) { return e.rhythm == "unknown"; });
    for (const auto i : choose(y.rng, open, static_cast<std::size_t>(count), weight)) y.events[i].rhythm = rhythm;
  };
  const auto shockable = [&](auto m) {
    return (with_angiography(y.events[m]) ? 2.2 : 1.0) * (y.events[m].last ? 1.0 : 2.0);
  };
  const auto even = [](auto) { return 1.0; };
  give("vf", p.vf, shockable);
  give("vt", p.vt, shockable);
  give("pea", p.pea, even);
  give("asystole", p.asystole, [&](auto m) { return y.events[m].witnessed == "none" ? 3.0 : 1.0; });
  give("pulse", p.pulse, even);
}

void decide_place(IhcaYear& y) {
  static constexpr std::array<std::string_view, 9> places{
      "monitored_ward", "icu",         "emergency_department", "catheter_laboratory",
      "operating_room", "examination", "outpatient_clinic",    "other",
      "unknown"};
  static constexpr std::array<double, 9> shares{22, 16, 12, 13, 4, 4, 1.5, 3, 0.5};
  const Members everyone = members(y.events, [](const IhcaEvent&) { return true; });
  for (auto& event : y.events) {
    do event.location = places[y.rng.pick(shares)];
    while (event.location == "catheter_laboratory" && !with_angiography(event));
  }
  for (const auto i : choose(y.rng, everyone, static_cast<std::size_t>(y.plan.ward),
                             [&](auto m) { return y.events[m].shockable() ? 0.5 : 1.0; })) {
    y.events[i].location = "ward";
  }
}

// Someone who arrests again had a pulse in between, and a survivor after the last.
double rosc_weight(const IhcaYear& y, std::uint32_t m) {
  const IhcaEvent& e = y.events[m];
  if (!e.last || y.patients[e.patient].survivor) return 1e6;
  return e.shockable() ? 3.0 : e.rhythm == "pulse" ? 2.0 : e.rhythm == "pea" ? 1.0 : 0.6;
}

// Table 34: ROSC at Kalnes in 2021, 2022 and 2023, per cent.
constexpr std::array<int, 3> kalnes_rosc{53, 41, 29};

std::vector<int> rosc_per_hospital(const IhcaYear& y) {
  std::vector<int> counts;
  if (y.plan.year == ihca_last_year) {
    for (const auto& hospital : ihca_hospitals()) counts.push_back(hospital.rosc);
    return counts;
  }
  const int fixed =
      (kalnes_rosc[static_cast<std::size_t>(y.plan.year - ihca_first_year)] * y.counts(kalnes).events + 50) / 100;
  std::vector<double> weights;
  for (std::size_t h = 0; h < ihca_hospital_count; ++h) {
    weights.push_back(h == kalnes ? 0.0 : y.counts(h).events * (ihca_hospitals()[h].angiography ? 1.15 : 0.9));
  }
  counts = apportion(y.plan.rosc - fixed, weights);
  counts[kalnes] = fixed;
  return counts;
}

void decide_rosc(IhcaYear& y) {
  const auto counts = rosc_per_hospital(y);
  for (std::size_t h = 0; h < ihca_hospital_count; ++h) {
    const Members here = members(y.events, [&](const IhcaEvent& e) { return e.hospital == h; });
    const auto weight = [&](auto m) { return rosc_weight(y, m); };
    for (const auto i : choose(y.rng, here, static_cast<std::size_t>(counts[h]), weight)) y.events[i].rosc = "yes";
  }
  const Members none = members(y.events, [](const IhcaEvent& e) { return e.rosc == "no"; });
  const auto odd = [&](auto m) { return rosc_weight(y, m) > 100.0 ? 1e6 : 1.0; };
  for (const auto i : choose(y.rng, none, static_cast<std::size_t>(y.plan.rosc_unknown), odd))
    y.events[i].rosc = y.events[i].sustained = "unknown";
  for (auto& event : y.events) {
    const bool survivor = event.last && y.patients[event.patient].survivor;
    if (event.rosc == "yes" && (survivor || y.rng.chance(0.75))) event.sustained = "yes";
    event.termination = event.rosc == "yes"  ? "rosc"
                        : y.rng.chance(0.78) ? "futile"
                        : y.rng.chance(0.5)  ? "history"
                        : y.rng.chance(0.3)  ? "extracorporeal"
                                             : "unknown";
  }
}

void give_airway(IhcaYear& y, bool angiography, int airways, int documented) {
  // Tromsø documents 92 % in 2024 (table 37): 24 of 26 is printed so.
  const bool project = angiography && y.plan.year == ihca_last_year;
  Members tromso_events;
  if (project)
    tromso_events = choose(y.rng, members(y.events, [](const IhcaEvent& e) { return e.hospital == tromso; }), 26);
  const std::size_t in_tromso = project ? 24 : 0;
  const Members here = members(y.events, [&](const IhcaEvent& e) {
    return with_angiography(e) == angiography && !(project && e.hospital == tromso);
  });
  const Members others = choose(y.rng, here, static_cast<std::size_t>(airways) - tromso_events.size());
  Members advanced = others;
  advanced.insert(advanced.end(), tromso_events.begin(), tromso_events.end());
  for (const auto i : advanced) {
    IhcaEvent& e = y.events[i];
    e.intubated_before = y.rng.chance(0.15) ? "yes" : "no";
    e.airway = y.rng.chance(0.72) ? "endotracheal" : "supraglottic";
    e.capnography = "no";
  }
  const auto weight = [&](auto m) { return y.events[m].hospital == nordbyhagen ? 0.35 : 1.0; };  // least (table 39)
  for (const auto i : choose(y.rng, tromso_events, in_tromso)) y.events[i].capnography = "yes";
  for (const auto i : choose(y.rng, others, static_cast<std::size_t>(documented) - in_tromso, weight))
    y.events[i].capnography = "yes";
}

void decide_airway(IhcaYear& y) {
  const IhcaPlan& p = y.plan;
  for (auto& event : y.events) {
    event.airway = y.rng.chance(0.1) ? "none" : "bag_mask";
    event.capnography = y.rng.chance(0.15) ? "yes" : "no";
  }
  give_airway(y, true, p.airway_angiography, p.capnography_angiography);
  give_airway(y, false, p.airway_other, p.capnography_other);
  const Members without = members(y.events, [](const IhcaEvent& e) {
    return (e.airway == "endotracheal" || e.airway == "supraglottic") && e.capnography == "no";
  });
  for (const auto i : choose(y.rng, without, static_cast<std::size_t>(p.capnography_unknown)))
    y.events[i].capnography = "unknown";
  for (auto& event : y.events) {
    if (event.shockable() && y.rng.chance(0.93))
      event.shock = event.compression + 20 + static_cast<int>(y.rng.below(150));
  }
}

}  // namespace

void decide_events(IhcaYear& y) {
  decide_witness(y);
  decide_rhythm(y);
  decide_place(y);
  decide_rosc(y);
  decide_airway(y);
}

}  // namespace kjede::demo
