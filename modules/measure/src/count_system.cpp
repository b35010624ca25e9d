#include "kjede/measure/count_system.hpp"

#include <numeric>
#include <stdexcept>

namespace kjede::measure {

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

void CountSystem::relax(int count) {
  auto& care = counts_[static_cast<std::size_t>(count)].care;
  if (care == Care::wide) care = Care::not_exact;
}

bool CountSystem::hidden(int count) const {
  return groups_[static_cast<std::size_t>(counts_[static_cast<std::size_t>(count)].group)].hidden;
}

std::int64_t required_width(const CountSystem& system, int count, const Protection& rule) {
  const auto& c = system.counts()[static_cast<std::size_t>(count)];
  const bool primary = system.groups()[static_cast<std::size_t>(c.group)].primary;
  return primary && c.care == Care::wide ? rule.primary_width : 0;
}

std::vector<int> exposed(const CountSystem& system, std::span<const Interval> intervals, const Protection& rule) {
  std::vector<int> found;
  for (std::size_t i = 0; i < intervals.size(); ++i) {
    const int count = static_cast<int>(i);
    if (!system.hidden(count) || system.counts()[i].care == Care::none) continue;
    if (!intervals[i].wider_than(required_width(system, count, rule))) found.push_back(count);
  }
  return found;
}

}  // namespace kjede::measure
