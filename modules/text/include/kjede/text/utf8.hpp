#pragma once
// What the readers need to know about encodings. Text inside Kjede is UTF-8.
//
//   if (auto at = text::first_invalid_utf8(bytes)) …

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace kjede::text {

bool is_utf8(std::string_view bytes);                                   // overlong forms and surrogates are not
std::optional<std::size_t> first_invalid_utf8(std::string_view bytes);  // offset of the first byte that is wrong

inline constexpr std::string_view utf8_bom = "\xEF\xBB\xBF";

// Appends Windows-1252 bytes (the superset of Latin-1 that Windows programs write) as UTF-8.
void append_windows_1252(std::string_view bytes, std::string& out);

// Appends one code point as UTF-8.
void append_code_point(char32_t code_point, std::string& out);

// The code point at `offset` and, moved past it, the offset. Expects valid UTF-8.
char32_t next_code_point(std::string_view text, std::size_t& offset);

// Columns the text takes in a terminal: 0 for combining marks, 2 for East Asian wide characters and emoji
// (Unicode 15, EastAsianWidth.txt, ranges merged to blocks), else 1.
std::size_t display_width(std::string_view text);

}  // namespace kjede::text
