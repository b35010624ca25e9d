#include "kjede/planning/demand_evaluation.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

#include "kjede/planning/codes.hpp"

namespace kjede::planning {
namespace {

constexpr std::size_t year_of_weeks = 52 * hours_of_week;

// The mean of the same hour of the week in the weeks before.
struct RuleOfThumb {
  std::string method;
  std::size_t weeks = 4;
  std::size_t years = 0;  // and in those before the same time of so many years before (MEDIC: 4 weeks, 5 years)
};
constexpr std::size_t medic_years = 4;

// Slots whose mean predicts slot t a week ahead or less: the rule always knows the weeks up to then, also where the
// model was fitted weeks ago. Empty: not enough of them.
std::vector<std::size_t> window(const RuleOfThumb& rule, std::size_t t) {
  std::vector<std::size_t> out;
  for (std::size_t year = 0; year <= rule.years; ++year) {
    for (std::size_t back = 1; back <= rule.weeks; ++back) {
      const auto distance = year * year_of_weeks + back * hours_of_week;
      if (t >= distance) out.push_back(t - distance);
    }
  }
  const auto least = rule.years == 0 ? rule.weeks : rule.weeks + 1;
  return out.size() >= least ? out : std::vector<std::size_t>{};
}

class Tally {
 public:
  Tally(std::string method, std::string priority, bool by_zone) {
    score_.method = std::move(method);
    score_.priority = std::move(priority);
    score_.by_zone = by_zone;
  }
  void add(std::uint32_t calls, double mean) {
    ++score_.cells;
    deviance_ += poisson_deviance(calls, mean);
    absolute_ += std::abs(calls - mean);
  }
  void add(std::uint32_t calls, const CallCount& count) {
    add(calls, count.mean);
    const auto inner = interval(count, 0.80), outer = interval(count, 0.95);
    intervals_ = true;
    sums_[0] += calls >= inner.low && calls <= inner.high ? 1.0 : 0.0;
    sums_[1] += inner.probability;
    sums_[2] += calls >= outer.low && calls <= outer.high ? 1.0 : 0.0;
    sums_[3] += outer.probability;
  }
  void leave_out() { ++score_.left_out; }
  HoldoutScore score() const {
    auto out = score_;
    const double n = std::max<double>(1.0, static_cast<double>(out.cells));
    out.deviance = deviance_ / n;
    out.mean_absolute = absolute_ / n;
    if (!intervals_) return out;
    out.within_80 = sums_[0] / n;
    out.promised_80 = sums_[1] / n;
    out.within_95 = sums_[2] / n;
    out.promised_95 = sums_[3] / n;
    return out;
  }

 private:
  HoldoutScore score_;
  double deviance_ = 0.0, absolute_ = 0.0;
  std::array<double, 4> sums_{};
  bool intervals_ = false;
};

class Evaluation {
 public:
  Evaluation(const DemandData& data, const DemandOptions& options, const HoldoutOptions& holdout)
      : data_(data), together_(without_priorities(data)), options_(options), holdout_(holdout) {
    all_.assign(data.slots.size(), 0);
    for (std::size_t p = 0; p < data.priorities.size(); ++p) {
      calls_.push_back(calls_by_slot(data, p));
      for (std::size_t t = 0; t < all_.size(); ++t) all_[t] += calls_[p][t];
    }
    by_zone_.assign(data.zones.size(), std::vector<std::uint32_t>(data.slots.size(), 0));
    for (const auto& call : data.calls) ++by_zone_[call.zone][call.slot];
  }

  base::Result<Holdout> run() {
    const auto step = holdout_.weeks * hours_of_week;
    const auto held = step * holdout_.origins;
    if (holdout_.origins == 0 || held + 8 * hours_of_week > data_.slots.size()) {
      return base::fail(codes::little_data,
                        fmt::format("{} hours are too few for a holdout of {} origins {} weeks apart",
                                    data_.slots.size(), holdout_.origins, holdout_.weeks),
                        "ask for fewer origins; eight weeks must be left before the first");
    }
    Holdout out;
    out.first_hour = data_.slots.size() - held;
    for (std::size_t origin = out.first_hour; origin < data_.slots.size(); origin += step) {
      KJEDE_ASSIGN(const auto model, fit_demand(data_, options_, origin));
      KJEDE_ASSIGN(const auto all, fit_demand(together_, options_, origin));
      const bool last = origin + step == data_.slots.size();
      predict({model, all}, origin, origin + step, last ? &out.last_weeks : nullptr);
    }
    for (const auto& [key, tally] : tallies_) out.scores.push_back(tally.score());
    return out;
  }

 private:
  using Key = std::tuple<bool, std::size_t, std::string>;  // by zone, order, priority

  Tally& tally(const std::string& method, const std::string& priority, bool by_zone) {
    constexpr std::array<std::string_view, 6> order{"model",        "live_1h",      "live_24h",
                                                    "mean_4_weeks", "mean_8_weeks", "medic"};
    const auto place = static_cast<std::size_t>(std::find(order.begin(), order.end(), method) - order.begin());
    return tallies_.try_emplace(Key{by_zone, place, priority}, method, priority, by_zone).first->second;
  }

