#pragma once
// The key under which the store keeps an answer (RecordStore::recall): a digest of the whole question.

#include <string>
#include <string_view>

namespace kjede::measure {

// BLAKE2b with 256 bits, as hex.
std::string answer_key(std::string_view question);

}  // namespace kjede::measure
