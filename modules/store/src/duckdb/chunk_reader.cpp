#include "chunk_reader.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace kjede::store::duckdb {
namespace {

// How a DuckDB integer-like type widens to 64 bits; nullptr: it lies there as 64 bits already.
template <class T>
void widen(const void* from, std::size_t n, std::vector<std::int64_t>& to) {
  const auto* values = static_cast<const T*>(from);
  to.assign(values, values + n);
}

std::int64_t scaled(std::int64_t value, std::int64_t factor, std::int64_t divisor) {
  const auto wide = value * factor;
  return divisor == 1 ? wide : (wide >= 0 ? wide : wide - divisor + 1) / divisor;  // towards the past, as SQL casts do
}

// HUGEINT, e.g. of sum(bigint): fits if the upper half is the sign of the lower.
bool narrow(const duckdb_hugeint* from, std::size_t n, const std::vector<std::uint8_t>& valid,
            std::vector<std::int64_t>& to) {
  to.resize(n);
  for (std::size_t i = 0; i < n; ++i) {
    to[i] = static_cast<std::int64_t>(from[i].lower);
    const bool fits = from[i].upper == (to[i] < 0 ? -1 : 0);
    if (!fits && (valid.empty() || valid[i] != 0)) return false;
  }
  return true;
}

std::string_view view(const duckdb_string_t& text) {
  return duckdb_string_is_inlined(text) ? std::string_view(text.value.inlined.inlined, text.value.inlined.length)
                                        : std::string_view(text.value.pointer.ptr, text.value.pointer.length);
}

bool lies_as_integers(duckdb_type type) {
  return type == DUCKDB_TYPE_BIGINT || type == DUCKDB_TYPE_TIMESTAMP || type == DUCKDB_TYPE_TIMESTAMP_TZ;
}

// 64-bit integers of a flat vector: where they lie, or widened into `buffer`. nullptr: a value is too large.
const std::int64_t* as_integers(duckdb_type type, const void* data, std::size_t n,
                                const std::vector<std::uint8_t>& valid, std::vector<std::int64_t>& buffer) {
  if (lies_as_integers(type)) return static_cast<const std::int64_t*>(data);
  switch (type) {
    case DUCKDB_TYPE_TINYINT: widen<std::int8_t>(data, n, buffer); break;
    case DUCKDB_TYPE_SMALLINT: widen<std::int16_t>(data, n, buffer); break;
    case DUCKDB_TYPE_INTEGER:
    case DUCKDB_TYPE_DATE: widen<std::int32_t>(data, n, buffer); break;
    case DUCKDB_TYPE_UTINYINT: widen<std::uint8_t>(data, n, buffer); break;
    case DUCKDB_TYPE_USMALLINT: widen<std::uint16_t>(data, n, buffer); break;
    case DUCKDB_TYPE_UINTEGER: widen<std::uint32_t>(data, n, buffer); break;
    case DUCKDB_TYPE_HUGEINT:
      if (!narrow(static_cast<const duckdb_hugeint*>(data), n, valid, buffer)) return nullptr;
      break;
    case DUCKDB_TYPE_UBIGINT:
      widen<std::int64_t>(data, n, buffer);
      for (std::size_t i = 0; i < n; ++i) {
        if (buffer[i] < 0 && (valid.empty() || valid[i] != 0)) return nullptr;
      }
      break;
    default:
      widen<std::int64_t>(data, n, buffer);
      for (auto& value : buffer) {
        if (type == DUCKDB_TYPE_TIMESTAMP_S) value = scaled(value, 1000000, 1);
        if (type == DUCKDB_TYPE_TIMESTAMP_MS) value = scaled(value, 1000, 1);
        if (type == DUCKDB_TYPE_TIMESTAMP_NS) value = scaled(value, 1, 1000);
      }
  }
  return buffer.data();
}

const double* as_reals(duckdb_type type, const void* data, std::size_t n, std::vector<double>& buffer) {
  if (type == DUCKDB_TYPE_DOUBLE) return static_cast<const double*>(data);
  const auto* values = static_cast<const float*>(data);
  buffer.assign(values, values + n);
  return buffer.data();
}

bool all_set(const std::uint64_t* mask, std::size_t rows) {
  const auto rest = rows % 64;
  return std::all_of(mask, mask + rows / 64, [](auto word) { return word == ~std::uint64_t{0}; }) &&
         (rest == 0 || (~mask[rows / 64] << (64 - rest)) == 0);
}

// The bits of a byte as bytes: eight rows at a time.
constexpr auto kBitsOf = [] {
  std::array<std::array<std::uint8_t, 8>, 256> out{};
  for (std::size_t byte = 0; byte < 256; ++byte) {
    for (std::size_t bit = 0; bit < 8; ++bit) out[byte][bit] = static_cast<std::uint8_t>((byte >> bit) & 1);
  }
  return out;
}();

}  // namespace

