#pragma once
// Norwegian and English: every fixed word that a figure, table or caption shows, and how numbers and dates are written.
//
//   words(Language::nb).national        "Hele landet"
//   decimal(9.4, 1, Language::nb)       "9,4"
//   percent(1997, 2553, 0, Language::nb) "78 %" (with a no-break space)

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "kjede/base/period.hpp"
#include "kjede/catalog/model.hpp"

namespace kjede::publish {

enum class Language { nb, en };

std::string_view to_string(Language language);                          // "nb", "en": also the value of HTML's lang
const std::string& in(const catalog::Label& label, Language language);  // falls back to the other when one is empty

struct Words {
  std::string_view national, events;
  std::string_view men, women, year, count, share, median, total, unknown;
  std::string_view masked_legend;                                         // one {} for why:
  std::string_view fewer_events, few_answers, seldom_sent, half_missing;  // one {} but in the last
  std::string_view no_events_legend;
  std::string_view others_hidden;  // units that are too many to name; why
  std::string_view green, yellow, red, goal, goal_reached, no_goal;
  std::string_view highest, lowest, outside, above, below, none_outside;
  std::string_view confidence, control_limits, runs_signal, outside_limits;
  std::string_view excluded, cohort, national_line, synthetic, synthetic_long;
  std::string_view bar_chart, funnel_chart, control_charts, percentile_chart, trend_chart, pyramid, stacked_chart;
  std::string_view per_100000, boxes_legend, figure, table, contents, summary, appendix;
  std::string_view unit, numerator, denominator, interval, level;
  std::string_view missing, cases;
};
const Words& words(Language language);

// Rounded half away from zero; Norwegian decimal comma, thousands apart by a no-break space from 10 000 on.
std::string decimal(double value, int decimals, Language language);
std::string integer(std::int64_t value, Language language);
std::string percent(double fraction, int decimals, Language language);
// Rounded on the exact fraction (179/199 is 90 %, whatever a double says). denominator > 0.
std::string percent(std::int64_t numerator, std::int64_t denominator, int decimals, Language language);
std::string date_text(base::Date date, Language language);               // "1. mars 2025", "1 March 2025"
std::string period_text(const base::Period& period, Language language);  // "2024", "1. kvartal 2024", "Q1 2024"
std::string list_text(const std::vector<std::string>& items, Language language);  // "a, b og c"
// "{}" in a phrase replaced by values, in order.
std::string fill(std::string_view phrase, std::initializer_list<std::string_view> values);

}  // namespace kjede::publish
