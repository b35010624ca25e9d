#include "kjede/service/policy_replay.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <set>
#include <sstream>

#include "kjede/service/codes.hpp"
#include "kjede/stats/quantile.hpp"
#include "kjede/text/source.hpp"

namespace kjede::service {
namespace {

using sim::PolicyReplay;
using sim::ReplayOutcome;
using Value = ReplayMeasure::Value;

base::Result<std::vector<dispatch::ResponderPolicy>> policies_of(const ReplayQuery& query) {
  const std::set<std::string> named(query.policies.begin(), query.policies.end());
  if (query.policies.size() < 2 || named.size() < query.policies.size()) {
    return base::fail(codes::bad_replay, "a comparison needs at least two policies, each once",
                      "give --policies none,kjede,goodsam-scas");
  }
  std::vector<dispatch::ResponderPolicy> out;
  base::Diagnostics problems;
  for (const auto& name : query.policies) {
    auto policy = dispatch::responder_policy(name);
    if (!policy) {
      problems.insert(problems.end(), policy.error().begin(), policy.error().end());
      continue;
    }
    if (query.warn_lapsed) policy->lapsed = dispatch::Lapsed::warn;
    out.push_back(*std::move(policy));
  }
  if (!problems.empty()) return base::fail(std::move(problems));
  return out;
}

base::Result<std::vector<sim::Arrest>> arrests_of(const dispatch::Scheme& scheme, const ReplayQuery& query,
                                                  base::Instant now) {
  if (query.arrests.empty()) {
    const auto year = base::year_of(std::chrono::floor<std::chrono::days>(now)) - 1;
    return sim::draw_arrests(scheme, query.number, base::make_date(year, 1, 1), 365, query.seed);
  }
  KJEDE_ASSIGN(const auto file, text::read_source(query.arrests));
  return sim::read_arrests(file->path, file->text);
}

class Measuring {
 public:
  explicit Measuring(const sim::ReplayRun& run) : run_(run) {}

  std::vector<ReplayMeasure> all() {
    mean("cpr_seconds", {"Tid til første HLR, snitt (s)", "Time to first CPR, mean (s)"}, 0, false,
         [](const auto& o) { return double(o.cpr); });
    mean("shock_seconds", {"Tid til første sjokk mulig, snitt (s)", "Time to first possible shock, mean (s)"}, 0, false,
         [](const auto& o) { return double(o.shock); });
    mean("scene_seconds", {"Første på stedet, snitt (s)", "First on scene, mean (s)"}, 0, false,
         [](const auto& o) { return double(o.scene); });
    quantile("scene_p90_seconds", {"Første på stedet, P90 (s)", "First on scene, P90 (s)"}, 0.9);
    mean("responder_first", {"Akutthjelper først (%)", "First responder first (%)"}, 1, true,
         [](const auto& o) { return o.responder_first ? 100.0 : 0.0; });
    mean("alerts", {"Varsler per hjertestans", "Alerts per arrest"}, 2, false,
         [](const auto& o) { return double(o.alerts); });
    ratio("alerts_per_accepted", {"Varsler per akseptert", "Alerts per accepted"}, 2);
    scaled("alarms_per_unit_month", {"Alarmer per enhet og måned", "Alarms per unit and month"}, 3, false,
           months() > 0 ? double(run_.arrests) / (double(std::max<std::size_t>(run_.units, 1)) * months()) : 0,
           [](const auto& o) { return double(o.alerts); });
    scaled("survivors_per_year", {"Overlevende per år (modell)", "Survivors per year (model)"}, 1, true,
           double(run_.arrests) * 365.25 / std::max(run_.days, 1.0), [](const auto& o) { return double(o.survival); });
    return std::move(measures_);
  }

 private:
  double months() const { return run_.days / 30.4375; }

  void mean(std::string id, dispatch::Words name, int decimals, bool more, const sim::ReplayFigure& figure) {
    scaled(std::move(id), std::move(name), decimals, more, 1, figure);
  }

  void scaled(std::string id, dispatch::Words name, int decimals, bool more, double factor,
              const sim::ReplayFigure& figure) {
    ReplayMeasure measure{std::move(id), std::move(name), decimals, more, {}};
    const auto times = [&](const std::optional<stats::Interval>& interval) {
      return interval ? std::optional(interval->scaled(factor)) : std::nullopt;
    };
    for (const auto& policy : run_.policies) {
      const auto mean = sim::mean_of(policy, figure);
      Value value{mean.mean * factor, times(mean.interval), {}, {}};
      if (&policy != &run_.policies.front()) {
        const auto change = sim::paired(run_.policies.front(), policy, figure);
        value.change = change.mean * factor;
        value.change_interval = times(change.interval);
      }
      measure.values.push_back(value);
    }
    measures_.push_back(std::move(measure));
  }

