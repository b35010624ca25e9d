#pragma once
// The hash of a definition: of everything that can change its numbers, and of nothing else. A comment, a name, a
// label or the way it is shown does not change it; a code list, a cohort or a unit's place in the tree does.

#include <string>
#include <string_view>

#include "kjede/catalog/model.hpp"

namespace kjede::catalog {

// BLAKE2b, 128 bits, as 32 hexadecimal digits.
std::string hash_of(std::string_view text);

// What is hashed: the definition written out, cohorts in place, parameters as values.
std::string canonical_text(const Indicator& indicator, const Register& reg);
std::string canonical_text(const Register& reg);

// Fills Indicator::hash and Catalog::hash of a checked catalog.
void set_hashes(Catalog& catalog);

}  // namespace kjede::catalog
