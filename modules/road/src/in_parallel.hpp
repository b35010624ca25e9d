#pragma once
// Independent pieces of work on several threads.

#include <atomic>
#include <thread>
#include <vector>

namespace kjede::road {

// Calls work(i) once for every i < count, on at most `threads` threads, the caller's among them.
template <class Work>
void in_parallel(std::size_t count, unsigned threads, Work&& work) {
  std::atomic<std::size_t> next{0};
  const auto run = [&] {
    for (std::size_t i = next++; i < count; i = next++) {
      work(i);
    }
  };
  std::vector<std::thread> beside;
  for (unsigned i = 1; i < threads && i < count; ++i) {
    beside.emplace_back(run);
  }
  run();
  for (auto& thread : beside) {
    thread.join();
  }
}

}  // namespace kjede::road
