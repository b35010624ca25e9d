#pragma once
// Hash chains: SHA-256 over length-prefixed fields, the hash before and the entry's number.

#include <cstdint>
#include <string>
#include <string_view>

namespace kjede::store {

// Appends a field so that no two lists of fields give the same text: its length in 8 bytes, then itself.
void put_field(std::string& out, std::string_view field);
// Adds the hash before and the number, and gives the hash in hex.
std::string chained_hash(std::string& fields, std::string_view previous, std::int64_t seq);
// The hash before the first entry.
std::string no_entry();

}  // namespace kjede::store
