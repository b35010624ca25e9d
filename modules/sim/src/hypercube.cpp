#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <numeric>

#include "kjede/sim/codes.hpp"
#include "kjede/sim/queueing.hpp"

namespace kjede::sim {
namespace {

constexpr double tolerance = 1e-9;
constexpr int most_iterations = 10'000;
constexpr std::uint32_t most_exact_units = 12;

base::Result<void> check(const HypercubeModel& model, bool exact) {
  if (model.units == 0) return base::fail(codes::bad_queue, "the hypercube model has no units");
  if (exact && model.units > most_exact_units)
    return base::fail(codes::bad_queue, fmt::format("{} units have too many states", model.units),
                      "use the approximate hypercube");
  const auto zones = model.zone_rate.size();
  const bool lists = model.preference.size() == zones && std::ranges::all_of(model.preference, [&](const auto& list) {
                       return list.size() == model.units &&
                              std::ranges::all_of(list, [&](std::uint32_t m) { return m < model.units; });
                     });
  const bool times =
      model.service_time.size() == model.units || (!exact && model.service_time.size() == model.units * zones);
  if (!lists || !times) return base::fail(codes::bad_queue, "preference lists or service times have the wrong size");
  const auto sound = [](double x) { return x >= 0 && std::isfinite(x); };
  if (!std::ranges::all_of(model.zone_rate, sound) || !std::ranges::all_of(model.service_time, sound))
    return base::fail(codes::bad_queue, "a rate or service time is not a number of 0 or more");
  return {};
}

class Approximation {
 public:
  explicit Approximation(const HypercubeModel& model)
      : model_(model), zones_(model.zone_rate.size()), total_(sum(model.zone_rate)) {}

  HypercubeAnswer solve() {
    mean_time_ = sum(model_.service_time) / static_cast<double>(model_.service_time.size());
    answer_.busy.assign(model_.units, erlang_utilisation());
    for (int i = 0; i < most_iterations; ++i)
      if (iterate() < tolerance) break;
    return answer_;
  }

 private:
  static double sum(const std::vector<double>& values) { return std::accumulate(values.begin(), values.end(), 0.0); }
  double time(std::uint32_t unit, std::size_t zone) const {
    return model_.service_time.size() == model_.units ? model_.service_time[unit]
                                                      : model_.service_time[unit * zones_ + zone];
  }
  double erlang_utilisation() const {
    const double load = total_ * mean_time_;
    return load * (1 - erlang_b(static_cast<int>(model_.units), load)) / model_.units;
  }

  // One round: shares from busy fractions, busy fractions from shares. The largest change of a busy fraction.
  double iterate() {
    const double load = total_ * mean_time_;
    const auto corrections = larson_corrections(static_cast<int>(model_.units), load);
    answer_.lost = erlang_b(static_cast<int>(model_.units), load);
    answer_.choice.assign(zones_, std::vector<double>(model_.units, 0));
    std::vector<double> offered(model_.units, 0);  // V_m: load of the unit per share of time that it is free
    double time_sum = 0;
    double served = 0;
    for (std::size_t z = 0; z < zones_; ++z) {
      spread(z, corrections);
      for (std::uint32_t k = 0; k < model_.units; ++k) {
        const std::uint32_t m = model_.preference[z][k];
        const double rate = model_.zone_rate[z] * answer_.choice[z][k];
        offered[m] += rate * time(m, z) / (1 - answer_.busy[m]);
        time_sum += rate * time(m, z);
        served += rate;
      }
    }
    if (served > 0) mean_time_ = time_sum / served;
    double change = 0;
    for (std::uint32_t m = 0; m < model_.units; ++m) {
      const double busy = offered[m] / (1 + offered[m]);
      change = std::max(change, std::abs(busy - answer_.busy[m]));
      answer_.busy[m] = busy;
    }
    return change;
  }

