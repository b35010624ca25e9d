#include "kjede/service/measurement_document.hpp"

#include <nlohmann/json.hpp>

#include "kjede/text/csv_writer.hpp"
#include "names.hpp"

namespace kjede::service {
namespace {

using Json = nlohmann::ordered_json;
using measure::Measurement;

bool shown(const Measurement& m) { return m.masked == measure::MaskReason::none; }

Json optional(const std::optional<double>& number) { return number ? Json(*number) : Json(nullptr); }

Json reasons(std::span<const measure::ReasonCount> counts) {
  Json list = Json::array();
  for (const auto& c : counts) list.push_back({{"reason", c.reason}, {"effect", c.effect}, {"count", c.count}});
  return list;
}

Json percentiles(const Measurement& m) {
  Json object = Json::object();
  for (const auto& p : m.percentiles) object[std::to_string(p.percentile)] = p.value;
  return object;
}

void add_numbers(Json& json, const Measurement& m) {
  json["numerator"] = m.numerator;
  json["denominator"] = m.denominator;
  json["value"] = optional(m.value);
  json["ci_low"] = optional(m.ci_low);
  json["ci_high"] = optional(m.ci_high);
  json["ci_method"] = m.ci_method.empty() ? Json(nullptr) : Json(m.ci_method);
  json["goal_level"] = m.goal_level ? Json(name_of(*m.goal_level)) : Json(nullptr);
}

void add_details(Json& json, const Measurement& m) {
  json["relevant"] = m.relevant;
  json["excluded"] = reasons(m.excluded);
  json["unknown"] = reasons(m.unknown);
  if (!m.percentiles.empty()) json["percentiles"] = percentiles(m);
  if (m.mean) json["mean"] = *m.mean;
  if (m.rate) {
    json["rate"] = *m.rate;
    json["rate_low"] = optional(m.rate_low);
    json["rate_high"] = optional(m.rate_high);
  }
}

void add_nothing(Json& json) {
  for (const auto* field : {"numerator", "denominator", "value", "ci_low", "ci_high", "ci_method", "goal_level"}) {
    json[field] = nullptr;
  }
}

Json to_object(const catalog::Catalog& catalog, const Measurement& m) {
  const auto* indicator = catalog.find_indicator(m.indicator);
  Json json{{"indicator", m.indicator},
            {"kind", indicator != nullptr ? name_of(indicator->kind) : ""},
            {"level", m.level},
            {"unit", m.unit},
            {"unit_name", unit_name(catalog, m)},
            {"period", period_label(m)}};
  if (!m.groups.empty()) {
    json["groups"] = Json::object();
    for (const auto& group : m.groups)
      json["groups"][group.by] = group.value.empty() ? Json(nullptr) : Json(group.value);
  }
  shown(m) ? add_numbers(json, m) : add_nothing(json);
  json["masked"] = !shown(m);
  json["mask_reason"] = shown(m) ? Json(nullptr) : Json(name_of(m.masked));
  if (shown(m)) add_details(json, m);
  if (indicator != nullptr && !indicator->value_measure.empty()) json["measure"] = indicator->value_measure;
  if (indicator != nullptr && indicator->per > 0) json["per"] = indicator->per;
  json["definition_hash"] = m.definition_hash;
  json["data_version"] = m.data_version;
  return json;
}

std::int64_t total(std::span<const measure::ReasonCount> counts) {
  std::int64_t sum = 0;
  for (const auto& c : counts) sum += c.count;
  return sum;
}

void optional_number(text::CsvWriter& csv, const std::optional<double>& value) {
  value ? csv.number(*value) : csv.empty();
}

void numbers(text::CsvWriter& csv, const Measurement& m) {
  if (!shown(m)) {
    for (int field = 0; field < 9; ++field) csv.empty();
    return;
  }
  csv.number(m.numerator).number(m.denominator);
  for (const auto& value : {m.value, m.ci_low, m.ci_high}) optional_number(csv, value);
  csv.text(m.ci_method)
      .text(m.goal_level ? name_of(*m.goal_level) : "")
      .number(total(m.excluded))
      .number(total(m.unknown));
}

}  // namespace

std::string to_json(const catalog::Catalog& catalog, std::span<const Measurement> measurements) {
  Json document{{"schema_version", 1}, {"results", Json::array()}};
  for (const auto& m : measurements) document["results"].push_back(to_object(catalog, m));
  return document.dump(1) + "\n";
}

std::string to_csv(const catalog::Catalog& catalog, std::span<const Measurement> measurements) {
  text::CsvWriter csv;
  std::vector<std::string> head{"indicator", "level", "unit", "unit_name", "period"};
  if (!measurements.empty()) {
    for (const auto& group : measurements.front().groups) head.push_back(group.by);
  }
  for (const auto* name : {"numerator", "denominator", "value", "ci_low", "ci_high", "ci_method", "goal_level",
                           "excluded", "unknown", "masked", "mask_reason", "definition_hash", "data_version"})
    head.emplace_back(name);
  csv.row(head);
  for (const auto& m : measurements) {
    csv.text(m.indicator).text(m.level).text(m.unit).text(unit_name(catalog, m)).text(period_label(m));
    for (const auto& group : m.groups) csv.text(group.value);
    numbers(csv, m);
    csv.text(shown(m) ? "false" : "true")
        .text(shown(m) ? "" : name_of(m.masked))
        .text(m.definition_hash)
        .text(m.data_version);
    csv.end_row();
  }
  return csv.take();
}

}  // namespace kjede::service