  struct Models {
    const DemandModel& by_priority;
    const DemandModel& all;
  };

  void predict(const Models& models, std::size_t origin, std::size_t end, std::vector<HoldoutHour>* keep) {
    std::vector<LiveDemand> live;  // the last: all together
    for (std::size_t p = 0; p < calls_.size(); ++p)
      live.push_back(LiveDemand::tuned(models.by_priority, data_, p, origin));
    live.push_back(LiveDemand::tuned(models.all, together_, 0, origin));
    std::vector<CallCount> day_ahead(24 * live.size());
    for (std::size_t t = origin; t < end; ++t) {
      if ((t - origin) % 24 == 0) issue(live, t, end, day_ahead);
      hour(models, live, t, day_ahead, keep);
      rules(t);
      zones(models.by_priority, t);
      for (std::size_t p = 0; p < live.size(); ++p)
        live[p].see(data_.slots[t], p < calls_.size() ? calls_[p][t] : all_[t]);
    }
  }

  // Once a day, for the 24 hours that follow.
  void issue(const std::vector<LiveDemand>& live, std::size_t t, std::size_t end, std::vector<CallCount>& day_ahead) {
    for (std::size_t h = 0; h < 24 && t + h < end; ++h) {
      for (std::size_t p = 0; p < live.size(); ++p)
        day_ahead[h * live.size() + p] = live[p].forecast(data_.slots[t + h], h + 1);
    }
    issued_ = t;
  }

  void hour(const Models& models, const std::vector<LiveDemand>& live, std::size_t t,
            const std::vector<CallCount>& day_ahead, std::vector<HoldoutHour>* keep) {
    const auto& slot = data_.slots[t];
    const CallCount planned{models.all.expected(0, slot), models.all.rhythm(0).dispersion};
    for (std::size_t p = 0; p < live.size(); ++p) {
      const bool all = p == calls_.size();
      if (!all && calls_.size() == 1) continue;  // the same as all together
      const auto& name = all ? std::string() : data_.priorities[p];
      const auto calls = all ? all_[t] : calls_[p][t];
      tally("model", name, false)
          .add(calls, all ? planned
                          : CallCount{models.by_priority.expected(p, slot), models.by_priority.rhythm(p).dispersion});
      tally("live_1h", name, false).add(calls, live[p].forecast(slot, 1));
      tally("live_24h", name, false).add(calls, day_ahead[(t - issued_) * live.size() + p]);
    }
    if (keep != nullptr)
      keep->push_back({slot, all_[t], planned.mean, interval(planned, 0.80), interval(planned, 0.95)});
  }

  static std::array<RuleOfThumb, 3> rules_of_thumb() {
    return {{{"mean_4_weeks", 4, 0}, {"mean_8_weeks", 8, 0}, {"medic", 4, medic_years}}};
  }

  static double mean_of(const std::vector<std::uint32_t>& counts, const std::vector<std::size_t>& slots) {
    double sum = 0.0;
    for (const auto slot : slots) sum += counts[slot];
    return std::max(sum, 0.5) / static_cast<double>(slots.size());
  }

  void rules(std::size_t t) {
    for (const auto& rule : rules_of_thumb()) {
      const auto slots = window(rule, t);
      auto& whole = tally(rule.method, "", false);
      if (slots.empty()) {
        whole.leave_out();
        continue;
      }
      whole.add(all_[t], mean_of(all_, slots));
      for (std::size_t p = 0; calls_.size() > 1 && p < calls_.size(); ++p)
        tally(rule.method, data_.priorities[p], false).add(calls_[p][t], mean_of(calls_[p], slots));
    }
  }

  void zones(const DemandModel& model, std::size_t t) {
    auto& of_model = tally("model", "", true);
    const auto slots = window(rules_of_thumb()[1], t);
    for (std::size_t z = 0; z < by_zone_.size(); ++z) {
      CallCount count;
      double above = 0.0;  // variance beyond Poisson
      for (std::size_t p = 0; p < calls_.size(); ++p) {
        const double mean = model.expected(p, data_.slots[t]) * model.share(p, data_.slots[t].hour_of_week, z);
        count.mean += mean;
        above += model.rhythm(p).dispersion * mean * mean;
      }
      count.dispersion = count.mean > 0.0 ? above / (count.mean * count.mean) : 0.0;
      of_model.add(by_zone_[z][t], count);
      if (!slots.empty()) tally("mean_8_weeks", "", true).add(by_zone_[z][t], mean_of(by_zone_[z], slots));
    }
  }

  const DemandData& data_;
  const DemandData together_;  // all priorities as one
  const DemandOptions& options_;
  const HoldoutOptions& holdout_;
  std::vector<std::vector<std::uint32_t>> calls_;  // per priority
  std::vector<std::uint32_t> all_;
  std::vector<std::vector<std::uint32_t>> by_zone_;
  std::map<Key, Tally> tallies_;
  std::size_t issued_ = 0;
};

}  // namespace

base::Result<Holdout> evaluate_demand(const DemandData& data, const DemandOptions& options,
                                      const HoldoutOptions& holdout) {
  return Evaluation(data, options, holdout).run();
}

}  // namespace kjede::planning
