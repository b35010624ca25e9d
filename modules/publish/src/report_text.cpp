#include "report_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <sstream>

#include "kjede/publish/codes.hpp"
#include "measured.hpp"
#include "numbering.hpp"
#include "spec.hpp"

namespace kjede::publish {

namespace {

using measure::Measurement;

std::string number_or_dash(const std::optional<double>& value, const std::string& measure, Language language) {
  return value ? plain(*value, measure, language) : "–";
}

}  // namespace

struct TextFiller::Placeholder {
  std::string subject;   // before the dot, or the whole word
  std::string field;     // after it
  std::string argument;  // figure, table: block id
  base::Period period;
  Where where;
  bool all_years = false;
  bool share = false;
  std::optional<int> decimals;

  static Placeholder parse(const std::string& text, const Lookup& lookup) {
    Placeholder one;
    one.period = lookup.year();
    std::istringstream words(text);
    std::string word;
    words >> word;
    const auto dot = word.find('.');
    one.subject = word.substr(0, dot);
    one.field = dot == std::string::npos ? "" : word.substr(dot + 1);
    while (words >> word) {
      one.take(word, lookup);
    }
    return one;
  }

  void take(const std::string& word, const Lookup& lookup) {
    if (word == "@last_year") {
      period = lookup.last_year();
    } else if (word == "@all") {
      all_years = true;
    } else if (word[0] == '@') {
      period = base::Period::parse(word.substr(1)).value_or(period);
    } else if (const auto equals = word.find('='); equals != std::string::npos) {
      where[word.substr(0, equals)] = word.substr(equals + 1);
    } else if (word.starts_with("share")) {
      share = true;
      decimals = word.size() > 6 ? std::optional(word[6] - '0') : std::nullopt;
    } else if (word.size() == 2 && word[0] == '.') {
      decimals = word[1] - '0';
    } else {
      argument = word;
    }
  }
};

namespace {

bool digit(char c) { return c >= '0' && c <= '9'; }

// A line does not break inside 100 000, 25 % or ≥ 90.
std::string unbroken(const std::string& text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto next = [&](std::size_t ahead) { return i + ahead < text.size() ? text[i + ahead] : ' '; };
    const bool after_digit = i > 0 && digit(text[i - 1]);
    const bool group = after_digit && digit(next(1)) && digit(next(2)) && digit(next(3)) && !digit(next(4));
    const bool after_sign = (i > 0 && (text[i - 1] == '<' || text[i - 1] == '>')) ||
                            (i > 2 && (text.compare(i - 3, 3, "≥") == 0 || text.compare(i - 3, 3, "≤") == 0));
    const bool keep = text[i] == ' ' && (group || (after_digit && next(1) == '%') || (after_sign && digit(next(1))));
    out += keep ? "\u00a0" : std::string(1, text[i]);
  }
  return out;
}

}  // namespace

std::string TextFiller::fill(const PlanText& text, Language language) {
  std::string out;
  const auto& source = text.scalar;
  for (std::size_t at = 0; at < source.size();) {
    const auto open = source.find('{', at);
    const auto close = open == std::string::npos ? open : source.find('}', open);
    if (close == std::string::npos) {
      return unbroken(out + source.substr(at));
    }
    out += source.substr(at, open - at);
    const auto inner = source.substr(open + 1, close - open - 1);
    if (const auto value = replace(Placeholder::parse(inner, lookup_), language)) {
      out += *value;
    } else {
      out += source.substr(open, close - open + 1);
      auto found = base::fail(codes::unknown_number, fmt::format("nothing is known of '{{{}}}'", inner),
                              text::span_in(text, open, close + 1),
                              "name an indicator or analysis of the catalog and one of its fields")
                       .diagnostics;
      std::move(found.begin(), found.end(), std::back_inserter(faults_));
    }
    at = close + 1;
  }
  return unbroken(out);
}

std::optional<std::string> TextFiller::replace(const Placeholder& asked, Language language) const {
  if (asked.field.empty()) {
    return frame(asked, language);
  }
  if (lookup_.catalog().find_indicator(asked.subject) != nullptr) {
    return indicator(asked, language);
  }
  return analysis(asked, language);
}

std::optional<std::string> TextFiller::frame(const Placeholder& asked, Language language) const {
  const auto& data = lookup_.data();
  if (asked.subject == "year") return std::to_string(lookup_.year().year());
  if (asked.subject == "last_year") return std::to_string(lookup_.last_year().year());
  if (asked.subject == "period") return period_text(data.period, language);
  if (asked.subject == "date") return date_text(data.date, language);
  if (asked.subject == "data_version") return data.data_version.substr(0, 12);
  if (asked.subject == "unit") {
    const auto* unit = lookup_.catalog().units.find(data.unit);
    return unit != nullptr ? std::optional(in(unit->name, language)) : std::nullopt;
  }
  const auto found = references_.find(asked.subject + " " + asked.argument);
  return found != references_.end() ? std::optional(found->second) : std::nullopt;
}

