#pragma once
// Threads beside those that talk to sockets: what reads the store or computes runs there, one thing after the other,
// and only so many may wait.
//
//   co_await on_pool(workers.of(Work::store).pool, job);

#include <array>
#include <atomic>
#include <exception>
#include <optional>

#include "asio.hpp"
#include "kjede/server/metrics.hpp"

namespace kjede::server {

struct Workers {
  struct Worker {
    boost::asio::thread_pool pool{1};
    std::atomic<int> waiting{0};
  };
  std::array<Worker, kWorkers> all;

  Worker& of(Work work) { return all[static_cast<std::size_t>(work)]; }
  void stop() {
    for (auto& worker : all) worker.pool.join();
  }
};

// The result of `job`, run on the pool; the caller goes on where it was.
template <class Job>
boost::asio::awaitable<void> on_pool(boost::asio::thread_pool& pool, Job& job) {
  namespace asio = boost::asio;
  const auto token = asio::use_awaitable;
  co_await asio::async_initiate<decltype(token), void(std::exception_ptr)>(
      [&pool, &job](auto handler) {
        asio::post(pool, [&job, handler = std::move(handler)]() mutable {
          std::exception_ptr failure;
          try {
            job();
          } catch (...) {
            failure = std::current_exception();
          }
          auto back = asio::get_associated_executor(handler);
          asio::post(back, [handler = std::move(handler), failure]() mutable { handler(failure); });
        });
      },
      token);
}

}  // namespace kjede::server
