#include <algorithm>
#include <array>

#include "norway.hpp"
#include "ohca_event.hpp"

namespace kjede::demo {
namespace {

// Share of capnography not documented in a service on a day: from 2019 to the end of 2024, most of the way around the
// turn of 2022, as when equipment and training arrive.
double capnography_gap(const OhcaEvent& e) {
  static constexpr std::array<Knot, 4> way{{{0.0, 0.0}, {0.40, 0.15}, {0.62, 0.85}, {1.0, 1.0}}};
  const Service& service = services()[e.service];
  const double day = static_cast<double>((e.date - base::make_date(2019, 1, 1)).count()) / 2192.0;
  const double part = day < 0.0 ? 0.0 : at_share(way, day);
  return 1.0 - (service.capnography_2019 + (service.capnography_2024 - service.capnography_2019) * part);
}

// Those without documented capnography: so many in all, spread over the services by what each leaves out, and within
// a service the likelier the earlier in its improvement.
Members without_capnography(OhcaYear& y, const Members& advanced, int count) {
  std::array<Members, service_count> by_service;
  std::array<double, service_count> expected{};
  for (const auto i : advanced) {
    by_service[y.events[i].service].push_back(i);
    expected[y.events[i].service] += capnography_gap(y.events[i]);
  }
  auto counts = apportion(count, expected);
  int left = 0;  // more than a service has: to the others
  for (std::size_t s = 0; s < service_count; ++s) {
    const int most = static_cast<int>(by_service[s].size());
    left += std::max(0, counts[s] - most);
    counts[s] = std::min(counts[s], most);
  }
  for (std::size_t s = 0; left > 0; s = (s + 1) % service_count) {
    if (expected[s] <= 0.0 || counts[s] >= static_cast<int>(by_service[s].size())) continue;
    ++counts[s];
    --left;
  }
  Members without;
  for (std::size_t s = 0; s < service_count; ++s) {
    const auto gap = [&](auto m) { return capnography_gap(y.events[m]); };
    const auto here = choose(y.rng, by_service[s], static_cast<std::size_t>(counts[s]), gap);
    without.insert(without.end(), here.begin(), here.end());
  }
  y.rng.shuffle(std::span(without));
  return without;
}

void decide_airway(OhcaYear& y) {
  const OhcaPlan& p = y.plan;
  for (const auto i : y.treated)
    y.events[i].airway = y.rng.chance(0.03) ? "unknown" : y.rng.chance(0.75) ? "bag_mask" : "none";
  const auto weight = [&](auto m) {
    const OhcaEvent& e = y.events[m];
    return e.rosc_before_ems ? 0.02 : e.rhythm == "pulse" ? 0.15 : e.child ? 0.6 : 1.0;
  };
  const Members advanced = choose(y.rng, y.treated, static_cast<std::size_t>(p.advanced_airway), weight);
  for (const auto i : advanced) y.events[i].airway = y.rng.chance(0.62) ? "supraglottic" : "endotracheal";
  for (const auto i : y.treated)
    y.events[i].capnography = y.rng.chance(0.3) ? "yes" : y.rng.chance(0.2) ? "unknown" : "no";
  for (const auto i : advanced) y.events[i].capnography = "yes";
  const auto without = without_capnography(y, advanced, p.advanced_airway - p.capnography);
  for (std::size_t k = 0; k < without.size(); ++k) {
    y.events[without[k]].capnography = static_cast<int>(k) < p.capnography_unknown ? "unknown" : "no";
  }
}

void decide_drugs(OhcaYear& y) {
  for (const auto i : y.treated) {
    OhcaEvent& e = y.events[i];
    const bool short_care = e.rosc_before_ems || e.rhythm == "pulse";
    e.mechanical = !short_care && y.rng.chance(0.12 + 0.03 * static_cast<double>(e.service % 7)) ? "yes" : "no";
    e.adrenaline = !short_care && y.rng.chance(0.78) ? "yes" : "no";
    e.amiodarone = !short_care && e.shockable() && y.rng.chance(0.45) ? "yes" : "no";
    e.shocked_by_ems = !short_care && (e.shockable() ? y.rng.chance(0.97) : y.rng.chance(0.09)) ? "yes" : "no";
    if (e.shocked_by_ems == "yes" && e.at_patient >= 0)
      e.first_shock = e.at_patient + 40 + static_cast<int>(y.rng.below(e.shockable() ? 180 : 900));
  }
}

// Telemark went from 23 % to 30 % sustained circulation from 2019 to 2024 (table 35).
double service_odds(const OhcaEvent& e, int year) {
  constexpr std::size_t telemark = 13;
  if (e.service != telemark) return services()[e.service].rosc;
  return year >= 2024 ? 1.35 : 0.62 + 0.12 * (year > 2019 ? year - 2019 : 0);
}

double rosc_weight(const OhcaYear& y, std::uint32_t m) {
  const OhcaEvent& e = y.events[m];
  if (e.rosc_before_ems) return 1e6;
  const double rhythm = e.shockable()           ? 3.0
                        : e.rhythm == "pulse"   ? 4.0
                        : e.rhythm == "pea"     ? 1.3
                        : e.rhythm == "unknown" ? 1.2
                                                : 0.55;
  const double seen = e.ems_witnessed() ? 1.8 : e.witnessed == "bystander" ? 1.3 : 0.8;
  return rhythm * seen * service_odds(e, y.plan.year) * (e.age > 80 ? 0.6 : 1.0);
}

int count(const OhcaYear& y, auto&& condition) { return static_cast<int>(y.treated_where(condition).size()); }

// Exactly `target` of a group, those who already have it included.
template <class Group, class Has, class Give>
void bring_to(OhcaYear& y, int target, Group&& group, Has&& has, Give&& give) {
  const int have = count(y, [&](const OhcaEvent& e) { return group(e) && has(e); });
  const Members open = y.treated_where([&](const OhcaEvent& e) { return group(e) && !has(e); });
  for (const auto i :
       choose(y.rng, open, static_cast<std::size_t>(target - have), [&](auto m) { return rosc_weight(y, m); }))
    give(y.events[i]);
}

void decide_rosc(OhcaYear& y) {
  const OhcaPlan& p = y.plan;
  for (const auto i : y.treated) y.events[i].rosc = y.events[i].sustained = "no";
  const auto comparator = [](const OhcaEvent& e) { return e.comparator && !e.child; };
  const auto child = [](const OhcaEvent& e) { return e.child; };
  const auto rest = [](const OhcaEvent& e) { return !e.comparator && !e.child; };
  const auto sustained = [](const OhcaEvent& e) { return e.sustained == "yes"; };
  const auto any = [](const OhcaEvent& e) { return e.rosc == "yes"; };
  const auto give_sustained = [](OhcaEvent& e) { e.rosc = e.sustained = "yes"; };
  const auto give_any = [](OhcaEvent& e) { e.rosc = "yes"; };
  bring_to(y, p.comparator_sustained, comparator, sustained, give_sustained);
  bring_to(y, p.children.rosc_sustained, child, sustained, give_sustained);
  bring_to(y, p.rosc_sustained - p.comparator_sustained - p.children.rosc_sustained, rest, sustained, give_sustained);
  bring_to(y, p.comparator_rosc, comparator, any, give_any);
  const int children_any = std::min(p.children.treated, p.children.rosc_sustained * 12 / 10);
  bring_to(y, children_any, child, any, give_any);
  bring_to(y, p.rosc_any - p.comparator_rosc - children_any, rest, any, give_any);
  const Members none = y.treated_where([](const OhcaEvent& e) { return e.rosc == "no" && !e.comparator; });
  for (const auto i : choose(y.rng, none, static_cast<std::size_t>(p.rosc_unknown)))
    y.events[i].rosc = y.events[i].sustained = "unknown";
}

}  // namespace

void decide_treatment(OhcaYear& y) {
  decide_airway(y);
  decide_drugs(y);
  decide_rosc(y);
}

}  // namespace kjede::demo
