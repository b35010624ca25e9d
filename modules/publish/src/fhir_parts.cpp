#include "fhir_parts.hpp"

#include <array>

namespace kjede::publish {

std::string fhir_id(std::string_view indicator, std::string_view unit, std::string_view period) {
  std::string id(indicator);
  for (const auto part : {unit, period}) {
    if (!part.empty()) {
      id += "." + std::string(part);
    }
  }
  std::uint64_t hash = 14695981039346656037ULL;  // FNV-1a, for ids that are cut
  for (auto& c : id) {
    hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
    const bool allowed = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.';
    c = allowed ? c : '-';
  }
  constexpr std::size_t longest = 64, tail = 16;
  if (id.size() <= longest) {
    return id;
  }
  std::string hex;
  for (int shift = 60; shift >= 0; shift -= 4) {
    hex += "0123456789abcdef"[hash >> shift & 0xF];
  }
  return id.substr(0, longest - tail - 1) + "-" + hex;
}

namespace fhir {

Json coded(const char* system, const std::string& code) {
  return {{"coding", Json::array({{{"system", system}, {"code", code}}})}};
}

Json absent(const char* reason) { return {{"extension", Json::array({{{"url", absent_url}, {"valueCode", reason}}})}}; }

const char* scoring_of(const catalog::Indicator& indicator) {
  using enum catalog::IndicatorKind;
  switch (indicator.kind) {
    case proportion: return "proportion";
    case rate: return "ratio";
    case count: return "cohort";
    case percentile:
    case median:
    case mean: break;
  }
  return "continuous-variable";
}

std::string extension_url(const FhirOptions& options, const char* id) {
  return options.canonical + "/StructureDefinition/" + id;
}

void add_meta(Json& resource, const FhirOptions& options) {
  if (options.synthetic) {
    resource["meta"]["tag"] = Json::array({{{"system", "http://terminology.hl7.org/CodeSystem/v3-ActReason"},
                                            {"code", "HTEST"},
                                            {"display", "test health data"}}});
  }
}

Json quantity(double value, const catalog::Indicator& indicator) {
  Json result{{"value", value}};
  constexpr std::array<std::array<const char*, 2>, 5> units{
      {{"s", "s"}, {"min", "min"}, {"h", "h"}, {"days", "d"}, {"years", "a"}}};
  for (const auto& [ours, ucum] : units) {
    if (indicator.value_measure == ours && indicator.kind != catalog::IndicatorKind::proportion) {
      result.update(Json{{"unit", ours}, {"system", "http://unitsofmeasure.org"}, {"code", ucum}});
    }
  }
  return result;
}

namespace {

struct ExtensionText {
  const char* id;
  const char* title;
  const char* description;
  const char* contexts;  // element it may stand on
};

constexpr std::array<ExtensionText, 4> extensions{{
    {"confidence-interval", "Confidence interval",
     "95 % confidence interval of the measure score: decimals `low` and `high`, and the method as code `method` "
     "(wilson, clopper_pearson, exact, byar, t).",
     "MeasureReport.group"},
    {"goal-level", "Goal level",
     "The goal level that was reached, decided on the exact fraction: code green, yellow or red. On a Measure: the "
     "goals in words.",
     "Element"},
    {"percentile", "Percentile",
     "A percentile of the distribution behind a continuous measure: integer `percentile` and Quantity `value`.",
     "MeasureReport.group"},
    {"provenance", "Definition and data",
     "What the result was made from: string `definition` (hash of the definition) and string `data` (version of the "
     "data).",
     "MeasureReport"},
}};

}  // namespace

std::vector<ExportFile> structure_definitions(const FhirOptions& options) {
  std::vector<ExportFile> files;
  for (const auto& extension : extensions) {
    Json resource{{"resourceType", "StructureDefinition"},
                  {"id", extension.id},
                  {"url", extension_url(options, extension.id)},
                  {"version", "1.0.0"},
                  {"name", std::string("Kjede_") + extension.id},
                  {"title", extension.title},
                  {"status", "active"},
                  {"date", base::to_string(options.date)},
                  {"publisher", options.publisher},
                  {"description", extension.description},
                  {"fhirVersion", "4.0.1"},
                  {"kind", "complex-type"},
                  {"abstract", false},
                  {"context", Json::array({{{"type", "element"}, {"expression", extension.contexts}}})},
                  {"type", "Extension"},
                  {"baseDefinition", "http://hl7.org/fhir/StructureDefinition/Extension"},
                  {"derivation", "constraint"},
                  {"differential",
                   {{"element", Json::array({{{"id", "Extension.url"},
                                              {"path", "Extension.url"},
                                              {"fixedUri", extension_url(options, extension.id)}}})}}}};
    for (auto& c : resource["name"].get_ref<std::string&>()) {
      c = c == '-' ? '_' : c;
    }
    files.push_back({std::string("StructureDefinition-") + extension.id + ".json", resource.dump(2) + "\n"});
  }
  return files;
}

}  // namespace fhir

}  // namespace kjede::publish
