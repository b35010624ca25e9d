#pragma once
// One block of a report's plan to what the document shows.

#include "kjede/catalog/words.hpp"
#include "measured.hpp"
#include "report_plan.hpp"
#include "report_text.hpp"

namespace kjede::publish {

// What a block needs to be made.
struct BlockContext {
  const Lookup& lookup;
  TextFiller& text;
  Language language = Language::nb;
  base::Diagnostics& faults;

  base::Period period_of(const PlanBlock& block) const;
  // The indicator or analysis of that name; a fault at the block's place if there is none.
  const catalog::Indicator* indicator(const PlanBlock& block, const std::string& id) const;
  const catalog::Analysis* analysis(const PlanBlock& block, const std::string& id) const;
  std::string level_of(const PlanBlock& block,
                       const std::vector<std::string>& levels) const;  // the block's, else the finest
  std::string optional_text(const std::optional<PlanText>& given, const std::string& otherwise) const;
};

// "Kohort (n = 2553). Ikke med: ambulansebevitnet (352)."
std::string cohort_text(const BlockContext& context, const catalog::Indicator& indicator, const Where& where,
                        const base::Period& period);
std::string cohort_text(const BlockContext& context, const catalog::Indicator& indicator,
                        const measure::Measurement* one);
std::string cohort_text(const BlockContext& context, const catalog::Analysis& analysis, const AnalysisResult* result);

// Nothing where the block's subject is unknown (a fault says so) or nothing can be drawn.
std::optional<Block> figure_block(const PlanBlock& block, const BlockContext& context);
std::optional<Block> table_block(const PlanBlock& block, const BlockContext& context);
std::optional<Block> analysis_table(const PlanBlock& block, const BlockContext& context);
bool is_figure(const PlanBlock& block);

inline catalog::Language words_language(Language language) {
  return language == Language::nb ? catalog::Language::nb : catalog::Language::en;
}

// A count, or what stands for it.
std::string count_text(const AnalysisCount& count, Language language);
std::string count_share(const AnalysisCount& count, std::int64_t total, Language language);  // "710 (84 %)"

}  // namespace kjede::publish
