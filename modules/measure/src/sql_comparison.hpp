#pragma once
// What comparisons mean alike in SQL and in trees of conditions.

#include <cmath>
#include <optional>

#include "kjede/catalog/model.hpp"

namespace kjede::measure {

inline catalog::Op opposite(catalog::Op op) {
  using catalog::Op;
  switch (op) {
    case Op::equal: return Op::not_equal;
    case Op::not_equal: return Op::equal;
    case Op::less: return Op::greater_equal;
    case Op::less_equal: return Op::greater;
    case Op::greater: return Op::less_equal;
    default: return Op::less;
  }
}

// Seconds of a duration literal; nothing for anything else.
inline std::optional<double> literal_seconds(const catalog::Expression& e) {
  if (e.op != catalog::Op::literal) return std::nullopt;
  if (const auto* seconds = std::get_if<double>(&e.literal)) return *seconds;
  if (const auto* whole = std::get_if<std::int64_t>(&e.literal)) return static_cast<double>(*whole);
  return std::nullopt;
}

// The number of `micros` in so many seconds, when it is whole: then a comparison needs no floating point.
inline std::optional<std::int64_t> whole_in(double seconds, std::int64_t micros) {
  const double count = seconds * 1e6 / static_cast<double>(micros);
  const double nearest = std::round(count);
  if (std::abs(nearest) > 9e15 || nearest * static_cast<double>(micros) / 1e6 != seconds) return std::nullopt;
  return static_cast<std::int64_t>(nearest);
}

}  // namespace kjede::measure