std::optional<std::string> TextFiller::indicator(const Placeholder& asked, Language language) const {
  const auto& what = *lookup_.catalog().find_indicator(asked.subject);
  if (auto text = units(asked, what, language)) {
    return text;
  }
  const auto* one = lookup_.whole(what.id, asked.where, asked.period);
  const auto& field = asked.field;
  const bool masked = one != nullptr && is_masked(*one);
  const auto count = [&](std::int64_t value) { return masked ? std::string("*") : integer(value, language); };
  const auto number = [&](std::optional<double> value) {
    return masked ? std::string("*") : number_or_dash(value, what.value_measure, language);
  };
  if (field == "name") return in(what.name, language);
  if (field == "goal")
    return what.goal ? threshold_text(what.goal->green, language) : std::string(words(language).no_goal);
  if (field == "value") {
    const bool exact = asked.decimals && one != nullptr && !masked && one->denominator > 0 &&
                       what.kind == catalog::IndicatorKind::proportion;
    return exact ? percent(one->numerator, one->denominator, *asked.decimals, language) : shown({&what}, one, language);
  }
  if (field == "rate") return shown({&what, what.kind != catalog::IndicatorKind::rate}, one, language);
  if (field == "numerator") return one != nullptr ? count(one->numerator) : "–";
  if (field == "denominator") return one != nullptr ? count(one->denominator) : "–";
  if (field == "relevant") return one != nullptr ? count(one->relevant) : "–";
  if (field == "mean") return number(one != nullptr ? one->mean : std::nullopt);
  if (field == "low" || field == "high") {
    const auto value = one == nullptr || masked ? std::nullopt : field == "low" ? one->ci_low : one->ci_high;
    return value ? value_text(*value, scale_of({&what}, language), language) : std::string(masked ? "*" : "–");
  }
  if (field == "level")
    return one != nullptr && one->goal_level && !masked ? level_word(*one->goal_level, language) : std::string("–");
  if (field.size() == 3 && field[0] == 'p')
    return number(one != nullptr ? percentile_of(*one, std::atoi(field.c_str() + 1)) : std::nullopt);
  if (one != nullptr && field.starts_with("excluded_")) {
    for (const auto& reason : one->excluded) {
      if (field.substr(9) == reason.reason) return count(reason.count);
    }
    return std::any_of(what.exclude.begin(), what.exclude.end(), [&](const auto& e) { return e.id == field.substr(9); })
               ? std::optional<std::string>("0")
               : std::nullopt;
  }
  return std::nullopt;
}

std::optional<std::string> TextFiller::units(const Placeholder& asked, const catalog::Indicator& what,
                                             Language language) const {
  if (what.levels.empty()) {
    return std::nullopt;
  }
  const auto& level = what.levels.front();
  const auto& field = asked.field;
  if (field == "improved" || field == "worsened" || field == "improved_count") {
    std::vector<std::string> names;
    for (const auto& chart : control_charts(lookup_, what, level, asked.where, what.chart.by, language)) {
      if (has_shifted(chart, what, field != "worsened")) {
        names.push_back(chart.name);
      }
    }
    return field == "improved_count" ? std::to_string(names.size())
           : names.empty()           ? (language == Language::nb ? "ingen" : "none")
                                     : list_text(names, language);
  }
  if (field == "outside") {
    std::vector<std::string> names;
    for (const auto& row : funnel_of(lookup_, {&what, false}, level, asked.where, asked.period, language).rows) {
      if (row.outside) {
        names.push_back(row.unit);
      }
    }
    return names.empty() ? (language == Language::nb ? "ingen" : "none") : list_text(names, language);
  }
  const Aspect aspect{&what};
  auto rows = unit_rows(lookup_, aspect, level, asked.where, asked.period, language);
  std::erase_if(rows, [](const UnitRow& row) { return row.nation || row.state != CellState::shown; });
  if (field == "units") return std::to_string(rows.size());
  for (const auto goal : {catalog::GoalLevel::green, catalog::GoalLevel::yellow, catalog::GoalLevel::red}) {
    if (field == level_word(goal, Language::en)) {
      return std::to_string(
          std::count_if(rows.begin(), rows.end(), [&](const UnitRow& row) { return row.goal == goal; }));
    }
  }
  if (field == "highest" || field == "lowest") {
    if (rows.empty()) return "–";
    const auto less = [](const UnitRow& a, const UnitRow& b) { return *a.value < *b.value; };
    const auto& found = field == "highest" ? *std::max_element(rows.begin(), rows.end(), less)
                                           : *std::min_element(rows.begin(), rows.end(), less);
    return fmt::format("{} ({})", found.unit, value_text(*found.value, scale_of(aspect, language), language));
  }
  return std::nullopt;
}

