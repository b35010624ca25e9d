#pragma once
// Travel time: whole milliseconds in 32 bits.
//
// `unreachable` is 2^31 − 1 (24.8 days), so that two times can be added without overflow. A sum that reaches it is
// unreachable: add() saturates. Every weight handed to the engine is at most `unreachable`; an arc of that weight is
// closed.
//
//   Millis there = add(drive, access);

#include <cstdint>

namespace kjede::road {

using Millis = std::uint32_t;

inline constexpr Millis unreachable = 2'147'483'647;

// The sum of two times, both at most `unreachable`; saturates there.
constexpr Millis add(Millis a, Millis b) {
  const Millis sum = a + b;
  return sum < unreachable ? sum : unreachable;
}

}  // namespace kjede::road