  void quantile(std::string id, dispatch::Words name, double p) {
    ReplayMeasure measure{std::move(id), std::move(name), 0, false, {}};
    for (const auto& policy : run_.policies) {
      std::vector<double> values;
      for (const auto& outcome : policy.outcomes) values.push_back(outcome.scene);
      std::sort(values.begin(), values.end());
      Value value{stats::quantile(values, p).value_or(0), {}, {}, {}};
      if (!measure.values.empty()) value.change = value.value - measure.values.front().value;
      measure.values.push_back(value);
    }
    measures_.push_back(std::move(measure));
  }

  void ratio(std::string id, dispatch::Words name, int decimals) {
    ReplayMeasure measure{std::move(id), std::move(name), decimals, false, {}};
    for (const auto& policy : run_.policies) {
      double alerts = 0;
      double accepted = 0;
      for (const auto& outcome : policy.outcomes) {
        alerts += outcome.alerts;
        accepted += outcome.accepted;
      }
      measure.values.push_back({accepted > 0 ? alerts / accepted : 0, {}, {}, {}});
    }
    measures_.push_back(std::move(measure));
  }

  const sim::ReplayRun& run_;
  std::vector<ReplayMeasure> measures_;
};

// Most survivors; of those whose paired difference from it holds 0, the one that disturbs fewest.
std::size_t best_of(const sim::ReplayRun& run) {
  const auto survival = [](const ReplayOutcome& outcome) { return double(outcome.survival); };
  const auto alerts = [](const ReplayOutcome& outcome) { return double(outcome.alerts); };
  std::size_t most = 0;
  for (std::size_t p = 1; p < run.policies.size(); ++p) {
    if (sim::mean_of(run.policies[p], survival).mean > sim::mean_of(run.policies[most], survival).mean) most = p;
  }
  auto best = most;
  for (std::size_t p = 0; p < run.policies.size(); ++p) {
    if (p == most) continue;
    const auto lost = sim::paired(run.policies[most], run.policies[p], survival);
    const bool alike = lost.mean == 0 || (lost.interval && lost.interval->contains(0));
    if (alike && sim::mean_of(run.policies[p], alerts).mean < sim::mean_of(run.policies[best], alerts).mean) best = p;
  }
  return best;
}

}  // namespace

base::Result<ReplayAnswer> replay_policies(const dispatch::Scheme& scheme, const dispatch::RuleSet& rules,
                                           const ReplayQuery& query, base::Instant now, base::Progress& progress) {
  ReplayAnswer answer;
  sim::ReplayOrder order;
  KJEDE_ASSIGN(order.policies, policies_of(query));
  KJEDE_ASSIGN(const auto arrests, arrests_of(scheme, query, now));
  if (!query.replies.empty()) {
    KJEDE_ASSIGN(const auto file, text::read_source(query.replies));
    KJEDE_ASSIGN(order.replies, sim::fit_replies(file->path, file->text));
  }
  order.seed = query.seed;
  order.threads = query.threads;
  std::optional<RoadSession> roads;
  std::unique_ptr<dispatch::TravelTimes> times = std::make_unique<dispatch::StraightTimes>();
  if (query.roads) {
    KJEDE_ASSIGN(roads, RoadSession::open(*query.roads, progress));
    const road::SnapOptions snapping{road::SnapTo::arc, roads->off_road_speed(), query.roads->snap_limit, true};
    times = std::make_unique<dispatch::RoadTimes>(roads->roads(), roads->weights(), roads->graph(), snapping);
  }
  answer.date = std::chrono::floor<std::chrono::days>(now);
  const dispatch::SchemeIndex index(scheme, rules, *times, answer.date);
  answer.run = sim::replay(index, *times, arrests, order, &progress);
  answer.measures = Measuring(answer.run).all();
  answer.best = best_of(answer.run);
  answer.replies = order.replies;
  answer.drawn = query.arrests.empty();
  answer.by_road = times->by_road();
  answer.seed = query.seed;
  answer.rules = fmt::format("{} {}", rules.id, rules.version);
  return answer;
}

}  // namespace kjede::service
