#pragma once
// The test rows of an indicator, read into records.

#include "loading.hpp"

namespace kjede::catalog {

void read_tests(Fields& fields, const Register& reg, Indicator& indicator, Loading& loading);

}  // namespace kjede::catalog
