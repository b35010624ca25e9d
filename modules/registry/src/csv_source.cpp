#include "sources.hpp"

namespace kjede::registry {
namespace {

std::string_view trim(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

class CsvSource final : public RecordSource {
 public:
  explicit CsvSource(text::CsvReader reader) : reader_(std::move(reader)), cells_(reader_.header().size()) {}

  const std::vector<std::string>& columns() const override { return reader_.header(); }
  base::Result<void> each(const RowVisitor& visit) override {
    SourceRow out;
    out.cells = cells_;
    for (text::CsvRow row; reader_.next(row);) {
      out.row = row.row;
      out.line = row.line;
      out.problem = std::move(row.problem);
      if (!out.problem) {
        for (std::size_t i = 0; i < cells_.size(); ++i) cells_[i] = trim(row.fields[i]);
      }
      if (!visit(out)) break;
    }
    return {};
  }
  catalog::Label description() const override {
    const auto& dialect = reader_.dialect();
    return {"CSV, " + text::describe(dialect, "nb"), "CSV, " + text::describe(dialect, "en")};
  }
  text::DecimalMark decimal() const override { return reader_.dialect().decimal; }
  std::uint64_t bytes_read() const override { return reader_.bytes_read(); }
  std::uint64_t total_bytes() const override { return reader_.total_bytes(); }

 private:
  text::CsvReader reader_;
  std::vector<std::string_view> cells_;
};

}  // namespace

base::Result<std::unique_ptr<RecordSource>> open_csv(const SourceRequest& request) {
  KJEDE_ASSIGN(auto reader, text::CsvReader::open(request.path, request.csv));
  return std::unique_ptr<RecordSource>(std::make_unique<CsvSource>(std::move(reader)));
}

}  // namespace kjede::registry
