#pragma once
// Calls in order of a time, then of arrival: those not yet ready, and those nobody could be sent to. Lines are short,
// so an array kept in order beats a heap. What is next stands at the end.

#include <algorithm>
#include <vector>

#include "event_tree.hpp"
#include "kjede/sim/model.hpp"

namespace kjede::sim {

class WaitingLine {
 public:
  struct Entry {
    Time time = 0;  // ready for dispatch, or received
    Call call;
  };

  bool empty() const { return entries_.empty(); }
  Time time() const { return entries_.empty() ? never : entries_.back().time; }
  const Call& front() const { return entries_.back().call; }
  void pop() { entries_.pop_back(); }
  std::size_t size() const { return entries_.size(); }
  // 0 is the next one.
  const Call& at(std::size_t place) const { return entries_[entries_.size() - 1 - place].call; }
  void erase(std::size_t place) { entries_.erase(entries_.end() - 1 - static_cast<std::ptrdiff_t>(place)); }

  void push(Time time, const Call& call) {
    const auto later = [&](const Entry& other) {
      return other.time > time || (other.time == time && other.call.incident > call.incident);
    };
    auto place = entries_.end();
    while (place != entries_.begin() && !later(*(place - 1))) --place;
    entries_.insert(place, Entry{time, call});
  }

 private:
  std::vector<Entry> entries_;
};

}  // namespace kjede::sim
