#pragma once
// PostgreSQL's binary formats: big-endian numbers, days and microseconds since 2000-01-01, arrays, numeric.

#include <bit>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kjede/base/value.hpp"

namespace kjede::store::postgres {

inline constexpr std::int64_t kEpochDays = 10957;  // 1970-01-01 to 2000-01-01
inline constexpr std::int64_t kEpochMicros = kEpochDays * 86400 * 1000000;

namespace oid {
inline constexpr unsigned boolean = 16, name = 19, int8 = 20, int2 = 21, int4 = 23, text = 25, float4 = 700,
                          float8 = 701, unknown = 705, bpchar = 1042, varchar = 1043, date = 1082, timestamp = 1114,
                          timestamptz = 1184, numeric = 1700, int2_list = 1005, int4_list = 1007, int8_list = 1016,
                          float4_list = 1021, float8_list = 1022, timestamp_list = 1115, date_list = 1182,
                          numeric_list = 1231;
}  // namespace oid

template <class T>
void put(std::string& out, T value) {
  for (int shift = static_cast<int>(sizeof(T)) * 8 - 8; shift >= 0; shift -= 8) {
    out += static_cast<char>(static_cast<std::make_unsigned_t<T>>(value) >> shift);
  }
}
inline void put(std::string& out, double value) { put(out, std::bit_cast<std::int64_t>(value)); }
inline std::int32_t wire_date(base::Date date) {
  return static_cast<std::int32_t>(date.time_since_epoch().count() - kEpochDays);
}
inline std::int64_t wire_time(base::Instant time) { return time.time_since_epoch().count() - kEpochMicros; }

template <class T>
T get(const char* from) {
  std::make_unsigned_t<T> value = 0;
  for (std::size_t i = 0; i < sizeof(T); ++i) {
    value = static_cast<std::make_unsigned_t<T>>((value << 8) | static_cast<unsigned char>(from[i]));
  }
  return static_cast<T>(value);
}

// A value of an integer-like type (integers, dates as days and times as microseconds since 1970).
std::int64_t integer_of(unsigned type, const char* data);
// A value of a real-like type (float4, float8, numeric).
double real_of(unsigned type, const char* data);

// The type of a list's elements; nothing if it is no list that Kjede reads.
std::optional<unsigned> element_of(unsigned type);
// The elements of a binary array, one after another; false if one is missing.
bool list_elements(std::string_view array, std::vector<const char*>& elements);

}  // namespace kjede::store::postgres
