#include "wire.hpp"

#include <cstdlib>
#include <limits>

namespace kjede::store::postgres {
namespace {

// numeric: digits of base 10 000, the weight of the first, sign, scale. Through decimal text, which rounds once.
double real_of_numeric(const char* data) {
  const auto digits = get<std::int16_t>(data);
  const auto weight = get<std::int16_t>(data + 2);
  const auto sign = get<std::uint16_t>(data + 4);
  if (sign == 0xC000) return std::numeric_limits<double>::quiet_NaN();
  if (sign == 0xD000) return std::numeric_limits<double>::infinity();
  if (sign == 0xF000) return -std::numeric_limits<double>::infinity();
  std::string text = sign == 0x4000 ? "-0" : "0";
  for (int i = 0; i < digits; ++i) {
    const auto digit = std::to_string(get<std::int16_t>(data + 8 + 2 * i));
    text += std::string(4 - digit.size(), '0') + digit;
  }
  text += "e" + std::to_string((weight - digits + 1) * 4);
  return std::strtod(text.c_str(), nullptr);
}

}  // namespace

std::int64_t integer_of(unsigned type, const char* data) {
  switch (type) {
    case oid::int2: return get<std::int16_t>(data);
    case oid::int4: return get<std::int32_t>(data);
    case oid::date: return get<std::int32_t>(data) + kEpochDays;
    case oid::timestamp:
    case oid::timestamptz: return get<std::int64_t>(data) + kEpochMicros;
    default: return get<std::int64_t>(data);
  }
}

double real_of(unsigned type, const char* data) {
  if (type == oid::float8) return std::bit_cast<double>(get<std::int64_t>(data));
  if (type == oid::float4) return static_cast<double>(std::bit_cast<float>(get<std::int32_t>(data)));
  return real_of_numeric(data);
}

std::optional<unsigned> element_of(unsigned type) {
  switch (type) {
    case oid::int2_list: return oid::int2;
    case oid::int4_list: return oid::int4;
    case oid::int8_list: return oid::int8;
    case oid::float4_list: return oid::float4;
    case oid::float8_list: return oid::float8;
    case oid::date_list: return oid::date;
    case oid::timestamp_list: return oid::timestamp;
    case oid::numeric_list: return oid::numeric;
    default: return std::nullopt;
  }
}

bool list_elements(std::string_view array, std::vector<const char*>& elements) {
  elements.clear();
  const auto dimensions = get<std::int32_t>(array.data());
  const char* at = array.data() + 12;
  std::int64_t count = dimensions == 0 ? 0 : 1;
  for (int i = 0; i < dimensions; ++i, at += 8) count *= get<std::int32_t>(at);
  for (; count > 0; --count) {
    const auto size = get<std::int32_t>(at);
    if (size < 0) return false;
    elements.push_back(at + 4);
    at += 4 + size;
  }
  return true;
}

}  // namespace kjede::store::postgres
