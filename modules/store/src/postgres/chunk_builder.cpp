#include "chunk_builder.hpp"

#include <fmt/format.h>

#include <optional>

#include "kjede/store/codes.hpp"
#include "wire.hpp"

namespace kjede::store::postgres {
namespace {

std::optional<ColumnType> type_of(unsigned type) {
  switch (type) {
    case oid::boolean: return ColumnType::boolean;
    case oid::int2:
    case oid::int4:
    case oid::int8: return ColumnType::integer;
    case oid::float4:
    case oid::float8:
    case oid::numeric: return ColumnType::real;
    case oid::date: return ColumnType::date;
    case oid::timestamp:
    case oid::timestamptz: return ColumnType::time;
    case oid::text:
    case oid::varchar:
    case oid::bpchar:
    case oid::name:
    case oid::unknown: return ColumnType::text;
    default: return std::nullopt;
  }
}

}  // namespace

base::Result<void> ChunkBuilder::prepare(const PGresult* result) {
  for (int i = 0; i < PQnfields(result); ++i) {
    Buffer buffer;
    buffer.type = PQftype(result, i);
    if (const auto element = element_of(buffer.type)) {
      buffer.list = true;
      buffer.type = *element;
    }
    const auto type = type_of(buffer.type);
    if (!type) {
      return base::fail(codes::unsupported_type,
                        fmt::format("column '{}' has a type that Kjede does not read", PQfname(result, i)),
                        "cast it to text, boolean, bigint, double precision, date or timestamp");
    }
    columns_.push_back({PQfname(result, i), *type});
    buffers_.push_back(std::move(buffer));
  }
  clear();
  return {};
}

void ChunkBuilder::clear() {
  rows_ = 0;
  for (auto& buffer : buffers_) {
    buffer.missing = false;
    buffer.valid.clear();
    buffer.integers.clear();
    buffer.reals.clear();
    buffer.booleans.clear();
    buffer.texts.clear();
    buffer.offsets.assign(buffer.list ? 1 : 0, 0);
  }
}

void ChunkBuilder::add_value(std::size_t column, std::string_view data) {
  auto& buffer = buffers_[column];
  switch (columns_[column].type) {
    case ColumnType::text: buffer.texts.push_back(data); break;
    case ColumnType::boolean: buffer.booleans.push_back(data[0] != 0); break;
    case ColumnType::real: buffer.reals.push_back(real_of(buffer.type, data.data())); break;
    default: buffer.integers.push_back(integer_of(buffer.type, data.data()));
  }
}

bool ChunkBuilder::add_cell(std::size_t column, std::string_view data) {
  auto& buffer = buffers_[column];
  buffer.valid.push_back(1);
  if (!buffer.list) {
    add_value(column, data);
    return true;
  }
  if (!list_elements(data, elements_)) return false;
  for (const auto* element : elements_) add_value(column, {element, sizeof(std::int64_t)});
  buffer.offsets.push_back(buffer.offsets.back() + elements_.size());
  return true;
}

void ChunkBuilder::add_missing(std::size_t column) {
  auto& buffer = buffers_[column];
  buffer.valid.push_back(0);
  buffer.missing = true;
  if (buffer.list) {
    buffer.offsets.push_back(buffer.offsets.back());
    return;
  }
  switch (columns_[column].type) {
    case ColumnType::text: buffer.texts.emplace_back(); break;
    case ColumnType::boolean: buffer.booleans.push_back(0); break;
    case ColumnType::real: buffer.reals.push_back(0); break;
    default: buffer.integers.push_back(0);
  }
}

base::Result<void> ChunkBuilder::add_rows(const PGresult* result) {
  const int n = PQntuples(result);
  for (int row = 0; row < n; ++row) {
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      const int column = static_cast<int>(i);
      if (PQgetisnull(result, row, column) != 0) {
        add_missing(i);
      } else if (!add_cell(i, {PQgetvalue(result, row, column),
                               static_cast<std::size_t>(PQgetlength(result, row, column))})) {
        return base::fail(
            codes::unsupported_type,
            fmt::format("column '{}' has a value beyond 64 bits or a list with a missing value", columns_[i].name),
            "cast it, or add FILTER (WHERE … IS NOT NULL) to the list");
      }
    }
    ++rows_;
  }
  return {};
}

const Chunk& ChunkBuilder::chunk() {
  chunk_.rows = rows_;
  chunk_.columns.resize(columns_.size());
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    const auto& buffer = buffers_[i];
    auto& out = chunk_.columns[i];
    out = {};
    out.type = columns_[i].type;
    if (buffer.missing) out.valid = buffer.valid;
    out.integers = buffer.integers;
    out.reals = buffer.reals;
    out.booleans = buffer.booleans;
    out.texts = buffer.texts;
    out.offsets = buffer.offsets;
  }
  return chunk_;
}

}  // namespace kjede::store::postgres
