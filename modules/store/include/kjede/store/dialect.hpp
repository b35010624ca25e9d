#pragma once
// The few places where the SQL of the two databases differs. Everything else is generic SQL; modules/store/README.md
// lists the forms that give the same answer on both.
//
//   sql += "order by " + in_byte_order("u.name");

#include <string>
#include <string_view>

#include "kjede/store/database.hpp"

namespace kjede::store {

// The type to write in CREATE TABLE and CAST: text collate "C", boolean, bigint, double precision, date, timestamp.
std::string_view column_type(ColumnType type);
std::string_view cast_type(ColumnType type);

// A text expression that sorts by bytes whatever the server's locale is.
std::string in_byte_order(std::string_view text_expression);

// Whole microseconds from one time expression to another, as bigint; unknown if either is.
std::string microseconds_between(Dialect dialect, std::string_view from, std::string_view to);

// year * 12 + month - 1 of a date expression, as bigint (base::Period::of_month takes it).
std::string month_index(std::string_view date_expression);

}  // namespace kjede::store
