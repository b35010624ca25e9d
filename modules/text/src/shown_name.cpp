#include "kjede/text/shown_name.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

namespace kjede::text {
namespace {

bool is_continuation(unsigned char c) { return (c & 0xC0U) == 0x80U; }
bool is_letter(unsigned char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c >= 0x80U; }

// A capital A–Z, or À–Þ in UTF-8, followed by a letter that is none.
bool capitalised(std::string_view word) {
  const auto at = [word](std::size_t i) { return i < word.size() ? static_cast<unsigned char>(word[i]) : 0U; };
  const auto capital = [&](std::size_t i) {
    return (at(i) >= 'A' && at(i) <= 'Z') || (at(i) == 0xC3U && at(i + 1) >= 0x80U && at(i + 1) <= 0x9EU);
  };
  if (!capital(0)) return false;
  const std::size_t second = is_continuation(static_cast<unsigned char>(at(1))) ? 2 : 1;
  return second < word.size() && !capital(second);
}

}  // namespace

bool looks_personal(std::string_view name) {
  const auto digits = std::count_if(name.begin(), name.end(), [](char c) { return c >= '0' && c <= '9'; });
  if (digits >= 6) return true;
  bool after_capitalised = false;
  std::size_t i = 0;
  while (i < name.size()) {
    const std::size_t start = i;
    while (i < name.size() && is_letter(static_cast<unsigned char>(name[i]))) ++i;
    const bool now = capitalised(name.substr(start, i - start));
    if (now && after_capitalised) return true;
    const std::size_t gap = i;
    while (i < name.size() && !is_letter(static_cast<unsigned char>(name[i]))) ++i;
    const std::string_view between = name.substr(gap, i - gap);
    after_capitalised = now && between.find_first_not_of(" ,.-_\"'") == std::string_view::npos;
  }
  return false;
}

std::string shown_name(std::string_view name) {
  return looks_personal(name) ? "(not shown: it may be a person)" : std::string(name);
}

std::string shown_names(std::span<const std::string> names) {
  std::vector<std::string_view> plain;
  for (const auto& name : names) {
    if (!looks_personal(name)) plain.emplace_back(name);
  }
  const std::size_t hidden = names.size() - plain.size();
  std::string text = fmt::format("{}", fmt::join(plain, ", "));
  if (hidden > 0) text += fmt::format("{}{} more", plain.empty() ? "" : " and ", hidden);
  return text;
}

}  // namespace kjede::text