  // Shares of the zone's calls by choice, normalised so that they sum to those not lost.
  void spread(std::size_t zone, const std::vector<double>& corrections) {
    auto& shares = answer_.choice[zone];
    double earlier_busy = 1;
    double total = 0;
    for (std::uint32_t k = 0; k < model_.units; ++k) {
      const double busy = answer_.busy[model_.preference[zone][k]];
      shares[k] = corrections[k] * (1 - busy) * earlier_busy;
      earlier_busy *= busy;
      total += shares[k];
    }
    const double scale = total > 0 ? (1 - answer_.lost) / total : 1;
    for (auto& share : shares) share *= scale;
  }

  const HypercubeModel& model_;
  std::size_t zones_;
  double total_;
  double mean_time_ = 0;
  HypercubeAnswer answer_;
};

class Exact {
 public:
  explicit Exact(const HypercubeModel& model) : model_(model), states_(std::size_t{1} << model.units) {
    rate_.assign(states_ * model.units, 0);
    for (std::size_t state = 0; state + 1 < states_; ++state)
      for (std::size_t z = 0; z < model.zone_rate.size(); ++z)
        rate_[state * model.units + model.preference[z][first_free(z, state)]] += model.zone_rate[z];
  }

  HypercubeAnswer solve() {
    probability_.assign(states_, 1.0 / static_cast<double>(states_));
    for (int i = 0; i < most_iterations; ++i)
      if (sweep() < 1e-13) break;
    return read();
  }

 private:
  std::uint32_t first_free(std::size_t zone, std::size_t state) const {
    std::uint32_t k = 0;
    while ((state >> model_.preference[zone][k]) & 1) ++k;
    return k;
  }

  // Gauss–Seidel on the balance of each state: flow out = flow in.
  double sweep() {
    double change = 0;
    double total = 0;
    for (std::size_t state = 0; state < states_; ++state) {
      double out = 0;
      double in = 0;
      for (std::uint32_t m = 0; m < model_.units; ++m) {
        const double finish = 1 / model_.service_time[m];
        if ((state >> m) & 1) {
          const std::size_t before = state & ~(std::size_t{1} << m);
          out += finish;
          in += probability_[before] * rate_[before * model_.units + m];
        } else {
          out += rate_[state * model_.units + m];
          in += probability_[state | (std::size_t{1} << m)] * finish;
        }
      }
      const double now = in / out;
      change = std::max(change, std::abs(now - probability_[state]));
      probability_[state] = now;
      total += now;
    }
    for (auto& p : probability_) p /= total;
    return change;
  }

  HypercubeAnswer read() const {
    HypercubeAnswer answer;
    answer.busy.assign(model_.units, 0);
    answer.choice.assign(model_.zone_rate.size(), std::vector<double>(model_.units, 0));
    answer.lost = probability_.back();
    for (std::size_t state = 0; state < states_; ++state) {
      for (std::uint32_t m = 0; m < model_.units; ++m)
        if ((state >> m) & 1) answer.busy[m] += probability_[state];
      if (state + 1 == states_) continue;
      for (std::size_t z = 0; z < model_.zone_rate.size(); ++z)
        answer.choice[z][first_free(z, state)] += probability_[state];
    }
    return answer;
  }

  const HypercubeModel& model_;
  std::size_t states_;
  std::vector<double> rate_;  // [state][unit]: calls that would take this unit next
  std::vector<double> probability_;
};

}  // namespace

base::Result<HypercubeAnswer> approximate_hypercube(const HypercubeModel& model) {
  KJEDE_TRY(check(model, false));
  return Approximation(model).solve();
}

base::Result<HypercubeAnswer> exact_hypercube(const HypercubeModel& model) {
  KJEDE_TRY(check(model, true));
  if (std::ranges::any_of(model.service_time, [](double t) { return t == 0; }))
    return base::fail(codes::bad_queue, "the exact hypercube needs service times above 0");
  return Exact(model).solve();
}

}  // namespace kjede::sim
