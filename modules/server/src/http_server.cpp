#include "kjede/server/http_server.hpp"

#include <fmt/format.h>
#include <sys/resource.h>

#include <algorithm>
#include <thread>

#include "connection.hpp"
#include "kjede/server/codes.hpp"
#include "kjede/server/log.hpp"
#include "tls.hpp"

namespace kjede::server {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;
using std::chrono::milliseconds;

// Each connection is a file; the soft limit is often 1024.
void raise_file_limit(int wanted) {
  rlimit limit{};
  constexpr rlim_t other = 256;
  if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
  limit.rlim_cur = std::min(limit.rlim_max, static_cast<rlim_t>(wanted) + other);
  ::setrlimit(RLIMIT_NOFILE, &limit);
}

base::Unexpected no_place(const ServerOptions& options, const error_code& error) {
  return base::fail(codes::cannot_listen,
                    fmt::format("cannot listen at {}:{}: {}", options.host, options.port, error.message()),
                    "name another port, or stop what has it");
}

base::Result<void> listen(tcp::acceptor& acceptor, const ServerOptions& options) {
  error_code error;
  const auto address = asio::ip::make_address(options.host == "localhost" ? "127.0.0.1" : options.host, error);
  if (error) return base::fail(codes::cannot_listen, fmt::format("'{}' is no address", options.host), "e.g. 127.0.0.1");
  const tcp::endpoint place(address, static_cast<unsigned short>(options.port));
  acceptor.open(place.protocol(), error);
  if (!error) acceptor.set_option(asio::socket_base::reuse_address(true), error);
  if (!error) acceptor.bind(place, error);
  if (!error) acceptor.listen(4096, error);
  if (error) return no_place(options, error);
  return {};
}

asio::awaitable<void> accept_all(tcp::acceptor& acceptor, asio::io_context& context, Shared& shared) {
  while (!shared.stopping) {
    error_code error;
    tcp::socket socket(asio::make_strand(context));
    co_await acceptor.async_accept(socket, asio::redirect_error(asio::use_awaitable, error));
    if (error == asio::error::operation_aborted) co_return;
    if (error) {  // no file left, or the client has gone: give the others a moment
      asio::steady_timer pause(context, milliseconds(20));
      co_await pause.async_wait(asio::redirect_error(asio::use_awaitable, error));
      continue;
    }
    if (shared.metrics.connections.load() >= shared.options.limits.connections) {
      shared.metrics.refused.fetch_add(1);
      socket.close(error);
      continue;
    }
    const auto executor = socket.get_executor();
    asio::co_spawn(executor, serve_connection(std::move(socket), shared), asio::detached);
  }
}

// Nothing new comes in; what is under way is answered, streams and resting connections are closed.
asio::awaitable<void> wind_down(tcp::acceptor& acceptor, asio::io_context& context, Shared& shared) {
  log_event("stop", "no new connections; answering what is under way");
  shared.stopping = true;
  error_code error;
  acceptor.close(error);
  const auto deadline = std::chrono::steady_clock::now() + shared.options.limits.stop_time;
  asio::steady_timer timer(context);
  while (shared.open.size() > 0 && std::chrono::steady_clock::now() < deadline) {
    shared.hub.end([](const EventStream&) { return true; });
    shared.open.close_idle();
    timer.expires_after(milliseconds(20));
    co_await timer.async_wait(asio::redirect_error(asio::use_awaitable, error));
  }
  context.stop();
}

asio::awaitable<void> watch_stop(asio::io_context& context, const ServerOptions& options, tcp::acceptor& acceptor,
                                 Shared& shared, asio::signal_set& signals) {
  asio::steady_timer timer(context);
  error_code error;
  while (!shared.stopping) {
    if (options.stop && options.stop()) {
      signals.cancel(error);
      if (!shared.stopping) co_await wind_down(acceptor, context, shared);
      co_return;
    }
    timer.expires_after(milliseconds(50));
    co_await timer.async_wait(asio::redirect_error(asio::use_awaitable, error));
  }
}

asio::awaitable<void> watch_signals(asio::io_context& context, tcp::acceptor& acceptor, Shared& shared,
                                    asio::signal_set& signals) {
  error_code error;
  co_await signals.async_wait(asio::redirect_error(asio::use_awaitable, error));
  if (!error && !shared.stopping) co_await wind_down(acceptor, context, shared);
}

void run_threads(asio::io_context& context, int wanted) {
  const auto cores = static_cast<int>(std::thread::hardware_concurrency());
  const int threads = wanted > 0 ? wanted : std::max(2, cores);
  std::vector<std::thread> others;
  for (int i = 1; i < threads; ++i) others.emplace_back([&context] { context.run(); });
  context.run();
  for (auto& thread : others) thread.join();
}

}  // namespace

base::Result<void> run_server(const ServerOptions& options, const Dispatcher& dispatcher, Metrics& metrics,
                              EventHub& hub) {
  raise_file_limit(options.limits.connections);
  Shared shared{options, dispatcher, metrics, hub};
  if (options.tls.wanted()) {
    KJEDE_ASSIGN(shared.tls, tls_context(options.tls));
  }
  asio::io_context context;
  tcp::acceptor acceptor(asio::make_strand(context));
  KJEDE_TRY(listen(acceptor, options));
  asio::signal_set signals(context, SIGINT, SIGTERM);
  asio::co_spawn(acceptor.get_executor(), accept_all(acceptor, context, shared), asio::detached);
  asio::co_spawn(acceptor.get_executor(), watch_signals(context, acceptor, shared, signals), asio::detached);
  if (options.stop)
    asio::co_spawn(acceptor.get_executor(), watch_stop(context, options, acceptor, shared, signals), asio::detached);
  if (options.listening) options.listening(acceptor.local_endpoint().port());
  run_threads(context, options.threads);
  shared.workers.stop();
  log_event("stopped", "all answered");
  return {};
}

}  // namespace kjede::server
