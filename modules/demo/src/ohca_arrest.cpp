#include <array>

#include "norway.hpp"
#include "ohca_event.hpp"

namespace kjede::demo {
namespace {

void decide_witness(OhcaYear& y) {
  const OhcaPlan& p = y.plan;
  for (const auto i : y.treated) y.events[i].witnessed = "none";
  // Long transports give the ambulance more time with the patient (§2.6.3.5).
  const Members with_ems = y.treated_where([](const OhcaEvent& e) { return !e.rosc_before_ems; });
  for (const auto i : choose(y.rng, with_ems, static_cast<std::size_t>(p.ems_witnessed),
                             [&](auto m) { return services()[y.events[m].service].slowness; })) {
    y.events[i].witnessed = "ems";
  }
  const Members rest = y.treated_where([](const OhcaEvent& e) { return e.witnessed == "none"; });
  for (const auto i : choose(y.rng, rest, static_cast<std::size_t>(p.bystander_witnessed), [&](auto m) {
         return y.events[m].rosc_before_ems ? 1000.0 : y.events[m].child ? 0.4 : 1.0;
       })) {
    y.events[i].witnessed = "bystander";
  }
  const Members unseen = y.treated_where([](const OhcaEvent& e) { return e.witnessed == "none"; });
  for (const auto i : choose(y.rng, unseen, static_cast<std::size_t>(p.witness_unknown),
                             [&](auto m) { return y.events[m].rosc_before_ems ? 0.0 : 1.0; })) {
    y.events[i].witnessed = "unknown";
  }
}

void set_rhythm(OhcaYear& y, const Members& who, std::string_view rhythm) {
  for (const auto i : who) y.events[i].rhythm = rhythm;
}

// Which shockable rhythm: an AED only says "shock advised".
void name_shockable(OhcaYear& y, const Members& who) {
  for (const auto i : who) {
    OhcaEvent& event = y.events[i];
    event.rhythm = event.rosc_before_ems || y.rng.chance(0.12) ? "aed_shockable" : y.rng.chance(0.94) ? "vf" : "vt";
  }
}

void decide_children_rhythm(OhcaYear& y) {
  const OhcaChildren& c = y.plan.children;
  const auto not_seen = [](const OhcaEvent& e) { return e.child && e.rhythm.empty() && e.witnessed != "bystander"; };
  const Members young = y.treated_where([&](const OhcaEvent& e) { return not_seen(e) && e.age < 12; });
  name_shockable(y, choose(y.rng, young, static_cast<std::size_t>(c.shockable_under_12),
                           [&](auto m) { return y.events[m].age == 0 ? 0.05 : 1.0; }));
  const Members old = y.treated_where([](const OhcaEvent& e) { return e.child && e.age >= 12 && e.rhythm.empty(); });
  name_shockable(y, choose(y.rng, old, static_cast<std::size_t>(c.shockable - c.shockable_under_12),
                           [&](auto m) { return y.events[m].witnessed == "bystander" ? 0.0 : 1.0; }));
  const Members rest = y.treated_where([](const OhcaEvent& e) { return e.child && e.age >= 12 && e.rhythm.empty(); });
  set_rhythm(y, choose(y.rng, rest, static_cast<std::size_t>(c.rhythm_unknown)), "unknown");
  for (const auto i : y.treated_where([](const OhcaEvent& e) { return e.child && e.rhythm.empty(); })) {
    y.events[i].rhythm = y.rng.chance(0.3) ? "pea" : "asystole";
  }
}

int count_treated(const OhcaYear& y, auto&& condition) { return static_cast<int>(y.treated_where(condition).size()); }

void decide_rhythm(OhcaYear& y) {
  const OhcaPlan& p = y.plan;
  decide_children_rhythm(y);
  const auto open = [](const OhcaEvent& e) { return e.rhythm.empty(); };
  const auto weight = [&](auto m) {
    const OhcaEvent& e = y.events[m];
    if (e.rosc_before_ems) return 1e6;
    return (e.male ? 1.8 : 1.0) * (e.age < 40 ? 0.7 : e.age < 75 ? 1.5 : 0.7);
  };
  const Members seen = y.treated_where([&](const OhcaEvent& e) { return open(e) && e.witnessed == "bystander"; });
  const int children_seen =
      count_treated(y, [](const OhcaEvent& e) { return e.child && e.shockable() && e.witnessed == "bystander"; });
  name_shockable(y, choose(y.rng, seen, static_cast<std::size_t>(p.shockable_bystander - children_seen), weight));
  const int so_far = count_treated(y, [](const OhcaEvent& e) { return e.shockable(); });
  const Members others = y.treated_where([&](const OhcaEvent& e) { return open(e) && e.witnessed != "bystander"; });
  name_shockable(y, choose(y.rng, others, static_cast<std::size_t>(p.shockable_bystander + p.shockable_other - so_far),
                           [&](auto m) { return weight(m) * (y.events[m].ems_witnessed() ? 2.5 : 1.0); }));
  set_rhythm(y, choose(y.rng, y.treated_where(open), static_cast<std::size_t>(p.pulse_at_check)), "pulse");
  const int unknown_children = count_treated(y, [](const OhcaEvent& e) { return e.rhythm == "unknown"; });
  set_rhythm(y, choose(y.rng, y.treated_where(open), static_cast<std::size_t>(p.rhythm_unknown - unknown_children)),
             "unknown");
  const int pea_children = count_treated(y, [](const OhcaEvent& e) { return e.rhythm == "pea"; });
  set_rhythm(y,
             choose(y.rng, y.treated_where(open), static_cast<std::size_t>(p.pea - pea_children),
                    [&](auto m) { return y.events[m].witnessed == "none" ? 1.0 : 2.0; }),
             "pea");
  for (const auto i : y.treated_where(open)) y.events[i].rhythm = y.rng.chance(0.05) ? "aed_non_shockable" : "asystole";
  for (const auto i : y.treated) {
    OhcaEvent& event = y.events[i];
    event.comparator = event.witnessed == "bystander" && event.shockable();
  }
}

void decide_place(OhcaYear& y) {
  const OhcaPlan& p = y.plan;
  const Members in_ambulance = choose(y.rng, y.treated_where([](const OhcaEvent& e) { return e.ems_witnessed(); }),
                                      static_cast<std::size_t>(p.ems_witnessed * 35 / 100));
  for (const auto i : in_ambulance) y.events[i].location = "ambulance";
  const auto open = y.treated_where([](const OhcaEvent& e) { return e.location.empty(); });
  for (const auto i : choose(y.rng, open, static_cast<std::size_t>(p.at_home),
                             [&](auto m) { return y.events[m].shockable() ? 0.25 : 1.0; })) {
    y.events[i].location = "home";
  }
  static constexpr std::array<std::string_view, 8> places{
      "public_place", "public_building", "workplace", "sports", "health_institution", "nature", "other", "unknown"};
  static constexpr std::array<double, 8> shares{36, 12, 5, 4, 26, 8, 8, 1};
  for (auto& event : y.events) {
    if (!event.location.empty()) continue;
    event.location = !event.treated() && y.rng.chance(0.72) ? std::string_view("home") : places[y.rng.pick(shares)];
  }
}

void describe_others(OhcaYear& y) {
  const OhcaPlan& p = y.plan;
  const Members dead = members(y.events, [](const OhcaEvent& e) { return e.kind == OhcaKind::not_treated; });
  for (const auto i : dead) {
    y.events[i].witnessed = y.rng.chance(0.12) ? "bystander" : y.rng.chance(0.03) ? "unknown" : "none";
    y.events[i].reason = "unknown";
  }
  const auto open = [&] {
    return members(y.events,
                   [](const OhcaEvent& e) { return e.kind == OhcaKind::not_treated && e.reason == "unknown"; });
  };
  const auto adults_first = [&](auto m) { return y.events[m].child ? 0.0 : y.events[m].age; };
  for (const auto i : choose(y.rng, open(), static_cast<std::size_t>(p.reason_dnacpr), adults_first))
    y.events[i].reason = "dnacpr";
  for (const auto i : choose(y.rng, open(), static_cast<std::size_t>(p.reason_history), adults_first))
    y.events[i].reason = "history";
  for (const auto i : choose(y.rng, open(), static_cast<std::size_t>(p.reason_futile))) y.events[i].reason = "futile";
  for (const auto i : choose(y.rng, dead, static_cast<std::size_t>(p.not_treated_ems_witnessed),
                             [&](auto m) { return y.events[m].reason == "dnacpr" ? 8.0 : 1.0; })) {
    y.events[i].witnessed = "ems";
  }
  const Members children =
      members(y.events, [](const OhcaEvent& e) { return e.kind == OhcaKind::suspected && e.child; });
  for (auto& event : y.events) {
    if (event.kind != OhcaKind::suspected) continue;
    event.witnessed = y.rng.chance(0.5) ? "bystander" : y.rng.chance(0.3) ? "unknown" : "none";
    event.reason = event.child ? std::string_view("unknown") : y.rng.chance(0.94) ? "has_pulse" : "unknown";
  }
  for (const auto i : choose(y.rng, children, static_cast<std::size_t>(p.children.has_pulse)))
    y.events[i].reason = "has_pulse";
  for (auto& event : y.events) {
    if (event.kind == OhcaKind::suspected) event.pulse = event.reason == "has_pulse" ? "yes" : "unknown";
  }
}

}  // namespace

void decide_arrest(OhcaYear& y) {
  decide_witness(y);
  decide_rhythm(y);
  decide_place(y);
  describe_others(y);
}

}  // namespace kjede::demo