namespace {

// All years together; masked if any year is.
AnalysisResult all_years(const Lookup& lookup, const std::string& id, const Where& where) {
  AnalysisResult sum;
  for (const auto& one : lookup.data().analyses) {
    const bool wanted = one.analysis == id && one.period.kind == base::PeriodKind::year &&
                        lookup.whole_analysis(id, where, one.period) == &one && one.period <= lookup.year();
    if (!wanted) {
      continue;
    }
    sum.total += one.total;
    sum.masked = sum.masked || one.masked;
    for (const auto& part : one.counts) {
      const auto found = std::find_if(sum.counts.begin(), sum.counts.end(),
                                      [&](const AnalysisCount& count) { return count.id == part.id; });
      auto& own =
          found != sum.counts.end() ? *found : sum.counts.emplace_back(AnalysisCount{.id = part.id, .name = part.name});
      own.count += part.count;
      own.masked = own.masked || part.masked;
    }
  }
  return sum;
}

// A part the analysis may have, though nothing was counted in it.
bool may_count(const catalog::Catalog& catalog, const catalog::Analysis& analysis, const std::string& id) {
  const auto among = [&](const std::vector<std::string>& list) {
    return std::find(list.begin(), list.end(), id) != list.end();
  };
  const auto* reg = catalog.find_register(analysis.register_id);
  return among(analysis.count_ids) || among(analysis.cohorts) || among(analysis.by) ||
         std::any_of(analysis.by.begin(), analysis.by.end(), [&](const std::string& name) {
           const auto* variable = reg != nullptr ? reg->find(name) : nullptr;
           return variable != nullptr && std::any_of(variable->codes.begin(), variable->codes.end(),
                                                     [&](const catalog::CodeValue& code) { return code.code == id; });
         });
}

std::optional<double> number_of(const AnalysisNumbers& numbers, const std::string& field) {
  const std::map<std::string, double> known{
      {"mean", numbers.mean}, {"p10", numbers.p10}, {"p25", numbers.p25}, {"p50", numbers.p50},
      {"p75", numbers.p75},   {"p90", numbers.p90}, {"sum", numbers.sum}, {"n", static_cast<double>(numbers.n)}};
  const auto found = known.find(field);
  return found != known.end() ? std::optional(found->second) : std::nullopt;
}

}  // namespace

std::optional<std::string> TextFiller::analysis(const Placeholder& asked, Language language) const {
  const auto* what = lookup_.catalog().find_analysis(asked.subject);
  if (what == nullptr) {
    return std::nullopt;
  }
  const auto sum = asked.all_years ? std::optional(all_years(lookup_, what->id, asked.where)) : std::nullopt;
  const auto* one = sum ? &*sum : lookup_.whole_analysis(what->id, asked.where, asked.period);
  if (one == nullptr || one->masked) {
    return one == nullptr ? "–" : "*";
  }
  if (asked.field == "total") return integer(one->total, language);
  if (asked.field == "rate") return one->rate ? decimal(*one->rate, 0, language) : std::string("–");
  if (what->kind == catalog::AnalysisKind::numbers) {
    if (one->numbers_masked) return "*";
    const auto number = number_of(one->numbers.value_or(AnalysisNumbers{}), asked.field);
    return number ? std::optional(decimal(*number, asked.decimals.value_or(0), language)) : std::nullopt;
  }
  std::int64_t counted = 0;
  std::istringstream codes(asked.field);
  for (std::string code; std::getline(codes, code, '+');) {
    const auto found = std::find_if(one->counts.begin(), one->counts.end(),
                                    [&](const AnalysisCount& count) { return count.id == code; });
    if (found != one->counts.end() && found->masked) {
      return "*";
    }
    if (found == one->counts.end() && !may_count(lookup_.catalog(), *what, code)) {
      return std::nullopt;
    }
    counted += found != one->counts.end() ? found->count : 0;
  }
  if (!asked.share) return integer(counted, language);
  return one->total > 0 ? percent(counted, one->total, asked.decimals.value_or(0), language) : std::string("–");
}

}  // namespace kjede::publish
