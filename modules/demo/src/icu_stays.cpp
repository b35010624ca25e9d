#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

#include "icu_stay.hpp"

namespace kjede::demo {
namespace {

IcuCategory category_of(const catalog::Unit& unit) {
  const auto found = unit.attributes.find("category");
  const std::string_view text = found == unit.attributes.end() ? std::string_view{} : std::string_view(found->second);
  if (text == "observation") return IcuCategory::observation;
  if (text == "post_operative") return IcuCategory::post_operative;
  if (text == "general_high") return IcuCategory::general_high;
  if (text == "paediatric") return IcuCategory::paediatric;
  return IcuCategory::general_low;
}

bool in_middle_region(const catalog::Catalog& catalog, const catalog::Unit& unit) {
  const catalog::Unit* region = catalog.units.ancestor(unit.id, "rhf");
  return region != nullptr && region->orgnr == "983658776";  // Helse Midt-Norge RHF
}

// 1 ± `width`, most near 1.
double around_one(base::Rng& rng, double width) {
  return 1.0 + width * (rng.uniform() + rng.uniform() + rng.uniform() - 1.5) / 1.5;
}

// The same for a unit in every year and with every seed: a unit's habits last.
IcuUnit with_habits(IcuUnit unit) {
  constexpr std::uint64_t habits = 67;
  base::Rng rng = base::Rng(habits).stream(unit.name);
  unit.readmission = around_one(rng, 0.9);
  if (rng.chance(0.08)) unit.readmission *= 2.2;  // a few stand out
  unit.length = around_one(rng, 0.35);
  unit.ventilation = around_one(rng, 0.45);
  unit.mortality = around_one(rng, 0.5);
  return unit;
}

constexpr std::array<int, 11> stays_by_year{15'520, 15'930, 16'610, 17'020, 17'640, 18'230,
                                            17'480, 18'760, 20'140, 21'070, 20'227};

// Shares of the stays: 76.3 % in general units.
constexpr std::array<double, icu_category_count> category_share{0.092, 0.098, 0.338, 0.425, 0.047};
// Length of stay against the country's, per category.
constexpr std::array<double, icu_category_count> slowness{0.85, 0.75, 0.85, 1.35, 1.40};

std::vector<int> stays_per_unit(const IcuYear& y) {
  const auto per_category = apportion(y.plan.stays, category_share);
  std::vector<int> counts(y.units.size(), 0);
  for (std::size_t c = 0; c < icu_category_count; ++c) {
    std::vector<double> weights;
    for (std::size_t u = 0; u < y.units.size(); ++u) {
      const bool here = static_cast<std::size_t>(y.units[u].category) == c && y.units[u].delivers;
      weights.push_back(here ? 0.5 + static_cast<double>(u * 7 % 11) / 7.0 : 0.0);
    }
    const double any = std::accumulate(weights.begin(), weights.end(), 0.0);
    if (any <= 0.0) continue;
    const auto parts = apportion(per_category[c], weights);
    for (std::size_t u = 0; u < counts.size(); ++u) counts[u] += parts[u];
  }
  return counts;
}

// The days sum to the published total: the tail above the ninth decile is stretched, the last minutes dealt out.
void fit_days(IcuYear& y) {
  std::vector<std::size_t> order(y.stays.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(),
            [&](auto a, auto b) { return std::pair(y.stays[a].minutes, a) < std::pair(y.stays[b].minutes, b); });
  std::int64_t missing = std::int64_t{y.plan.days} * 1440;
  for (const auto& stay : y.stays) missing -= stay.minutes;
  const std::size_t from = order.size() * 9 / 10 + 2;
  const std::int64_t floor_minutes = y.stays[order[from]].minutes;
  std::int64_t tail = 0;
  for (std::size_t i = from; i < order.size(); ++i) tail += y.stays[order[i]].minutes - floor_minutes;
  const double stretch = 1.0 + static_cast<double>(missing) / static_cast<double>(tail);
  for (std::size_t i = from; i < order.size(); ++i) {
    IcuStay& stay = y.stays[order[i]];
    const int longer = static_cast<int>(static_cast<double>(floor_minutes) +
                                        static_cast<double>(stay.minutes - floor_minutes) * stretch);
    missing -= longer - stay.minutes;
    stay.minutes = longer;
  }
  for (std::size_t i = order.size(); missing != 0; i = i > from + 1 ? i - 1 : order.size()) {
    const int step = missing > 0 ? 1 : -1;
    y.stays[order[i - 1]].minutes += step;
    missing -= step;
  }
}

}  // namespace

std::vector<IcuUnit> icu_units(const catalog::Catalog& catalog, int year) {
  constexpr int silent_units = 7;
  std::vector<IcuUnit> units;
  int silent = 0;
  for (const catalog::Unit* unit : catalog.units.of_kind("icu_unit")) {
    const bool new_system = year >= 2024 && silent < silent_units && in_middle_region(catalog, *unit);
    if (new_system) ++silent;
    units.push_back(with_habits({unit->name.nb, category_of(*unit), !new_system}));
  }
  return units;
}

IcuPlan icu_plan(int year) {
  IcuPlan p;
  p.year = year;
  if (year == 2024) return p;
  const int before = 2024 - year;
  p.stays = stays_by_year[static_cast<std::size_t>(year - icu_first_year)];
  p.patients = year == 2023 ? 18'909 : static_cast<int>(std::lround(p.stays * 0.899));
  p.days = year == 2023 ? 73'227 : static_cast<int>(std::lround(p.stays * (3.48 + 0.02 * before)));
  p.dead = static_cast<int>(std::lround(p.stays * (0.091 + 0.001 * before)));
  p.median_age = 68.0 - 0.3 * before;
  p.median_stay = before >= 4 ? 2.0 : 1.9;
  p.median_ventilation = before >= 8 ? 120 : before >= 3 ? 110 : 100;
  p.ventilated_under_2_5_permille = 718 - 4 * before;
  p.readmitted_permille = 21 + before;
  return p;
}

void decide_stays(IcuYear& y) {
  const auto counts = stays_per_unit(y);
  std::vector<double> latent;
  const std::array<Knot, 8> knots{{{0.0, 0.10},
                                   {0.10, 0.5},
                                   {0.25, 1.0},
                                   {0.50, y.plan.median_stay},
                                   {0.75, 3.5},
                                   {0.90, 7.0},
                                   {0.98, 16.0},
                                   {1.0, 40.0}}};
  for (std::size_t u = 0; u < counts.size(); ++u) {
    for (int i = 0; i < counts[u]; ++i) {
      IcuStay stay;
      stay.unit = u;
      stay.category = y.units[u].category;
      y.stays.push_back(stay);
      latent.push_back(at_share(knots, y.rng.uniform()) * slowness[static_cast<std::size_t>(stay.category)] *
                       y.units[u].length);
    }
  }
  const auto lengths = spread(latent, knots);
  for (std::size_t i = 0; i < lengths.size(); ++i) y.stays[i].minutes = static_cast<int>(lengths[i] * 1440.0 + 0.5);
  fit_days(y);
}

IcuYear make_icu_year(const catalog::Catalog& catalog, int year, base::Rng rng) {
  IcuYear y{icu_plan(year), rng, icu_units(catalog, year), {}};
  decide_stays(y);
  decide_icu_patients(y);
  decide_ventilation(y);
  return y;
}

}  // namespace kjede::demo
