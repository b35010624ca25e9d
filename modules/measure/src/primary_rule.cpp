#include "primary_rule.hpp"

#include <algorithm>

namespace kjede::measure {
namespace {

bool few(std::int64_t count, int k) { return count > 0 && count < k; }

std::int64_t excluded_for(const Measurement& m, std::string_view reason) {
  std::int64_t sum = 0;
  for (const auto& e : m.excluded) {
    if (reason.empty() || e.reason == reason) sum += e.count;
  }
  return sum;
}

// Exactly: part / whole <= share.
bool at_most(std::int64_t part, std::int64_t whole, const catalog::Decimal& share) {
  std::int64_t scaled = part;
  for (int i = 0; i < share.scale; ++i) scaled *= 10;
  return scaled <= share.mantissa * whole;
}

bool breaks_prom_rule(const catalog::Disclosure& rule, const Measurement& m) {
  if (rule.min_answers && m.denominator > 0 && m.denominator <= *rule.min_answers) return true;
  return rule.min_sent_share && m.relevant > 0 &&
         at_most(m.relevant - excluded_for(m, "not_sent"), m.relevant, *rule.min_sent_share);
}

}  // namespace

MaskReason primary_reason(const catalog::Indicator& indicator, const Measurement& m, bool national) {
  const auto& rule = indicator.disclosure;
  const bool events_only = counts_events_only(indicator);
  const auto events = events_only ? m.numerator : m.denominator;
  if (few(events, std::max(rule.hide_below, rule.hide_denominator_below))) return MaskReason::few_events;
  if (!events_only && indicator.kind == catalog::IndicatorKind::proportion) {
    if (few(m.numerator, rule.hide_below)) return MaskReason::few_events;
    if (few(m.denominator - m.numerator, rule.hide_below)) return MaskReason::complement;
  }
  if (national) return MaskReason::none;
  if (breaks_prom_rule(rule, m)) return MaskReason::prom_rule;
  if (rule.half_of_events && m.denominator * 2 < m.denominator + excluded_for(m, "")) return MaskReason::half_of_events;
  return MaskReason::none;
}

}  // namespace kjede::measure
