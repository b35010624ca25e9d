// An indicator, a cohort, a goal: one sentence for each part.

#include <fmt/format.h>

#include "kjede/catalog/goal.hpp"
#include "kjede/catalog/parse.hpp"
#include "kjede/catalog/words.hpp"
#include "phrases.hpp"

namespace kjede::catalog {
namespace {

class Sentences {
 public:
  Sentences(const Catalog& catalog, const Register& reg, Language language)
      : catalog_(catalog), reg_(reg), language_(language), words_(phrases_of(language)) {}

  void add(std::string_view opening, std::string_view text) {
    text_ += fmt::format("{}{}: {}.", text_.empty() ? "" : " ", opening, text);
  }
  void plain(std::string_view text) { text_ += fmt::format("{}{}.", text_.empty() ? "" : " ", text); }

  void clause(std::string_view opening, const std::optional<Clause>& clause, std::string_view prefix = {}) {
    if (clause) add(opening, fmt::format("{}{}{}", prefix, prefix.empty() ? "" : " ", say(*clause->expression)));
  }

  std::string say(const Expression& tree) const { return in_words(tree, catalog_, reg_, language_); }

  void exclusions(const Indicator& indicator) {
    std::string list;
    for (const auto& exclusion : indicator.exclude) {
      list += fmt::format("{}{} ({})", list.empty() ? "" : "; ", mid_sentence(in(language_, exclusion.name)),
                          say(*exclusion.when.expression));
    }
    if (!list.empty()) add(words_.excluded, list);
  }

  void value(const Indicator& indicator) {
    if (!indicator.value) return;
    const auto& measure = indicator.value_measure;
    const auto unit = measure == "s"       ? words_.seconds
                      : measure == "min"   ? words_.minutes
                      : measure == "h"     ? words_.hours
                      : measure == "days"  ? words_.days
                      : measure == "years" ? words_.years
                                           : std::string_view(measure);
    add(words_.value, fmt::format("{}{}{}{}{}", say(*indicator.value->expression), unit.empty() ? "" : ", ",
                                  unit.empty() ? "" : words_.unit_of_value, unit.empty() ? "" : " ", unit));
    if (!indicator.percentiles.empty())
      add(words_.percentiles,
          fmt::format("{} (type {})", fmt::join(indicator.percentiles, ", "), indicator.quantile_type));
  }

  void unknowns(const Indicator& indicator) {
    for (const auto& policy : indicator.unknown) {
      const auto effect = policy.effect == UnknownEffect::excluded        ? words_.is_excluded
                          : policy.effect == UnknownEffect::counts_as_yes ? words_.counts_as_yes
                                                                          : words_.counts_as_no;
      plain(fmt::format("{} {} {}", words_.unknown_open, mid_sentence(in(language_, reg_.find(policy.variable)->label)),
                        effect));
    }
  }

  std::string take() { return std::move(text_); }

 private:
  const Catalog& catalog_;
  const Register& reg_;
  Language language_;
  const Phrases& words_;
  std::string text_;
};

// ">= 90 %" as it is printed: "≥ 90 %", with a decimal comma in Norwegian; longer times with their word.
std::string threshold(const Threshold& threshold, Language language) {
  std::string text;
  if (seconds_in(threshold.measure) >= 3600.0) {
    const auto sign = threshold.comparison == Op::less         ? "<"
                      : threshold.comparison == Op::less_equal ? "≤"
                      : threshold.comparison == Op::greater    ? ">"
                                                               : "≥";
    return fmt::format("{} {}", sign, duration_in_words(as_number(threshold), threshold.measure, language));
  }
  for (std::size_t i = 0; i < threshold.text.size(); ++i) {
    if (threshold.text.compare(i, 2, ">=") == 0)
      text += "≥", ++i;
    else if (threshold.text.compare(i, 2, "<=") == 0)
      text += "≤", ++i;
    else
      text += threshold.text[i] == '.' && language == Language::nb ? ',' : threshold.text[i];
  }
  return text;
}

// 100 000 in Norwegian, 100,000 in English.
std::string grouped(std::int64_t number, Language language) {
  auto text = fmt::format("{}", number);
  for (auto at = static_cast<std::ptrdiff_t>(text.size()) - 3; at > 0; at -= 3)
    text.insert(static_cast<std::size_t>(at), language == Language::nb ? "\u00A0" : ",");
  return text;
}

}  // namespace

std::string in_words(const Goal& goal, Language language) {
  const auto& words = phrases_of(language);
  auto text = fmt::format("{} {}", words.green, threshold(goal.green, language));
  if (goal.yellow) text += fmt::format(", {} {}", words.yellow, threshold(*goal.yellow, language));
  text += fmt::format(", {}", words.red);
  if (goal.percentile > 0)
    text += fmt::format(", {}", fmt::format(fmt::runtime(words.goal_percentile), goal.percentile));
  return text;
}

std::string in_words(const Indicator& indicator, const Catalog& catalog, Language language) {
  const auto* reg = catalog.find_register(indicator.register_id);
  const auto& words = phrases_of(language);
  Sentences sentences(catalog, *reg, language);
  sentences.clause(words.relevant, indicator.cohort);
  sentences.exclusions(indicator);
  sentences.clause(words.denominator, indicator.denominator);
  sentences.clause(words.denominator, indicator.sum_denominator, words.sum_of);
  sentences.clause(words.numerator, indicator.numerator);
  sentences.clause(words.numerator, indicator.sum_numerator, words.sum_of);
  sentences.value(indicator);
  sentences.unknowns(indicator);
  if (indicator.per > 0) sentences.plain(fmt::format(fmt::runtime(words.rate), grouped(indicator.per, language)));
  if (indicator.goal) sentences.add(words.goal, in_words(*indicator.goal, language));
  if (indicator.role == IndicatorRole::quality)
    sentences.plain(indicator.higher_is_better ? words.higher : words.lower);
  return sentences.take();
}

std::string in_words(const Cohort& cohort, const Catalog& catalog, Language language) {
  const auto* reg = catalog.find_register(cohort.register_id);
  const auto& words = phrases_of(language);
  auto text = in_words(*cohort.where.expression, catalog, *reg, language);
  for (const auto& policy : cohort.unknown) {
    const auto effect = policy.effect == UnknownEffect::counts_as_yes ? words.counts_as_yes : words.counts_as_no;
    text += fmt::format("; {} {} {}", mid_sentence(words.unknown_open),
                        mid_sentence(in(language, reg->find(policy.variable)->label)), effect);
  }
  return text;
}

}  // namespace kjede::catalog
