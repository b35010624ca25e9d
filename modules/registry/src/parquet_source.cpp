#include <fmt/format.h>

#include <atomic>

#include "kjede/store/data_file.hpp"
#include "sources.hpp"

namespace kjede::registry {
namespace {

using store::ColumnType;

std::string text_of(const store::ColumnData& column, std::size_t row, bool local_times) {
  switch (column.type) {
    case ColumnType::text: return std::string(column.texts[row]);
    case ColumnType::boolean: return column.booleans[row] != 0 ? "yes" : "no";
    case ColumnType::integer: return fmt::format("{}", column.integers[row]);
    case ColumnType::real: return fmt::format("{}", column.reals[row]);
    case ColumnType::date: return base::to_string(base::Date(std::chrono::days(column.integers[row])));
    case ColumnType::time: break;
  }
  std::string text = base::to_string(base::Instant(std::chrono::microseconds(column.integers[row])));
  if (local_times) text.pop_back();  // the Z
  return text;
}

class ParquetSource final : public RecordSource {
 public:
  ParquetSource(std::unique_ptr<store::DataFile> file, std::uint64_t rows, bool local_times)
      : file_(std::move(file)), rows_(rows), local_times_(local_times) {
    for (const auto& column : file_->columns()) columns_.push_back(column.name);
  }

  const std::vector<std::string>& columns() const override { return columns_; }
  base::Result<void> each(const RowVisitor& visit) override {
    std::vector<std::string> texts(columns_.size());
    std::vector<std::string_view> cells(columns_.size());
    SourceRow out;
    out.cells = cells;
    return file_->scan([&](const store::Chunk& chunk) {
      for (std::size_t row = 0; row < chunk.rows; ++row) {
        for (std::size_t c = 0; c < cells.size(); ++c) {
          const auto& column = chunk.columns[c];
          const bool present = column.valid.empty() || column.valid[row] != 0;
          if (present && column.type != ColumnType::text) texts[c] = text_of(column, row, local_times_);
          cells[c] = !present                          ? std::string_view()
                     : column.type == ColumnType::text ? column.texts[row]
                                                       : std::string_view(texts[c]);
        }
        out.row = ++done_;
        if (!visit(out)) return false;
      }
      return true;
    });
  }
  catalog::Label description() const override { return {"Parquet", "Parquet"}; }
  text::DecimalMark decimal() const override { return text::DecimalMark::point; }
  std::uint64_t bytes_read() const override { return done_; }
  std::uint64_t total_bytes() const override { return rows_; }

 private:
  std::unique_ptr<store::DataFile> file_;
  std::uint64_t rows_;
  bool local_times_;
  std::vector<std::string> columns_;
  std::uint64_t done_ = 0;
};

}  // namespace

base::Result<std::unique_ptr<RecordSource>> open_parquet(const SourceRequest& request) {
  KJEDE_ASSIGN(auto file,
               store::open_data_file(request.path, store::FileFormat::parquet, {.threads = 1, .memory_mib = 0}));
  KJEDE_ASSIGN(const auto rows, file->rows());
  return std::unique_ptr<RecordSource>(
      std::make_unique<ParquetSource>(std::move(file), static_cast<std::uint64_t>(rows), request.local_times));
}

}  // namespace kjede::registry
