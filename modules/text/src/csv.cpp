#include "kjede/text/csv.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <utility>

#include "byte_buffer.hpp"
#include "csv_detect.hpp"
#include "csv_split.hpp"
#include "kjede/text/codes.hpp"
#include "kjede/text/shown_name.hpp"
#include "kjede/text/utf8.hpp"

namespace kjede::text {
namespace {

std::string_view trim(std::string_view text) {
  const auto first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

// A run of digits as long as an identifier: then the first line is data, and must not be repeated in a message.
bool looks_like_data(std::string_view name) {
  std::size_t digits = 0;
  for (const char c : name) {
    digits = c >= '0' && c <= '9' ? digits + 1 : 0;
    if (digits >= 8) return true;
  }
  return false;
}

}  // namespace

class CsvReader::State {
 public:
  State(ByteBuffer buffer, const CsvOptions& options) : buffer_(std::move(buffer)), options_(options) {
    if (options.encoding) buffer_.force(*options.encoding);
  }

  base::Result<void> start();
  bool next(CsvRow& row);

  const std::vector<std::string>& header() const { return header_; }
  std::size_t unnamed() const { return unnamed_; }
  const CsvDialect& dialect() {
    dialect_.encoding = buffer_.encoding();
    return dialect_;
  }
  const ByteBuffer& buffer() const { return buffer_; }

 private:
  void take_excel_hint();
  void window() { splitter_.set_window(buffer_.begin(), buffer_.end(), last_); }
  bool fill();
  Split split_record();
  void step_over(const char* next) { buffer_.consume(static_cast<std::size_t>(next - buffer_.begin())); }
  bool skip_line();
  bool blank() const;
  base::Result<void> read_header();
  base::Result<void> check_header();
  bool bad_row(CsvRow& row, const base::Code& code, std::string_view what, std::string suggestion = {});
  bool failed_split(CsvRow& row, Split outcome);
  bool finish_row(CsvRow& row);
  char newline() const { return dialect_.line_end == LineEnd::cr ? '\r' : '\n'; }

