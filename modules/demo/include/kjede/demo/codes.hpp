#pragma once
// The error codes of this room. Each room has such a header; docs/reference/errors.md is made from all of them.

#include "kjede/base/diagnostic.hpp"

namespace kjede::demo::codes {

using base::Code;

inline constexpr Code register_differs{
    "KJ1001", "the catalog's register differs from the demonstration",
    "The demonstration writes columns, codes and units that this catalog does not have. Use the catalog that came "
    "with Kjede, or leave the register out with --register."};
inline constexpr Code unit_absent{
    "KJ1002", "unit of the demonstration is not in the catalog",
    "The demonstration knows Norway's services and hospitals by name; the catalog has no such unit. Use the catalog "
    "that came with Kjede."};
inline constexpr Code options_out_of_range{
    "KJ1003", "option out of range", "The demonstration covers the years and scales that `kjede demo --help` names."};
inline constexpr Code file_not_written{"KJ1004", "file could not be written",
                                       "The folder is missing or read-only, or the disk is full."};

inline constexpr const Code* all[] = {&register_differs, &unit_absent, &options_out_of_range, &file_not_written};

}  // namespace kjede::demo::codes
