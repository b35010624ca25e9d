#pragma once
// One cell of a test's table as a value of its variable.

#include <string_view>

#include "kjede/base/result.hpp"
#include "kjede/catalog/model.hpp"

namespace kjede::catalog {

// "-" is missing; a clock (10:00:30) is on 2024-01-01, local time; a number may have its unit attached (57h). The
// error has a message and a suggestion, and no place.
base::Result<base::Value> read_cell(std::string_view text, const Variable& variable, const Register& reg,
                                    const Units& units);

}  // namespace kjede::catalog
