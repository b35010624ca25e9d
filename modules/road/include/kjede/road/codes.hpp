#pragma once
// The error codes of this room. Each room has such a header; docs/reference/errors.md is made from all of them.

#include "kjede/base/diagnostic.hpp"

namespace kjede::road::codes {

inline constexpr base::Code bad_hierarchy{"KJ1101", "unusable hierarchy",
                                          "The contraction hierarchy kept with a road graph is damaged, of another "
                                          "version or of another graph. Make the road file again."};

inline constexpr const base::Code* all[] = {&bad_hierarchy};

}  // namespace kjede::road::codes
