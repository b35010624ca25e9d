#include "kjede/measure/count_system.hpp"

#include <algorithm>
#include <numeric>
#include <stdexcept>

namespace kjede::measure {

void Need::join(const Need& other) {
  values = std::max(values, other.values);
  if (other.last < other.first) return;
  const bool empty = last < first;
  first = empty ? other.first : std::min(first, other.first);
  last = empty ? other.last : std::max(last, other.last);
}

void Need::limit(const Interval& possible) {
  first = std::max(first, possible.low);
  if (possible.high < 0) return;
  last = std::min(last, possible.high);
  values = std::max(std::int64_t{2}, std::min(values, possible.high - possible.low + 1));
}

int CountSystem::add_group(double cost) {
  groups_.emplace_back().cost = cost;
  return static_cast<int>(groups_.size()) - 1;
}

int CountSystem::add_count(int group, std::int64_t value, Care care) {
  const int id = static_cast<int>(counts_.size());
  counts_.push_back({value, group, care});
  by_count_.emplace_back();
  groups_[static_cast<std::size_t>(group)].counts.push_back(id);
  return id;
}

void CountSystem::add_relation(int total, std::vector<int> parts) {
  const auto value = [this](int count) { return counts_[static_cast<std::size_t>(count)].value; };
  const auto sum = std::accumulate(parts.begin(), parts.end(), std::int64_t{0},
                                   [&](std::int64_t s, int part) { return s + value(part); });
  if (sum != value(total)) throw std::logic_error("disclosure control: a total is not the sum of its parts");
  const int id = static_cast<int>(relations_.size());
  by_count_[static_cast<std::size_t>(total)].push_back(id);
  for (const int part : parts) by_count_[static_cast<std::size_t>(part)].push_back(id);
  relations_.push_back({total, std::move(parts)});
}

void CountSystem::hide_primary(int group) {
  hide(group);
  groups_[static_cast<std::size_t>(group)].primary = true;
}

void CountSystem::hide(int group) { groups_[static_cast<std::size_t>(group)].hidden = true; }

void CountSystem::show(int group) { groups_[static_cast<std::size_t>(group)].hidden = false; }

void CountSystem::keep_possible(int count, std::int64_t first, std::int64_t last) {
  auto& own = counts_[static_cast<std::size_t>(count)];
  own.care = Care::wide;
  own.need = {first, last, std::max(std::int64_t{2}, std::min(kFewestValues, last - first + 1))};
}

void CountSystem::limit_need(int count, const Interval& possible) {
  counts_[static_cast<std::size_t>(count)].need.limit(possible);
}

bool CountSystem::hidden(int count) const {
  return groups_[static_cast<std::size_t>(counts_[static_cast<std::size_t>(count)].group)].hidden;
}

Need need_of(const CountSystem& system, int count) {
  const auto& c = system.counts()[static_cast<std::size_t>(count)];
  if (c.care == Care::none || !system.hidden(count)) return {};
  const bool primary = system.groups()[static_cast<std::size_t>(c.group)].primary;
  return primary && c.care == Care::wide ? c.need : Need{0, -1, 2};
}

std::vector<int> exposed(const CountSystem& system, std::span<const Interval> intervals) {
  std::vector<int> found;
  for (std::size_t i = 0; i < intervals.size(); ++i) {
    const int count = static_cast<int>(i);
    if (!need_of(system, count).met_by(intervals[i])) found.push_back(count);
  }
  return found;
}

}  // namespace kjede::measure
