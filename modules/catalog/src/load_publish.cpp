#include "load_publish.hpp"

#include <fmt/format.h>

#include <array>

#include "kjede/catalog/codes.hpp"
#include "load_goal.hpp"

namespace kjede::catalog {
namespace {

constexpr std::array<std::string_view, 10> charts{"p", "u", "c", "i", "xbar", "s", "t", "g", "run", "mr"};
constexpr std::array<std::string_view, 4> periods{"quarter", "month", "tertial", "year"};
constexpr std::array<base::PeriodKind, 4> period_kinds{base::PeriodKind::quarter, base::PeriodKind::month,
                                                       base::PeriodKind::tertial, base::PeriodKind::year};
constexpr std::array<std::string_view, 2> funnels{"sd3", "exact_binomial"};

void read_split_dates(Fields& lines, ChartRule& rule, Problems& problems) {
  for (const auto* node : lines.nodes("split")) {
    if (const auto date = base::parse_date(node->scalar))
      rule.splits.push_back(*date);
    else
      problems.error(codes::bad_value, node->span, fmt::format("'{}' is no date", node->scalar), "write 2021-01-01");
  }
}

void read_excluded_periods(Fields& lines, ChartRule& rule, Problems& problems) {
  for (const auto* node : lines.nodes("exclude")) {
    const auto period = base::Period::parse(node->scalar);
    if (period && period->kind == rule.by)
      rule.excluded.push_back(*period);
    else
      problems.error(codes::bad_value, node->span, fmt::format("'{}' is no {}", node->scalar, base::to_string(rule.by)),
                     fmt::format("write {}", base::Period::of(rule.by, base::make_date(2020, 4, 1)).label()));
  }
}

void read_chart(Fields& fields, ChartRule& rule, Problems& problems) {
  const auto* node = fields.mapping("control chart");
  if (node == nullptr) return;
  Fields lines(*node, "'control chart'", problems);
  lines.required("chart");
  rule.chart = charts[lines.one_of("chart", charts)];
  rule.by = period_kinds[lines.one_of("by", periods)];
  rule.from = lines.date("from");
  read_excluded_periods(lines, rule, problems);
  read_split_dates(lines, rule, problems);
  if (const auto* baseline = lines.mapping("baseline")) {
    Fields ends(*baseline, "'baseline'", problems);
    rule.baseline_from = ends.date("from");
    rule.baseline_to = ends.date("to");
    ends.finish();
    if (rule.baseline_from && rule.baseline_to && *rule.baseline_to < *rule.baseline_from) {
      problems.error(codes::bad_value, baseline->span, "the baseline ends before it begins", "exchange from and to");
    }
  }
  lines.finish();
}

void read_prom(Fields& lines, Disclosure& rule, Problems& problems) {
  const auto* node = lines.mapping("prom");
  if (node == nullptr) return;
  Fields prom(*node, "'prom'", problems);
  if (const auto answers = prom.whole("answers above", 0, 1'000'000)) rule.min_answers = static_cast<int>(*answers);
  if (const auto* share = prom.scalar("sent above")) {
    const auto threshold = parse_threshold("> " + share->scalar);
    if (threshold && threshold->measure.empty())
      rule.min_sent_share = threshold->value;
    else
      problems.error(codes::bad_value, share->span, fmt::format("'{}' is no share", share->scalar), "write 70 %");
  }
  prom.finish();
}

void read_disclosure(Fields& lines, Disclosure& rule, Problems& problems) {
  const auto below = lines.whole("hide below", 0, 1000);
  const auto events = lines.whole("hide events below", 0, 100'000);
  if (events) rule.hide_denominator_below = static_cast<int>(*events);
  if (below) rule.hide_below = static_cast<int>(*below);
  if (events && !below) rule.hide_below = 0;  // the one rule in place of the other
  rule.half_of_events = lines.flag("half of events", false);
  read_prom(lines, rule, problems);
}

}  // namespace

void read_publish(Fields& fields, Indicator& indicator, Problems& problems) {
  const auto* node = fields.mapping("publish");
  if (node == nullptr) return;
  Fields lines(*node, "'publish'", problems);
  read_disclosure(lines, indicator.disclosure, problems);
  read_chart(lines, indicator.chart, problems);
  if (lines.scalar("funnel") != nullptr) indicator.funnel = funnels[lines.one_of("funnel", funnels)];
  if (const auto* skde = lines.mapping("skde")) {
    Fields upload(*skde, "'skde'", problems);
    SkdeExport target;
    target.id = upload.required_text("id");
    if (const auto context = upload.text("context"); !context.empty()) target.context = context;
    upload.finish();
    indicator.skde = target;
  }
  lines.finish();
}

}  // namespace kjede::catalog
