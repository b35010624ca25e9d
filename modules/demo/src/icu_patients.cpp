#include <algorithm>
#include <array>
#include <numeric>

#include "calendar.hpp"
#include "icu_stay.hpp"

namespace kjede::demo {
namespace {

constexpr int transfer_pairs_percent = 31;  // of the patients with two stays; the rest come back later
constexpr std::int64_t hour = 3600;

// Against the country: mortality is highest in observation and general_high, men most in observation and general_low.
constexpr std::array<double, icu_category_count> mortality{1.30, 0.30, 0.80, 1.30, 0.30};
constexpr std::array<double, icu_category_count> men{1.05, 0.95, 1.08, 0.96, 0.95};

template <class Weights>
double by_category(const Weights& weights, const IcuStay& stay) {
  return weights[static_cast<std::size_t>(stay.category)];
}

void link(IcuYear& y, std::uint32_t first, std::uint32_t second) {
  y.stays[first].next = static_cast<int>(second);
  y.stays[second].second = true;
}

// Stays that begin and end free, of one unit, in random order.
std::vector<Members> free_by_unit(IcuYear& y) {
  std::vector<Members> free(y.units.size());
  for (std::uint32_t i = 0; i < y.stays.size(); ++i) {
    const IcuStay& stay = y.stays[i];
    if (stay.next < 0 && !stay.second && stay.minutes < 25 * 1440) free[stay.unit].push_back(i);
  }
  for (auto& stays : free) y.rng.shuffle(std::span(stays));
  return free;
}

// Who has two stays: so many back at the same unit, each unit its part of the pairs by `often`, chance and its stays.
template <class Often>
void pair_within_units(IcuYear& y, int count, Often&& often) {
  auto free = free_by_unit(y);
  std::vector<double> expected;
  for (std::size_t u = 0; u < free.size(); ++u)
    expected.push_back(static_cast<double>(free[u].size()) * often(y.units[u]));
  const double whole = std::accumulate(expected.begin(), expected.end(), 0.0);
  std::vector<double> drawn;
  for (const double part : expected)
    drawn.push_back(static_cast<double>(y.rng.poisson(whole > 0.0 ? part / whole * count : 0.0)));
  const auto pairs = apportion(count, drawn);
  for (std::size_t u = 0; u < free.size(); ++u) {
    for (int k = 0; k < pairs[u] && static_cast<std::size_t>(2 * k + 1) < free[u].size(); ++k) {
      link(y, free[u][static_cast<std::size_t>(2 * k)], free[u][static_cast<std::size_t>(2 * k) + 1]);
    }
  }
}

// Moves between units: children to children's units only.
void pair_between_units(IcuYear& y, int count) {
  Members free;
  for (const auto& stays : free_by_unit(y)) free.insert(free.end(), stays.begin(), stays.end());
  std::erase_if(free, [&](auto i) { return y.stays[i].category == IcuCategory::paediatric; });
  y.rng.shuffle(std::span(free));
  for (std::size_t i = 0; count > 0 && i + 1 < free.size(); i += 2) {
    if (y.stays[free[i]].unit == y.stays[free[i + 1]].unit) continue;
    link(y, free[i], free[i + 1]);
    y.stays[free[i]].transferred = y.stays[free[i + 1]].transferred = true;
    --count;
  }
}

void place(IcuYear& y, IcuStay& stay, std::int64_t gap_from, std::int64_t gap_to) {
  const base::Date day = pick_day(y.rng, y.plan.year);
  stay.admitted = pick_moment(y.rng, day) / 60 * 60;
  if (stay.next < 0) return;
  IcuStay& next = y.stays[static_cast<std::size_t>(stay.next)];
  const std::int64_t gap =
      gap_from + static_cast<std::int64_t>(y.rng.below(static_cast<std::uint64_t>(gap_to - gap_from)));
  const std::int64_t last =
      oslo_to_utc(base::make_date(y.plan.year, 12, 31).time_since_epoch().count() * std::int64_t{86'400});
  if (stay.discharged() + gap > last) {  // both stays begin in this year
    stay.admitted =
        (last - gap - std::int64_t{60} * stay.minutes - static_cast<std::int64_t>(y.rng.below(200 * 86'400))) / 60 * 60;
  }
  next.admitted = (stay.discharged() + gap) / 60 * 60;
}

// Readmissions come first, so that their number is exact; then transfers; then those who come back later.
void decide_returns(IcuYear& y) {
  const IcuPlan& p = y.plan;
  const int twice = p.stays - p.patients;
  const int transferred = p.stays * p.transferred_permille / 1000;
  const int readmitted = ((p.stays - transferred) * p.readmitted_permille + 500) / 1000;
  const int moved = twice * transfer_pairs_percent / 100;
  pair_within_units(y, readmitted, [](const IcuUnit& unit) { return unit.readmission; });
  Members readmissions = members(y.stays, [](const IcuStay& s) { return s.next >= 0; });
  pair_between_units(y, moved);
  const Members moves = members(y.stays, [](const IcuStay& s) { return s.next >= 0 && s.transferred; });
  pair_within_units(y, twice - static_cast<int>(readmissions.size() + moves.size()),
                    [](const IcuUnit&) { return 1.0; });
  const Members single = members(y.stays, [](const IcuStay& s) { return s.next < 0 && !s.second; });
  const auto more = static_cast<std::size_t>(std::max(0, transferred - 2 * static_cast<int>(moves.size())));
  for (const auto i : choose(y.rng, single, more)) y.stays[i].transferred = true;
  std::vector<char> early(y.stays.size(), 0);
  for (const auto i : readmissions) early[i] = 1;
  for (std::size_t i = 0; i < y.stays.size(); ++i) {
    IcuStay& stay = y.stays[i];
    if (stay.second) continue;
    if (early[i] != 0)
      place(y, stay, hour, 71 * hour);
    else if (stay.transferred)
      place(y, stay, hour / 2, 5 * hour);
    else
      place(y, stay, 80 * hour, 60 * 24 * hour);
  }
}

void decide_age(IcuYear& y) {
  Members adults;
  std::size_t children = 0;
  for (std::uint32_t i = 0; i < y.stays.size(); ++i) {
    IcuStay& stay = y.stays[i];
    if (stay.category == IcuCategory::paediatric) {
      const double part = y.rng.uniform();
      stay.age = static_cast<int>(17.99 * part * part);  // infants are most
      ++children;
    } else {
      adults.push_back(i);
    }
  }
  const auto n = static_cast<double>(y.stays.size());
  const std::array<Knot, 7> knots{{{0.0, 0.0},
                                   {static_cast<double>(children) / n, 18.0},
                                   {0.25, 54.0},
                                   {0.50, y.plan.median_age + 0.5},
                                   {0.75, 77.5},
                                   {0.95, 87.0},
                                   {1.0, 100.0}}};
  const auto ages = quantile_values(y.stays.size(), knots);
  static constexpr std::array<double, icu_category_count> older{0.10, -0.05, 0.03, -0.04, 0.0};
  std::vector<std::pair<double, std::uint32_t>> order;
  for (const auto i : adults) order.emplace_back(y.rng.uniform() + by_category(older, y.stays[i]), i);
  std::sort(order.begin(), order.end());
  for (std::size_t rank = 0; rank < order.size(); ++rank) {
    y.stays[order[rank].second].age = std::max(18, static_cast<int>(ages[children + rank]));
  }
}

void decide_sex_and_death(IcuYear& y) {
  const IcuPlan& p = y.plan;
  for (auto& stay : y.stays) stay.male = false;
  const Members everyone = members(y.stays, [](const IcuStay&) { return true; });
  const auto men_count = static_cast<std::size_t>((std::int64_t{p.stays} * p.men_permille + 500) / 1000);
  for (const auto i : choose(y.rng, everyone, men_count, [&](auto m) { return by_category(men, y.stays[m]); }))
    y.stays[i].male = true;
  const Members last = members(y.stays, [](const IcuStay& s) { return s.next < 0; });
  const auto weight = [&](auto m) {
    return by_category(mortality, y.stays[m]) * y.units[y.stays[m].unit].mortality * (y.stays[m].age > 75 ? 1.5 : 0.8) *
           (y.stays[m].minutes < 1440 ? 1.8 : 1.0);
  };
  for (const auto i : choose(y.rng, last, static_cast<std::size_t>(p.dead), weight)) y.stays[i].dead = true;
}

// A patient's second stay is the same person's; the number of men and the median age are not moved by it.
void decide_identity(IcuYear& y) {
  std::uint32_t patient = 0;
  for (auto& stay : y.stays) {
    if (stay.second) continue;
    stay.patient = patient++;
    if (stay.next < 0) continue;
    IcuStay& next = y.stays[static_cast<std::size_t>(stay.next)];
    next.patient = stay.patient;
    next.age = stay.age;
    next.male = stay.male;
  }
}

}  // namespace

void decide_icu_patients(IcuYear& y) {
  decide_returns(y);
  decide_age(y);
  decide_sex_and_death(y);
  decide_identity(y);
}

}  // namespace kjede::demo
