#include "kjede/server/metrics.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <iterator>

namespace kjede::server {
namespace {

std::int64_t resident_bytes() {
  std::ifstream file("/proc/self/statm");
  std::int64_t size = 0, resident = 0;
  file >> size >> resident;
  return resident * ::sysconf(_SC_PAGESIZE);
}

void gauge(std::string& out, std::string_view name, std::string_view help, std::int64_t value) {
  fmt::format_to(std::back_inserter(out), "# HELP {0} {1}\n# TYPE {0} gauge\n{0} {2}\n", name, help, value);
}

}  // namespace

Metrics::Metrics(std::size_t routes) {
  for (std::size_t i = 0; i <= routes; ++i) rows_.push_back(std::make_unique<Row>());
}

void Metrics::record(std::size_t route, int status, std::chrono::microseconds took) {
  auto& row = *rows_[std::min(route, rows_.size() - 1)];
  const auto seconds = static_cast<double>(took.count()) / 1e6;
  const auto bound = std::lower_bound(kBounds.begin(), kBounds.end(), seconds) - kBounds.begin();
  row.by_status[static_cast<std::size_t>(std::clamp(status / 100, 0, 5))].fetch_add(1, std::memory_order_relaxed);
  row.by_time[static_cast<std::size_t>(bound)].fetch_add(1, std::memory_order_relaxed);
  row.microseconds.fetch_add(static_cast<std::uint64_t>(took.count()), std::memory_order_relaxed);
}

std::string Metrics::text(const RouteTable& table, std::size_t streams) const {
  std::string counts = "# HELP kjede_requests_total Requests answered.\n# TYPE kjede_requests_total counter\n";
  std::string times = "# HELP kjede_request_seconds Time to the answer.\n# TYPE kjede_request_seconds histogram\n";
  for (std::size_t r = 0; r < rows_.size(); ++r) {
    const auto& row = *rows_[r];
    const bool known = r < table.all().size();
    const auto labels = fmt::format("method=\"{}\",route=\"{}\"", known ? to_string(table.all()[r].method) : "any",
                                    known ? table.all()[r].pattern : "other");
    for (std::size_t s = 1; s < row.by_status.size(); ++s) {
      if (const auto n = row.by_status[s].load(); n > 0)
        fmt::format_to(std::back_inserter(counts), "kjede_requests_total{{{},status=\"{}xx\"}} {}\n", labels, s, n);
    }
    std::uint64_t sum = 0;
    for (const auto& n : row.by_time) sum += n.load();
    if (sum == 0) continue;
    std::uint64_t below = 0;
    for (std::size_t b = 0; b < row.by_time.size(); ++b) {
      below += row.by_time[b].load();
      const auto bound = b < kBounds.size() ? fmt::format("{}", kBounds[b]) : "+Inf";
      fmt::format_to(std::back_inserter(times), "kjede_request_seconds_bucket{{{},le=\"{}\"}} {}\n", labels, bound,
                     below);
    }
    fmt::format_to(std::back_inserter(times),
                   "kjede_request_seconds_sum{{{0}}} {1}\nkjede_request_seconds_count{{{0}}} {2}\n", labels,
                   static_cast<double>(row.microseconds.load()) / 1e6, sum);
  }
  std::string out = counts + times;
  gauge(out, "kjede_connections", "Open connections.", connections.load());
  gauge(out, "kjede_event_streams", "Open event streams.", static_cast<std::int64_t>(streams));
  gauge(out, "kjede_waiting", "Requests that wait for a worker.", waiting.load());
  gauge(out, "kjede_refused_connections", "Connections refused because there were too many.", refused.load());
  gauge(out, "process_resident_memory_bytes", "Resident memory.", resident_bytes());
  return out;
}

}  // namespace kjede::server