  ByteBuffer buffer_;
  CsvOptions options_;
  CsvDialect dialect_;
  CsvSplitter splitter_;
  std::vector<std::string> header_;
  std::size_t unnamed_ = 0;
  bool last_ = false;      // the window reaches the end of the file
  bool one_line_ = false;  // a quote was left open once: from then on fields end on their line
  bool told_failure_ = false;
  std::uint64_t row_ = 0;
  std::uint64_t line_ = 1;
};

base::Result<void> CsvReader::State::start() {
  if (!buffer_.fill()) {
    if (!buffer_.failure().empty()) {
      return base::fail(codes::file_unreadable, fmt::format("cannot read '{}': {}", buffer_.name(), buffer_.failure()));
    }
    return base::fail(codes::csv_empty, fmt::format("'{}' is empty", buffer_.name()));
  }
  KJEDE_TRY(buffer_.check_start());
  take_excel_hint();
  const std::string_view sample = buffer_.view().substr(0, std::size_t{1} << 20U);
  dialect_.line_end = detect_line_end(sample);
  dialect_.delimiter = options_.delimiter.value_or(detect_delimiter(sample, newline()));
  dialect_.decimal = detect_decimal(sample, dialect_.delimiter, newline());
  splitter_.configure({dialect_.delimiter, newline()}, 4096);
  last_ = buffer_.in_memory();
  window();
  return read_header();
}

// Excel writes and reads a first line "sep=;".
void CsvReader::State::take_excel_hint() {
  const std::string_view start = buffer_.view().substr(0, 7);
  if (start.size() < 7 || !start.starts_with("sep=") || (start[5] != '\n' && start.substr(5, 2) != "\r\n")) return;
  if (!options_.delimiter) options_.delimiter = start[4];
  buffer_.consume(start[5] == '\n' ? 6 : 7);
  ++line_;
}

bool CsvReader::State::fill() {
  if (last_) return false;
  last_ = !buffer_.fill();
  window();
  return true;
}

// Splits the record at the start of the window, reading on as far as the record limit allows.
Split CsvReader::State::split_record() {
  splitter_.set_one_line(one_line_);
  while (true) {
    const Split outcome = splitter_.split(buffer_.begin());
    if (outcome != Split::need_more) return outcome;
    if (buffer_.view().size() > options_.record_limit) return Split::need_more;
    fill();
  }
}

// Drops the rest of the physical line, reading on without keeping it. False if the file ends first.
bool CsvReader::State::skip_line() {
  while (true) {
    const std::string_view rest = buffer_.view();
    const auto at = rest.find(newline());
    buffer_.consume(at == std::string_view::npos ? rest.size() : at + 1);
    if (at != std::string_view::npos || last_) {
      window();
      ++line_;
      return at != std::string_view::npos;
    }
    fill();
  }
}

bool CsvReader::State::blank() const { return splitter_.field_count() == 1 && splitter_.fields()[0].empty(); }

base::Result<void> CsvReader::State::read_header() {
  while (true) {
    if (buffer_.view().empty() && !fill()) {
      return base::fail(codes::csv_empty, fmt::format("'{}' holds no header line", buffer_.name()));
    }
    const Split outcome = split_record();
    if (outcome == Split::need_more) {
      return base::fail(
          codes::record_too_long,
          fmt::format("the first line of '{}' is longer than {} bytes", buffer_.name(), options_.record_limit),
          "is this a CSV file with line ends?");
    }
    if (outcome != Split::record) {
      return base::fail(codes::csv_quote,
                        fmt::format("the header of '{}' has a quote that is not closed", buffer_.name()),
                        "close it, or write it twice if it belongs to the name");
    }
    const bool skip = blank() && !buffer_.view().empty();
    if (!skip) return check_header();
    line_ += splitter_.lines();
    step_over(splitter_.next_record());
  }
}

base::Result<void> CsvReader::State::check_header() {
  const auto problem = [&](std::string what, std::string advice) {
    return base::fail(codes::csv_header, fmt::format("'{}': {}", buffer_.name(), what), std::move(advice));
  };
  if (splitter_.has_nul())
    return base::fail(codes::nul_byte, fmt::format("'{}': NUL byte in the header", buffer_.name()));
  if (splitter_.field_count() > splitter_.fields().size()) {
    return problem(fmt::format("{} columns are more than any register has", splitter_.field_count()),
                   "check the delimiter");
  }
  for (const std::string_view field : splitter_.fields()) header_.emplace_back(trim(field));
  for (std::size_t i = 0; i < header_.size(); ++i) {
    if (looks_like_data(header_[i])) {
      return problem(fmt::format("the first line seems to be data: column {} is a number", i + 1),
                     "add a first line that names the columns");
    }
    if (!is_utf8(header_[i]))
      return problem(fmt::format("the name of column {} is not readable text", i + 1), "save the file as UTF-8");
  }
  while (!header_.empty() && header_.back().empty()) {
    header_.pop_back();
    ++unnamed_;
  }
  if (header_.empty()) return problem("the header names no column", "add a first line that names the columns");
  for (std::size_t i = 0; i < header_.size(); ++i) {
    if (header_[i].empty()) return problem(fmt::format("column {} has no name", i + 1), "name it in the first line");
    const auto first = std::find(header_.begin(), header_.begin() + static_cast<std::ptrdiff_t>(i), header_[i]);
    if (first != header_.begin() + static_cast<std::ptrdiff_t>(i)) {
      return problem(fmt::format("the columns {} and {} are both named '{}'", first - header_.begin() + 1, i + 1,
                                 shown_name(header_[i])),
                     "rename or remove one");
    }
  }
  line_ += splitter_.lines();
  step_over(splitter_.next_record());
  const char* here = splitter_.next_record();
  splitter_.configure({dialect_.delimiter, newline()}, header_.size() + unnamed_);
  splitter_.set_window(here, buffer_.end(), last_);
  return {};
}

bool CsvReader::State::bad_row(CsvRow& row, const base::Code& code, std::string_view what, std::string suggestion) {
  auto failed = base::fail(code, fmt::format("'{}' row {} (line {}): {}", buffer_.name(), row.row, row.line, what),
                           std::move(suggestion));
  row.problem = std::move(failed.diagnostics.front());
  return true;
}

// The record cannot be split. Only its first line is given up; reading goes on with the next line.
bool CsvReader::State::failed_split(CsvRow& row, Split outcome) {
  const std::size_t field = splitter_.trouble_field();
  const std::string_view rest = buffer_.view();
  const auto line_length = std::min(rest.find(newline()), rest.size());
  row.fields = {};
  if (outcome == Split::need_more && line_length == rest.size()) {
    skip_line();
    return bad_row(row, codes::record_too_long, fmt::format("longer than {} bytes", options_.record_limit),
                   "a quote is not closed, or the line ends are missing");
  }
  // an open quote may have swallowed lines: do not let the next one do so again
  one_line_ = one_line_ || outcome != Split::text_after_quote || splitter_.lines() > 0;
  skip_line();
  if (outcome == Split::text_after_quote) {
    return bad_row(row, codes::csv_quote, fmt::format("field {} has text after its closing quote", field),
                   "write a quote inside a quoted field twice");
  }
  return bad_row(row, codes::csv_quote, fmt::format("the quote that opens field {} is not closed", field),
                 "close it; from here on quoted fields are read as ending on their line");
}

bool CsvReader::State::finish_row(CsvRow& row) {
  const char* start = buffer_.begin();
  const char* end = splitter_.next_record();
  const bool suspect = buffer_.suspect(start);
  const std::size_t fields = splitter_.field_count();
  const std::size_t expected = header_.size() + unnamed_;
  row.fields = splitter_.fields();
  line_ += splitter_.lines();
  step_over(end);
  if (splitter_.has_nul()) return bad_row(row, codes::nul_byte, "NUL byte", "the file is damaged at this place");
  if (suspect && !is_utf8({start, static_cast<std::size_t>(end - start)})) {
    return bad_row(row, codes::bad_encoding, "bytes that are not UTF-8, in a file that otherwise is",
                   "save the whole file in one encoding");
  }
  if (fields != expected && !(unnamed_ > 0 && fields == header_.size())) {
    return bad_row(row, codes::csv_ragged,
                   fmt::format("{} field{} where the header names {}", fields, fields == 1 ? "" : "s", expected),
                   fmt::format("look for a {} delimiter", fields < expected ? "missing" : "superfluous or unquoted"));
  }
  return true;
}

bool CsvReader::State::next(CsvRow& row) {
  row.problem.reset();
  while (true) {
    if (buffer_.view().empty() && !fill()) break;
    if (buffer_.view().empty()) continue;
    const Split outcome = split_record();
    row.line = line_;
    if (outcome == Split::record && blank()) {
      line_ += splitter_.lines();
      step_over(splitter_.next_record());
      continue;
    }
    row.row = ++row_;
    return outcome == Split::record ? finish_row(row) : failed_split(row, outcome);
  }
  if (buffer_.failure().empty() || std::exchange(told_failure_, true)) return false;
  row.row = ++row_;
  row.line = line_;
  row.fields = {};
  return bad_row(row, codes::file_unreadable, "the file could not be read further: " + buffer_.failure());
}

std::string_view to_string(Encoding encoding) {
  switch (encoding) {
    case Encoding::ascii: return "ASCII";
    case Encoding::utf8: return "UTF-8";
    case Encoding::utf8_bom: return "UTF-8 with byte order mark";
    case Encoding::windows_1252: return "Windows-1252 (Latin-1)";
  }
  return "";
}

std::string describe(const CsvDialect& dialect, std::string_view language) {
  const bool nb = language == "nb";
  const std::string delimiter = dialect.delimiter == '\t' ? "tab" : fmt::format("'{}'", dialect.delimiter);
  std::string text = fmt::format("{} {}, {}", nb ? "skilletegn" : "delimiter", delimiter, to_string(dialect.encoding));
  switch (dialect.decimal) {
    case DecimalMark::none_seen: break;
    case DecimalMark::point: text += nb ? ", desimalpunktum" : ", decimal point"; break;
    case DecimalMark::comma: text += nb ? ", desimalkomma" : ", decimal comma"; break;
    case DecimalMark::mixed:
      text += nb ? ", desimalpunktum og -komma om hverandre" : ", decimal points and commas mixed";
      break;
  }
  constexpr std::string_view names[] = {"LF", "CRLF", "CR"};
  return text +
         fmt::format(", {} {}", nb ? "linjeskift" : "line ends", names[static_cast<std::size_t>(dialect.line_end)]);
}

CsvReader::CsvReader(std::unique_ptr<State> state) : state_(std::move(state)) {}
CsvReader::CsvReader(CsvReader&&) noexcept = default;
CsvReader& CsvReader::operator=(CsvReader&&) noexcept = default;
CsvReader::~CsvReader() = default;

base::Result<CsvReader> CsvReader::open(const std::filesystem::path& path, const CsvOptions& options) {
  KJEDE_ASSIGN(auto buffer, ByteBuffer::open(path));
  auto state = std::make_unique<State>(std::move(buffer), options);
  KJEDE_TRY(state->start());
  return CsvReader(std::move(state));
}

base::Result<CsvReader> CsvReader::from_text(std::string name, std::string text, const CsvOptions& options) {
  auto state = std::make_unique<State>(ByteBuffer::from_text(std::move(name), std::move(text)), options);
  KJEDE_TRY(state->start());
  return CsvReader(std::move(state));
}

const std::vector<std::string>& CsvReader::header() const { return state_->header(); }
std::size_t CsvReader::unnamed_columns() const { return state_->unnamed(); }
const CsvDialect& CsvReader::dialect() const { return state_->dialect(); }
const std::string& CsvReader::name() const { return state_->buffer().name(); }
std::uint64_t CsvReader::bytes_read() const { return state_->buffer().bytes_read(); }
std::uint64_t CsvReader::total_bytes() const { return state_->buffer().total_bytes(); }
bool CsvReader::next(CsvRow& row) { return state_->next(row); }

}  // namespace kjede::text
