#include "report_blocks.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "kjede/publish/codes.hpp"

namespace kjede::publish {

base::Period BlockContext::period_of(const PlanBlock& block) const {
  const auto asked = block.option("period");
  if (asked == "last_year") {
    return lookup.last_year();
  }
  return asked.empty() ? lookup.year() : base::Period::parse(asked).value_or(lookup.year());
}

const catalog::Indicator* BlockContext::indicator(const PlanBlock& block, const std::string& id) const {
  const auto* found = lookup.catalog().find_indicator(id);
  if (found == nullptr) {
    std::vector<std::string> known;
    for (const auto& one : lookup.catalog().indicators) {
      known.push_back(one.id);
    }
    const auto near = base::nearest(id, known);
    faults.push_back(base::fail(codes::unknown_number, fmt::format("no indicator '{}'", id), block.span,
                                near.empty() ? "" : fmt::format("did you mean '{}'?", near))
                         .diagnostics.front());
  }
  return found;
}

const catalog::Analysis* BlockContext::analysis(const PlanBlock& block, const std::string& id) const {
  const auto* found = lookup.catalog().find_analysis(id);
  if (found == nullptr) {
    std::vector<std::string> known;
    for (const auto& one : lookup.catalog().analyses) {
      known.push_back(one.id);
    }
    const auto near = base::nearest(id, known);
    faults.push_back(base::fail(codes::unknown_number, fmt::format("no analysis '{}'", id), block.span,
                                near.empty() ? "" : fmt::format("did you mean '{}'?", near))
                         .diagnostics.front());
  }
  return found;
}

std::string BlockContext::level_of(const PlanBlock& block, const std::vector<std::string>& levels) const {
  return block.option("level", levels.empty() ? "nation" : levels.front());
}

std::string BlockContext::optional_text(const std::optional<PlanText>& given, const std::string& otherwise) const {
  return given ? text.fill(*given, language) : otherwise;
}

namespace {

// The cohort's name when the clause is just a cohort; else the clause as it was written.
std::string clause_name(const BlockContext& context, const std::string& register_id,
                        const std::optional<catalog::Clause>& clause) {
  if (!clause) {
    return "";
  }
  const auto* cohort = context.lookup.catalog().find_cohort(register_id, clause->text);
  if (cohort != nullptr) {
    return in(cohort->name, context.language);
  }
  const auto* reg = context.lookup.catalog().find_register(register_id);
  if (!clause->expression || reg == nullptr) {
    return clause->text;
  }
  auto text = catalog::in_words(*clause->expression, context.lookup.catalog(), *reg, words_language(context.language));
  text[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(text[0])));
  return text;
}

std::string reason_name(const catalog::Indicator& indicator, const catalog::Register* reg, const std::string& reason,
                        Language language) {
  for (const auto& exclusion : indicator.exclude) {
    if (exclusion.id == reason) {
      return in(exclusion.name, language);
    }
  }
  const auto* variable = reg != nullptr ? reg->find(reason) : nullptr;
  return variable != nullptr
             ? fmt::format("{}: {}", in(variable->label, language), language == Language::nb ? "ukjent" : "unknown")
             : reason;
}

}  // namespace

std::string cohort_text(const BlockContext& context, const catalog::Indicator& indicator, const Where& where,
                        const base::Period& period) {
  return cohort_text(context, indicator, context.lookup.whole(indicator.id, where, period));
}

std::string cohort_text(const BlockContext& context, const catalog::Indicator& indicator,
                        const measure::Measurement* one) {
  const auto language = context.language;
  auto text = clause_name(context, indicator.register_id, indicator.cohort);
  if (one == nullptr || is_masked(*one)) {
    return text.empty() ? text : text + ".";
  }
  const bool rate = indicator.kind == catalog::IndicatorKind::rate;
  text +=
      fmt::format("{}(n = {}).", text.empty() ? "" : " ", integer(rate ? one->numerator : one->denominator, language));
  std::vector<std::string> reasons;
  const auto* reg = context.lookup.catalog().find_register(indicator.register_id);
  for (const auto& reason : one->excluded) {
    if (reason.count > 0) {
      reasons.push_back(fmt::format("{} ({})",
                                    catalog::mid_sentence(reason_name(indicator, reg, reason.reason, language)),
                                    integer(reason.count, language)));
    }
  }
  if (!reasons.empty()) {
    text += fmt::format(" {}: {}.", words(language).excluded, list_text(reasons, language));
  }
  return text;
}

std::string cohort_text(const BlockContext& context, const catalog::Analysis& analysis, const AnalysisResult* result) {
  const auto name = clause_name(context, analysis.register_id, analysis.cohort);
  if (result == nullptr || result->masked || result->numbers_masked) {
    return name.empty() ? name : name + ".";
  }
  const auto n = result->numbers ? result->numbers->n : result->total;
  return name.empty() ? "" : fmt::format("{} (n = {}).", name, integer(n, context.language));
}

std::string count_text(const AnalysisCount& count, Language language) {
  return count.masked ? "*" : count.count == 0 ? "–" : integer(count.count, language);
}

std::string count_share(const AnalysisCount& count, std::int64_t total, Language language) {
  return count.masked || count.count == 0 || total <= 0
             ? count_text(count, language)
             : fmt::format("{} ({})", integer(count.count, language), percent(count.count, total, 0, language));
}

bool is_figure(const PlanBlock& block) {
  constexpr std::array kinds{"bars",   "panels",      "funnel",  "spc",     "boxes",  "trend",
                             "counts", "unit counts", "columns", "stacked", "pyramid"};
  return std::find(kinds.begin(), kinds.end(), block.kind) != kinds.end();
}

}  // namespace kjede::publish
