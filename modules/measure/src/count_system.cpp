#include "kjede/measure/count_system.hpp"

#include <numeric>
#include <stdexcept>

namespace kjede::measure {

int CountSystem::add_group(double cost) {
  groups_.emplace_back().cost = cost;
  return static_cast<int>(groups_.size()) - 1;
}

int CountSystem::add_count(int group, std::int64_t value, bool protect) {
  const int id = static_cast<int>(counts_.size());
  counts_.push_back({value, group, 0, -1, protect});
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

void CountSystem::set_known(int count, std::int64_t low, std::int64_t high) {
  auto& c = counts_[static_cast<std::size_t>(count)];
  c.known_low = low;
  c.known_high = high;
}

bool CountSystem::hidden(int count) const {
  return groups_[static_cast<std::size_t>(counts_[static_cast<std::size_t>(count)].group)].hidden;
}

std::vector<int> exposed(const CountSystem& system, std::span<const Interval> intervals, const Protection& rule) {
  std::vector<int> found;
  for (std::size_t i = 0; i < intervals.size(); ++i) {
    const auto& count = system.counts()[i];
    const auto& group = system.groups()[static_cast<std::size_t>(count.group)];
    if (!group.hidden || !count.protect) continue;
    if (!intervals[i].wider_than(group.primary ? rule.primary_width : rule.secondary_width)) found.push_back(static_cast<int>(i));
  }
  return found;
}

}  // namespace kjede::measure
