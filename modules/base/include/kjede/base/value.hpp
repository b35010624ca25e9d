#pragma once
// One cell of a record. std::monostate is missing or unknown: there is one kind of nothing.

#include <cstdint>
#include <string>
#include <variant>

#include "kjede/base/time.hpp"

namespace kjede::base {

using Value = std::variant<std::monostate, bool, std::int64_t, double, std::string, Date, Instant>;

inline bool is_missing(const Value& value) { return value.index() == 0; }

}  // namespace kjede::base
