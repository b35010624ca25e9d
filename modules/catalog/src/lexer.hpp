#pragma once
// The words, numbers and signs of an expression, with their byte offsets.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "kjede/base/diagnostic.hpp"
#include "kjede/catalog/parse.hpp"

namespace kjede::catalog {

struct Token {
  enum class Kind { word, number, text, date, time, sign, end };
  Kind kind = Kind::end;
  std::string_view text;  // as written; of quoted text: between the quotes
  std::size_t begin = 0;
  std::size_t end = 0;

  bool is(std::string_view sign_or_word) const {
    return (kind == Kind::sign || kind == Kind::word) && text == sign_or_word;
  }
};

// Always ends with a token of kind end. Unreadable characters and foreign signs are reported and skipped.
std::vector<Token> lex(std::string_view text, const Place& place, base::Diagnostics& problems);

// A word of the language that no variable, cohort or parameter may be called.
bool is_reserved(std::string_view word);

}  // namespace kjede::catalog
