#pragma once
// One table of a CSV file, column by name, numbers read whatever the decimal mark.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kjede/base/result.hpp"
#include "kjede/road/row_problems.hpp"
#include "kjede/text/csv.hpp"

namespace kjede::road {

class CsvTable {
 public:
  // `table`: the line before the header, in a file that holds several tables; empty: the file is the table.
  static base::Result<CsvTable> open(const std::string& path, const std::string& table);
  static base::Result<CsvTable> from_text(const std::string& name, std::string text, const std::string& table);

  std::optional<std::size_t> find(std::string_view column) const;
  // Fails (KJ1120) when the column is not there.
  base::Result<std::size_t> require(std::string_view column) const;
  const std::vector<std::string>& header() const { return reader_.header(); }
  std::string description() const { return "CSV, " + text::describe(reader_.dialect()); }
  const std::string& name() const { return name_; }

  // The next row; false at the end. Rows that cannot be read are told to `problems` and passed over.
  bool next(RowProblems& problems);
  std::string_view field(std::size_t column) const;        // trimmed
  std::optional<double> number(std::size_t column) const;  // finite; nothing when empty or no number
  RowPlace place() const { return {&name_, row_.row, row_.line + lines_before_}; }
  std::uint64_t rows() const { return rows_; }
  std::uint64_t unreadable() const { return unreadable_; }
  std::uint64_t bytes_read() const { return reader_.bytes_read(); }
  std::uint64_t total_bytes() const { return reader_.total_bytes(); }

 private:
  CsvTable(std::string name, text::CsvReader reader, std::uint64_t lines_before)
      : name_(std::move(name)), reader_(std::move(reader)), lines_before_(lines_before) {}

  std::string name_;
  text::CsvReader reader_;
  text::CsvRow row_;
  std::uint64_t lines_before_ = 0;
  std::uint64_t rows_ = 0, unreadable_ = 0;
};

}  // namespace kjede::road
