#pragma once
// CSV out (RFC 4180), safe to open in a spreadsheet: text that a spreadsheet would run as a formula gets a leading
// apostrophe (OWASP "CSV Injection"). Numbers are written by number() and keep their sign.
//
//   text::CsvWriter csv; csv.text("Oslo").number(12).end_row(); save(csv.str());

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace kjede::text {

class CsvWriter {
 public:
  explicit CsvWriter(char delimiter = ',', std::string_view line_end = "\n")
      : delimiter_(delimiter), line_end_(line_end) {}

  CsvWriter& text(std::string_view value);
  CsvWriter& number(std::int64_t value);
  CsvWriter& number(int value) { return number(std::int64_t{value}); }
  CsvWriter& number(std::uint64_t value);
  CsvWriter& number(double value);                // shortest form that reads back the same; not finite: empty
  CsvWriter& number(double value, int decimals);  // fixed decimals
  CsvWriter& empty();
  CsvWriter& end_row();
  CsvWriter& row(const std::vector<std::string>& texts);  // a whole row of text, e.g. the header

  const std::string& str() const { return out_; }
  std::string take();  // the text so far; the writer starts again empty

 private:
  void separate();

  std::string out_;
  char delimiter_;
  std::string line_end_;
  bool row_open_ = false;
};

}  // namespace kjede::text
