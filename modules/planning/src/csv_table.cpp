#include "csv_table.hpp"

#include <fast_float/fast_float.h>
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "kjede/planning/codes.hpp"
#include "told_faults.hpp"

namespace kjede::planning {
namespace {

std::string_view trimmed(std::string_view text) {
  const auto from = text.find_first_not_of(" \t\r");
  if (from == std::string_view::npos) return {};
  return text.substr(from, text.find_last_not_of(" \t\r") - from + 1);
}

}  // namespace

CsvTable::CsvTable(const std::string& name, const std::string& text)
    : name_(name), file_(std::make_shared<base::SourceFile>(base::SourceFile{name, text})) {
  auto reader = text::CsvReader::from_text(name, text);
  if (reader)
    reader_ = std::move(*reader);
  else
    faults_ = reader.error();
  header_faults_ = faults_.size();
}

int CsvTable::find(std::string_view column) const {
  if (!reader_) return -1;
  const auto& header = reader_->header();
  const auto at = std::find(header.begin(), header.end(), column);
  return at == header.end() ? -1 : static_cast<int>(at - header.begin());
}

void CsvTable::require(std::string_view column) {
  if (!reader_ || has(column)) return;
  ++header_faults_;
  // a name of one letter is near to every other
  const auto near = column.size() > 2 ? base::nearest(column, reader_->header()) : std::string_view();
  fault_at(1, codes::bad_table, fmt::format("{} has no column '{}'", name_, column),
           near.empty() ? fmt::format("its columns are {}", fmt::join(reader_->header(), ", "))
                        : fmt::format("there is a column '{}'", near));
}

bool CsvTable::next() {
  while (reader_ && reader_->next(row_)) {
    if (!row_.problem) return true;
    faults_.push_back(*row_.problem);
  }
  return false;
}

std::string_view CsvTable::cell(std::string_view column) const {
  const int at = find(column);
  return at < 0 ? std::string_view() : trimmed(row_.fields[static_cast<std::size_t>(at)]);
}

std::optional<double> CsvTable::number(std::string_view column) {
  const auto text = cell(column);
  if (text.empty()) return std::nullopt;
  double value = 0.0;
  const auto [end, error] = fast_float::from_chars(text.data(), text.data() + text.size(), value);
  if (error == std::errc() && end == text.data() + text.size() && std::isfinite(value)) return value;
  fault(codes::bad_table, fmt::format("'{}' in column '{}' is not a number", text, column),
        "write numbers with a decimal point and no thousands separator");
  return std::nullopt;
}

std::optional<double> CsvTable::needed(std::string_view column, bool any_sign) {
  if (cell(column).empty()) {
    fault(codes::bad_table, fmt::format("column '{}' is empty", column));
    return std::nullopt;
  }
  const auto value = number(column);
  if (!value || any_sign || *value >= 0.0) return value;
  fault(codes::bad_table, fmt::format("{} in column '{}' is below 0", cell(column), column));
  return std::nullopt;
}

void CsvTable::fault(const base::Code& code, std::string message, std::string suggestion) {
  fault_at(row_.line, code, std::move(message), std::move(suggestion));
}

void CsvTable::fault_at(std::uint64_t line, const base::Code& code, std::string message, std::string suggestion) {
  base::Diagnostic fault;
  fault.code = code.id;
  fault.message = std::move(message);
  fault.suggestion = std::move(suggestion);
  fault.span = {file_, static_cast<int>(line), 1, static_cast<int>(line), 1};
  faults_.push_back(std::move(fault));
}

base::Diagnostics CsvTable::take_faults() {
  if (faults_.size() > faults_told) {
    const auto more = faults_.size() - faults_told;
    faults_.resize(faults_told);
    faults_.back().notes.push_back(fmt::format("{} more faults in {}", more, name_));
  }
  return std::move(faults_);
}

bool IdList::add(const std::string& id) {
  if (!numbers_.try_emplace(id, ids_.size()).second) return false;
  ids_.push_back(id);
  return true;
}

std::optional<std::size_t> IdList::find(const std::string& id) const {
  const auto at = numbers_.find(id);
  if (at == numbers_.end()) return std::nullopt;
  return at->second;
}

std::string IdList::suggestion(std::string_view id) const {
  const auto near = base::nearest(id, ids_);
  return near.empty() ? std::string() : fmt::format("did you mean '{}'?", near);
}

}  // namespace kjede::planning
