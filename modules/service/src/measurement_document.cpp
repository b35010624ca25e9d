#include "kjede/service/measurement_document.hpp"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

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
            {"period", m.period.label()}};
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

// Text for a spreadsheet: quoted when needed, and never taken for a formula.
std::string cell(std::string_view text) {
  std::string content(text);
  if (!content.empty() && std::string_view("=+-@\t\r").find(content.front()) != std::string_view::npos) content.insert(0, "'");
  if (content.find_first_of(",\"\n\r") == std::string::npos) return content;
  std::string quoted = "\"";
  for (const char c : content) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
  return quoted + "\"";
}

std::string number(const std::optional<double>& value) { return value ? fmt::format("{}", *value) : ""; }

std::int64_t total(std::span<const measure::ReasonCount> counts) {
  std::int64_t sum = 0;
  for (const auto& c : counts) sum += c.count;
  return sum;
}

std::string numbers(const Measurement& m) {
  if (!shown(m)) return ",,,,,,,,";
  return fmt::format("{},{},{},{},{},{},{},{},{}", m.numerator, m.denominator, number(m.value), number(m.ci_low), number(m.ci_high),
                     m.ci_method, m.goal_level ? name_of(*m.goal_level) : "", total(m.excluded), total(m.unknown));
}

}  // namespace

std::string to_json(const catalog::Catalog& catalog, std::span<const Measurement> measurements) {
  Json document{{"schema_version", 1}, {"results", Json::array()}};
  for (const auto& m : measurements) document["results"].push_back(to_object(catalog, m));
  return document.dump(1) + "\n";
}

std::string to_csv(const catalog::Catalog& catalog, std::span<const Measurement> measurements) {
  std::string text =
      "indicator,level,unit,unit_name,period,numerator,denominator,value,ci_low,ci_high,ci_method,goal_level,excluded,unknown,"
      "masked,mask_reason,definition_hash,data_version\n";
  for (const auto& m : measurements) {
    text += fmt::format("{},{},{},{},{},{},{},{},{},{}\n", cell(m.indicator), cell(m.level), cell(m.unit),
                        cell(unit_name(catalog, m)), m.period.label(), numbers(m), !shown(m),
                        shown(m) ? "" : name_of(m.masked), m.definition_hash, m.data_version);
  }
  return text;
}

}  // namespace kjede::service
