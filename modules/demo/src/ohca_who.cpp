#include <algorithm>
#include <array>

#include "calendar.hpp"
#include "norway.hpp"
#include "ohca_event.hpp"

namespace kjede::demo {
namespace {

std::array<double, service_count> service_weights(int year) {
  std::array<double, service_count> weights{};
  for (std::size_t s = 0; s < service_count; ++s) {
    const auto& treated = services()[s].treated;
    if (year >= 2021) {
      weights[s] = treated[static_cast<std::size_t>(year - 2021)];
    } else {
      for (const int n : treated) weights[s] += n;
    }
  }
  return weights;
}

// `count` more events of a kind, spread over the services in proportion to the arrests they treat.
void add_events(OhcaYear& y, OhcaKind kind, int count) {
  const auto weights = service_weights(y.plan.year);
  const auto per_service = apportion(count, weights);
  for (std::size_t s = 0; s < service_count; ++s) {
    for (int i = 0; i < per_service[s]; ++i) {
      OhcaEvent event;
      event.kind = kind;
      event.service = s;
      event.date = pick_day(y.rng, y.plan.year);
      event.call = pick_moment(y.rng, event.date);
      y.events.push_back(event);
    }
  }
}

// Ages of children: a third of those under 12 are under 1 (§2.8: the youngest weigh most).
void make_children(OhcaYear& y, const Members& pool, int count, int under_12) {
  const Members children = choose(y.rng, pool, static_cast<std::size_t>(count));
  for (std::size_t i = 0; i < children.size(); ++i) {
    OhcaEvent& event = y.events[children[i]];
    event.child = true;
    const bool young = static_cast<int>(i) < under_12;
    event.age = young ? (y.rng.chance(0.33) ? 0 : 1 + static_cast<int>(y.rng.below(11)))
                      : 12 + static_cast<int>(y.rng.below(6));
  }
}

void make_boys(OhcaYear& y, const Members& children, int boys) {
  for (const auto i : children) y.events[i].male = false;
  for (const auto i : choose(y.rng, children, static_cast<std::size_t>(boys))) y.events[i].male = true;
}

// Published for the treated with known age: quartiles 57, 69 and 79 years, mean 65.
void age_treated_adults(OhcaYear& y, const Members& adults, std::size_t children) {
  const Members known =
      members(y.events, [](const OhcaEvent& e) { return e.treated() && !e.child && e.identity_known; });
  const auto n = static_cast<double>(known.size() + children);
  const std::array<Knot, 8> knots{{{0.0, 0.0},
                                   {static_cast<double>(children) / n, 18.0},
                                   {0.10, 38.0},
                                   {0.25, 57.0},
                                   {0.50, 69.0},
                                   {0.75, 79.0},
                                   {0.95, 89.0},
                                   {1.0, 101.0}}};
  const auto values = quantile_values(known.size() + children, knots);
  std::vector<std::pair<double, std::uint32_t>> order;
  for (const auto i : known) order.emplace_back(y.rng.uniform() + (y.events[i].male ? 0.0 : 0.12), i);
  std::sort(order.begin(), order.end());
  for (std::size_t rank = 0; rank < order.size(); ++rank) {
    y.events[order[rank].second].age = std::max(18, static_cast<int>(values[children + rank]));
  }
  for (const auto i : adults) {
    if (!y.events[i].identity_known) y.events[i].age = static_cast<int>(at_share(knots, 0.05 + 0.9 * y.rng.uniform()));
  }
}

void decide_treated(OhcaYear& y) {
  const OhcaPlan& p = y.plan;
  const OhcaChildren& c = p.children;
  make_children(y, y.treated, c.treated, (c.treated * 57 + 50) / 100);
  const Members children = y.treated_where([](const OhcaEvent& e) { return e.child; });
  const Members adults = y.treated_where([](const OhcaEvent& e) { return !e.child; });
  make_boys(y, children, c.treated_boys);
  for (const auto i : adults) y.events[i].male = false;
  for (const auto i : choose(y.rng, adults, static_cast<std::size_t>(p.identity_unknown)))
    y.events[i].identity_known = false;
  const Members strangers = members(y.events, [](const OhcaEvent& e) { return !e.identity_known; });
  for (const auto i : choose(y.rng, strangers, static_cast<std::size_t>(p.sex_unknown))) y.events[i].sex_known = false;
  const Members known_sex = y.treated_where([](const OhcaEvent& e) { return !e.child && e.sex_known; });
  for (const auto i : choose(y.rng, known_sex, static_cast<std::size_t>(p.male - c.treated_boys)))
    y.events[i].male = true;
  age_treated_adults(y, adults, children.size());
  const Members candidates =
      y.treated_where([](const OhcaEvent& e) { return !e.child && e.identity_known && e.age < 85; });
  for (const auto i : choose(y.rng, candidates, static_cast<std::size_t>(p.rosc_before_ems),
                             [&](auto m) { return y.events[m].male ? 3.0 : 1.0; })) {
    OhcaEvent& event = y.events[i];
    event.rosc_before_ems = true;
    event.ems_cpr = "no";
    event.pulse = "yes";
  }
}

void decide_others(OhcaYear& y) {
  const OhcaChildren& c = y.plan.children;
  static constexpr std::array<Knot, 5> dead_knots{{{0.0, 19.0}, {0.25, 64.0}, {0.5, 75.0}, {0.75, 83.0}, {1.0, 103.0}}};
  static constexpr std::array<Knot, 5> alive_knots{{{0.0, 18.0}, {0.25, 41.0}, {0.5, 62.0}, {0.75, 77.0}, {1.0, 99.0}}};
  for (auto& event : y.events) {
    if (event.treated()) continue;
    const bool confirmed = event.kind == OhcaKind::not_treated;
    event.age = static_cast<int>(at_share(confirmed ? dead_knots : alive_knots, y.rng.uniform()));
    event.male = y.rng.chance(confirmed ? 0.63 : 0.55);
    event.ems_cpr = "no";
    event.confirmed = confirmed ? "yes" : "no";
    event.identity_known = y.rng.chance(0.985);
    event.sex_known = event.identity_known || y.rng.chance(0.8);
  }
  const auto of_kind = [&](OhcaKind kind) {
    return members(y.events, [&](const OhcaEvent& e) { return e.kind == kind && e.identity_known; });
  };
  const int dead_children = c.confirmed - c.treated;
  make_children(y, of_kind(OhcaKind::not_treated), dead_children, dead_children / 2);
  const int suspected_children = c.registered - c.confirmed;
  make_children(y, of_kind(OhcaKind::suspected), suspected_children, suspected_children * 7 / 10);
}

}  // namespace

void decide_who(OhcaYear& y) {
  const OhcaPlan& p = y.plan;
  y.events.reserve(static_cast<std::size_t>(p.registered));
  add_events(y, OhcaKind::treated, p.treated);
  for (std::uint32_t i = 0; i < y.events.size(); ++i) y.treated.push_back(i);
  add_events(y, OhcaKind::not_treated, p.not_treated_confirmed);
  add_events(y, OhcaKind::suspected, p.registered - p.treated - p.not_treated_confirmed);
  decide_treated(y);
  decide_others(y);
}

}  // namespace kjede::demo
