#pragma once
// Demand in another year: rates by age and priority held fixed, times the municipalities' population then, with what
// it would be if the rates themselves grew or fell. planning_methods §5.
//
//   KJEDE_ASSIGN(const auto population, read_population({"ages_2016.csv", "totals_2030.csv"}));
//   KJEDE_ASSIGN(const auto growth, project(population, rates, calls, {.base_year = 2016, .target_year = 2030}));
//
// Where a year's population is not known by age, the ages of the last known year are carried on year by year with the
// ratios between the cohorts of all municipalities together (Hamilton & Perry 1962) and scaled to the year's total; the
// result says so.

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "kjede/base/result.hpp"

namespace kjede::planning {

inline constexpr std::size_t oldest_age = 105;
using Ages = std::array<double, oldest_age + 1>;  // persons by age; the last: and older

struct MunicipalPopulation {
  std::string code;  // 0101; may be empty
  std::string name;
  std::map<int, double> total;  // by year
  std::map<int, Ages> ages;     // years known by age
};

// Tables of population, long (`municipality,year,persons` with `age`, or `age_from,age_to`, if by age) or wide (a
// column a year, named 2016, pop_2016 or "Persons 2016", and perhaps `age`). The municipality stands in `municipality`,
// `kommune` or `region`, as a name, a number, or "0101 Halden"; a column `kommunenr…` gives the number. Tables are put
// together. All mistakes at once (KJ1431).
base::Result<std::vector<MunicipalPopulation>> read_population(const std::vector<std::string>& files);
base::Result<std::vector<MunicipalPopulation>> read_population_text(const std::string& name, std::string text);

// Calls a year per 1000 inhabitants of an age band (`priority,age_from,age_to,per_1000`).
struct AgeRate {
  std::string priority;
  int age_from = 0;
  int age_to = static_cast<int>(oldest_age);
  double per_1000 = 0.0;
};
base::Result<std::vector<AgeRate>> read_rates(const std::string& file);
base::Result<std::vector<AgeRate>> read_rates_text(const std::string& name, std::string text);

// Calls a year as the demand model has them.
struct MunicipalCalls {
  std::string municipality;  // name or number
  std::string priority;
  double per_year = 0.0;
};

struct ProjectionOptions {
  int base_year = 2016;
  int target_year = 2030;
  std::vector<double> rate_growth = {-0.02, -0.01, 0.0, 0.01, 0.02};  // a year
};

enum class ProjectionBasis { total, by_age, by_cohorts };  // how the target year's ages were found

struct MunicipalProjection {
  std::string municipality;
  std::string priority;
  double persons_base = 0.0, persons_target = 0.0;
  double per_year_base = 0.0;
  double factor = 1.0;  // target by base, rates held fixed
  ProjectionBasis basis = ProjectionBasis::total;
};

struct PriorityProjection {
  std::string priority;
  double per_year_base = 0.0;
  std::vector<double> per_year;  // at the target year, per growth of the options
};

struct Projection {
  ProjectionOptions options;
  std::vector<MunicipalProjection> municipalities;  // in the order of the calls
  std::vector<PriorityProjection> priorities;
  std::vector<std::string> without_population;  // their calls are carried on unchanged
};

// `rates` may be empty: then the calls follow the number of inhabitants. Fails with KJ1431 when no municipality of the
// calls has a population in both years.
base::Result<Projection> project(const std::vector<MunicipalPopulation>& population, const std::vector<AgeRate>& rates,
                                 const std::vector<MunicipalCalls>& calls, const ProjectionOptions& options);

}  // namespace kjede::planning
