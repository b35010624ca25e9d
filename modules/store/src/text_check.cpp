#include "text_check.hpp"

#include <fmt/format.h>
#include <simdjson.h>

#include <cstring>

#include "kjede/store/codes.hpp"

namespace kjede::store {

TextFault fault_of(std::string_view text) {
  if (text.empty()) return TextFault::none;
  if (std::memchr(text.data(), 0, text.size()) != nullptr) return TextFault::nul;
  return simdjson::validate_utf8(text.data(), text.size()) ? TextFault::none : TextFault::not_utf8;
}

base::Unexpected refuse(TextFault fault, std::string_view where) {
  return base::fail(codes::bad_text,
                    fmt::format("{}: the text {}", where,
                                fault == TextFault::nul ? "contains the character NUL" : "is not valid UTF-8"),
                    "remove the character, or state the file's encoding");
}

base::Result<void> check_texts(std::span<const base::Value> parameters) {
  for (std::size_t i = 0; i < parameters.size(); ++i) {
    const auto* text = std::get_if<std::string>(&parameters[i]);
    if (text == nullptr) continue;
    if (const auto fault = fault_of(*text); fault != TextFault::none)
      return refuse(fault, fmt::format("parameter ${}", i + 1));
  }
  return {};
}

}  // namespace kjede::store
