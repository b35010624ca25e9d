#include <fmt/format.h>

#include <stdexcept>

#include "kjede/store/dialect.hpp"

namespace kjede::store {
namespace {

std::string wrapped(std::string_view text, char quote) {
  if (text.find('\0') != std::string_view::npos) throw std::invalid_argument("NUL in SQL text");
  std::string out(1, quote);
  for (const char c : text) {
    if (c == quote) out += quote;
    out += c;
  }
  return out += quote;
}

}  // namespace

std::string quoted(std::string_view identifier) { return wrapped(identifier, '"'); }

// standard_conforming_strings is on in both databases: a backslash is a backslash
std::string literal(std::string_view text) { return wrapped(text, '\''); }

std::string_view cast_type(ColumnType type) {
  switch (type) {
    case ColumnType::text: return "text";
    case ColumnType::boolean: return "boolean";
    case ColumnType::integer: return "bigint";
    case ColumnType::real: return "double precision";
    case ColumnType::date: return "date";
    case ColumnType::time: return "timestamp";
  }
  return "text";
}

std::string_view column_type(ColumnType type) {
  return type == ColumnType::text ? R"(text collate "C")" : cast_type(type);
}

std::string in_byte_order(std::string_view text_expression) {
  return fmt::format(R"(({}) collate "C")", text_expression);
}

std::string microseconds_between(Dialect dialect, std::string_view from, std::string_view to) {
  if (dialect == Dialect::duckdb) return fmt::format("(epoch_us({}) - epoch_us({}))", to, from);
  return fmt::format("cast(extract(epoch from ({}) - ({})) * 1000000 as bigint)", to, from);
}

std::string month_index(std::string_view date_expression) {
  return fmt::format("(cast(extract(year from {0}) as bigint) * 12 + cast(extract(month from {0}) as bigint) - 1)",
                     date_expression);
}

}  // namespace kjede::store
