#include "fhir_parts.hpp"

namespace kjede::publish {

namespace {

using fhir::Json;

constexpr const char* population_system = "http://terminology.hl7.org/CodeSystem/measure-population";

std::string words_of(const std::optional<catalog::Clause>& clause, const char* otherwise) {
  return clause ? clause->text : otherwise;
}

Json population(const std::string& code, const std::string& expression) {
  return {{"code", fhir::coded(population_system, code)},
          {"criteria", {{"language", "text/x.kjede"}, {"expression", expression}}}};
}

std::string exclusions(const catalog::Indicator& indicator) {
  std::string text;
  for (const auto& exclusion : indicator.exclude) {
    text += (text.empty() ? "" : " or ") + exclusion.when.text;
  }
  return text.empty() ? "false" : text;
}

Json populations(const catalog::Indicator& indicator) {
  const auto cohort = words_of(indicator.cohort, "true");
  Json result = Json::array({population("initial-population", cohort)});
  const std::string scoring = fhir::scoring_of(indicator);
  if (scoring == "continuous-variable") {
    result.push_back(population("measure-population", words_of(indicator.denominator, "true")));
    result.push_back(population("measure-population-exclusion", exclusions(indicator)));
    auto observation = population("measure-observation", words_of(indicator.value, "true"));
    result.push_back(observation);
  } else if (scoring != "cohort") {
    const auto& denominator = indicator.sum_denominator ? indicator.sum_denominator : indicator.denominator;
    const auto& numerator = indicator.sum_numerator ? indicator.sum_numerator : indicator.numerator;
    result.push_back(population("denominator", words_of(denominator, "true")));
    result.push_back(population("denominator-exclusion", exclusions(indicator)));
    result.push_back(population("numerator", words_of(numerator, "true")));
  }
  return result;
}

std::string goal_text(const catalog::Indicator& indicator) {
  std::string text = "green " + indicator.goal->green.text;
  return indicator.goal->yellow ? text + ", yellow " + indicator.goal->yellow->text : text;
}

const char* type_of(const catalog::Indicator& indicator) {
  using enum catalog::IndicatorType;
  return indicator.type == structure ? "structure" : indicator.type == process ? "process" : "outcome";
}

}  // namespace

std::string fhir_measure(const catalog::Indicator& indicator, const FhirOptions& options) {
  const auto id = fhir_id(indicator.id);
  Json resource{{"resourceType", "Measure"}, {"id", id}};
  fhir::add_meta(resource, options);
  resource["language"] = "nb";
  if (indicator.goal) {
    resource["extension"] =
        Json::array({{{"url", fhir::extension_url(options, "goal-level")}, {"valueString", goal_text(indicator)}}});
  }
  resource["url"] = options.canonical + "/Measure/" + id;
  resource["version"] = indicator.hash.empty() ? "1" : indicator.hash.substr(0, 12);
  resource["name"] = indicator.id;
  resource["title"] = indicator.name.nb;
  resource["status"] = "active";
  resource["experimental"] = options.synthetic;
  resource["date"] = base::to_string(options.date);
  resource["publisher"] = options.publisher;
  if (!indicator.description.nb.empty()) {
    resource["description"] = indicator.description.nb;
  }
  resource["scoring"] =
      fhir::coded("http://terminology.hl7.org/CodeSystem/measure-scoring", fhir::scoring_of(indicator));
  resource["type"] =
      Json::array({fhir::coded("http://terminology.hl7.org/CodeSystem/measure-type", type_of(indicator))});
  if (!indicator.source.empty()) {
    resource["rationale"] = indicator.source;
  }
  resource["improvementNotation"] = fhir::coded("http://terminology.hl7.org/CodeSystem/measure-improvement-notation",
                                                indicator.higher_is_better ? "increase" : "decrease");
  resource["group"] = Json::array({{{"population", populations(indicator)}}});
  return resource.dump(2) + "\n";
}

}  // namespace kjede::publish
