#pragma once
// Policies for alerting first responders compared on the same cardiac arrests: figures with paired intervals, and a
// report that explains the choice to a dispatch centre.
//
//   KJEDE_ASSIGN(auto answer, service::replay_policies(scheme, rules, {.policies = {"none", "kjede"}}, now, progress));
//   print(service::replay_text(answer, "nb", width));

#include <optional>
#include <string>
#include <vector>

#include "kjede/base/progress.hpp"
#include "kjede/dispatch/rule_set.hpp"
#include "kjede/publish/report.hpp"
#include "kjede/service/road_session.hpp"
#include "kjede/sim/responder_replay.hpp"

namespace kjede::service {

struct ReplayQuery {
  std::vector<std::string> policies{"none", "kjede"};  // the others are compared with the first
  std::string arrests;                                 // CSV: received, lon, lat; empty: drawn around the scheme
  int number = 3500;                                   // drawn arrests, over a year
  std::string replies;                                 // CSV of observed replies; empty: the law that was fitted once
  std::optional<RoadChoice> roads;                     // nothing: straight lines
  std::uint64_t seed = 1;
  int threads = 1;
  bool warn_lapsed = false;
};

struct ReplayMeasure {
  std::string id;  // cpr_seconds, …
  dispatch::Words name;
  int decimals = 0;
  bool more_is_better = false;
  struct Value {
    double value = 0;
    std::optional<stats::Interval> interval;
    std::optional<double> change;  // from the first policy
    std::optional<stats::Interval> change_interval;
  };
  std::vector<Value> values;  // as the policies
};

struct ReplayAnswer {
  sim::ReplayRun run;
  std::vector<ReplayMeasure> measures;
  std::size_t best = 0;  // most survivors; among those that cannot be told from it the one with fewest alerts
  sim::ReplyLaw replies;
  bool drawn = false;  // the arrests are generated
  bool by_road = false;
  std::uint64_t seed = 1;
  std::string rules;
  base::Date date;  // of the scheme's judgements
};

// KJ0962 for fewer than two policies or one twice; KJ1202, KJ1320, KJ1321 as the parts fail.
base::Result<ReplayAnswer> replay_policies(const dispatch::Scheme& scheme, const dispatch::RuleSet& rules,
                                           const ReplayQuery& query, base::Instant now, base::Progress& progress);

std::string replay_json(const ReplayAnswer& answer);
std::string replay_text(const ReplayAnswer& answer, const std::string& language, bool colour, std::size_t width);
publish::Document replay_document(const ReplayAnswer& answer, const std::string& language);

}  // namespace kjede::service
