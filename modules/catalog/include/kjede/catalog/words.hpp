#pragma once
// Definitions in words, for those who do not read expressions: the same sentence in `kjede explain`, on the web and
// in reports.
//
//   in_words(*indicator, catalog, Language::nb)
//   → "Nevner: luftvei er supraglottisk eller endotrakeal. Teller: kapnografi er ja. Ukjent kapnografi teller som nei."

#include <string>
#include <string_view>

#include "kjede/catalog/model.hpp"

namespace kjede::catalog {

enum class Language { nb, en };

const std::string& in(Language language, const Label& label);

// A condition or value as part of a sentence: no capital, no full stop. Cohorts by their names.
std::string in_words(const Expression& tree, const Catalog& catalog, const Register& reg, Language language);

// One sentence for each part of the definition.
std::string in_words(const Indicator& indicator, const Catalog& catalog, Language language);
std::string in_words(const Cohort& cohort, const Catalog& catalog, Language language);
std::string in_words(const Goal& goal, Language language);  // "grønt ≥ 90 %, gult ≥ 70 %, ellers rødt"

// A name inside a sentence: its first letter small, unless it begins an abbreviation (AMK, ROSC).
std::string mid_sentence(std::string_view name);

// A duration with its unit: "12 minutter", "2,5 døgn"; `measure` is the unit it is best read in.
std::string duration_in_words(double seconds, std::string_view measure, Language language);

std::string_view to_string(IndicatorKind kind);  // "proportion"
std::string_view to_string(VariableType type);   // "code"

}  // namespace kjede::catalog
