#pragma once
// Error codes of the command itself.

#include "kjede/base/codes.hpp"

namespace kjede::app::codes {

inline constexpr base::Code unreadable{"KJ0901", "file cannot be read",
                                       "The named file does not exist, is a folder, or may not be read by you."};
inline constexpr base::Code unwritable{"KJ0902", "file cannot be written",
                                       "The result could not be written: the folder, the permission or the disk."};

inline constexpr const base::Code* all[] = {&unreadable, &unwritable};

}  // namespace kjede::app::codes
