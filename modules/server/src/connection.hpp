#pragma once
// One client: requests one after the other, each part within its time and size.

#include <functional>
#include <list>
#include <mutex>

#include "kjede/server/http_server.hpp"
#include "workers.hpp"

namespace kjede::server {

// All connections that are open, so that a stop can close those that wait for a request.
class OpenConnections {
 public:
  using Token = std::list<std::function<void()>>::iterator;
  Token add(std::function<void()> close);
  void remove(Token token);
  void close_idle();
  std::size_t size() const;

 private:
  mutable std::mutex mutex_;
  std::list<std::function<void()>> close_;
};

struct Shared {
  const ServerOptions& options;
  const Dispatcher& dispatcher;
  Metrics& metrics;
  EventHub& hub;
  Workers workers{};
  OpenConnections open{};
  std::atomic<bool> stopping{false};
  std::shared_ptr<boost::asio::ssl::context> tls{};  // null: plain HTTP
};

// With TLS when there is a context for it.
boost::asio::awaitable<void> serve_connection(boost::asio::ip::tcp::socket socket, Shared& shared);

}  // namespace kjede::server
