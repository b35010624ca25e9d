#include "value_text.hpp"

namespace kjede::service {
namespace {

using catalog::Indicator;
using catalog::IndicatorKind;
using measure::Measurement;
using publish::Language;

constexpr std::string_view nothing = "–";

bool masked(const Measurement& m) { return m.masked != measure::MaskReason::none; }

std::string number(const Indicator& indicator, double value, Language language) {
  return indicator.kind == IndicatorKind::proportion ? publish::percent(value, 1, language)
                                                     : publish::decimal(value, 1, language);
}

}  // namespace

std::string value_text(const Indicator& indicator, const Measurement& m, Language language) {
  if (masked(m)) return "*";
  if (!m.value) return std::string(nothing);
  switch (indicator.kind) {
    case IndicatorKind::proportion: return publish::percent(m.numerator, m.denominator, 1, language);
    case IndicatorKind::count: return publish::integer(m.numerator, language);
    case IndicatorKind::rate:
      return publish::decimal(*m.value, 1, language) + " / " + publish::integer(indicator.per, language);
    default: return publish::decimal(*m.value, 1, language) + " " + indicator.value_measure;
  }
}

std::string interval_text(const Indicator& indicator, const Measurement& m, Language language) {
  if (masked(m) || !m.ci_low || !m.ci_high) return "";
  return number(indicator, *m.ci_low, language) + "–" + number(indicator, *m.ci_high, language);
}

std::string events_text(const Indicator& indicator, const Measurement& m, Language language) {
  if (masked(m)) return "*";
  const auto numerator = publish::integer(m.numerator, language);
  const auto denominator = publish::integer(m.denominator, language);
  switch (indicator.kind) {
    case IndicatorKind::proportion: return numerator + "/" + denominator;
    case IndicatorKind::rate:
    case IndicatorKind::count: return numerator;
    default: return denominator;
  }
}

}  // namespace kjede::service
