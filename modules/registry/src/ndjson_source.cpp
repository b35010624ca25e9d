#include <algorithm>

#include "kjede/text/ndjson.hpp"
#include "sources.hpp"

namespace kjede::registry {
namespace {

constexpr std::size_t sampled_rows = 1000;

class NdjsonSource final : public RecordSource {
 public:
  NdjsonSource(text::NdjsonReader reader, std::vector<std::string> columns)
      : reader_(std::move(reader)), columns_(std::move(columns)), cells_(columns_.size()), joined_(columns_.size()) {}

  const std::vector<std::string>& columns() const override { return columns_; }
  base::Result<void> each(const RowVisitor& visit) override {
    SourceRow out;
    out.cells = cells_;
    while (reader_.next(row_)) {
      out.row = row_.row;
      out.line = row_.line;
      out.problem = std::move(row_.problem);
      for (std::size_t i = 0; i < cells_.size(); ++i) cells_[i] = value(i);
      if (!visit(out)) break;
    }
    return {};
  }
  catalog::Label description() const override { return {"linjedelt JSON, UTF-8", "newline-delimited JSON, UTF-8"}; }
  text::DecimalMark decimal() const override { return text::DecimalMark::point; }
  std::uint64_t bytes_read() const override { return reader_.bytes_read(); }
  std::uint64_t total_bytes() const override { return reader_.total_bytes(); }

 private:
  std::string_view value(std::size_t column) {
    std::string_view found;
    std::size_t values = 0;
    for (const auto& field : row_.fields) {
      if (field.text.empty() || !text::path_matches(columns_[column], field.path)) continue;
      if (values == 0)
        found = field.text;
      else if (values == 1)
        joined_[column] = std::string(found) + value_separator + std::string(field.text);
      else
        joined_[column].append(1, value_separator).append(field.text);
      ++values;
    }
    return values > 1 ? std::string_view(joined_[column]) : found;
  }

  text::NdjsonReader reader_;
  text::JsonRow row_;
  std::vector<std::string> columns_;
  std::vector<std::string_view> cells_;
  std::vector<std::string> joined_;
};

base::Result<text::NdjsonReader> reader_of(const SourceRequest& request) {
  return request.ndjson ? text::NdjsonReader::from_text(request.path, *request.ndjson)
                        : text::NdjsonReader::open(request.path);
}

// The paths of the first rows, in the order they are met.
base::Result<std::vector<std::string>> paths_of(const SourceRequest& request) {
  KJEDE_ASSIGN(auto reader, reader_of(request));
  std::vector<std::string> paths;
  std::size_t rows = 0;
  for (text::JsonRow row; rows < sampled_rows && reader.next(row); ++rows) {
    for (const auto& field : row.fields) {
      if (std::find(paths.begin(), paths.end(), field.path) == paths.end()) paths.emplace_back(field.path);
    }
  }
  return paths;
}

}  // namespace

base::Result<std::unique_ptr<RecordSource>> open_ndjson(const SourceRequest& request) {
  auto columns = request.wanted;
  if (columns.empty()) {
    KJEDE_ASSIGN(columns, paths_of(request));
  }
  KJEDE_ASSIGN(auto reader, reader_of(request));
  return std::unique_ptr<RecordSource>(std::make_unique<NdjsonSource>(std::move(reader), std::move(columns)));
}

}  // namespace kjede::registry
