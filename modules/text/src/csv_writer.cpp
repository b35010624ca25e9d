#include "kjede/text/csv_writer.hpp"

#include <fmt/format.h>

#include <cmath>
#include <iterator>
#include <utility>

namespace kjede::text {
namespace {

bool starts_formula(std::string_view value) {
  return !value.empty() && std::string_view("=+-@\t\r").find(value.front()) != std::string_view::npos;
}

}  // namespace

void CsvWriter::separate() {
  if (std::exchange(row_open_, true)) out_ += delimiter_;
}

CsvWriter& CsvWriter::text(std::string_view value) {
  separate();
  const bool formula = starts_formula(value);
  const bool quote = value.find_first_of("\"\r\n\t") != std::string_view::npos ||
                     value.find(delimiter_) != std::string_view::npos || value.starts_with(' ') || value.ends_with(' ');
  if (quote) out_ += '"';
  if (formula) out_ += '\'';
  for (const char c : value) {
    if (c == '"') out_ += '"';
    out_ += c;
  }
  if (quote) out_ += '"';
  return *this;
}

CsvWriter& CsvWriter::number(std::int64_t value) {
  separate();
  fmt::format_to(std::back_inserter(out_), "{}", value);
  return *this;
}

CsvWriter& CsvWriter::number(std::uint64_t value) {
  separate();
  fmt::format_to(std::back_inserter(out_), "{}", value);
  return *this;
}

CsvWriter& CsvWriter::number(double value) {
  separate();
  if (std::isfinite(value)) fmt::format_to(std::back_inserter(out_), "{}", value);
  return *this;
}

CsvWriter& CsvWriter::number(double value, int decimals) {
  separate();
  if (std::isfinite(value)) fmt::format_to(std::back_inserter(out_), "{:.{}f}", value, decimals);
  return *this;
}

CsvWriter& CsvWriter::empty() {
  separate();
  return *this;
}

CsvWriter& CsvWriter::end_row() {
  out_ += line_end_;
  row_open_ = false;
  return *this;
}

CsvWriter& CsvWriter::row(const std::vector<std::string>& texts) {
  for (const auto& value : texts) text(value);
  return end_row();
}

std::string CsvWriter::take() { return std::exchange(out_, {}); }

}  // namespace kjede::text
