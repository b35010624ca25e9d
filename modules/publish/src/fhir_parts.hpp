#pragma once
// Pieces that several FHIR resources share.

#include <nlohmann/json.hpp>

#include "kjede/publish/fhir.hpp"

namespace kjede::publish::fhir {

using Json = nlohmann::ordered_json;

inline constexpr const char* absent_url = "http://hl7.org/fhir/StructureDefinition/data-absent-reason";

Json coded(const char* system, const std::string& code);  // a CodeableConcept
Json absent(const char* reason);                          // {"extension": [data-absent-reason]}
const char* scoring_of(const catalog::Indicator& indicator);
std::string extension_url(const FhirOptions& options, const char* id);
void add_meta(Json& resource, const FhirOptions& options);
Json quantity(double value, const catalog::Indicator& indicator);
std::vector<ExportFile> structure_definitions(const FhirOptions& options);

}  // namespace kjede::publish::fhir
