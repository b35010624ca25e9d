#pragma once
// What an indicator's parts must be to each other.

#include "loading.hpp"

namespace kjede::catalog {

// Its unit, levels and groups, against the unit tree. Reads those keys.
void check_place(Fields& fields, const Register& reg, Indicator& indicator, Loading& loading);

void read_interval(Fields& fields, Indicator& indicator, Problems& problems);  // and whether it fits the kind

// Clauses against kind, every unknown decided.
void check_indicator(Fields& fields, const Register& reg, Indicator& indicator, Loading& loading);

}  // namespace kjede::catalog
