// Response times of New York's 373 154 incidents from a store on disk, by borough, hour, dispatch area and year: n,
// mean, percentiles, intervals, shares, exclusions. Budget: 0.5 s each, the opening of catalog and store included.
// Beside it, the time DuckDB takes to read the columns used once.
//   gzip -dc ../shared/data/nyc_ems/nyc_ems_incidents.csv.gz > nyc.csv
//   ninja -C build/release response-bench && build/release/bench/response-bench nyc.csv

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <functional>

#include "kjede/catalog/load.hpp"
#include "kjede/service/import.hpp"
#include "kjede/service/response_times.hpp"
#include "kjede/service/workspace.hpp"

namespace {

using namespace kjede;

template <class T>
T must(base::Result<T> result) {
  if (result) return *std::move(result);
  fmt::print(stderr, "{}", base::render(result.error()));
  std::exit(1);
}

double median_ms(const std::function<void()>& run) {
  std::vector<double> times;
  for (int i = 0; i < 6; ++i) {
    const auto start = std::chrono::steady_clock::now();
    run();
    const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - start;
    if (i > 0) times.push_back(took.count());
  }
  std::sort(times.begin(), times.end());
  return times[times.size() / 2];
}

double read_ms(const service::WorkspaceOptions& options) {
  auto workspace = must(service::open(options));
  const auto table = store::table_of("nyc_ems");
  const auto sql = fmt::format(
      "select bit_xor(hash(incident_time, borough, dispatch_area, severity, response, event_date, batch_from, "
      "batch_to)) "
      "from {}",
      table);
  return median_ms([&] { must(workspace.records->database().query(sql)); });
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) {
    fmt::print(stderr, "response-bench NYC.CSV\n");
    return 2;
  }
  const auto folder = std::filesystem::temp_directory_path() / "kjede-response-bench";
  std::filesystem::remove_all(folder);
  std::filesystem::create_directories(folder);
  const std::string examples = KJEDE_SOURCE_DIR "/examples/new_york";
  service::WorkspaceOptions options;
  options.catalog = examples;
  options.store = folder / "nyc.duckdb";
  options.mode = store::Mode::read_write;
  {
    auto workspace = must(service::open(options));
    service::ImportQuery query;
    query.register_id = "nyc_ems";
    query.files = {argv[1]};
    query.mapping = examples + "/mappings/nyc_ems.yaml";
    query.rejects = folder / "rejects.csv";
    base::NoProgress progress;
    const auto report = must(service::import_records(workspace.catalog, *workspace.records, query,
                                                     base::Instant(std::chrono::hours(24 * 365 * 55)), progress));
    fmt::print("{} incidents\n", report.batch.created);
  }
  options.mode = store::Mode::read_only;
  const double reading = read_ms(options);
  fmt::print("read the columns used once    {:7.1f} ms\n", reading);
  for (const auto* by : {"borough", "hour", "severity", "dispatch_area", "year,borough", "weekday,hour"}) {
    service::ResponseTimesQuery query;
    query.measure.by = by;
    query.indicator = "nyc_response_time";
    query.within = {"nyc_within_9_min"};
    const double took = median_ms([&] {
      auto workspace = must(service::open(options));
      must(service::response_times(workspace.catalog, *workspace.records, query));
    });
    fmt::print("response times by {:<12}{:7.1f} ms, {:.1f} x reading\n", by, took, took / reading);
  }
  std::filesystem::remove_all(folder);
  return 0;
}
