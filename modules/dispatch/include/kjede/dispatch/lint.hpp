#pragma once
// What in a scheme does not meet the guideline on a day: per agreement, unit and person, with the requirement and what
// to do. The same judgements gate the recommendation: a unit with a finding that blocks is shown as not eligible.
//
//   for (const auto& finding : lint(scheme, rules, date)) …

#include <string>
#include <vector>

#include "kjede/dispatch/rule_set.hpp"
#include "kjede/dispatch/scheme.hpp"

namespace kjede::dispatch {

enum class Subject : std::uint8_t { organisation, agreement, unit, responder, scheme };
std::string_view to_string(Subject subject);

struct Finding {
  Subject subject = Subject::unit;
  std::string id;           // of the subject
  std::string unit;         // the unit it concerns, if one
  std::string requirement;  // R52
  bool blocks = false;      // the unit may not be alerted (R05, R07, R08, R18, R21, R30); else a warning
  Words what, remedy;
};

// In the order of the scheme: organisations, agreements, units with their equipment, responders, and what nobody
// attests.
std::vector<Finding> lint(const Scheme& scheme, const RuleSet& rules, base::Date date);

// Practised within the months before the day, that day of the month included; 29 February counts as the 28th in a year
// without one (R52).
bool practised_in_time(base::Date last, base::Date on, int months);

}  // namespace kjede::dispatch
