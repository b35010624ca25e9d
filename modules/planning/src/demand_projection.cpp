#include "kjede/planning/demand_projection.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <numeric>

#include "kjede/planning/codes.hpp"

namespace kjede::planning {
namespace {

double sum_of(const Ages& ages) { return std::accumulate(ages.begin(), ages.end(), 0.0); }

// How a cohort changes in a year, by age at its start, and how many are born per inhabitant of 20–44 years.
struct CohortRatios {
  Ages next{};  // [a]: persons of age a + 1 a year later per person of age a; the last: of those who stay oldest
  double births = 0.0;
  bool known = false;
};

double of_child_bearing_age(const Ages& ages) { return std::accumulate(ages.begin() + 20, ages.begin() + 45, 0.0); }

void add_to(Ages& sum, const Ages& ages) {
  for (std::size_t a = 0; a < sum.size(); ++a) sum[a] += ages[a];
}

// From all pairs of years known by age that follow one another.
CohortRatios cohort_ratios(const std::vector<MunicipalPopulation>& population) {
  Ages before{};
  Ages after{};
  double born = 0.0;
  for (const auto& municipality : population) {
    for (const auto& [year, ages] : municipality.ages) {
      const auto next = municipality.ages.find(year + 1);
      if (next == municipality.ages.end()) continue;
      add_to(before, ages);
      add_to(after, next->second);
      born += next->second[0];
    }
  }
  CohortRatios out;
  const double mothers = of_child_bearing_age(before);
  if (mothers <= 0.0) return out;
  out.known = true;
  out.births = born / mothers;
  for (std::size_t a = 0; a + 1 < oldest_age; ++a) out.next[a] = before[a] > 0.0 ? after[a + 1] / before[a] : 1.0;
  const double oldest = before[oldest_age - 1] + before[oldest_age];
  out.next[oldest_age - 1] = out.next[oldest_age] = oldest > 0.0 ? after[oldest_age] / oldest : 0.0;
  return out;
}

Ages a_year_later(const Ages& ages, const CohortRatios& ratios) {
  Ages out{};
  out[0] = ratios.births * of_child_bearing_age(ages);
  for (std::size_t a = 0; a < oldest_age; ++a) out[a + 1] += ages[a] * ratios.next[a];
  out[oldest_age] += ages[oldest_age] * ratios.next[oldest_age];
  return out;
}

void scale(Ages& ages, double total) {
  const double sum = sum_of(ages);
  if (sum <= 0.0) return;
  for (auto& persons : ages) persons *= total / sum;
}

std::optional<double> total_in(const MunicipalPopulation& municipality, int year) {
  if (const auto total = municipality.total.find(year); total != municipality.total.end()) return total->second;
  if (const auto ages = municipality.ages.find(year); ages != municipality.ages.end()) return sum_of(ages->second);
  return std::nullopt;
}

// The ages of a year: as given, else carried on from the nearest year before and scaled to the year's total.
std::optional<Ages> ages_in(const MunicipalPopulation& municipality, int year, const CohortRatios& ratios,
                            ProjectionBasis& basis) {
  const auto after = municipality.ages.upper_bound(year);
  if (after == municipality.ages.begin()) return std::nullopt;
  int known = std::prev(after)->first;
  Ages ages = std::prev(after)->second;
  if (known == year) return ages;
  if (!ratios.known) return std::nullopt;
  for (; known < year; ++known) ages = a_year_later(ages, ratios);
  if (const auto total = total_in(municipality, year)) scale(ages, *total);
  basis = ProjectionBasis::by_cohorts;
  return ages;
}

double expected_calls(const Ages& ages, const std::vector<AgeRate>& rates, const std::string& priority) {
  double sum = 0.0;
  for (const auto& rate : rates) {
    if (rate.priority != priority) continue;
    for (int a = std::max(0, rate.age_from); a <= std::min(rate.age_to, static_cast<int>(oldest_age)); ++a)
      sum += ages[static_cast<std::size_t>(a)] * rate.per_1000 / 1000.0;
  }
  return sum;
}

// By number, or by a name that only one municipality has; one whose number is of other years does not count.
const MunicipalPopulation* find(const std::vector<MunicipalPopulation>& population, const std::string& name,
                                const ProjectionOptions& years) {
  const MunicipalPopulation* found = nullptr;
  for (const auto& municipality : population) {
    if (!municipality.code.empty() && municipality.code == name) return &municipality;
    const bool known = total_in(municipality, years.base_year) && total_in(municipality, years.target_year);
    if (municipality.name != name || !known) continue;
    if (found != nullptr) return nullptr;
    found = &municipality;
  }
  return found;
}

class Projector {
 public:
  Projector(const std::vector<MunicipalPopulation>& population, const std::vector<AgeRate>& rates,
            const ProjectionOptions& options)
      : population_(population), rates_(rates), options_(options), ratios_(cohort_ratios(population)) {}

