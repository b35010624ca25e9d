#pragma once
// Where should vehicles stand? The location models of planning_methods §2, solved exactly (CBC) or by a heuristic with
// a bound on how far from the best it can be. Deterministic; reads no clock (the time limit is the solver's own).
//
//   KJEDE_ASSIGN(const auto plan, solve_location(problem, {.model = LocationModel::mclp, .fleet = 5}));

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "kjede/base/result.hpp"
#include "kjede/planning/cost_table.hpp"
#include "kjede/planning/survival.hpp"

namespace kjede::planning {

enum class LocationModel {
  lscm,               // fewest sites that cover every point (Toregas 1971)
  mclp,               // most demand covered (Church & ReVelle 1974)
  mexclp,             // most demand covered by a free vehicle, all equally busy (Daskin 1983)
  amexclp,            // the same with Larson's correction for dependence (Batta et al. 1989)
  malp,               // most demand covered with a reliability (ReVelle & Hogan 1989)
  dsm,                // double standard: most demand covered twice, all within a second radius (Gendreau et al. 1997)
  pmedian,            // least demand-weighted cost to the nearest site (Hakimi 1964)
  pcentre,            // least cost of the worst-off point
  survival,           // most expected survivors, nearest vehicle (Erkut et al. 2008)
  expected_survival,  // the same when vehicles may be busy
  bernoulli_nash,     // sum of demand times ln P(reached in time) (Jagtenberg et al. 2021)
  iso_elastic,        // sum of demand times u^(1−ε)/(1−ε)
  ertm,               // least expected response time when vehicles may be busy (van den Berg & van Essen 2019)
  artm,               // least average response time: p-median with vehicles
  gradual             // cover falls from 1 at the radius to 0 at the outer radius (responders, defibrillators)
};
std::string_view to_string(LocationModel model);
std::optional<LocationModel> location_model(std::string_view name);
std::vector<std::string> location_models();
bool places_vehicles(LocationModel model);  // a site may have several; false: a site is open or not
bool needs_radius(LocationModel model);
bool needs_busy(LocationModel model);
bool is_minimised(LocationModel model);  // smaller objectives are better

// One state of the world the plan must serve: a time of day, a year, a road scenario.
struct LocationPeriod {
  std::string name = {};
  std::vector<double> weight = {};  // demand of each point, ≥ 0
  std::size_t costs = 0;            // which cost table
  double share = 1.0;               // weight of this period in the objective
  int fleet = 0;                    // own_sites: vehicles of this period; 0: the common number
  double busy = 0.0;                // share of time a vehicle is busy, 0 ≤ q < 1
  std::vector<char> closed = {};    // sites closed in this period (an AED behind a locked door at night); empty: none
};

// What to do with several periods.
enum class PeriodRule {
  same_sites,  // one plan, best over the shares
  own_sites,   // a plan for each, `move_cost` for each vehicle placed anew from one period to the next
  regret       // one plan whose worst loss against each period's own best is least
};

struct LocationProblem {
  std::vector<std::string> points;
  std::vector<std::string> sites;
  std::vector<CostTable> costs;         // at least one
  std::vector<LocationPeriod> periods;  // at least one
  std::vector<double> radius;           // of each point, net of time before driving; covered is cost ≤ radius
  std::vector<double> point_busy;       // of each point's surroundings, instead of the period's; empty: common
  std::vector<int> keep;                // at least so many vehicles at each site; empty: 0
  std::vector<int> capacity;            // at most so many, 0: closed; empty: 1 site or `fleet` vehicles
};

struct LocationOptions {
  LocationModel model = LocationModel::mclp;
  int fleet = 0;               // sites or vehicles to place; lscm: at most, 0: as many as needed
  int stations = 0;            // at most so many different sites; 0: no limit
  double second_radius = 0.0;  // dsm: all demand within; gradual: where cover ends
  double share = 0.0;          // dsm: share of demand that must be within the radius once
  double reliability = 0.9;    // malp
  double aversion = 0.5;       // iso_elastic: ε ≥ 0
  SurvivalCurve curve = SurvivalCurve::de_maio;
  double before = 0.0;  // minutes before driving (handling, turnout); survival only
  double sigma = 0.0;   // spread of ln driving time: cover with its probability, not 0/1
  PeriodRule rule = PeriodRule::same_sites;
  double move_cost = 0.0;  // in units of the objective
  bool exact = false;
  double seconds = 60.0;  // time limit of the exact solver
  int rounds = 200;       // of the heuristic: kicks without improvement before it rests
  double work = 3e8;      // of the heuristic: links it may touch at most (about a second)
};

struct PeriodPlan {
  std::string name = {};
  std::vector<Index> sites;   // ascending; a site once per vehicle
  double objective = 0.0;     // of this period alone
  double regret = 0.0;        // regret rule: loss against this period's own best
  double covered = 0.0;       // share of demand with at least one vehicle within its radius (models with a radius)
  double gini = 0.0;          // of the chance of being reached, over demand (models with a busy fraction)
  double worst_decile = 0.0;  // mean chance among the worst-off tenth
};

struct LocationPlan {
  double objective = 0.0;  // in the model's own terms; regret rule: the largest regret
  double bound = 0.0;      // no plan can be better
  double gap = 0.0;        // |bound − objective| / |objective|; 1 beside an objective of 0
  bool proven = false;     // the plan is best, to 1e-6 of its objective
  int moves = 0;           // own_sites: vehicles placed anew
  std::vector<PeriodPlan> periods;
};

// Fails with what contradicts what when no plan exists, and on options outside their range; all faults at once.
base::Result<LocationPlan> solve_location(const LocationProblem& problem, const LocationOptions& options);

// The objective of a plan (vehicles at each site) in one period, straight from the definition; lscm: the number of
// vehicles if all points are covered, else infinite. Infinite also where a constraint of the model is broken.
double location_objective(const LocationProblem& problem, const LocationOptions& options, std::size_t period,
                          std::span<const int> vehicles);

}  // namespace kjede::planning
