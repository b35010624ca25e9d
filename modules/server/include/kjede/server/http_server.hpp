#pragma once
// HTTP/1.1 over TCP or TLS: connections, limits, workers, an orderly end. Everything is bounded: connections, headers,
// bodies, time for each part of a request, requests that wait for a worker, event streams.
//
//   KJEDE_TRY(run_server({.host = "127.0.0.1", .port = 8080}, dispatcher, metrics, hub, table));

#include <chrono>
#include <functional>
#include <string>

#include "kjede/server/dispatcher.hpp"
#include "kjede/server/event_stream.hpp"
#include "kjede/server/metrics.hpp"

namespace kjede::server {

struct ServerLimits {
  int connections = 12000;
  std::size_t header_bytes = 16U << 10U;
  int waiting = 64;  // requests that wait for a worker, of each kind
  std::chrono::milliseconds header_time{10'000};
  std::chrono::milliseconds body_time{60'000};
  std::chrono::milliseconds write_time{30'000};
  std::chrono::milliseconds idle_time{75'000};
  std::chrono::milliseconds stop_time{10'000};
  std::chrono::milliseconds heartbeat{15'000};
};

// PEM files. Both empty: plain HTTP, with a proxy before it or on one machine.
struct TlsFiles {
  std::string certificate, key;
  bool wanted() const { return !certificate.empty() || !key.empty(); }
};

struct ServerOptions {
  std::string host = "127.0.0.1";
  int port = 8080;           // 0: any free one
  int threads = 0;           // 0: as many as there are cores, at least two
  bool trust_proxy = false;  // X-Forwarded-For says who asks (behind nginx)
  bool log_requests = true;
  TlsFiles tls = {};
  ServerLimits limits = {};
  std::function<void(int port)> listening = {};  // called once it does
  std::function<bool()> stop = {};               // asked now and then, besides SIGINT and SIGTERM
};

// Before anything else is done: can certificate and key be used? Fails (tls_files) as run_server would.
base::Result<void> check_tls(const TlsFiles& files);

// Returns after SIGINT or SIGTERM, when the requests under way are answered, or after stop_time.
base::Result<void> run_server(const ServerOptions& options, const Dispatcher& dispatcher, Metrics& metrics,
                              EventHub& hub);

}  // namespace kjede::server
