#include "propagate.hpp"

#include <algorithm>
#include <deque>

namespace kjede::measure {
namespace {

class Propagation {
 public:
  explicit Propagation(const CountSystem& system) : system_(system) {
    const auto n = system.counts().size();
    bounds_.low.resize(n);
    bounds_.high.resize(n);
    for (std::size_t i = 0; i < n; ++i) start(i);
    queued_.assign(system.relations().size(), 1);
    for (std::size_t r = 0; r < queued_.size(); ++r) queue_.push_back(static_cast<int>(r));
  }

  Bounds run() {
    while (!queue_.empty()) {
      const int relation = queue_.front();
      queue_.pop_front();
      queued_[static_cast<std::size_t>(relation)] = 0;
      tighten(system_.relations()[static_cast<std::size_t>(relation)]);
    }
    return std::move(bounds_);
  }

 private:
  void start(std::size_t i) {
    const auto& count = system_.counts()[i];
    const bool hidden = system_.hidden(static_cast<int>(i));
    bounds_.low[i] = hidden ? 0 : count.value;
    bounds_.high[i] = hidden ? kUnbounded : count.value;
  }

  std::int64_t& low(int count) { return bounds_.low[static_cast<std::size_t>(count)]; }
  std::int64_t& high(int count) { return bounds_.high[static_cast<std::size_t>(count)]; }

  void tighten(const Relation& relation) {
    std::int64_t sum_low = 0;
    std::int64_t sum_high = 0;
    int unbounded = 0;
    for (const int part : relation.parts) {
      sum_low += low(part);
      high(part) >= kUnbounded ? ++unbounded : sum_high += high(part);
    }
    narrow(relation.total, sum_low, unbounded > 0 ? kUnbounded : sum_high);
    const auto total_low = low(relation.total);
    const auto total_high = high(relation.total);
    for (const int part : relation.parts) {
      const bool others_unbounded = unbounded > (high(part) >= kUnbounded ? 1 : 0);
      const auto others_high = sum_high - (high(part) >= kUnbounded ? 0 : high(part));
      const auto others_low = sum_low - low(part);
      narrow(part, others_unbounded ? 0 : total_low - others_high,
             total_high >= kUnbounded ? kUnbounded : total_high - others_low);
    }
  }

  void narrow(int count, std::int64_t to_low, std::int64_t to_high) {
    if (to_low <= low(count) && to_high >= high(count)) return;
    low(count) = std::max(low(count), to_low);
    high(count) = std::min(high(count), to_high);
    for (const int relation : system_.relations_of(count)) {
      auto& queued = queued_[static_cast<std::size_t>(relation)];
      if (queued == 0) queue_.push_back(relation);
      queued = 1;
    }
  }

  const CountSystem& system_;
  Bounds bounds_;
  std::deque<int> queue_;
  std::vector<char> queued_;
};

}  // namespace

Bounds propagate(const CountSystem& system) { return Propagation(system).run(); }

}  // namespace kjede::measure
