#include "kjede/road/fit.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "kjede/road/codes.hpp"
#include "kjede/road/dijkstra.hpp"

namespace kjede::road {

namespace {

constexpr std::size_t priorities = 3;
constexpr std::size_t time_classes = 5;
// log factors: by class, then by priority and time class; acute and free are the reference, fixed
constexpr std::size_t parameters = road_class_count + priorities + time_classes;
constexpr std::size_t first_priority = road_class_count;
constexpr std::size_t first_time = road_class_count + priorities;

constexpr std::size_t fewest_trips = 30;
constexpr double shortest = 60;   // seconds
constexpr double huber = 1.345;   // 95 % efficient for normal errors
constexpr double ridge = 1;       // trips' worth of belief in the model it starts from, at a residual of prior_sd
constexpr double prior_sd = 0.5;  // of a log factor
constexpr int rounds = 4;         // of taking routes again
constexpr int steps = 20;

using Vector = std::array<double, parameters>;
using Matrix = std::array<Vector, parameters>;

// Seconds at the limit by class, and those that no factor changes (junctions, signals), on one trip's route.
struct Driven {
  PerClass<double> at_limit;
  double standing = 0;
};

double median(std::vector<double> values) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

double robust_sd(const std::vector<double>& values) {
  const double centre = median(values);
  std::vector<double> distance;
  for (const double v : values) distance.push_back(std::abs(v - centre));
  return 1.4826 * median(std::move(distance));
}

// Cholesky; the ridge makes the matrix positive definite.
Vector solve(Matrix a, Vector b) {
  for (std::size_t j = 0; j < parameters; ++j) {
    for (std::size_t k = 0; k < j; ++k) a[j][j] -= a[j][k] * a[j][k];
    a[j][j] = std::sqrt(a[j][j]);
    for (std::size_t i = j + 1; i < parameters; ++i) {
      for (std::size_t k = 0; k < j; ++k) a[i][j] -= a[i][k] * a[j][k];
      a[i][j] /= a[j][j];
    }
  }
  for (std::size_t i = 0; i < parameters; ++i) {
    for (std::size_t k = 0; k < i; ++k) b[i] -= a[i][k] * b[k];
    b[i] /= a[i][i];
  }
  for (std::size_t i = parameters; i-- > 0;) {
    for (std::size_t k = i + 1; k < parameters; ++k) b[i] -= a[k][i] * b[k];
    b[i] /= a[i][i];
  }
  return b;
}

class Fitting {
 public:
  Fitting(const NetworkView& roads, const SpeedModel& start, std::span<const ObservedTrip> trips)
      : roads_(roads), trips_(trips), junctions_(junctions(roads)), tails_(arc_tails(roads.shape)) {
    report_.model = start;
    for (const auto kind : all_road_classes()) {
      prior_[static_cast<std::size_t>(kind)] = std::log(start.class_factor[kind]);
    }
    for (std::size_t i = 0; i < priorities; ++i) prior_[first_priority + i] = std::log(start.priority_factor[i]);
    for (std::size_t i = 0; i < time_classes; ++i) prior_[first_time + i] = std::log(start.time_factor[i]);
    theta_ = prior_;
  }

  base::Result<FitReport> run() {
    for (int round = 0; round < rounds; ++round) {
      take_routes();
      if (driven_.size() < fewest_trips) {
        return base::fail(codes::too_few_trips,
                          fmt::format("{} trips can be used; a fit needs {}", driven_.size(), fewest_trips),
                          "trips need a route on these roads and 60 seconds or more");
      }
      if (round == 0) judge(report_.bias_before, report_.sd_before);
      for (int step = 0; step < steps && improve() > 1e-9; ++step) {
      }
      put_factors();
    }
    judge(report_.bias_after, report_.sd_after);
    finish();
    return std::move(report_);
  }

 private:
  void take_routes();
  Driven drive(const std::vector<ArcId>& route) const;
  double modelled(std::size_t trip, Vector* gradient) const;
  std::vector<double> residuals() const;
  double improve();
  void judge(double& bias, double& sd) const;
  void put_factors();
  void finish();