bool ColumnReader::classify(duckdb_type id) {
  stored_ = id;
  switch (id) {
    case DUCKDB_TYPE_BOOLEAN: type_ = ColumnType::boolean; return true;
    case DUCKDB_TYPE_TINYINT:
    case DUCKDB_TYPE_SMALLINT:
    case DUCKDB_TYPE_INTEGER:
    case DUCKDB_TYPE_BIGINT:
    case DUCKDB_TYPE_UTINYINT:
    case DUCKDB_TYPE_USMALLINT:
    case DUCKDB_TYPE_UINTEGER:
    case DUCKDB_TYPE_UBIGINT:
    case DUCKDB_TYPE_HUGEINT: type_ = ColumnType::integer; return true;
    case DUCKDB_TYPE_FLOAT:
    case DUCKDB_TYPE_DOUBLE:
    case DUCKDB_TYPE_DECIMAL: type_ = ColumnType::real; return true;
    case DUCKDB_TYPE_DATE: type_ = ColumnType::date; return true;
    case DUCKDB_TYPE_TIMESTAMP:
    case DUCKDB_TYPE_TIMESTAMP_S:
    case DUCKDB_TYPE_TIMESTAMP_MS:
    case DUCKDB_TYPE_TIMESTAMP_NS:
    case DUCKDB_TYPE_TIMESTAMP_TZ: type_ = ColumnType::time; return true;
    case DUCKDB_TYPE_SQLNULL:
    case DUCKDB_TYPE_ENUM:
    case DUCKDB_TYPE_VARCHAR: type_ = ColumnType::text; return true;
    default: return false;
  }
}

bool ColumnReader::prepare(duckdb_logical_type type) {
  auto id = duckdb_get_type_id(type);
  list_ = id == DUCKDB_TYPE_LIST;
  if (list_) {
    LogicalType element(duckdb_list_type_child_type(type));
    id = duckdb_get_type_id(element.get());
    return id != DUCKDB_TYPE_DECIMAL && classify(id) && type_ != ColumnType::text && type_ != ColumnType::boolean;
  }
  if (id == DUCKDB_TYPE_DECIMAL) {
    decimal_ = duckdb_decimal_internal_type(type);
    decimal_divisor_ = std::pow(10.0, duckdb_decimal_scale(type));
  }
  if (id == DUCKDB_TYPE_ENUM) {
    for (std::uint32_t i = 0; i < duckdb_enum_dictionary_size(type); ++i) {
      char* word = duckdb_enum_dictionary_value(type, i);
      dictionary_.emplace_back(word);
      duckdb_free(word);
    }
    classify(id);
    stored_ = duckdb_enum_internal_type(type);
    return true;
  }
  return classify(id);
}

void ColumnReader::read_validity(duckdb_vector vector, std::size_t rows, ColumnData& out) {
  valid_.clear();
  if (stored_ == DUCKDB_TYPE_SQLNULL) valid_.assign(rows, 0);
  const auto* mask = duckdb_vector_get_validity(vector);
  if (mask != nullptr && valid_.empty() && !all_set(mask, rows)) {
    valid_.resize((rows + 63) / 64 * 64);
    for (std::size_t i = 0; i < valid_.size(); i += 8)
      std::copy_n(kBitsOf[(mask[i / 64] >> (i % 64)) & 0xFF].begin(), 8,
                  valid_.begin() + static_cast<std::ptrdiff_t>(i));
    valid_.resize(rows);
  }
  out.valid = valid_;
}

