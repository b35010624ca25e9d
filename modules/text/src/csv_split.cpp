#include "csv_split.hpp"

#include <algorithm>
#include <cstring>
#include <span>

namespace kjede::text {
namespace {

const char* find_byte(const char* from, const char* end, char byte) {
  return from < end ? static_cast<const char*>(std::memchr(from, byte, static_cast<std::size_t>(end - from))) : nullptr;
}

}  // namespace

void CsvSplitter::configure(CsvMarks marks, std::size_t expected_fields) {
  marks_ = marks;
  fields_.resize(expected_fields * 2 + 64);
}

void CsvSplitter::set_window(const char* from, const char* end, bool last) {
  end_ = end;
  next_ = from;
  last_ = last;
  walk_.start(from, end, marks_);
}

Split CsvSplitter::split(const char* record_start) {
  count_ = 0;
  lines_ = 0;
  nul_ = false;
  unescaped_.clear();
  unescaped_fields_.clear();
  if (record_start != next_) walk_.seek(record_start);
  next_ = nullptr;
  const char* field = record_start;
  while (true) {
    const char* stop = nullptr;
    if (field < end_ && *field == '"') {
      stop = field;
      if (const Split outcome = quoted(stop); outcome != Split::record) return outcome;
    } else {
      stop = walk_.next();
      while (stop < end_ && *stop == '\0') {
        nul_ = true;
        stop = walk_.next();
      }
      if (stop == end_ && !last_) return Split::need_more;
      const bool carriage_return = stop > field && stop[-1] == '\r' && (stop == end_ || *stop == '\n');
      put({field, static_cast<std::size_t>(stop - field) - (carriage_return ? 1 : 0)});
    }
    if (stop == end_ || *stop == marks_.newline) return finish_record(stop);
    field = stop + 1;
  }
}

// `at` stands on the opening quote; on return it stands on the byte that ends the field.
Split CsvSplitter::quoted(const char*& at) {
  const char* const open = at + 1;
  const char* limit = end_;
  if (one_line_) {
    if (const char* line_end = find_byte(open, end_, marks_.newline))
      limit = line_end;
    else if (!last_)
      return Split::need_more;
  }
  bool doubled = false;
  const char* close = find_byte(open, limit, '"');
  while (close != nullptr && close + 1 < limit && close[1] == '"') {
    doubled = true;
    close = find_byte(close + 2, limit, '"');
  }
  if (close == nullptr) return limit == end_ && !last_ ? Split::need_more : Split::quote_open;
  // the byte or two after the closing quote decide; they may lie beyond the window
  if (end_ - close < 3 && !last_) return Split::need_more;
  const std::string_view inner(open, static_cast<std::size_t>(close - open));
  lines_ += static_cast<std::size_t>(std::count(inner.begin(), inner.end(), marks_.newline));
  const char* after = close + 1;
  if (after < end_ && *after == '\r' && (after + 1 == end_ || after[1] == '\n')) ++after;
  if (after < end_ && *after != marks_.delimiter && *after != marks_.newline) return Split::text_after_quote;
  nul_ = nul_ || inner.find('\0') != std::string_view::npos;
  if (doubled)
    put_unescaped(inner);
  else
    put(inner);
  walk_.seek(after + 1);
  at = after;
  return Split::record;
}

void CsvSplitter::put_unescaped(std::string_view inner) {
  const std::size_t offset = unescaped_.size();
  for (std::size_t i = 0; i < inner.size(); ++i) {
    unescaped_ += inner[i];
    if (inner[i] == '"') ++i;
  }
  unescaped_fields_.push_back({count_, offset, unescaped_.size() - offset});
  put({});
}

Split CsvSplitter::finish_record(const char* newline) {
  for (const Unescaped& u : unescaped_fields_) {
    if (u.field < fields_.size()) fields_[u.field] = std::string_view(unescaped_).substr(u.offset, u.length);
  }
  next_ = newline == end_ ? end_ : newline + 1;
  ++lines_;
  return Split::record;
}

}  // namespace kjede::text
