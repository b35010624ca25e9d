#pragma once
// Observed missions as calls to replay: a CSV of the register `mission` (a real export, or the simulator's own log).
//
// One incident is one call: what is known of the unit that was first at the scene gives its durations. Readiness is
// t2 − t0 of the first unit alerted, so time that the real call spent in line is part of it. What is missing or
// reversed is replaced by the median of the same duration among the others of that priority, and counted.
//
//   KJEDE_ASSIGN(const auto trace, read_missions(service, "missions.csv", text, {.time_zone = "Europe/Oslo"}));
//   order.trace = trace.calls;

#include <string>
#include <string_view>
#include <vector>

#include "kjede/base/time.hpp"
#include "kjede/sim/model.hpp"

namespace kjede::sim {

struct MissionTrace {
  std::vector<Call> calls;  // in order of time, numbered; time 0 is the local Monday midnight before the first
  base::Instant start;      // that midnight as if it were UTC: Order::start
  std::vector<double> response_seconds;  // observed, per call; below 0: not known
  std::uint64_t rows = 0;
  std::uint64_t without_call_time = 0;  // rows left out: t0 missing or not a time
  std::uint64_t without_place = 0;      // incidents left out: no zone of that id and no lon, lat
  std::uint64_t replaced = 0;           // durations missing or reversed
  int days = 0;                         // from the first day with calls to the last, both counted, from time 0
};

struct TraceOptions {
  std::string time_zone = "Europe/Oslo";  // of times without an offset, and of the days
};

// Fails (KJ1309) when the file is no CSV, lacks `incident_id`, `call_received`, `priority`, or has no usable row.
base::Result<MissionTrace> read_missions(const Service& service, std::string_view name, std::string text,
                                         const TraceOptions& options = {});

}  // namespace kjede::sim
