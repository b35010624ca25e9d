#pragma once
// What both adapters' appenders check: that every row has a value of the right type for each column, and that texts can
// be stored. The first mistake is kept, and told when the row ends.

#include <fmt/format.h>

#include <optional>
#include <string_view>
#include <vector>

#include "kjede/store/codes.hpp"
#include "kjede/store/database.hpp"
#include "text_check.hpp"

namespace kjede::store {

class CheckedAppender : public Appender {
 protected:
  explicit CheckedAppender(std::span<const Column> columns) : columns_(columns.begin(), columns.end()) {}

  // True if the value has no place.
  bool at_end(ColumnType type, bool typed = true) {
    if (column_ < columns_.size() && (!typed || columns_[column_].type == type)) return false;
    stop(base::fail(codes::statement,
                    column_ < columns_.size()
                        ? fmt::format("column '{}' was given a value of another type", columns_[column_].name)
                        : fmt::format("a row has more than {} values", columns_.size())));
    return true;
  }

  // The text as it is, or none if no database takes it.
  std::string_view checked(std::string_view value) {
    const auto fault = fault_of(value);
    if (fault == TextFault::none) return value;
    stop(refuse(fault, fmt::format("column '{}'", columns_[column_].name)));
    return {};
  }

  // The row has all its values: the next one begins.
  base::Result<void> close_row() {
    if (error_) return *error_;
    if (column_ != columns_.size()) {
      return stop(
          base::fail(codes::statement, fmt::format("a row has {} values for {} columns", column_, columns_.size())));
    }
    column_ = 0;
    return {};
  }

  base::Result<void> check_finish() {
    if (error_) return *error_;
    if (column_ != 0) return stop(base::fail(codes::statement, "the last row was not ended"));
    return {};
  }

  base::Unexpected stop(base::Unexpected error) {
    if (!error_) error_ = std::move(error);
    return *error_;
  }

  std::vector<Column> columns_;
  std::size_t column_ = 0;

 private:
  std::optional<base::Unexpected> error_;
};

}  // namespace kjede::store
