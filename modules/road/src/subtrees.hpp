#pragma once
// Work on a hierarchy in parallel: disjoint subtrees of the elimination tree, and the nodes above them.

#include <atomic>
#include <thread>
#include <vector>

#include "kjede/road/hierarchy.hpp"

namespace kjede::road {

struct Subtrees {
  struct Range {
    std::uint32_t begin, end;  // ranks
  };
  std::vector<Range> ranges;        // whole subtrees, none within another
  std::vector<std::uint32_t> rest;  // the other ranks, ascending; their ancestors are here too
};

// Subtrees of at most node_count / (4 · threads) ranks.
Subtrees divide(const Hierarchy& hierarchy, unsigned threads);

// Calls work(i) once for every i < count, on `threads` threads.
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
