#pragma once
// Files of any format as rows of texts under named columns.

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "kjede/base/result.hpp"
#include "kjede/catalog/model.hpp"
#include "kjede/registry/mapping.hpp"

namespace kjede::registry {

// Stands between several values of one path (repeated XML elements, JSON arrays with [*]).
inline constexpr char value_separator = '\x1F';

struct SourceRow {
  std::uint64_t row = 0;
  std::uint64_t line = 0;                     // 0: the format has no lines
  std::span<const std::string_view> cells;    // one per column; empty: missing
  std::span<const std::string_view> reasons;  // why a cell is missing (XML); may be empty altogether
  std::optional<base::Diagnostic> problem;    // the row could not be read
};

using RowVisitor = std::function<bool(const SourceRow&)>;

class RecordSource {
 public:
  virtual ~RecordSource() = default;
  virtual const std::vector<std::string>& columns() const = 0;
  // In the file's order; views are valid until `visit` returns, which gives false to stop early. Once per source.
  virtual base::Result<void> each(const RowVisitor& visit) = 0;
  virtual catalog::Label description() const = 0;  // format, encoding, delimiter: what was found
  virtual text::DecimalMark decimal() const { return text::DecimalMark::none_seen; }
  virtual std::uint64_t bytes_read() const = 0;
  virtual std::uint64_t total_bytes() const = 0;
};

struct SourceRequest {
  std::string path;
  SourceFormat format = SourceFormat::by_name;
  text::CsvOptions csv;
  std::string record_path;
  std::vector<std::string> wanted;      // NDJSON, XML: paths the mapping reads; empty: all there are
  bool local_times = false;             // Parquet: times without a zone are local, not UTC
  std::optional<std::string> ndjson{};  // in place of the file's content
};

base::Result<std::unique_ptr<RecordSource>> open_source(const SourceRequest& request);

}  // namespace kjede::registry
