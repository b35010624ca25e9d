#pragma once
// The key figures of a comparison as rows: what they are called, how they are written, which way is better. The
// terminal table, the CSV and the report are made from the same rows.

#include <string>
#include <vector>

#include "kjede/planning/compare.hpp"
#include "kjede/publish/words.hpp"

namespace kjede::service {

using publish::Language;

enum class Measure { minutes, share, share_of_time, thousands, per_shift, persons };

struct KeyFigure {
  std::string id;  // for CSV and JSON: "p90_urban"
  std::string name;
  Measure measure = Measure::minutes;
  bool lower_is_better = true;
  const std::vector<planning::Compared>* values = nullptr;
};

std::vector<KeyFigure> key_figures(const planning::Comparison& result, Language language);
std::string group_name(const std::string& id, const planning::Comparison& result, Language language);

inline Language language_of(const std::string& name) { return name == "en" ? Language::en : Language::nb; }

// "12,4 min", "81 %", "170": values; persons are whole, and those of ten years.
std::string value_words(double value, Measure measure, Language language);
std::string with_interval(const sim::Estimate& estimate, Measure measure, Language language);  // "12,4 (12,1–12,7)"
// "−1,2 (−1,4 til −1,0)".
std::string change_words(const sim::Estimate& change, Measure measure, Language language);
std::string signed_words(double value, Measure measure, Language language);

// A change of less than this (minutes) is nothing to those who wait, however certain it is.
inline constexpr double least_change = 0.25;
// Of a place's mean response time: certain and at least least_change, or unclear.
planning::Verdict place_verdict(const planning::Compared& mean);
// Places whose mean response time has changed so in scenario s, the largest gain (or loss) first.
std::vector<const planning::PlaceFigures*> changed_places(const planning::Comparison& result, std::size_t s,
                                                          planning::Verdict which);
double people_in(const std::vector<const planning::PlaceFigures*>& places);

}  // namespace kjede::service
