#include "each_part.hpp"

#include <algorithm>
#include <atomic>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

namespace kjede::measure {

void for_each_part(std::size_t n, const std::function<void(std::size_t)>& work) {
  std::atomic<std::size_t> next{0};
  std::mutex mutex;
  std::exception_ptr failure;
  const auto loop = [&] {
    for (std::size_t i = next++; i < n; i = next++) {
      try {
        work(i);
      } catch (...) {
        const std::scoped_lock lock(mutex);
        if (failure == nullptr) failure = std::current_exception();
      }
    }
  };
  std::vector<std::thread> others;
  const auto processors = std::max(1U, std::thread::hardware_concurrency());
  for (std::size_t t = 1; t < std::min<std::size_t>(processors, n); ++t) others.emplace_back(loop);
  loop();
  for (auto& other : others) other.join();
  if (failure != nullptr) std::rethrow_exception(failure);
}

}  // namespace kjede::measure
