// Response times of New York's 373 154 incidents from a store on disk, by borough, hour, dispatch area and year: n,
// mean, percentiles, intervals, shares, exclusions. Budget: 0.5 s each, the opening of catalog and store included.
// Beside it, the time DuckDB takes to read the columns used once, with the opening of the store too.
//   gzip -dc ../shared/data/nyc_ems/nyc_ems_incidents.csv.gz > nyc.csv
//   ninja -C build/release response-bench && build/release/bench/response-bench nyc.csv

#include <fmt/format.h>

#include "kjede/catalog/load.hpp"
#include "kjede/service/import.hpp"
#include "kjede/service/response_times.hpp"
#include "kjede/service/workspace.hpp"
#include "timing.hpp"

namespace {

using namespace kjede;

using bench::must;

void read(const service::WorkspaceOptions& options) {
  const auto database = must(store::open(options.store, store::Mode::read_only));
  must(database->query(fmt::format(
      "select bit_xor(hash(incident_time, borough, dispatch_area, severity, response, event_date, batch_from, "
      "batch_to)) from {}",
      store::table_of("nyc_ems"))));
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) {
    fmt::print(stderr, "response-bench NYC.CSV\n");
    return 2;
  }
  const bench::Folder folder("kjede-response-bench");
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
  bench::Timings times;
  const auto reading = times.add([&] { read(options); });
  std::vector<std::pair<std::string, std::size_t>> asked;
  for (const auto* by : {"borough", "hour", "severity", "dispatch_area", "year,borough", "weekday,hour"}) {
    service::ResponseTimesQuery query;
    query.measure.by = by;
    query.indicator = "nyc_response_time";
    query.within = {"nyc_within_9_min"};
    asked.emplace_back(by, times.add([&options, query] {
      auto workspace = must(service::open(options));
      must(service::response_times(workspace.catalog, *workspace.records, query));
    }));
  }
  times.run(5);
  const auto read_once = times.median(reading);
  fmt::print("read the columns used once     {:7.1f} ms wall, {:7.1f} ms processor\n", read_once.wall,
             read_once.processor);
  for (const auto& [by, work] : asked) {
    const auto spent = times.median(work);
    fmt::print("response times by {:<13}{:7.1f} ms wall, {:7.1f} ms processor, {:.1f} x reading\n", by, spent.wall,
               spent.processor, spent.processor / read_once.processor);
  }
}
