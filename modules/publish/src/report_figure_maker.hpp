#pragma once
// What every figure of a report shares: its title, its caption, its first year.

#include <fmt/format.h>

#include <cstdlib>
#include <string>
#include <utility>

#include "report_blocks.hpp"

namespace kjede::publish {

struct FigureMaker {
  const PlanBlock& block;
  const BlockContext& context;
  Look look;

  std::string title(const catalog::Label& name) const {
    return context.optional_text(block.title, in(name, context.language));
  }

  Block illustrate(Figure figure, const std::string& year, const std::string& cohort) const {
    auto caption = fmt::format("{}, {}. {}", figure.title, year, cohort);
    if (block.caption) {
      caption += " " + context.text.fill(*block.caption, context.language);
    }
    if (!figure.legend.empty()) {
      caption += fmt::format(" {}.", figure.legend);
    }
    return Illustration{std::move(figure), std::move(caption)};
  }

  int first_year() const {
    const auto asked = block.option("from");
    return asked.empty() ? context.lookup.year().year() - 5 : std::atoi(asked.c_str());
  }
};

// The figures of analyses: counts, columns, stacked levels, pyramids.
std::optional<Block> analysis_figure(const FigureMaker& maker);

}  // namespace kjede::publish
