#include "kjede/text/utf8.hpp"

#include <simdjson.h>

#include <algorithm>
#include <array>

namespace kjede::text {
namespace {

struct Range {
  char32_t first;
  char32_t last;
};

// marks that stand on the character before them, and characters without a glyph
constexpr std::array zero_width = {
    Range{0x0300, 0x036F}, Range{0x0483, 0x0489}, Range{0x0591, 0x05BD},  Range{0x0610, 0x061A}, Range{0x064B, 0x065F},
    Range{0x0900, 0x0902}, Range{0x093C, 0x093C}, Range{0x0941, 0x0948},  Range{0x1AB0, 0x1AFF}, Range{0x1DC0, 0x1DFF},
    Range{0x200B, 0x200F}, Range{0x2028, 0x202E}, Range{0x2060, 0x2064},  Range{0x20D0, 0x20FF}, Range{0xFE00, 0xFE0F},
    Range{0xFE20, 0xFE2F}, Range{0xFEFF, 0xFEFF}, Range{0xE0100, 0xE01EF}};
constexpr std::array wide = {Range{0x1100, 0x115F},   Range{0x231A, 0x231B},   Range{0x23E9, 0x23EC},
                             Range{0x2E80, 0x303E},   Range{0x3041, 0x33FF},   Range{0x3400, 0x4DBF},
                             Range{0x4E00, 0x9FFF},   Range{0xA000, 0xA4CF},   Range{0xA960, 0xA97C},
                             Range{0xAC00, 0xD7A3},   Range{0xF900, 0xFAFF},   Range{0xFE30, 0xFE6F},
                             Range{0xFF00, 0xFF60},   Range{0xFFE0, 0xFFE6},   Range{0x1F300, 0x1F64F},
                             Range{0x1F680, 0x1F6FF}, Range{0x1F900, 0x1F9FF}, Range{0x20000, 0x3FFFD}};

template <std::size_t N>
bool within(const std::array<Range, N>& ranges, char32_t c) {
  const auto next = std::partition_point(ranges.begin(), ranges.end(), [c](const Range& r) { return r.last < c; });
  return next != ranges.end() && next->first <= c;
}

// Windows-1252, bytes 0x80 to 0x9F (WHATWG Encoding, index-windows-1252)
constexpr std::array<char16_t, 32> windows_1252 = {0x20AC, 0x0081, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
                                                   0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x008D, 0x017D, 0x008F,
                                                   0x0090, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
                                                   0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x009D, 0x017E, 0x0178};

// Length of the well-formed sequence at the start of `s`, 0 if there is none (RFC 3629 §4).
std::size_t sequence_length(std::string_view s) {
  const auto at = [s](std::size_t i) { return i < s.size() ? static_cast<unsigned char>(s[i]) : 0U; };
  const auto tail = [&](std::size_t i) { return (at(i) & 0xC0U) == 0x80U; };
  const unsigned lead = at(0);
  if (lead < 0x80) return 1;
  if (lead >= 0xC2 && lead <= 0xDF) return tail(1) ? 2 : 0;
  if (lead >= 0xE0 && lead <= 0xEF) {
    const bool second = lead == 0xE0 ? at(1) >= 0xA0 : lead != 0xED || at(1) <= 0x9F;
    return second && tail(1) && tail(2) ? 3 : 0;
  }
  if (lead >= 0xF0 && lead <= 0xF4) {
    const bool second = lead == 0xF0 ? at(1) >= 0x90 : lead != 0xF4 || at(1) <= 0x8F;
    return second && tail(1) && tail(2) && tail(3) ? 4 : 0;
  }
  return 0;
}

}  // namespace

bool is_utf8(std::string_view bytes) { return simdjson::validate_utf8(bytes.data(), bytes.size()); }

std::optional<std::size_t> first_invalid_utf8(std::string_view bytes) {
  if (is_utf8(bytes)) return std::nullopt;
  std::size_t offset = 0;
  while (offset < bytes.size()) {
    const std::size_t length = sequence_length(bytes.substr(offset, 4));
    if (length == 0) return offset;
    offset += length;
  }
  return std::nullopt;
}

void append_code_point(char32_t c, std::string& out) {
  const auto put = [&out](char32_t byte) { out += static_cast<char>(byte); };
  if (c < 0x80) {
    put(c);
  } else if (c < 0x800) {
    put(0xC0 | (c >> 6U));
    put(0x80 | (c & 0x3FU));
  } else if (c < 0x10000) {
    put(0xE0 | (c >> 12U));
    put(0x80 | ((c >> 6U) & 0x3FU));
    put(0x80 | (c & 0x3FU));
  } else {
    put(0xF0 | (c >> 18U));
    put(0x80 | ((c >> 12U) & 0x3FU));
    put(0x80 | ((c >> 6U) & 0x3FU));
    put(0x80 | (c & 0x3FU));
  }
}

void append_windows_1252(std::string_view bytes, std::string& out) {
  for (const char byte : bytes) {
    const auto b = static_cast<unsigned char>(byte);
    if (b < 0x80)
      out += byte;
    else
      append_code_point(b < 0xA0 ? char32_t{windows_1252[b - 0x80U]} : char32_t{b}, out);
  }
}

char32_t next_code_point(std::string_view text, std::size_t& offset) {
  const auto byte = [&](std::size_t i) { return char32_t{static_cast<unsigned char>(text[offset + i])}; };
  const std::size_t length = std::max<std::size_t>(1, sequence_length(text.substr(offset, 4)));
  char32_t c = byte(0);
  if (length > 1) {
    c &= 0xFFU >> (length + 1);
    for (std::size_t i = 1; i < length; ++i) c = (c << 6U) | (byte(i) & 0x3FU);
  }
  offset += length;
  return c;
}

std::size_t display_width(std::string_view text) {
  std::size_t width = 0;
  for (std::size_t offset = 0; offset < text.size();) {
    const char32_t c = next_code_point(text, offset);
    if (c >= 0x0300 && within(zero_width, c)) continue;
    width += c >= 0x1100 && within(wide, c) ? 2 : 1;
  }
  return width;
}

}  // namespace kjede::text
