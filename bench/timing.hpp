#pragma once
// What benchmarks share: results or the end, folders of their own, and times of several things in turns, so that what
// else the machine does falls on all of them.
//
//   Timings times;
//   const auto reading = times.add([&] { … });
//   times.run(5);
//   times.median(reading).processor;

#include <fmt/format.h>
#include <time.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "kjede/base/result.hpp"

namespace kjede::bench {

template <class T>
T must(base::Result<T> result) {
  if (result) return *std::move(result);
  fmt::print(stderr, "{}", base::render(result.error()));
  std::exit(1);
}

// A new, empty folder that is gone when the benchmark ends.
class Folder {
 public:
  explicit Folder(const std::string& name) : path_(std::filesystem::temp_directory_path() / name) {
    std::filesystem::remove_all(path_);
    std::filesystem::create_directories(path_);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder() { std::filesystem::remove_all(path_); }
  std::filesystem::path operator/(const std::string& name) const { return path_ / name; }

 private:
  std::filesystem::path path_;
};

// Milliseconds: by the clock, and of all the process's threads.
struct Spent {
  double wall = 0;
  double processor = 0;
};

class Timings {
 public:
  std::size_t add(std::function<void()> work) {
    works_.push_back(std::move(work));
    spent_.emplace_back();
    return works_.size() - 1;
  }

  // Everything in turns, so many times after a first time that does not count.
  void run(int times) {
    for (int i = 0; i <= times; ++i) {
      for (std::size_t w = 0; w < works_.size(); ++w) {
        const auto spent = time(works_[w]);
        if (i > 0) spent_[w].push_back(spent);
      }
    }
  }

  Spent median(std::size_t work) const {
    return {median_of(spent_[work], &Spent::wall), median_of(spent_[work], &Spent::processor)};
  }

 private:
  static double processor_ms() {
    timespec spent{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &spent);
    return static_cast<double>(spent.tv_sec) * 1e3 + static_cast<double>(spent.tv_nsec) / 1e6;
  }

  static Spent time(const std::function<void()>& work) {
    const auto start = std::chrono::steady_clock::now();
    const auto processor = processor_ms();
    work();
    const std::chrono::duration<double, std::milli> wall = std::chrono::steady_clock::now() - start;
    return {wall.count(), processor_ms() - processor};
  }

  static double median_of(const std::vector<Spent>& all, double Spent::*which) {
    std::vector<double> values;
    for (const auto& spent : all) values.push_back(spent.*which);
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
  }

  std::vector<std::function<void()>> works_;
  std::vector<std::vector<Spent>> spent_;
};

}  // namespace kjede::bench
