#pragma once
// Splits one record of CSV out of a window of bytes.

#include <algorithm>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "csv_bits.hpp"

namespace kjede::text {

enum class Split {
  record,     // a whole record, fields() tells it
  need_more,  // the window ends before the record does
  text_after_quote,
  quote_open,  // a quoted field does not end in the window (with `last`), or on its line (with `one_line`)
};

class CsvSplitter {
 public:
  void configure(CsvMarks marks, std::size_t expected_fields);

  // The window [from, end); `last`: nothing follows it. `one_line`: a quoted field may not hold a line end.
  void set_window(const char* from, const char* end, bool last);
  void set_one_line(bool one_line) { one_line_ = one_line; }
  // Splits the record that starts at `record_start`; on Split::record it ends at next_record().
  Split split(const char* record_start);

  std::span<const std::string_view> fields() const { return {fields_.data(), std::min(count_, fields_.size())}; }
  std::size_t field_count() const { return count_; }  // may be more than fields() keeps
  std::size_t lines() const { return lines_; }        // physical lines the record took
  bool has_nul() const { return nul_; }
  const char* next_record() const { return next_; }
  std::size_t trouble_field() const { return count_ + 1; }  // which field the problem is in, from 1

 private:
  struct Unescaped {
    std::size_t field;
    std::size_t offset;
    std::size_t length;
  };

  Split quoted(const char*& at);
  Split finish_record(const char* newline);
  void put(std::string_view field) {
    if (count_ < fields_.size()) fields_[count_] = field;
    ++count_;
  }
  void put_unescaped(std::string_view inner);

  CsvMarks marks_{};
  const char* end_ = nullptr;
  const char* next_ = nullptr;
  bool last_ = false;
  bool one_line_ = false;
  bool nul_ = false;
  std::size_t count_ = 0;
  std::size_t lines_ = 0;
  StructuralWalk walk_;
  std::vector<std::string_view> fields_;
  std::string unescaped_;
  std::vector<Unescaped> unescaped_fields_;
};

}  // namespace kjede::text
