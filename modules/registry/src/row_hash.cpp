#include "row_hash.hpp"

#define XXH_INLINE_ALL
#include <xxhash.h>

#include <cstring>

namespace kjede::registry {
namespace {

template <class T>
void put(std::string& bytes, char tag, T value) {
  char raw[1 + sizeof value];
  raw[0] = tag;
  std::memcpy(raw + 1, &value, sizeof value);
  bytes.append(raw, sizeof raw);
}

void put_value(std::string& bytes, const base::Value& value) {
  if (const auto* text = std::get_if<std::string>(&value)) {
    put(bytes, 's', static_cast<std::uint64_t>(text->size()));
    bytes += *text;
  } else if (const auto* whole = std::get_if<std::int64_t>(&value)) {
    put(bytes, 'i', *whole);
  } else if (const auto* real = std::get_if<double>(&value)) {
    put(bytes, 'r', *real);
  } else if (const auto* date = std::get_if<base::Date>(&value)) {
    put(bytes, 'd', static_cast<std::int64_t>(date->time_since_epoch().count()));
  } else if (const auto* time = std::get_if<base::Instant>(&value)) {
    put(bytes, 't', static_cast<std::int64_t>(time->time_since_epoch().count()));
  } else if (const auto* truth = std::get_if<bool>(&value)) {
    put(bytes, 'b', *truth);
  }
}

}  // namespace

RowHasher::RowHasher(const catalog::Register& reg) {
  for (const auto& variable : reg.variables) names_.push_back(key_hash(variable.name));
}

RowHash RowHasher::operator()(std::span<const base::Value> record) {
  bytes_.clear();
  for (std::size_t i = 0; i < record.size(); ++i) {
    if (base::is_missing(record[i])) continue;
    put(bytes_, 'v', names_[i]);
    put_value(bytes_, record[i]);
  }
  const auto hash = XXH3_128bits(bytes_.data(), bytes_.size());
  return {hash.low64, hash.high64};
}

std::string row_hash_text(RowHash hash, std::string_view pseudonym) {
  std::string bytes;
  put(bytes, 'l', hash.low);
  put(bytes, 'h', hash.high);
  bytes += pseudonym;
  const auto whole = XXH3_128bits(bytes.data(), bytes.size());
  constexpr std::string_view digits = "0123456789abcdef";
  std::string text;
  for (const std::uint64_t half : {whole.high64, whole.low64}) {
    for (int shift = 60; shift >= 0; shift -= 4) text += digits[(half >> static_cast<unsigned>(shift)) & 15U];
  }
  return text;
}

std::uint64_t key_hash(std::string_view key) { return XXH3_64bits(key.data(), key.size()); }

}  // namespace kjede::registry
