#include "kjede/store/data_file.hpp"

#include <fmt/format.h>

#include <array>
#include <filesystem>

#include "adapters.hpp"
#include "kjede/store/codes.hpp"

namespace kjede::store {
namespace {

base::Unexpected unreadable(const std::string& path, std::string_view why, std::string_view suggestion) {
  return base::fail(codes::data_file, fmt::format("'{}' {}", path, why), std::string(suggestion));
}

base::Result<void> check_path(const std::string& path) {
  std::error_code error;
  const auto status = std::filesystem::status(path, error);
  if (!std::filesystem::exists(status)) return unreadable(path, "does not exist", "check the path");
  if (!std::filesystem::is_regular_file(status)) return unreadable(path, "is not a file", "name a file");
  if (path.find_first_of("*?[") != std::string::npos) {
    return unreadable(path, "has a character that stands for other names (* ? [)", "rename the file");
  }
  return {};
}

// Types that come as they are; DuckDB writes the others as text.
bool is_kept(std::string_view type) {
  constexpr std::array<std::string_view, 12> exact{"VARCHAR",  "BOOLEAN",   "TINYINT",  "SMALLINT", "INTEGER", "BIGINT",
                                                   "UTINYINT", "USMALLINT", "UINTEGER", "FLOAT",    "DOUBLE",  "DATE"};
  return std::find(exact.begin(), exact.end(), type) != exact.end() || type.starts_with("TIMESTAMP") ||
         (type.starts_with("DECIMAL") && !type.ends_with("]"));
}

ColumnType type_of(std::string_view type) {
  if (!is_kept(type) || type == "VARCHAR") return ColumnType::text;
  if (type == "BOOLEAN") return ColumnType::boolean;
  if (type == "DATE") return ColumnType::date;
  if (type.starts_with("TIMESTAMP")) return ColumnType::time;
  return type == "FLOAT" || type == "DOUBLE" || type.starts_with("DECIMAL") ? ColumnType::real : ColumnType::integer;
}

class DuckDataFile final : public DataFile {
 public:
  DuckDataFile(std::unique_ptr<Database> database, std::string source, std::vector<Column> columns,
               std::string selection)
      : database_(std::move(database)),
        source_(std::move(source)),
        columns_(std::move(columns)),
        selection_(std::move(selection)) {}

  std::span<const Column> columns() const override { return columns_; }

  base::Result<std::int64_t> rows() override {
    KJEDE_ASSIGN(const auto table, database_->query(fmt::format("select count(*) from {}", source_)));
    return std::get<std::int64_t>(table.rows.at(0).at(0));
  }

  base::Result<void> scan(const std::function<bool(const Chunk&)>& visit) override {
    return duckdb::scan_until(*database_, fmt::format("select {} from {}", selection_, source_), visit);
  }

 private:
  std::unique_ptr<Database> database_;
  std::string source_;
  std::vector<Column> columns_;
  std::string selection_;
};

std::string source_of(const std::string& path, FileFormat format) {
  return fmt::format("{}({})", format == FileFormat::parquet ? "read_parquet" : "read_csv", literal(path));
}

}  // namespace

base::Result<void> copy_into_new_database(const std::string& path, FileFormat format, const std::string& target) {
  KJEDE_TRY(check_path(path));
  KJEDE_ASSIGN(auto database, duckdb::open_for_files({}));
  KJEDE_TRY(database->execute(fmt::format("attach {} as target", literal(target))));
  KJEDE_TRY(database->execute(fmt::format("create table target.rows as select * from {}", source_of(path, format))));
  KJEDE_TRY(database->execute("detach target"));
  return {};
}

base::Result<std::unique_ptr<DataFile>> open_data_file(const std::string& path, FileFormat format,
                                                       const Limits& limits) {
  KJEDE_TRY(check_path(path));
  KJEDE_ASSIGN(auto database, duckdb::open_for_files(limits));
  const bool parquet = format == FileFormat::parquet;
  const auto source = source_of(path, format);
  const auto described = database->query(fmt::format("describe select * from {}", source));
  if (!described) {
    return unreadable(path, parquet ? "cannot be read as Parquet" : "cannot be read as CSV",
                      "see that it is whole, readable, and of that format");
  }
  std::vector<Column> columns;
  std::string selection;
  for (const auto& row : described->rows) {
    const auto& name = std::get<std::string>(row[0]);
    const auto& type = std::get<std::string>(row[1]);
    columns.push_back({name, type_of(type)});
    selection +=
        fmt::format("{}{}", selection.empty() ? "" : ", ",
                    is_kept(type) ? store::quoted(name) : fmt::format("cast({} as varchar)", store::quoted(name)));
  }
  return std::unique_ptr<DataFile>(
      std::make_unique<DuckDataFile>(std::move(database), source, std::move(columns), selection));
}

}  // namespace kjede::store
