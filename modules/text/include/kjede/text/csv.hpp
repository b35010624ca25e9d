#pragma once
// Streaming CSV (RFC 4180 and what people send instead) for files of any size. The dialect is detected and can be
// stated; a bad row is returned with its problem and reading goes on. Memory is bounded by the record limit.
//
//   KJEDE_ASSIGN(auto reader, text::CsvReader::open("events.csv"));
//   for (text::CsvRow row; reader.next(row);) if (!row.problem) use(row.fields);

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "kjede/base/result.hpp"

namespace kjede::text {

enum class Encoding { ascii, utf8, utf8_bom, windows_1252 };
enum class LineEnd { lf, crlf, cr };
enum class DecimalMark { none_seen, point, comma, mixed };

std::string_view to_string(Encoding encoding);  // "UTF-8 with byte order mark"; Windows-1252 contains Latin-1

struct CsvDialect {
  char delimiter = ',';
  Encoding encoding = Encoding::ascii;  // settled at the first byte that is not ASCII; ascii until then
  LineEnd line_end = LineEnd::lf;
  DecimalMark decimal = DecimalMark::none_seen;  // from the first megabyte
};

// "delimiter ';', UTF-8, decimal comma, line ends CRLF"; language: nb or en.
std::string describe(const CsvDialect& dialect, std::string_view language = "en");

struct CsvOptions {
  std::optional<char> delimiter;  // detected among ; , tab | if not given
  std::optional<Encoding> encoding;
  std::size_t record_limit = std::size_t{16} << 20;  // bytes
};

// One record. The views are valid until the next call of next().
struct CsvRow {
  std::uint64_t row = 0;   // data rows, from 1; blank lines are not rows
  std::uint64_t line = 0;  // physical line the row starts on, from 1 (the header's)
  std::span<const std::string_view> fields;
  std::optional<base::Diagnostic> problem;  // the fields are then incomplete; never contains a field's text
};

class CsvReader {
 public:
  // Fails when the file cannot be read, is UTF-16, a workbook or compressed, is empty, or its header names a column
  // twice or looks like data. Columns without a name are allowed when they stand last; see unnamed_columns().
  static base::Result<CsvReader> open(const std::filesystem::path& path, const CsvOptions& options = {});
  static base::Result<CsvReader> from_text(std::string name, std::string text, const CsvOptions& options = {});

  CsvReader(CsvReader&&) noexcept;
  CsvReader& operator=(CsvReader&&) noexcept;
  ~CsvReader();

  const std::vector<std::string>& header() const;  // trimmed, without the unnamed last columns
  std::size_t unnamed_columns() const;             // trailing columns with an empty name; their fields are kept
  const CsvDialect& dialect() const;
  const std::string& name() const;
  std::uint64_t bytes_read() const;
  std::uint64_t total_bytes() const;  // 0: not known

  // The next row, good or bad; false at the end. A disk that fails ends the file with a row that says so.
  bool next(CsvRow& row);

 private:
  class State;
  explicit CsvReader(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace kjede::text
