#include "data_version.hpp"

#include <sodium.h>

#include <bit>

namespace kjede::store {
namespace {

static_assert(std::endian::native == std::endian::little, "data versions are defined over little-endian numbers");

void put(std::string& out, std::string_view text) {
  const auto size = static_cast<std::uint64_t>(text.size());
  out.append(reinterpret_cast<const char*>(&size), sizeof size);
  out.append(text);
}

void put(std::string& out, std::uint64_t number) { out.append(reinterpret_cast<const char*>(&number), sizeof number); }

const unsigned char* bytes(const std::string& text) { return reinterpret_cast<const unsigned char*>(text.data()); }

}  // namespace

void DataVersion::add(std::string_view record_key, std::int64_t version, std::string_view row_hash) {
  thread_local std::string entry;
  entry.clear();
  put(entry, record_key);
  put(entry, static_cast<std::uint64_t>(version));
  put(entry, row_hash);
  std::array<std::uint64_t, 4> hash;
  crypto_generichash(reinterpret_cast<unsigned char*>(hash.data()), sizeof hash, bytes(entry), entry.size(), nullptr,
                     0);
  for (std::size_t i = 0; i < hash.size(); ++i) sum_[i] += hash[i];
  ++rows_;
}

std::string DataVersion::chained(std::string_view previous, std::string_view register_id) const {
  std::string entry;
  put(entry, previous);
  put(entry, register_id);
  put(entry, rows_);
  for (const auto part : sum_) put(entry, part);
  std::array<unsigned char, 16> hash;
  crypto_generichash(hash.data(), hash.size(), bytes(entry), entry.size(), nullptr, 0);
  std::string out(2 * hash.size() + 1, '\0');
  sodium_bin2hex(out.data(), out.size(), hash.data(), hash.size());
  out.pop_back();
  return out;
}

}  // namespace kjede::store
