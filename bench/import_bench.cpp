// Import of a million rows against DuckDB's own read_csv of the same file into a table, in one run.
//   ninja -C build/release import-bench && build/release/bench/import-bench [rows]
// Prints both times and their ratio; the promise is a ratio of at most 5.

#include <duckdb.h>
#include <fmt/format.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "kjede/base/rng.hpp"
#include "kjede/catalog/load.hpp"
#include "kjede/registry/import.hpp"

namespace {

using namespace kjede;
using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point start) { return std::chrono::duration<double>(Clock::now() - start).count(); }

// A value that the register takes, missing one time in ten; times in order, so that few rows break a rule.
std::string value_of(const catalog::Variable& v, base::Rng& rng, base::Date day, int& minute) {
  if (!v.required && rng.chance(0.1)) return {};
  switch (v.type) {
    case catalog::VariableType::code: return v.codes[rng.below(v.codes.size())].code;
    case catalog::VariableType::integer: return std::to_string(rng.below(100));
    case catalog::VariableType::number: return fmt::format("{:.1f}", rng.uniform() * 10);
    case catalog::VariableType::date: return base::to_string(day + std::chrono::days(rng.below(30)));
    case catalog::VariableType::time:
      minute += static_cast<int>(rng.below(5));
      return base::to_string(day) + fmt::format("T{:02}:{:02}:{:02}", minute / 60 % 24, minute % 60, rng.below(60));
    case catalog::VariableType::unit: break;
    case catalog::VariableType::text: return fmt::format("text {}", rng.below(1000));
  }
  return {};
}

void write_rows(const std::string& path, const catalog::Catalog& catalog, const catalog::Register& reg, int rows) {
  std::ofstream out(path, std::ios::binary);
  std::vector<const catalog::Variable*> variables;
  for (const auto& v : reg.variables) {
    if (!v.derived) variables.push_back(&v);
  }
  for (std::size_t i = 0; i < variables.size(); ++i) out << (i == 0 ? "" : ";") << variables[i]->name;
  out << '\n';
  base::Rng rng(1);
  for (int row = 0; row < rows; ++row) {
    const base::Date day = base::make_date(2024, 1, 1) + std::chrono::days(rng.below(330));
    int minute = static_cast<int>(rng.below(1200));
    for (std::size_t i = 0; i < variables.size(); ++i) {
      const auto& v = *variables[i];
      std::string text;
      if (v.name == reg.key)
        text = fmt::format("e{}", row);
      else if (v.name == reg.date)
        text = base::to_string(day);
      else if (v.type == catalog::VariableType::unit) {
        const auto units = catalog.units.of_kind(v.unit_kind);
        text = units.empty() ? "" : units[rng.below(units.size())]->id;
      } else {
        text = value_of(v, rng, day, minute);
      }
      out << (i == 0 ? "" : ";") << text;
    }
    out << '\n';
  }
}

template <class T>
T need(base::Result<T> result) {
  if (result) return std::move(result).value();
  fmt::print(stderr, "{}", base::render(result.error()));
  std::exit(1);
}

double time_duckdb(const std::string& csv, const std::string& store) {
  duckdb_database database = nullptr;
  duckdb_connection connection = nullptr;
  duckdb_result result;
  duckdb_open(store.c_str(), &database);
  duckdb_connect(database, &connection);
  const auto start = Clock::now();
  const auto sql = fmt::format("create table t as select * from read_csv('{}', delim = ';', header = true)", csv);
  const bool done = duckdb_query(connection, sql.c_str(), &result) == DuckDBSuccess;
  const double seconds = seconds_since(start);
  if (!done) fmt::print(stderr, "{}\n", duckdb_result_error(&result));
  duckdb_destroy_result(&result);
  duckdb_disconnect(&connection);
  duckdb_close(&database);
  fmt::print("DuckDB read_csv into a table: {:.2f} s\n", seconds);
  return seconds;
}

}  // namespace

int main(int argc, char** argv) {
  const int rows = argc > 1 ? std::atoi(argv[1]) : 1'000'000;
  const auto catalog = need(catalog::load("catalog"));
  catalog::Register reg = *catalog.find_register("ohca");
  for (auto& rule : reg.rules) rule.rejects = false;  // random rows break many rules: let them cost time, not rows
  const auto folder = std::filesystem::temp_directory_path() / fmt::format("kjede-bench-{}", ::getpid());
  std::filesystem::create_directories(folder);
  const std::string csv = (folder / "rows.csv").string();
  write_rows(csv, catalog, reg, rows);
  fmt::print("{} rows, {} MB\n", rows, std::filesystem::file_size(csv) >> 20U);
  const double plain = time_duckdb(csv, (folder / "plain.duckdb").string());
  auto records = need(
      store::open_records({(folder / "store.kjede").string(), (folder / "key").string(), store::Mode::read_write, {}}));
  base::NoProgress progress;
  const std::vector<std::string> files{csv};
  const auto start = Clock::now();
  const auto report = need(registry::import_records(catalog, reg, files, {}, *records, progress));
  const double seconds = seconds_since(start);
  fmt::print("import: {:.2f} s, {} created, {} rejected, {} warned\n", seconds, report.batch.created,
             report.batch.rejected, report.batch.warned);
  for (std::size_t i = 0; i < std::min<std::size_t>(5, report.problems.size()); ++i) {
    fmt::print("  {} {} {}: {} rows\n", report.problems[i].code, report.problems[i].field, report.problems[i].reason.en,
               report.problems[i].rows);
  }
  fmt::print("ratio {:.2f}\n", seconds / plain);
  std::filesystem::remove_all(folder);
}
