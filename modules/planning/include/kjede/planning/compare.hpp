#pragma once
// Scenarios side by side: each simulated with the same calls (common random numbers), every figure with its 95 %
// interval, and the change from the first scenario with the paired interval.
//
// Response times are those of the register `mission`: call received to the first unit parked at the scene, acute
// missions, 0 to under 70 minutes; the rest is counted. Figures of the whole, of urban and of rural areas come from
// replications (Student's t); those of places, which have few missions in one replication, from all replications
// together with the jackknife over replications.
//
//   KJEDE_ASSIGN(const auto result, compare(area, situations, {.threads = 2}, progress));

#include <string>
#include <vector>

#include "kjede/base/progress.hpp"
#include "kjede/planning/cardiac_arrest.hpp"
#include "kjede/planning/situation.hpp"
#include "kjede/sim/simulate.hpp"

namespace kjede::planning {

// A figure of one scenario, and how it differs from the first one's (nothing for the first itself).
struct Compared {
  sim::Estimate value;
  std::optional<sim::Estimate> change;
};

// Better, worse, or not to be told apart: the interval of the change holds 0.
enum class Verdict { better, worse, unclear };
Verdict verdict(const Compared& figure, bool lower_is_better);

// Acute response times of some zones; one entry per scenario.
struct GroupFigures {
  std::string id;  // all, urban, rural, or a place
  double population = 0;
  std::vector<double> counted;              // missions in the figures, by scenario
  double missions_a_year = 0;               // acute, of the first scenario
  std::vector<Compared> mean, median, p90;  // minutes
  std::vector<Compared> within;             // share within the target
};

struct PlaceFigures {
  GroupFigures response;
  std::string municipality;
  bool urban = false;
  double lon = 0, lat = 0;  // middle of the people
};

struct StationFigures {
  std::string id, name;            // of the first scenario that has it
  std::vector<std::string> names;  // by scenario; empty where it does not exist
  double lon = 0, lat = 0;
  std::vector<std::optional<Compared>> busy;  // share of time on duty; nothing where it does not exist
  std::vector<std::optional<double>> missions_a_day;
  std::vector<bool> moved;                       // stands elsewhere than in the first scenario
  std::vector<std::pair<double, double>> where;  // lon, lat by scenario
};

struct ServiceFigures {
  std::vector<Compared> slowest_tenth;  // minutes, mean of the slowest tenth of acute responses
  std::vector<Compared> busy;           // share of the fleet's time on duty
  std::vector<Compared> kilometres_a_year;
  std::vector<Compared> moves_per_shift;
  std::vector<Compared> waited;  // share of all calls for which no unit was free
  std::vector<Compared> beyond;  // acute responses of 70 minutes and more a year: in no other figure
};

// Expected survivors of treated cardiac arrests a year. The interval is that of the simulation; what the choice of
// curve means is in `by_curve`, the change under each pair of curves.
struct CurveChange {
  SurvivalCurve utstein, others;
  std::vector<Compared> survivors;
};
struct SurvivalFigures {
  std::vector<double> arrests;  // a year
  std::vector<Compared> survivors;
  std::vector<CurveChange> by_curve;
  double register_survival = 0;  // what the curves are calibrated to
};

struct ScenarioLine {
  std::string id;
  Label name, description;
  int year = 0;
  std::string policy;
  std::size_t stations = 0, vehicles = 0;
  double population = 0;
  double calls_a_day = 0;
};

struct Comparison {
  std::string area;
  Label area_name;
  bool synthetic = false;
  std::vector<ScenarioLine> scenarios;
  std::vector<GroupFigures> groups;  // all, urban, rural (those that exist)
  std::vector<PlaceFigures> places;  // as in the zone table
  std::vector<StationFigures> stations;
  ServiceFigures service;
  std::optional<SurvivalFigures> survival;
  double urban_target = 12, rural_target = 25;
  int days = 0, replications = 0;  // of each scenario, those that are in the figures
  int replications_wanted = 0;
  std::uint64_t seed = 0;
  std::uint64_t missions = 0;  // simulated in all
  bool complete = true;        // false: stopped by the user; the figures are of what was done
};

struct CompareOrder {
  std::optional<int> days = {}, replications = {};  // else the area's
  std::optional<std::uint64_t> seed = {};
  int threads = 1;
};

// The first situation is what the others are compared with. Fails with what the simulation fails with. Stopped by the
// user, all keep the replications that all of them have, at least one, and `complete` is false.
base::Result<Comparison> compare(const ServiceArea& area, std::span<const Situation> situations,
                                 const CompareOrder& order, base::Progress& progress);

}  // namespace kjede::planning
