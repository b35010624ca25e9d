#pragma once
// Figures and tables are numbered through the document, in the order they stand; both writers count alike.

#include <fmt/format.h>

#include <string>

#include "kjede/publish/words.hpp"

namespace kjede::publish {

struct Numbering {
  int figures = 0;
  int tables = 0;

  std::string next_figure(Language language) { return fmt::format("{} {}", words(language).figure, ++figures); }
  std::string next_table(Language language) { return fmt::format("{} {}", words(language).table, ++tables); }
};

// "grønn", "yellow": the word that goes with the colour.
std::string level_word(catalog::GoalLevel level, Language language);

inline std::string heading_text(const std::string& number, const std::string& title) {
  return number.empty() ? title : number + " " + title;
}

}  // namespace kjede::publish
