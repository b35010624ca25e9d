#include "kjede/road/csv_table.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "kjede/road/codes.hpp"
#include "kjede/text/keys.hpp"
#include "kjede/text/shown_name.hpp"
#include "kjede/text/source.hpp"
#include "yaml_reading.hpp"

namespace kjede::road {

namespace {

constexpr std::size_t table_limit = std::size_t{1} << 30;  // bytes of a file with several tables

std::string_view trimmed(std::string_view text) {
  const auto begin = text.find_first_not_of(" \t");
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t") + 1 - begin);
}

std::string_view first_cell(std::string_view line) { return trimmed(line.substr(0, line.find_first_of(",;\t|\r"))); }

bool blank(std::string_view line) { return line.find_first_not_of(",;\t| \r") == std::string_view::npos; }

struct Slice {
  std::string_view text;
  std::uint64_t lines_before = 0;
};

// The lines after the one that begins with `table`, up to a blank one.
std::optional<Slice> slice_of(std::string_view file, std::string_view table) {
  std::optional<Slice> slice;
  std::size_t begin = 0;
  std::uint64_t line_number = 0;
  for (std::size_t at = 0; at < file.size(); ++line_number) {
    const auto end = std::min(file.find('\n', at), file.size() - 1) + 1;
    const auto line = file.substr(at, end - at - (file[end - 1] == '\n' ? 1 : 0));
    if (slice && blank(line)) {
      slice->text = file.substr(begin, at - begin);
      return slice;
    }
    if (!slice && first_cell(line) == table) {
      slice = Slice{{}, line_number + 1};
      begin = end;
    }
    at = end;
  }
  if (slice) slice->text = file.substr(begin);
  return slice;
}

}  // namespace

base::Result<CsvTable> CsvTable::from_text(const std::string& name, std::string text, const std::string& table) {
  std::uint64_t before = 0;
  if (!table.empty()) {
    const auto slice = slice_of(text, table);
    if (!slice) {
      return base::fail(codes::no_road_column, fmt::format("'{}' has no table '{}'", name, table),
                        "`table` in the mapping is the word that stands alone on the line before the header");
    }
    before = slice->lines_before;
    text = std::string(slice->text);
  }
  KJEDE_ASSIGN(auto reader, text::CsvReader::from_text(name, std::move(text)));
  return CsvTable(name, std::move(reader), before);
}

base::Result<CsvTable> CsvTable::open(const std::string& path, const std::string& table) {
  if (!table.empty()) {
    KJEDE_ASSIGN(const auto file, text::read_source(path, table_limit));
    return from_text(path, file->text, table);
  }
  KJEDE_ASSIGN(auto reader, text::CsvReader::open(path));
  return CsvTable(path, std::move(reader), 0);
}

std::optional<std::size_t> CsvTable::find(std::string_view column) const {
  const auto at = std::find(header().begin(), header().end(), column);
  if (at == header().end()) return std::nullopt;
  return static_cast<std::size_t>(at - header().begin());
}

base::Result<std::size_t> CsvTable::require(std::string_view column) const {
  if (const auto at = find(column)) return *at;
  const auto near = base::nearest(column, header());
  return base::fail(codes::no_road_column, fmt::format("'{}' has no column '{}'", name_, column),
                    near.empty() ? fmt::format("its columns: {}", text::shown_names(header()))
                                 : fmt::format("did you mean its column '{}'? A mapping can say so", near));
}

bool CsvTable::next(RowProblems& problems) {
  while (reader_.next(row_)) {
    ++rows_;
    if (!row_.problem) return true;
    ++unreadable_;
    const auto& message = row_.problem->message;  // begins with file, row and line, which the list has of its own
    const auto words = message.find("): ");
    problems.reject(place(), codes::bad_road_cell, "", words == std::string::npos ? message : message.substr(words + 3),
                    row_.problem->suggestion);
  }
  return false;
}

std::string_view CsvTable::field(std::size_t column) const {
  return column < row_.fields.size() ? trimmed(row_.fields[column]) : std::string_view();
}

std::optional<double> CsvTable::number(std::size_t column) const {
  const auto text = field(column);
  if (reader_.dialect().decimal != text::DecimalMark::comma || text.find(',') == std::string_view::npos) {
    return text::number_in(text);
  }
  std::string point(text);
  std::replace(point.begin(), point.end(), ',', '.');
  return text::number_in(point);
}

}  // namespace kjede::road
