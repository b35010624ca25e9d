#include "chain.hpp"

#include <sodium.h>

#include <array>

namespace kjede::store {

void put_field(std::string& out, std::string_view field) {
  const auto size = static_cast<std::uint64_t>(field.size());
  for (int shift = 56; shift >= 0; shift -= 8) out += static_cast<char>(size >> shift);
  out += field;
}

std::string chained_hash(std::string& fields, std::string_view previous, std::int64_t seq) {
  put_field(fields, previous);
  put_field(fields, std::to_string(seq));
  std::array<unsigned char, crypto_hash_sha256_BYTES> hash;
  crypto_hash_sha256(hash.data(), reinterpret_cast<const unsigned char*>(fields.data()), fields.size());
  std::string out(2 * hash.size() + 1, '\0');
  sodium_bin2hex(out.data(), out.size(), hash.data(), hash.size());
  out.pop_back();
  return out;
}

std::string no_entry() { return std::string(64, '0'); }

}  // namespace kjede::store
