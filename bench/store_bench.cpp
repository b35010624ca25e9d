// What the store costs: a million records of 40 columns appended, imported as versions, imported again, sealed and
// read, beside DuckDB's own CREATE TABLE AS read_csv of the same data.
//
//   build/release/bench/store-bench            (PostgreSQL too: scripts/with-postgres build/release/bench/store-bench)

#include <benchmark/benchmark.h>
#include <unistd.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <stdexcept>

#include "kjede/store/data_file.hpp"
#include "kjede/store/records.hpp"

namespace {

using namespace kjede;
using store::ColumnType;

constexpr std::int64_t kRows = 1'000'000;
constexpr int kVariables = 40;  // eight of each five types

template <class T>
T must(base::Result<T> result) {
  if (!result) throw std::runtime_error(result.error().front().message);
  return *std::move(result);
}
void must(base::Result<void> result) {
  if (!result) throw std::runtime_error(result.error().front().message);
}

store::RegisterSchema schema() {
  constexpr ColumnType types[] = {ColumnType::text, ColumnType::integer, ColumnType::real, ColumnType::date,
                                  ColumnType::time};
  store::RegisterSchema out{"bench", {}};
  for (int i = 0; i < kVariables; ++i) out.variables.push_back({"v" + std::to_string(i), types[i % 5]});
  return out;
}

constexpr std::string_view kCodes[] = {"yes", "no", "unknown", "endotracheal", "supraglottic"};
const base::Date kFirst = base::make_date(2015, 1, 1);

std::int64_t whole(std::int64_t row, int column) { return (row * 31 + column * 17) % 997; }
base::Date day(std::int64_t row, int column) { return kFirst + std::chrono::days(whole(row, column)); }
base::Instant moment(std::int64_t row, int column) {
  return base::Instant(day(row, column)) + std::chrono::seconds(row % 86400);
}

void put_variables(store::Appender& out, std::int64_t row) {
  for (int i = 0; i < kVariables; i += 5) {
    out.text(kCodes[whole(row, i) % 5]);
    out.integer(whole(row, i));
    out.real(static_cast<double>(whole(row, i)) / 8);
    out.date(day(row, i));
    out.time(moment(row, i));
  }
}

struct Folder {
  std::filesystem::path path;
  Folder() {
    auto pattern = (std::filesystem::temp_directory_path() / "kjede-bench-XXXXXX").string();
    if (::mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("no folder");
    path = pattern;
  }
  ~Folder() { std::filesystem::remove_all(path); }
};

const Folder& folder() {
  static const Folder one;
  return one;
}

std::string csv() {
  const std::string path = folder().path / "rows.csv";
  if (std::filesystem::exists(path)) return path;
  std::ofstream out(path);
  for (int i = 0; i < kVariables; ++i) out << (i == 0 ? "v" : ",v") << i;
  out << '\n';
  for (std::int64_t row = 0; row < kRows; ++row) {
    for (int i = 0; i < kVariables; i += 5) {
      out << (i == 0 ? "" : ",") << kCodes[whole(row, i) % 5] << ',' << whole(row, i) << ','
          << static_cast<double>(whole(row, i)) / 8 << ',' << base::to_string(day(row, i)) << ','
          << base::to_string(moment(row, i));
    }
    out << '\n';
  }
  return path;
}

// The yardstick. A plain file database made by DuckDB's own reader.
void read_csv_into_table(benchmark::State& state) {
  const auto path = csv();
  for (auto _ : state) {
    const std::string target = folder().path / "plain.duckdb";
    std::filesystem::remove(target);
    must(store::copy_into_new_database(path, store::FileFormat::csv, target));
  }
}

std::string location(bool server) {
  if (!server) return folder().path / "records.kjede";
  const char* uri = std::getenv("KJEDE_TEST_POSTGRES");
  return uri == nullptr ? "" : uri;
}

void import(store::RecordStore& records, std::int64_t changed_every, bool persons, int day_recorded) {
  auto session = must(records.begin_import(schema()));
  auto& out = session->rows();
  char text[32];
  for (std::int64_t row = 0; row < kRows; ++row) {
    const auto length = std::snprintf(text, sizeof text, "event-%08lld", static_cast<long long>(row));
    const std::string_view key(text, static_cast<std::size_t>(length));
    out.text(key);
    char hash[40];
    const bool changed = changed_every > 0 && row % changed_every == 0;
    std::snprintf(hash, sizeof hash, "%016llx%016llx", static_cast<unsigned long long>(row), changed ? 1ULL : 0ULL);
    out.text({hash, 32});
    out.date(day(row, 3));
    if (persons) {
      const base::Sensitive identifier{std::string(key)};
      auto pseudonym = must(records.pseudonym(identifier));
      out.text(pseudonym);
      session->person({std::move(pseudonym), identifier, base::Sensitive(std::string("Prøve Person"))});
    } else {
      out.null();
    }
    put_variables(out, row);
    must(out.end_row());
  }
  must(session->commit("bench.csv", 0, 0, base::Instant(std::chrono::hours(24 * day_recorded))));
}

// One store through its life: the benchmarks below run in order. main() closes it: DuckDB must not outlive main.
std::unique_ptr<store::RecordStore>& kept(bool server) {
  static std::unique_ptr<store::RecordStore> stores[2];
  return stores[server ? 1 : 0];
}
store::RecordStore& records(bool server) {
  auto& one = kept(server);
  if (!one) one = must(store::open_records({location(server), folder().path / (server ? "server.keys" : "file.keys")}));
  return *one;
}

bool skipped(benchmark::State& state) {
  if (state.range(0) == 0 || !location(true).empty()) return false;
  state.SkipWithError("KJEDE_TEST_POSTGRES is not set");
  return true;
}

void append_rows(benchmark::State& state) {
  if (skipped(state)) return;
  auto database = must(store::open(state.range(0) != 0 ? location(true) : (folder().path / "append.kjede").string(),
                                   store::Mode::read_write));
  std::string columns;
  for (const auto& column : schema().variables) {
    constexpr const char* names[] = {"text", "boolean", "bigint", "double precision", "date", "timestamp"};
    columns += (columns.empty() ? "" : ", ") + column.name + " " + names[static_cast<int>(column.type)];
  }
  must(database->execute("create temporary table appended (" + columns + ")"));
  for (auto _ : state) {
    auto out = must(database->append("appended", schema().variables));
    for (std::int64_t row = 0; row < kRows; ++row) {
      put_variables(*out, row);
      must(out->end_row());
    }
    must(out->finish());
  }
}

void first_import(benchmark::State& state) {
  if (skipped(state)) return;
  auto& one = records(state.range(0) != 0);
  for (auto _ : state) import(one, 0, false, 1);
}
void same_import_again(benchmark::State& state) {
  if (skipped(state)) return;
  for (auto _ : state) import(records(state.range(0) != 0), 0, false, 2);
}
void import_with_a_tenth_changed(benchmark::State& state) {
  if (skipped(state)) return;
  for (auto _ : state) import(records(state.range(0) != 0), 10, false, 3);
}
void import_with_persons(benchmark::State& state) {
  if (skipped(state)) return;
  for (auto _ : state) import(records(state.range(0) != 0), 10, true, 4);
}

void scan_all_columns(benchmark::State& state) {
  if (skipped(state)) return;
  auto& one = records(state.range(0) != 0);
  const auto batch = must(one.batch_at({}));
  for (auto _ : state) {
    std::size_t rows = 0;
    must(one.database().scan("select * from " + store::table_of("bench") + " where " + store::current_at(batch), {},
                             [&](const store::Chunk& chunk) { rows += chunk.rows; }));
    if (rows != kRows) throw std::runtime_error("rows are missing");
  }
}

void open_and_count(benchmark::State& state) {
  if (skipped(state)) return;
  if (state.range(0) == 0) records(false).database().execute("checkpoint").has_value();
  for (auto _ : state) {
    auto database = must(records(state.range(0) != 0).database().connect());
    benchmark::DoNotOptimize(must(database->query("select count(*) from " + store::table_of("bench"))));
  }
}

#define KJEDE_STORE_BENCH(name) \
  BENCHMARK(name)->ArgName("server")->Arg(0)->Arg(1)->Iterations(1)->UseRealTime()->Unit(benchmark::kMillisecond)

BENCHMARK(read_csv_into_table)->Iterations(1)->UseRealTime()->Unit(benchmark::kMillisecond);
KJEDE_STORE_BENCH(append_rows);
KJEDE_STORE_BENCH(first_import);
KJEDE_STORE_BENCH(same_import_again);
KJEDE_STORE_BENCH(import_with_a_tenth_changed);
KJEDE_STORE_BENCH(import_with_persons);
KJEDE_STORE_BENCH(scan_all_columns);
KJEDE_STORE_BENCH(open_and_count);

}  // namespace

int main(int argc, char** argv) {
  benchmark::Initialize(&argc, argv);
  benchmark::RunSpecifiedBenchmarks();
  kept(false).reset();
  kept(true).reset();
}
