#pragma once
// The error codes of this room. Each room has such a header; docs/reference/errors.md is made from all of them.

#include "kjede/base/diagnostic.hpp"

namespace kjede::base::codes {

inline constexpr Code bug{"KJ0001", "internal error",
                          "A promise inside Kjede was broken. Please report it with the command you ran."};

inline constexpr const Code* all[] = {&bug};

}  // namespace kjede::base::codes
