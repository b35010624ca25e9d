#include "problem.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace kjede::registry {

std::string value_class(std::string_view text) {
  if (text.empty()) return "nothing";
  const auto all_in = [text](std::string_view set) { return text.find_first_not_of(set) == std::string_view::npos; };
  if (all_in("0123456789")) return fmt::format("text of {} digits", text.size());
  const auto marks = std::count(text.begin(), text.end(), '.') + std::count(text.begin(), text.end(), ',');
  const bool one_number =
      text.find_first_of("+-", 1) == std::string_view::npos && (marks <= 1 || text.find(',') != std::string_view::npos);
  if (one_number && all_in("0123456789+-.,")) return fmt::format("number-like text of {} characters", text.size());
  if (all_in("0123456789-./: TZ+")) return fmt::format("date-like text of {} characters", text.size());
  const auto points = std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xC0) != 0x80; });
  return fmt::format("text of {} characters", points);
}

}  // namespace kjede::registry
