#include <algorithm>
#include <map>

#include "fhir_parts.hpp"

namespace kjede::publish {

namespace {

using fhir::Json;
using measure::Measurement;

constexpr const char* population_system = "http://terminology.hl7.org/CodeSystem/measure-population";
constexpr const char* orgnr_system = "urn:oid:2.16.578.1.12.4.1.4.101";

Json counted(const char* code, std::int64_t count, bool masked) {
  Json population{{"code", fhir::coded(population_system, code)}};
  if (masked) {
    population["_count"] = fhir::absent("masked");
  } else {
    population["count"] = count;
  }
  return population;
}

std::int64_t excluded_total(const Measurement& one) {
  std::int64_t total = 0;
  for (const auto& reason : one.excluded) {
    total += reason.count;
  }
  return total;
}

// FHIR's denominator counts before exclusions; ours after.
Json populations(const catalog::Indicator& indicator, const Measurement& one) {
  const bool masked = one.masked != measure::MaskReason::none;
  const auto excluded = excluded_total(one);
  Json result = Json::array({counted("initial-population", one.relevant, masked)});
  const std::string scoring = fhir::scoring_of(indicator);
  if (scoring == "continuous-variable") {
    result.push_back(counted("measure-population", one.denominator + excluded, masked));
    result.push_back(counted("measure-population-exclusion", excluded, masked));
  } else if (scoring != "cohort") {
    result.push_back(counted("denominator", one.denominator + excluded, masked));
    result.push_back(counted("denominator-exclusion", excluded, masked));
    result.push_back(counted("numerator", one.numerator, masked));
  }
  return result;
}

Json interval(const Measurement& one, const FhirOptions& options) {
  return {{"url", fhir::extension_url(options, "confidence-interval")},
          {"extension", Json::array({{{"url", "low"}, {"valueDecimal", *one.ci_low}},
                                     {{"url", "high"}, {"valueDecimal", *one.ci_high}},
                                     {{"url", "method"}, {"valueCode", one.ci_method}}})}};
}

Json extensions(const catalog::Indicator& indicator, const Measurement& one, const FhirOptions& options) {
  Json result = Json::array();
  if (one.masked != measure::MaskReason::none) {
    return result;
  }
  if (one.ci_low && one.ci_high) {
    result.push_back(interval(one, options));
  }
  if (one.goal_level) {
    const char* level = *one.goal_level == catalog::GoalLevel::green    ? "green"
                        : *one.goal_level == catalog::GoalLevel::yellow ? "yellow"
                                                                        : "red";
    result.push_back({{"url", fhir::extension_url(options, "goal-level")}, {"valueCode", level}});
  }
  for (const auto& percentile : one.percentiles) {
    auto value = fhir::quantity(percentile.value, indicator);
    result.push_back({{"url", fhir::extension_url(options, "percentile")},
                      {"extension", Json::array({{{"url", "percentile"}, {"valueInteger", percentile.percentile}},
                                                 {{"url", "value"}, {"valueQuantity", value}}})}});
  }
  return result;
}

Json reporter(const catalog::Unit* unit, const Measurement& one, const FhirOptions& options) {
  const bool official = unit != nullptr && !unit->orgnr.empty();
  return {{"identifier",
           {{"system", official ? std::string(orgnr_system) : options.canonical + "/unit"},
            {"value", official ? unit->orgnr : one.unit}}},
          {"display", unit != nullptr ? unit->name.nb : one.level + ": " + one.unit}};
}

Json group(const catalog::Indicator& indicator, const Measurement& one, const FhirOptions& options) {
  Json result = Json::object();
  if (auto found = extensions(indicator, one, options); !found.empty()) {
    result["extension"] = std::move(found);
  }
  result["population"] = populations(indicator, one);
  if (one.masked != measure::MaskReason::none) {
    result["measureScore"] = fhir::absent("masked");
  } else if (one.value) {
    result["measureScore"] = fhir::quantity(*one.value, indicator);
  } else {
    result["measureScore"] = fhir::absent("not-applicable");
  }
  return result;
}

Json report_of(const catalog::Indicator& indicator, const catalog::Unit* unit, const Measurement& one,
               const FhirOptions& options) {
  Json resource{{"resourceType", "MeasureReport"}, {"id", fhir_id(indicator.id, one.unit, one.period.label())}};
  fhir::add_meta(resource, options);
  resource["extension"] =
      Json::array({{{"url", fhir::extension_url(options, "provenance")},
                    {"extension", Json::array({{{"url", "definition"}, {"valueString", one.definition_hash}},
                                               {{"url", "data"}, {"valueString", one.data_version}}})}}});
  resource["status"] = "complete";
  resource["type"] = "summary";
  resource["measure"] = options.canonical + "/Measure/" + fhir_id(indicator.id);
  resource["date"] = base::to_string(options.date);
  resource["reporter"] = reporter(unit, one, options);
  resource["period"] = {{"start", base::to_string(one.period.first_day())},
                        {"end", base::to_string(one.period.last_day())}};
  resource["improvementNotation"] = fhir::coded("http://terminology.hl7.org/CodeSystem/measure-improvement-notation",
                                                indicator.higher_is_better ? "increase" : "decrease");
  resource["group"] = Json::array({group(indicator, one, options)});
  return resource;
}

}  // namespace

std::string fhir_measure_report(const catalog::Indicator& indicator, const catalog::Unit* unit,
                                const Measurement& measurement, const FhirOptions& options) {
  return report_of(indicator, unit, measurement, options).dump(2) + "\n";
}

std::vector<ExportFile> fhir_export(const catalog::Catalog& catalog, std::span<const Measurement> measurements,
                                    const FhirOptions& options) {
  std::map<std::string, std::string, std::less<>> lines;
  for (const auto& one : measurements) {
    if (const auto* indicator = catalog.find_indicator(one.indicator)) {
      lines[one.indicator] += report_of(*indicator, catalog.units.find(one.unit), one, options).dump() + "\n";
    }
  }
  std::vector<ExportFile> files;
  for (const auto& indicator : catalog.indicators) {
    if (const auto found = lines.find(indicator.id); found != lines.end()) {
      files.push_back({"Measure-" + fhir_id(indicator.id) + ".json", fhir_measure(indicator, options)});
      files.push_back({"MeasureReport-" + fhir_id(indicator.id) + ".ndjson", found->second});
    }
  }
  auto definitions = fhir::structure_definitions(options);
  std::move(definitions.begin(), definitions.end(), std::back_inserter(files));
  return files;
}

}  // namespace kjede::publish