  // Nothing where the population of one of the years is not known.
  std::optional<MunicipalProjection> project(const MunicipalCalls& calls) const {
    const auto* municipality = find(population_, calls.municipality, options_);
    if (municipality == nullptr) return std::nullopt;
    const auto base = total_in(*municipality, options_.base_year);
    const auto target = total_in(*municipality, options_.target_year);
    if (!base || !target || *base <= 0.0) return std::nullopt;
    MunicipalProjection out{calls.municipality, calls.priority,        *base, *target, calls.per_year,
                            *target / *base,    ProjectionBasis::total};
    auto basis = ProjectionBasis::by_age;
    const auto from = ages_in(*municipality, options_.base_year, ratios_, basis);
    const auto to = ages_in(*municipality, options_.target_year, ratios_, basis);
    if (!from || !to) return out;
    const double before = expected_calls(*from, rates_, calls.priority);
    if (before <= 0.0) return out;
    out.factor = expected_calls(*to, rates_, calls.priority) / before;
    out.basis = basis;
    return out;
  }

 private:
  const std::vector<MunicipalPopulation>& population_;
  const std::vector<AgeRate>& rates_;
  const ProjectionOptions& options_;
  CohortRatios ratios_;
};

PriorityProjection& of_priority(Projection& out, const std::string& priority) {
  for (auto& row : out.priorities) {
    if (row.priority == priority) return row;
  }
  out.priorities.push_back({priority, 0.0, std::vector<double>(out.options.rate_growth.size(), 0.0)});
  return out.priorities.back();
}

}  // namespace

base::Result<Projection> project(const std::vector<MunicipalPopulation>& population, const std::vector<AgeRate>& rates,
                                 const std::vector<MunicipalCalls>& calls, const ProjectionOptions& options) {
  Projection out;
  out.options = options;
  const Projector projector(population, rates, options);
  const double years = options.target_year - options.base_year;
  bool any = false;
  for (const auto& row : calls) {
    const auto projected = projector.project(row);
    if (projected) {
      any = true;
      out.municipalities.push_back(*projected);
    } else if (std::find(out.without_population.begin(), out.without_population.end(), row.municipality) ==
               out.without_population.end()) {
      out.without_population.push_back(row.municipality);
    }
    auto& sum = of_priority(out, row.priority);
    sum.per_year_base += row.per_year;
    for (std::size_t g = 0; g < options.rate_growth.size(); ++g)
      sum.per_year[g] +=
          row.per_year * (projected ? projected->factor : 1.0) * std::pow(1.0 + options.rate_growth[g], years);
  }
  if (!any) {
    return base::fail(codes::bad_population,
                      fmt::format("no municipality of the calls has a population in {} and in {}", options.base_year,
                                  options.target_year),
                      "name them in the table as the calls do, by name or number");
  }
  return out;
}

}  // namespace kjede::planning
