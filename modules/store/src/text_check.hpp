#pragma once
// Texts both databases take: UTF-8 without NUL. Checked here, so that both refuse the same with the same words.

#include <span>
#include <string_view>

#include "kjede/base/result.hpp"
#include "kjede/base/value.hpp"

namespace kjede::store {

enum class TextFault { none, nul, not_utf8 };
TextFault fault_of(std::string_view text);

base::Unexpected refuse(TextFault fault, std::string_view where);

// Parameters of a statement.
base::Result<void> check_texts(std::span<const base::Value> parameters);

}  // namespace kjede::store
