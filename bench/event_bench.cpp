// The mission log: durable events a second with group commit against what one writer gets, and the proof of a million
// chained events against hashing them alone.
//
//   build/release/bench/event-bench [events to verify, default 1000000]
//
// Bars: at least 5 000 durable events a second; a million events verified in 2 s at most.

#include <fmt/format.h>
#include <sodium.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <filesystem>
#include <thread>

#include "kjede/service/responder_log.hpp"
#include "kjede/store/records.hpp"

namespace {

using namespace kjede;
using dispatch::EventKind;
using dispatch::MissionEvent;
using text::Json;

const base::Instant kStart = base::make_date(2026, 1, 1);

double seconds_since(std::chrono::steady_clock::time_point begin) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

double process_seconds() {
  timespec time{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
  return double(time.tv_sec) + double(time.tv_nsec) * 1e-9;
}

MissionEvent event(EventKind kind, const std::string& incident, const std::string& unit, Json fields = Json::object()) {
  return {kind, incident, unit, kStart, "amk", kStart, "op3", std::move(fields)};
}

std::vector<MissionEvent> alert(const std::string& incident) {
  return {event(EventKind::incident_opened, incident, "",
                {{"initiator", "amk"},
                 {"purpose", "life_saving"},
                 {"indication", "unconscious_not_breathing"},
                 {"priority", "acute"},
                 {"in_hospital", false}}),
          event(EventKind::not_alerted, incident, "", {{"reason", "bench"}}),
          event(EventKind::ordinary_alerted, incident, "A" + incident, {{"channel", "nodnett"}}),
          event(EventKind::acknowledged, incident, "A" + incident),
          event(EventKind::arrived, incident, "A" + incident)};
}

// Events a second that were durable when propose() returned.
double appended(service::ResponderLog& log, int threads, int steps, const std::string& name) {
  std::atomic<int> events = 0;
  const auto begin = std::chrono::steady_clock::now();
  const auto work = [&](int thread) {
    for (int i = 0; i < steps; ++i) {
      const auto incident = fmt::format("{}-{}-{}", name, thread, i);
      const auto step = log.propose(incident, alert(incident));
      if (step) events += static_cast<int>(step->events.size());
    }
  };
  std::vector<std::jthread> others;
  for (int t = 1; t < threads; ++t) others.emplace_back(work, t);
  work(0);
  others.clear();
  return events / seconds_since(begin);
}

// A log of so many events, as a year's missions leave it.
void fill(const std::string& path, int wanted) {
  const auto records = store::open_records({path, "", store::Mode::read_write, {}});
  const auto log = store::EventLog::open((*records)->database(), nullptr);
  int written = 0;
  for (int group = 0; written < wanted; ++group) {
    std::vector<store::EventBatch> batches;
    for (int i = 0; i < 5'000 && written < wanted; ++i) {
      store::EventBatch batch;
      const auto incident = fmt::format("incident-{}-{}", group, i);
      batch.key = incident;
      for (const auto& each : alert(incident)) {
        store::LoggedEvent logged{incident,
                                  std::string(to_string(each.kind)),
                                  {},
                                  each.occurred,
                                  each.clock,
                                  each.recorded,
                                  each.recorder,
                                  dispatch::body_of(each)};
        if (!each.unit.empty()) logged.tags.push_back(dispatch::unit_tag(each.unit));
        batch.events.push_back(std::move(logged));
      }
      written += static_cast<int>(batch.events.size());
      batches.push_back(std::move(batch));
    }
    (void)(*log)->append_all(std::move(batches));
  }
}

// What no verification can be faster than: SHA-256 over as many entries of 400 bytes.
double hashing(int events) {
  const std::string entry(400, 'x');
  unsigned char hash[crypto_hash_sha256_BYTES];
  const auto begin = process_seconds();
  for (int i = 0; i < events; ++i) {
    crypto_hash_sha256(hash, reinterpret_cast<const unsigned char*>(entry.data()), entry.size());
  }
  return process_seconds() - begin;
}

}  // namespace

int main(int argc, char** argv) {
  const int events = argc > 1 ? std::atoi(argv[1]) : 1'000'000;
  const auto folder = std::filesystem::temp_directory_path() / fmt::format("kjede-events-{}", ::getpid());
  std::filesystem::create_directories(folder);
  {
    auto log = service::ResponderLog::open({(folder / "a.duckdb").string(), "", store::Mode::read_write});
    const double one = appended(**log, 1, 200, "one");
    const double many = appended(**log, 64, 100, "many");
    fmt::print("{:44}{:>12.0f} a second\n", "durable events, one writer", one);
    fmt::print("{:44}{:>12.0f} a second ({:.1f} × one writer)\n", "durable events, 64 writers", many, many / one);
  }
  const auto path = (folder / "b.duckdb").string();
  fill(path, events);
  auto begin = std::chrono::steady_clock::now();
  auto log = service::ResponderLog::open({path, "", store::Mode::read_only});
  fmt::print("{:44}{:>12.2f} s\n", fmt::format("opening a log of {} events", events), seconds_since(begin));
  begin = std::chrono::steady_clock::now();
  const auto processor = process_seconds();
  const auto verdict = (*log)->verify(2);
  const double wall = seconds_since(begin);
  const double used = process_seconds() - processor;
  fmt::print("{:44}{:>12.2f} s ({:.2f} s of processor time, {})\n", "chain and invariant verified, two threads", wall,
             used, verdict && verdict->ok() ? "whole" : "BROKEN");
  fmt::print("{:44}{:>12.2f} × hashing 400 bytes as often\n", "processor time", used / hashing(events));
  log->reset();
  std::filesystem::remove_all(folder);
  return 0;
}