  const NetworkView& roads_;
  std::span<const ObservedTrip> trips_;
  std::vector<bool> junctions_;
  std::vector<NodeId> tails_;
  Vector prior_{}, theta_{};
  std::vector<std::size_t> used_;  // positions in trips_
  std::vector<Driven> driven_;     // one per used trip
  FitReport report_;
};

Driven Fitting::drive(const std::vector<ArcId>& route) const {
  Driven driven;
  for (const ArcId a : route) {
    if (roads_.speed_limit[a] == 0) continue;
    driven.at_limit[roads_.road_class[a]] += roads_.length[a] / 100.0 / (roads_.speed_limit[a] / 3.6);
    driven.standing += report_.model.signal_seconds * roads_.signals[a];
    if (junctions_[roads_.shape.head[a]]) driven.standing += report_.model.junction_seconds;
  }
  return driven;
}

// One search per source and case; trips from a station share theirs.
void Fitting::take_routes() {
  std::map<std::tuple<Priority, TimeClass, NodeId>, std::vector<std::size_t>> by_source;
  for (std::size_t i = 0; i < trips_.size(); ++i) {
    by_source[{trips_[i].when.priority, trips_[i].when.time, trips_[i].from}].push_back(i);
  }
  used_.clear();
  driven_.clear();
  report_.unreachable = report_.too_short = 0;
  std::pair<Priority, TimeClass> priced{};
  std::vector<Millis> weights;
  for (const auto& [key, list] : by_source) {
    const auto [priority, time, source] = key;
    if (weights.empty() || priced != std::pair(priority, time)) {
      weights = *travel_times(roads_, report_.model, {priority, time});
      priced = {priority, time};
    }
    const auto tree = dijkstra(roads_.shape, weights, source);
    for (const auto i : list) {
      const auto driven = drive(path_to(tree, roads_.shape, trips_[i].to));
      double total = 0;
      for (const double t : driven.at_limit) total += t;
      const bool reached = tree.time[trips_[i].to] < unreachable;
      report_.unreachable += reached ? 0 : 1;
      const bool too_short = reached && (!(trips_[i].seconds >= shortest) || total <= 0);
      report_.too_short += too_short ? 1 : 0;
      if (!reached || too_short) continue;
      used_.push_back(i);
      driven_.push_back(driven);
    }
  }
}

// log seconds of a used trip; its derivatives by every parameter.
double Fitting::modelled(std::size_t trip, Vector* gradient) const {
  const auto& when = trips_[used_[trip]].when;
  const auto priority = first_priority + static_cast<std::size_t>(when.priority);
  const auto time = first_time + static_cast<std::size_t>(when.time);
  const double scale = std::exp(theta_[priority] + theta_[time]);
  double driving = 0;
  Vector parts{};
  for (const auto kind : all_road_classes()) {
    const auto at = static_cast<std::size_t>(kind);
    parts[at] = std::exp(theta_[at]) * driven_[trip].at_limit[kind] * scale;
    driving += parts[at];
  }
  const double total = driving + driven_[trip].standing;
  if (gradient != nullptr) {
    *gradient = {};
    for (std::size_t at = 0; at < road_class_count; ++at) (*gradient)[at] = parts[at] / total;
    (*gradient)[priority] = driving / total;
    (*gradient)[time] = driving / total;
  }
  return std::log(total);
}

std::vector<double> Fitting::residuals() const {
  std::vector<double> list;
  for (std::size_t t = 0; t < used_.size(); ++t)
    list.push_back(std::log(trips_[used_[t]].seconds) - modelled(t, nullptr));
  return list;
}

// One step of Gauss-Newton; how far it went.
double Fitting::improve() {
  const auto errors = residuals();
  const double sd = std::max(robust_sd(errors), 1e-6);
  Matrix normal{};
  Vector right{};
  for (std::size_t t = 0; t < used_.size(); ++t) {
    Vector gradient;
    modelled(t, &gradient);
    const double size = std::abs(errors[t]) / (huber * sd);
    const double weight = (size > 1 ? 1 / size : 1) / (sd * sd);
    for (std::size_t i = 0; i < parameters; ++i) {
      if (gradient[i] == 0) continue;
      right[i] += weight * gradient[i] * errors[t];
      for (std::size_t j = 0; j <= i; ++j) normal[i][j] += weight * gradient[i] * gradient[j];
    }
  }
  for (std::size_t i = 0; i < parameters; ++i) {
    // acute and free stay as they are: the classes carry the level
    const bool fixed = i == first_priority || i == first_time;
    const double belief = fixed ? 1e12 : ridge / (prior_sd * prior_sd);
    normal[i][i] += belief;
    right[i] += belief * (prior_[i] - theta_[i]);
  }
  const auto step = solve(normal, right);
  double length = 0;
  for (std::size_t i = 0; i < parameters; ++i) {
    const double bounded = std::clamp(step[i], -0.5, 0.5);
    theta_[i] = std::clamp(theta_[i] + bounded, std::log(0.05), std::log(20.0));
    length += bounded * bounded;
  }
  return length;
}

void Fitting::judge(double& bias, double& sd) const {
  const auto errors = residuals();
  bias = median(errors);
  sd = robust_sd(errors);
}

void Fitting::put_factors() {
  auto& model = report_.model;
  for (const auto kind : all_road_classes()) {
    model.class_factor[kind] = std::exp(theta_[static_cast<std::size_t>(kind)]);
  }
  for (std::size_t i = 0; i < priorities; ++i) model.priority_factor[i] = std::exp(theta_[first_priority + i]);
  for (std::size_t i = 0; i < time_classes; ++i) model.time_factor[i] = std::exp(theta_[first_time + i]);
}

// Residual spread of all, and of each class among the trips that are mostly on it.
void Fitting::finish() {
  const auto errors = residuals();
  PerClass<std::vector<double>> of_class;
  const double limit = huber * std::max(report_.sd_after, 1e-6);
  for (std::size_t t = 0; t < used_.size(); ++t) {
    report_.outlying += std::abs(errors[t]) > limit ? 1 : 0;
    double most = 0;
    auto main = RoadClass::other;
    for (const auto kind : all_road_classes()) {
      const double seconds = driven_[t].at_limit[kind];
      report_.hours[kind] += seconds / 3600;
      if (seconds > most) {
        most = seconds;
        main = kind;
      }
    }
    of_class[main].push_back(errors[t]);
  }
  for (const auto kind : all_road_classes()) {
    if (of_class[kind].size() >= fewest_trips) report_.model.class_residual_sd[kind] = robust_sd(of_class[kind]);
  }
  report_.used = used_.size();
  report_.model.residual_sd = report_.sd_after;
  report_.model.fitted_trips = report_.used;
}

}  // namespace

base::Result<FitReport> fit_speed_model(const NetworkView& roads, const SpeedModel& start,
                                        std::span<const ObservedTrip> trips) {
  return Fitting(roads, start, trips).run();
}

}  // namespace kjede::road