bool ColumnReader::read_texts(duckdb_vector vector, std::size_t rows) {
  texts_.assign(rows, {});
  const void* data = duckdb_vector_get_data(vector);
  if (dictionary_.empty()) {
    const auto* values = static_cast<const duckdb_string_t*>(data);
    for (std::size_t i = 0; i < rows; ++i) {
      if (present(i)) texts_[i] = view(values[i]);
    }
    return true;
  }
  const auto* codes = as_integers(stored_, data, rows, valid_, integers_);
  for (std::size_t i = 0; i < rows; ++i) {
    if (present(i)) texts_[i] = dictionary_[static_cast<std::size_t>(codes[i])];
  }
  return true;
}

bool ColumnReader::read_decimals(duckdb_vector vector, std::size_t rows) {
  const auto* unscaled = as_integers(decimal_, duckdb_vector_get_data(vector), rows, valid_, integers_);
  if (unscaled == nullptr) return false;
  reals_.resize(rows);
  for (std::size_t i = 0; i < rows; ++i) reals_[i] = static_cast<double>(unscaled[i]) / decimal_divisor_;
  return true;
}

bool ColumnReader::read_flat(duckdb_vector vector, std::size_t rows, ColumnData& out) {
  const void* data = duckdb_vector_get_data(vector);
  switch (type_) {
    case ColumnType::text:
      if (stored_ == DUCKDB_TYPE_SQLNULL) {
        texts_.assign(rows, {});
      } else if (!read_texts(vector, rows)) {
        return false;
      }
      out.texts = texts_;
      return true;
    case ColumnType::boolean: out.booleans = {static_cast<const std::uint8_t*>(data), rows}; return true;
    case ColumnType::real:
      if (decimal_ != DUCKDB_TYPE_INVALID) {
        if (!read_decimals(vector, rows)) return false;
        out.reals = reals_;
        return true;
      }
      out.reals = {as_reals(stored_, data, rows, reals_), rows};
      return true;
    default: {
      const auto* values = as_integers(stored_, data, rows, valid_, integers_);
      out.integers = {values, values == nullptr ? 0 : rows};
      return values != nullptr;
    }
  }
}

// Lists of one vector lie one after another in its child, as a rule in the order of the rows: then nothing is copied.
bool ColumnReader::read_list(duckdb_vector vector, std::size_t rows, ColumnData& out) {
  const auto child = duckdb_list_vector_get_child(vector);
  const auto size = static_cast<std::size_t>(duckdb_list_vector_get_size(vector));
  const auto* entries = static_cast<const duckdb_list_entry*>(duckdb_vector_get_data(vector));
  const auto* mask = duckdb_vector_get_validity(child);
  offsets_.assign(1, 0);
  bool in_order = true;
  for (std::size_t i = 0; i < rows; ++i) {
    const std::uint64_t length = present(i) ? entries[i].length : 0;
    if (length > 0) in_order = in_order && entries[i].offset == offsets_.back();
    for (auto j = entries[i].offset; mask != nullptr && j < entries[i].offset + length; ++j) {
      if (((mask[j / 64] >> (j % 64)) & 1) == 0) return false;
    }
    offsets_.push_back(offsets_.back() + length);
  }
  out.offsets = offsets_;
  const auto gather = [&]<class T>(const T* values, std::vector<T>& buffer) -> std::span<const T> {
    if (in_order) return {values, static_cast<std::size_t>(offsets_.back())};
    buffer.clear();
    for (std::size_t i = 0; i < rows; ++i) {
      if (!present(i)) continue;
      const auto* first = values + entries[i].offset;
      buffer.insert(buffer.end(), first, first + entries[i].length);
    }
    return buffer;
  };
  const void* data = duckdb_vector_get_data(child);
  if (type_ == ColumnType::real) {
    out.reals = gather(as_reals(stored_, data, size, reals_), list_reals_);
    return true;
  }
  const auto* values = as_integers(stored_, data, size, {}, integers_);
  if (values == nullptr && size > 0) return false;
  out.integers = gather(values, list_integers_);
  return true;
}

bool ColumnReader::read(duckdb_vector vector, std::size_t rows, ColumnData& out) {
  out = {};
  out.type = type_;
  read_validity(vector, rows, out);
  return list_ ? read_list(vector, rows, out) : read_flat(vector, rows, out);
}

}  // namespace kjede::store::duckdb
