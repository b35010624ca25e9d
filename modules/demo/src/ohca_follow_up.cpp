#include <algorithm>
#include <array>
#include <cmath>

#include "norway.hpp"
#include "ohca_event.hpp"

namespace kjede::demo {
namespace {

using std::chrono::days;

constexpr std::array<int, 4> national_completed{68, 66, 73, 65};  // table 16, the country, 2021–2024

base::Date after(base::Rng& rng, base::Date date, int from, int to) {
  return date + days{from + static_cast<int>(rng.below(static_cast<std::uint64_t>(to - from + 1)))};
}

void decide_dates(OhcaYear& y) {
  for (auto& e : y.events) {
    if (e.kind == OhcaKind::suspected) {
      e.alive_24h = e.survived_30d = "";
      continue;
    }
    const bool survivor = e.survived_30d == "yes";
    if (!survivor) e.died = e.alive_24h == "yes" ? after(y.rng, e.date, 1, 29) : e.date;
    const bool last_year = y.plan.year >= ohca_last_year;  // not a year ago yet
    e.survived_1y = last_year ? "" : survivor && !y.rng.chance(0.07) ? "yes" : "no";
    if (survivor && e.survived_1y == "no") e.died = after(y.rng, e.date, 31, 360);
    if (e.transported == "yes" && e.treated()) e.discharged = survivor ? after(y.rng, e.date, 4, 26) : *e.died;
  }
}

// How many forms of each service were completed within 60 days, so that its row of table 16 and the national row
// are both printed as published.
std::array<int, service_count> completed_in_time(const std::array<Members, service_count>& forms, int year) {
  const auto column = static_cast<std::size_t>(std::max(0, year - 2021));
  std::array<int, service_count> counts{};
  std::array<std::pair<int, int>, service_count> bounds;
  int sum = 0;
  int whole = 0;
  for (std::size_t s = 0; s < service_count; ++s) {
    const int n = static_cast<int>(forms[s].size());
    const int share = services()[s].completed[column];
    bounds[s] = counts_printed_as(share, n);
    if (bounds[s].first > bounds[s].second) bounds[s] = {(share * n + 50) / 100, (share * n + 50) / 100};
    counts[s] = std::clamp((share * n + 50) / 100, bounds[s].first, bounds[s].second);
    sum += counts[s];
    whole += n;
  }
  if (year < 2021) return counts;
  const auto national = counts_printed_as(national_completed[column], whole);
  for (std::size_t s = 0; s < service_count; ++s) {
    for (; sum < national.first && counts[s] < bounds[s].second; ++sum) ++counts[s];
    for (; sum > national.second && counts[s] > bounds[s].first; --sum) --counts[s];
  }
  return counts;
}

void decide_forms(OhcaYear& y) {
  std::array<Members, service_count> forms;
  for (std::uint32_t i = 0; i < y.events.size(); ++i) {
    OhcaEvent& e = y.events[i];
    if (e.cpr_by_anyone()) forms[e.service].push_back(i);
    if (!y.rng.chance(0.01)) e.completed = after(y.rng, e.date, 60, 190);
  }
  const auto counts = completed_in_time(forms, y.plan.year);
  for (std::size_t s = 0; s < service_count; ++s) {
    const auto weight = [&](auto m) { return y.events[m].survived_30d == "yes" ? 3.0 : 1.0; };
    for (const auto i : choose(y.rng, forms[s], static_cast<std::size_t>(counts[s]), weight)) {
      y.events[i].completed = after(y.rng, y.events[i].date, 3, 59);
    }
  }
}

// Sent 90 to 104 days after the arrest if the form is completed by then, to adults with a valid identity. Figure 12:
// only Telemark sends to more than 90 % of survivors.
void decide_prom(OhcaYear& y) {
  constexpr std::size_t telemark = 13;
  const OhcaPlan& p = y.plan;
  const Members survivors = y.treated_where([](const OhcaEvent& e) { return e.survived_30d == "yes"; });
  std::array<Members, service_count> by_service;
  for (const auto i : survivors) {
    y.events[i].prom_sent = "yes";
    by_service[y.events[i].service].push_back(i);
  }
  const auto reluctance = [&](auto m) {
    const OhcaEvent& e = y.events[m];
    return e.child || !e.identity_known ? 1e6 : 1.0 / services()[e.service].prom;
  };
  int not_sent = static_cast<int>(survivors.size()) - p.prom_sent;
  for (std::size_t s = 0; s < service_count; ++s) {
    if (s == telemark) continue;
    const std::size_t at_least = (by_service[s].size() + 9) / 10;
    for (const auto i : choose(y.rng, by_service[s], at_least, reluctance)) y.events[i].prom_sent = "no";
    not_sent -= static_cast<int>(at_least);
  }
  const Members open = y.treated_where([](const OhcaEvent& e) { return e.prom_sent == "yes"; });
  for (const auto i : choose(y.rng, open, static_cast<std::size_t>(std::max(0, not_sent)), reluctance))
    y.events[i].prom_sent = "no";
  const Members sent = y.treated_where([](const OhcaEvent& e) { return e.prom_sent == "yes"; });
  for (const auto i : sent) {
    OhcaEvent& e = y.events[i];
    e.prom_answered = "no";
    if (!e.completed || (*e.completed - e.date).count() > 100) e.completed = after(y.rng, e.date, 60, 100);
    if (e.died && (*e.died - e.date).count() <= 104) e.died = after(y.rng, e.date, 120, 360);
  }
  for (const auto i : choose(y.rng, sent, static_cast<std::size_t>(p.prom_answered))) y.events[i].prom_answered = "yes";
}

// A stream of its own, so that these answers move nothing else.
void decide_health(OhcaYear& y) {
  base::Rng rng = y.rng.stream("eq5d");
  for (const auto i : y.treated_where([](const OhcaEvent& e) { return e.prom_answered == "yes"; }))
    y.events[i].health = answer_eq5d(rng, 0.0);
}

}  // namespace

void decide_follow_up(OhcaYear& y) {
  decide_dates(y);
  decide_forms(y);
  decide_prom(y);
  decide_health(y);
}

}  // namespace kjede::demo
