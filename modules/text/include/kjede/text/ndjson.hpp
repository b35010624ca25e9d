#pragma once
// Newline-delimited JSON of any size: each line one object, flattened to paths such as period.start or
// type[0].coding[0].code. A bad line is returned with its problem and reading goes on.
//
//   KJEDE_ASSIGN(auto reader, text::NdjsonReader::open("Encounter.ndjson"));
//   for (text::JsonRow row; reader.next(row);) if (const auto* start = row.find("period.start")) …

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kjede/base/result.hpp"

namespace kjede::text {

struct JsonField {
  enum class Kind { null, boolean, number, text };
  std::string_view path;
  std::string_view text;  // true, false, the number as written, the string unescaped; empty for null
  Kind kind = Kind::null;
};

// True if `path` is what `pattern` names; in a pattern [*] stands for any index.
bool path_matches(std::string_view pattern, std::string_view path);

// One line. The views are valid until the next call of next().
struct JsonRow {
  std::uint64_t row = 0;                    // objects, from 1; blank lines are not rows
  std::uint64_t line = 0;                   // from 1
  std::vector<JsonField> fields;            // in the order of the line
  std::optional<base::Diagnostic> problem;  // never contains a field's text

  const JsonField* find(std::string_view pattern) const;  // the first that matches, or nullptr
  std::vector<const JsonField*> find_all(std::string_view pattern) const;
};

struct NdjsonOptions {
  std::size_t record_limit = std::size_t{16} << 20;  // bytes
  std::size_t depth = 64;
  std::size_t fields = 100'000;  // of one record
};

class NdjsonReader {
 public:
  static base::Result<NdjsonReader> open(const std::filesystem::path& path, const NdjsonOptions& options = {});
  static base::Result<NdjsonReader> from_text(std::string name, std::string text, const NdjsonOptions& options = {});

  NdjsonReader(NdjsonReader&&) noexcept;
  NdjsonReader& operator=(NdjsonReader&&) noexcept;
  ~NdjsonReader();

  bool next(JsonRow& row);  // false at the end
  std::uint64_t bytes_read() const;
  std::uint64_t total_bytes() const;  // 0: not known

 private:
  class State;
  explicit NdjsonReader(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace kjede::text
