#pragma once
// What is wrong with a value, told without the value.

#include <string>
#include <string_view>
#include <vector>

#include "kjede/base/diagnostic.hpp"

namespace kjede::registry {

struct Problem {
  const base::Code* code = nullptr;
  std::string field;        // variable, or empty for the whole row
  std::string value_class;  // "text of 11 digits", "number above range"
  std::string reason;
  std::string advice;
  bool warning = false;  // the row is kept
};

using Problems = std::vector<Problem>;

// The kind and length of a text, never its content.
std::string value_class(std::string_view text);

}  // namespace kjede::registry
