#include <algorithm>
#include <array>
#include <cmath>

#include "norway.hpp"
#include "ohca_event.hpp"

namespace kjede::demo {
namespace {

void decide_relevance(OhcaYear& y) {
  const Members unclear = members(y.events, [](const OhcaEvent& e) { return e.kind == OhcaKind::suspected; });
  for (const auto i : unclear) y.events[i].unconscious = y.rng.chance(0.8) ? "no" : "unknown";
  for (const auto i : choose(y.rng, unclear, static_cast<std::size_t>(y.plan.suspected_relevant)))
    y.events[i].unconscious = "yes";
  for (auto& event : y.events) {
    if (event.ems_witnessed()) event.unconscious = "no";
    event.relevant_for_amk =
        !event.ems_witnessed() && (event.kind != OhcaKind::suspected || event.unconscious == "yes");
    if (event.relevant_for_amk && event.kind != OhcaKind::suspected && y.rng.chance(0.06))
      event.unconscious = "unknown";
  }
}

void decide_bystander_cpr(OhcaYear& y) {
  const OhcaPlan& p = y.plan;
  for (auto& event : y.events) {
    if (event.treated()) {
      event.bystander_cpr = "no";
    } else {
      event.bystander_cpr = !event.ems_witnessed() && y.rng.chance(event.relevant_for_amk ? 0.42 : 0.25) ? "yes" : "no";
    }
  }
  const Members could = y.treated_where([](const OhcaEvent& e) { return !e.ems_witnessed(); });
  const auto weight = [&](auto m) {
    const OhcaEvent& e = y.events[m];
    return e.rosc_before_ems ? 1e6 : e.witnessed == "bystander" ? 1.0 : 0.85;
  };
  for (const auto i : choose(y.rng, could, static_cast<std::size_t>(p.bystander_cpr), weight))
    y.events[i].bystander_cpr = "yes";
  const Members without =
      y.treated_where([](const OhcaEvent& e) { return !e.ems_witnessed() && e.bystander_cpr == "no"; });
  for (const auto i : choose(y.rng, without, static_cast<std::size_t>(p.bystander_cpr_unknown)))
    y.events[i].bystander_cpr = "unknown";
  const Members elsewhere = members(
      y.events, [](const OhcaEvent& e) { return !e.treated() && e.relevant_for_amk && e.bystander_cpr == "no"; });
  for (const auto i : choose(y.rng, elsewhere, static_cast<std::size_t>(p.bystander_cpr_unknown_elsewhere)))
    y.events[i].bystander_cpr = "unknown";
  for (auto& event : y.events) {
    if (event.bystander_cpr != "yes") continue;
    event.bystander_type = y.rng.chance(0.05)  ? "unknown"
                           : y.rng.chance(0.6) ? "compressions_only"
                                               : "with_ventilations";
  }
}

// Who brings the AED: far from the ambulance, more often the fire brigade or volunteers.
void name_attachers(OhcaYear& y, const Members& attached) {
  const OhcaPlan& p = y.plan;
  for (const auto i : attached) y.events[i].aed_by = "health_personnel";
  const auto by_bystander = choose(y.rng, attached, static_cast<std::size_t>(p.aed_by_bystander),
                                   [&](auto m) { return y.events[m].location == "home" ? 0.4 : 1.6; });
  for (const auto i : by_bystander) y.events[i].aed_by = "bystander";
  Members rest;
  for (const auto i : attached) {
    if (y.events[i].aed_by == "health_personnel") rest.push_back(i);
  }
  for (const auto i : choose(y.rng, rest, static_cast<std::size_t>(p.aed_by_first_responder),
                             [&](auto m) { return services()[y.events[m].service].slowness; })) {
    y.events[i].aed_by = "first_responder";
  }
}

void decide_aed(OhcaYear& y) {
  const OhcaPlan& p = y.plan;
  const Members pool =
      members(y.events, [](const OhcaEvent& e) { return e.relevant_for_amk && e.bystander_cpr == "yes"; });
  const auto weight = [&](auto m) {
    const OhcaEvent& e = y.events[m];
    if (e.rosc_before_ems) return 1e6;
    return services()[e.service].slowness * (e.location == "home" ? 0.8 : 1.5) * (e.treated() ? 1.0 : 0.8) *
           (e.rhythm == "aed_shockable" || e.rhythm == "aed_non_shockable" ? 4.0 : 1.0);
  };
  const Members attached = choose(y.rng, pool, static_cast<std::size_t>(p.aed_attached), weight);
  name_attachers(y, attached);
  Members treated;
  for (const auto i : attached) {
    if (y.events[i].treated()) treated.push_back(i);
  }
  const auto shock_weight = [&](auto m) {
    return y.events[m].rosc_before_ems ? 1e6 : y.events[m].shockable() ? 12.0 : 1.0;
  };
  for (const auto i : choose(y.rng, treated, static_cast<std::size_t>(p.aed_shocked), shock_weight))
    y.events[i].shocked_before = "yes";
  for (auto& event : y.events) {
    event.responder_cpr = event.aed_by == "first_responder"              ? "yes"
                          : !event.ems_witnessed() && y.rng.chance(0.07) ? "yes"
                                                                         : "no";
    if (event.aed_by == "not_attached" && y.rng.chance(0.006)) event.aed_by = "unknown";
  }
}

// Telephone-guided CPR by call centre in 2024; Bodø 82 % and Sandnessjøen 95 % (tables 33, 38), two above 90 %
// (figure 2), the rest invented.
constexpr std::array<double, amk_count> guided_2024{0.74, 0.78, 0.82, 0.95, 0.76, 0.85, 0.79, 0.86,
                                                    0.83, 0.92, 0.84, 0.70, 0.80, 0.72, 0.81, 0.77};
constexpr std::size_t amk_bodo = 2;

double guided_share(std::size_t amk, int year) {
  if (amk == amk_bodo) return year >= 2024 ? 0.82 : year == 2023 ? 0.72 : 0.68;
  const double before = 0.012 * (2024 - year);
  return guided_2024[amk] - before;
}

void decide_telephone_cpr(OhcaYear& y) {
  std::array<Members, amk_count> by_amk;
  for (std::uint32_t i = 0; i < y.events.size(); ++i) {
    OhcaEvent& event = y.events[i];
    event.telephone = event.relevant_for_amk && y.rng.chance(0.25) ? "declined" : "no";
    if (event.relevant_for_amk && event.cpr_by_anyone())
      by_amk[static_cast<std::size_t>(services()[event.service].amk)].push_back(i);
  }
  for (std::size_t a = 0; a < amk_count; ++a) {
    const auto guided = static_cast<std::size_t>(
        std::floor(guided_share(a, y.plan.year) * static_cast<double>(by_amk[a].size()) + 0.5));
    const auto weight = [&](auto m) { return y.events[m].bystander_cpr == "yes" ? 6.0 : 1.0; };
    for (const auto i : choose(y.rng, by_amk[a], guided, weight)) y.events[i].telephone = "yes";
  }
  const Members open = members(y.events, [](const OhcaEvent& e) { return e.relevant_for_amk && e.telephone != "yes"; });
  for (const auto i : choose(y.rng, open, static_cast<std::size_t>(y.plan.telephone_unknown)))
    y.events[i].telephone = "unknown";
}

// Those the ambulance did not treat, who can be given or spared CPR by bystander.
struct Untreated {
  Members without;
  Members with;
  int room(int change) const {
    return change >= 0 ? static_cast<int>(without.size()) - change : static_cast<int>(with.size()) + change;
  }
};

Untreated untreated(const OhcaYear& y, std::size_t service, bool relevant) {
  const auto here = [&](const OhcaEvent& e) {
    return e.service == service && !e.treated() && !e.ems_witnessed() && e.relevant_for_amk == relevant &&
           e.aed_by == "not_attached" && e.responder_cpr != "yes";
  };
  return {members(y.events, [&](const OhcaEvent& e) { return here(e) && e.bystander_cpr == "no"; }),
          members(y.events, [&](const OhcaEvent& e) { return here(e) && e.bystander_cpr == "yes"; })};
}

void change_cpr(OhcaYear& y, const Untreated& group, int change) {
  for (int k = 0; k < change; ++k) y.events[group.without[static_cast<std::size_t>(k)]].bystander_cpr = "yes";
  for (int k = 0; k < -change; ++k) {
    OhcaEvent& event = y.events[group.with[static_cast<std::size_t>(k)]];
    event.bystander_cpr = "no";
    event.bystander_type = "";
  }
}

bool printable(int share, int whole) {
  const auto counts = counts_printed_as(share, whole);
  return share < 0 || counts.first <= counts.second;
}

// Telephone CPR that is printed for one centre and year, per cent (tables 33 and 38); -1: none.
int guided_percent(std::size_t service, int year) {
  constexpr std::size_t bodo = 2;
  constexpr std::size_t helgeland = 3;
  if (service == bodo) return year == 2024 ? 82 : year == 2023 ? 72 : -1;
  return service == helgeland && year == 2024 ? 95 : -1;
}

// Table 16 counts forms of everyone who got CPR, tables 33 and 38 those relevant for AMK. Some percentages cannot be
// printed of the number a small service happens to have (2 % of 70): then the nearest number that can.
void make_printable(OhcaYear& y, std::size_t service) {
  const int forms = services()[service].completed[static_cast<std::size_t>(y.plan.year - 2021)];
  const int guided = guided_percent(service, y.plan.year);
  const auto here = [&](const OhcaEvent& e) { return e.service == service && e.cpr_by_anyone(); };
  const int n = static_cast<int>(members(y.events, here).size());
  const int calls =
      static_cast<int>(members(y.events, [&](const OhcaEvent& e) { return here(e) && e.relevant_for_amk; }).size());
  const Untreated relevant = untreated(y, service, true);
  const Untreated others = untreated(y, service, false);
  constexpr int farthest = 40;
  for (int distance = 0; distance <= farthest; ++distance) {
    for (int a = -distance; a <= distance; ++a) {
      const int rest = distance - (a < 0 ? -a : a);
      for (const int b : {rest, -rest}) {
        if (relevant.room(a) < 0 || others.room(b) < 0 || !printable(forms, n + a + b) || !printable(guided, calls + a))
          continue;
        change_cpr(y, relevant, a);
        change_cpr(y, others, b);
        return;
      }
    }
  }
}

void make_forms_printable(OhcaYear& y) {
  if (y.plan.year < 2021) return;
  for (std::size_t s = 0; s < service_count; ++s) make_printable(y, s);
}

}  // namespace

void decide_bystanders(OhcaYear& y) {
  decide_relevance(y);
  decide_bystander_cpr(y);
  decide_aed(y);
  make_forms_printable(y);
  decide_telephone_cpr(y);
}

}  // namespace kjede::demo
