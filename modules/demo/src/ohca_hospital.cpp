#include <array>

#include "norway.hpp"
#include "ohca_event.hpp"

namespace kjede::demo {
namespace {

void set_status(OhcaYear& y, const Members& who, std::string_view status) {
  for (const auto i : who) {
    y.events[i].transported = "yes";
    y.events[i].status = status;
  }
}

// Who reaches a hospital, and how (1 015, of them 170 with ongoing CPR; table 31: 36 unknown).
void decide_arrival(OhcaYear& y) {
  const OhcaPlan& p = y.plan;
  const auto open = [&](bool sustained) {
    return y.treated_where([&](const OhcaEvent& e) { return e.status.empty() && (e.sustained == "yes") == sustained; });
  };
  const auto never_worse = [&](auto m) { return y.events[m].rosc_before_ems ? 0.0 : 1.0; };
  set_status(y, choose(y.rng, open(true), static_cast<std::size_t>(p.sustained_ongoing), never_worse), "ongoing_cpr");
  set_status(y, choose(y.rng, open(true), static_cast<std::size_t>(p.sustained_dead), never_worse), "dead");
  set_status(y, choose(y.rng, open(true), static_cast<std::size_t>(p.sustained_unknown), never_worse), "unknown");
  set_status(y, open(true), "circulation");
  const auto likely = [&](auto m) {
    const OhcaEvent& e = y.events[m];
    return (e.rosc == "yes" ? 4.0 : 1.0) * (e.shockable() ? 4.0 : 1.0) * (e.child ? 3.0 : e.age < 65 ? 2.0 : 1.0);
  };
  set_status(y, choose(y.rng, open(false), static_cast<std::size_t>(p.arrived_ongoing - p.sustained_ongoing), likely),
             "ongoing_cpr");
  set_status(y, choose(y.rng, open(false), static_cast<std::size_t>(p.arrived_dead - p.sustained_dead), likely),
             "dead");
  set_status(y, choose(y.rng, open(false), static_cast<std::size_t>(p.arrived_unknown - p.sustained_unknown), likely),
             "unknown");
  for (auto& event : y.events) {
    if (event.kind == OhcaKind::suspected && y.rng.chance(0.55)) event.transported = "yes";
    if (event.transported != "yes") continue;
    const auto& hospitals = services()[event.service].hospitals;
    static constexpr std::array<double, 4> nearest{6, 3, 1, 1};
    event.hospital = hospitals[y.rng.pick(std::span(nearest).first(hospitals.size()))];
    if (event.on_scene >= 0) event.arrived = event.on_scene + 1200 + static_cast<int>(y.rng.below(3600));
  }
}

// Survivors become known; and no child in Telemark, where more than 90 % of survivors are sent a form for adults.
double survival_weight(const OhcaEvent& e) {
  constexpr std::size_t telemark = 13;
  if (e.rosc_before_ems) return 1e6;
  if (!e.identity_known || (e.child && e.service == telemark)) return 1e-4;
  const double arrival = e.status == "circulation" ? 1.0 : e.status == "unknown" ? 0.4 : 0.06;
  return arrival * (e.shockable() ? 3.0 : 0.8) *
         (e.age < 60   ? 1.6
          : e.age < 75 ? 1.1
                       : 0.5) *
         (e.ems_witnessed() ? 1.4 : 1.0);
}

void decide_survival(OhcaYear& y) {
  const OhcaPlan& p = y.plan;
  const auto survive = [&](auto&& group, int count) {
    const Members pool =
        y.treated_where([&](const OhcaEvent& e) { return group(e) && e.transported == "yes" && e.status != "dead"; });
    for (const auto i :
         choose(y.rng, pool, static_cast<std::size_t>(count), [&](auto m) { return survival_weight(y.events[m]); }))
      y.events[i].survived_30d = "yes";
  };
  survive([](const OhcaEvent& e) { return e.comparator && !e.child; }, p.comparator_survivors);
  survive([](const OhcaEvent& e) { return e.child; }, p.children.survivors);
  survive([](const OhcaEvent& e) { return !e.comparator && !e.child; },
          p.survivors - p.comparator_survivors - p.children.survivors);
  const auto survivors = y.treated_where([](const OhcaEvent& e) { return e.survived_30d == "yes"; });
  for (const auto i : survivors) {
    y.events[i].alive_24h = "yes";
    y.events[i].awake = "yes";
  }
  const auto asleep = [&](auto m) {
    return y.events[m].rosc_before_ems ? 0.1 : y.events[m].ems_witnessed() ? 0.6 : 1.0;
  };
  const auto not_awake =
      choose(y.rng, survivors, static_cast<std::size_t>(p.survivors_not_awake + p.survivors_awake_unknown), asleep);
  for (std::size_t k = 0; k < not_awake.size(); ++k) {
    y.events[not_awake[k]].awake = static_cast<int>(k) < p.survivors_awake_unknown ? "unknown" : "no";
  }
}

// Those alive after a day who die within the month, and all others who reached the hospital.
void decide_deaths(OhcaYear& y) {
  const OhcaPlan& p = y.plan;
  const Members pool = y.treated_where(
      [](const OhcaEvent& e) { return e.transported == "yes" && e.status != "dead" && e.survived_30d != "yes"; });
  const auto later = choose(y.rng, pool, static_cast<std::size_t>(p.dead_later),
                            [&](auto m) { return y.events[m].status == "circulation" ? 10.0 : 1.0; });
  for (std::size_t k = 0; k < later.size(); ++k) {
    OhcaEvent& event = y.events[later[k]];
    event.alive_24h = "yes";
    const int order = static_cast<int>(k);
    event.awake = order < p.dead_later_not_awake                                ? "no"
                  : order < p.dead_later_not_awake + p.dead_later_awake_unknown ? "unknown"
                                                                                : "yes";
  }
  for (const auto i : pool) {
    if (y.events[i].awake.empty()) y.events[i].awake = "no";
  }
}

void decide_temperature(OhcaYear& y) {
  const OhcaPlan& p = y.plan;
  const Members eligible = y.treated_where([](const OhcaEvent& e) { return e.awake == "no" && e.alive_24h == "yes"; });
  for (const auto i : eligible) y.events[i].temperature = "none";
  const auto chosen =
      choose(y.rng, eligible, static_cast<std::size_t>(p.active_temperature + p.hypothermia + p.temperature_unknown));
  for (std::size_t k = 0; k < chosen.size(); ++k) {
    const int order = static_cast<int>(k);
    y.events[chosen[k]].temperature = order < p.active_temperature                   ? "active"
                                      : order < p.active_temperature + p.hypothermia ? "hypothermia"
                                                                                     : "unknown";
  }
}

// The north's 34 % angiography cannot be printed of every number of patients: as few as needed change places with the
// west.
void make_north_printable(OhcaYear& y) {
  if (y.plan.year != ohca_last_year) return;
  const auto admitted = [&](Region region, bool cardiac) {
    return y.treated_where([&](const OhcaEvent& e) {
      return e.transported == "yes" && services()[e.service].region == region && (e.cause == "cardiac") == cardiac &&
             !e.shockable();
    });
  };
  const auto in_north = [&] {
    return static_cast<int>(y.treated_where([](const OhcaEvent& e) {
                               return e.transported == "yes" && e.cause == "cardiac" &&
                                      services()[e.service].region == Region::north;
                             }).size());
  };
  const auto printable = [](int n) {
    const auto counts = counts_printed_as(34, n);
    return counts.first <= counts.second;
  };
  while (!printable(in_north())) {
    y.events[choose(y.rng, admitted(Region::north, true), 1)[0]].cause = "respiratory";
    y.events[choose(y.rng, admitted(Region::west, false), 1)[0]].cause = "cardiac";
  }
}

// Cause comes last of all that the report counts together: 694 of the admitted and 72 % of all are cardiac.
void decide_cause(OhcaYear& y) {
  const OhcaPlan& p = y.plan;
  static constexpr std::array<std::string_view, 10> causes{
      "respiratory",         "overdose",      "trauma", "asphyxia", "drowning", "non_traumatic_bleeding",
      "sudden_infant_death", "electrocution", "other",  "unknown"};
  static constexpr std::array<double, 10> adult{26, 16, 12, 9, 4, 5, 0, 0.3, 20, 8};
  static constexpr std::array<double, 10> child{30, 6, 14, 12, 10, 2, 14, 0.3, 8, 4};
  for (auto& event : y.events) event.cause = causes[y.rng.pick(event.child ? child : adult)];
  const auto weight = [&](auto m) {
    return y.events[m].shockable() ? 10.0 : y.events[m].child ? 0.15 : y.events[m].age > 50 ? 1.2 : 0.7;
  };
  const Members admitted = y.treated_where([](const OhcaEvent& e) { return e.transported == "yes"; });
  const Members others = y.treated_where([](const OhcaEvent& e) { return e.transported != "yes"; });
  for (const auto i : choose(y.rng, admitted, static_cast<std::size_t>(p.cardiac_admitted), weight))
    y.events[i].cause = "cardiac";
  for (const auto i : choose(y.rng, others, static_cast<std::size_t>(p.cardiac - p.cardiac_admitted), weight))
    y.events[i].cause = "cardiac";
  make_north_printable(y);
  for (auto& event : y.events) {
    if (!event.treated() && y.rng.chance(event.kind == OhcaKind::not_treated ? 0.5 : 0.2)) event.cause = "cardiac";
  }
}

// From 34 % to 62 % by region, 56 % in all (§2.6.4.1): both ends are exact, the regions between share the rest.
std::array<int, 4> angiographies(const std::array<Members, 4>& cardiac, int total) {
  const auto of = [&](Region region, double share) {
    return static_cast<int>(share * static_cast<double>(cardiac[static_cast<std::size_t>(region)].size()) + 0.5);
  };
  std::array<int, 4> counts{of(Region::north, 0.34), 0, 0, of(Region::south_east, 0.62)};
  const std::size_t mid = cardiac[1].size();
  const std::size_t west = cardiac[2].size();
  const int rest = total - counts[0] - counts[3];
  counts[1] =
      static_cast<int>(static_cast<double>(rest) * static_cast<double>(mid) / static_cast<double>(mid + west) + 0.5);
  counts[2] = rest - counts[1];
  return counts;
}

void decide_angiography(OhcaYear& y) {
  std::array<Members, 4> cardiac;
  for (const auto i : y.treated) {
    OhcaEvent& e = y.events[i];
    if (e.transported != "yes") continue;
    e.angiography = e.status == "dead" ? "no" : y.rng.chance(0.06) ? "yes" : "no";
    e.pci = "no";
    if (e.cause != "cardiac") continue;
    e.angiography = "no";
    cardiac[static_cast<std::size_t>(services()[e.service].region)].push_back(i);
  }
  const auto counts = angiographies(cardiac, y.plan.angiography);
  const auto weight = [&](auto m) {
    const OhcaEvent& e = y.events[m];
    return e.status == "dead"
               ? 0.0
               : (e.shockable() ? 3.0 : 1.0) * (e.alive_24h == "yes" ? 3.0 : 0.6) * (e.age > 80 ? 0.4 : 1.0);
  };
  for (std::size_t r = 0; r < cardiac.size(); ++r) {
    for (const auto i : choose(y.rng, cardiac[r], static_cast<std::size_t>(counts[r]), weight))
      y.events[i].angiography = "yes";
  }
  for (const auto i : y.treated) {
    if (y.events[i].angiography == "yes" && y.rng.chance(0.6)) y.events[i].pci = "yes";
  }
}

void decide_cpc(OhcaYear& y) {
  const OhcaPlan& p = y.plan;
  const Members survivors = y.treated_where([](const OhcaEvent& e) { return e.survived_30d == "yes"; });
  const Members known = choose(y.rng, survivors, static_cast<std::size_t>(p.cpc_known),
                               [&](auto m) { return y.events[m].identity_known ? 1.0 : 0.1; });
  for (const auto i : survivors) y.events[i].cpc = "unknown";
  for (const auto i : known) y.events[i].cpc = y.rng.chance(0.8) ? "cpc_3" : "cpc_4";
  for (const auto i : choose(y.rng, known, static_cast<std::size_t>(p.cpc_good),
                             [&](auto m) { return y.events[m].awake == "no" ? 0.6 : 1.0; })) {
    y.events[i].cpc = y.rng.chance(0.85) ? "cpc_1" : "cpc_2";
  }
}

void decide_termination(OhcaYear& y) {
  const OhcaPlan& p = y.plan;
  for (const auto i : y.treated) {
    OhcaEvent& e = y.events[i];
    e.termination = e.sustained == "yes"        ? "rosc"
                    : e.status == "ongoing_cpr" ? "handed_over"
                    : y.rng.chance(0.86)        ? "futile"
                    : y.rng.chance(0.7)         ? "history"
                                                : "other";
  }
  for (const auto i : choose(y.rng, y.treated, static_cast<std::size_t>(p.termination_unknown),
                             [&](auto m) { return y.events[m].sustained == "yes" ? 0.6 : 1.0; })) {
    y.events[i].termination = "unknown";
  }
}

}  // namespace

void decide_hospital(OhcaYear& y) {
  decide_arrival(y);
  decide_survival(y);
  decide_deaths(y);
  decide_temperature(y);
  decide_cause(y);
  decide_angiography(y);
  decide_cpc(y);
  decide_termination(y);
}

}  // namespace kjede::demo
