#pragma once
// The error codes of this room. Each room has such a header; docs/reference/errors.md is made from all of them.

#include "kjede/base/diagnostic.hpp"

namespace kjede::dispatch::codes {

inline constexpr base::Code unknown_policy{"KJ1201", "unknown policy",
                                           "The name of a dispatch or redeployment policy is not one that Kjede has. "
                                           "The message lists those it has."};

inline constexpr const base::Code* all[] = {&unknown_policy};

}  // namespace kjede::dispatch::codes
