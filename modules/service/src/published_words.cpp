#include "published_state.hpp"
#include "value_text.hpp"

namespace kjede::service {
namespace {

using publish::Language;

bool shown(const Measurement& m) { return m.masked == measure::MaskReason::none; }

Json number(const std::optional<double>& value) { return value ? Json(*value) : Json(nullptr); }

Json texts(std::string nb, std::string en) { return {{"nb", std::move(nb)}, {"en", std::move(en)}}; }

void add_numbers(Json& json, const catalog::Indicator& indicator, const Measurement& m) {
  json["value"] = number(m.value);
  json["low"] = number(m.ci_low);
  json["high"] = number(m.ci_high);
  json["level"] = m.goal_level ? Json(name_of(*m.goal_level)) : Json(nullptr);
  json["numerator"] = m.numerator;
  json["denominator"] = m.denominator;
  json["n"] = indicator.kind == catalog::IndicatorKind::rate || indicator.kind == catalog::IndicatorKind::count
                  ? m.numerator
                  : m.denominator;
  if (!m.percentiles.empty()) {
    json["percentiles"] = Json::object();
    for (const auto& p : m.percentiles) json["percentiles"][std::to_string(p.percentile)] = p.value;
  }
  if (m.rate) json["rate"] = {{"value", *m.rate}, {"low", number(m.rate_low)}, {"high", number(m.rate_high)}};
}

}  // namespace

Json label_json(const catalog::Label& label) {
  return {{"nb", label.nb.empty() ? label.en : label.nb}, {"en", label.en.empty() ? label.nb : label.en}};
}

std::string unit_of_value(const catalog::Indicator& indicator) {
  switch (indicator.kind) {
    case catalog::IndicatorKind::proportion: return "%";
    case catalog::IndicatorKind::rate: return "/ " + std::to_string(indicator.per);
    case catalog::IndicatorKind::count: return "";
    default: return indicator.value_measure;
  }
}

Json measurement_json(const catalog::Catalog& catalog, const PublishedIndicator& one, const Measurement& m) {
  const auto& indicator = *one.definition;
  Json json{{"unit", m.unit},
            {"name", texts(unit_name(catalog, m, "nb"), unit_name(catalog, m, "en"))},
            {"kind", m.level},
            {"year", m.period.year()},
            {"masked", !shown(m)}};
  if (shown(m)) {
    add_numbers(json, indicator, m);
    json["text"] = texts(value_text(indicator, m, Language::nb), value_text(indicator, m, Language::en));
    json["interval"] = texts(interval_text(indicator, m, Language::nb), interval_text(indicator, m, Language::en));
    json["events"] = texts(events_text(indicator, m, Language::nb), events_text(indicator, m, Language::en));
  } else {
    json["mask_reason"] = name_of(m.masked);
    json["text"] = texts("*", "*");
  }
  return json;
}

Json reports_json(const std::vector<PublishedReport>& reports) {
  Json list = Json::array();
  for (const auto& report : reports) {
    list.push_back({{"name", report.name},
                    {"format", report.name.ends_with(".pdf") ? "pdf" : "html"},
                    {"bytes", report.bytes},
                    {"href", "/api/v1/reports/" + report.name}});
  }
  return list;
}

Change change_of(const catalog::Indicator& indicator, const Measurement* now, const Measurement* before) {
  const bool comparable = now != nullptr && before != nullptr && shown(*now) && shown(*before) && now->value &&
                          before->value && now->ci_low && now->ci_high;
  if (!comparable) return {};
  if (*before->value >= *now->ci_low && *before->value <= *now->ci_high) return {"same", false};
  const bool rose = *now->value > *before->value;
  const bool apart =
      before->ci_low && before->ci_high && (*before->ci_high < *now->ci_low || *before->ci_low > *now->ci_high);
  return {rose == indicator.higher_is_better ? "better" : "worse", apart};
}

std::string document(Json json) {
  Json out{{"schema_version", 1}};
  for (auto& [key, value] : json.items()) out[key] = std::move(value);
  return out.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace kjede::service
