#include "named_counts.hpp"

#include <algorithm>

#include "roll_up.hpp"

namespace kjede::measure {
namespace {

using base::Period;
using base::PeriodKind;

std::vector<Period> parts_of(const Period& period, PeriodKind kind) {
  std::vector<Period> parts;
  for (int month = period.first_month(); month < period.next().first_month(); month += base::months_in(kind))
    parts.push_back(Period::of_month(kind, month));
  return parts;
}

}  // namespace

int NamedCounts::add_table(const std::vector<std::string>& levels, const std::vector<std::string>& groups) {
  tables_.push_back({levels, groups, {}, {}, false});
  return static_cast<int>(tables_.size()) - 1;
}

int NamedCounts::add(int table, const CountName& name, int group, std::int64_t value, Care care) {
  const int count = system_.add_count(group, value, care);
  const Key key{number(whats_, name.what), number(nodes_, name.node), name.period};
  if (nodes_.size() > node_of_.size()) node_of_.push_back(name.node);
  auto& own = tables_[static_cast<std::size_t>(table)];
  own.grown = true;
  own.whats.insert(key.what);
  own.cells.insert({key.node, key.period});
  const auto [place, fresh] = counts_.try_emplace(key, count);
  alike_.push_back(count);
  if (!fresh && this->value(place->second) == value) {
    alike_.back() = place->second;
    system_.add_relation(place->second, {count});
  }
  return count;
}

int NamedCounts::add_unnamed(int group, std::int64_t value, Care care) {
  alike_.push_back(static_cast<int>(alike_.size()));
  return system_.add_count(group, value, care);
}

int NamedCounts::add_unseen(std::int64_t value) {
  const int group = system_.add_group(0.0);
  system_.hide(group);
  return add_unnamed(group, value, Care::none);
}

int NamedCounts::add_up(int total, std::vector<int> parts, Rest rest) {
  std::int64_t unseen = value(total);
  for (const int part : parts) unseen -= value(part);
  if (parts.empty() || unseen < 0 || !related_.insert({total, parts}).second) return -1;
  const int others = unseen > 0 || rest == Rest::possible ? add_unseen(unseen) : -1;
  if (others >= 0) parts.push_back(others);
  system_.add_relation(total, std::move(parts));
  return others;
}

void NamedCounts::add_up_later(const CountName& total, std::vector<int> parts) {
  later_.emplace_back(total, std::move(parts));
}

void NamedCounts::relate() {
  for (auto& table : tables_) {
    if (!table.grown) continue;
    table.grown = false;
    relate_units(table);
    relate_periods(table);
  }
  for (auto& [name, parts] : later_) {
    const auto what = whats_.find(name.what);
    const auto node = nodes_.find(name.node);
    if (what == whats_.end() || node == nodes_.end()) continue;
    const auto total = counts_.find({what->second, node->second, name.period});
    if (total != counts_.end()) add_up(total->second, std::move(parts), Rest::possible);
  }
  later_.clear();
}

// The nodes that add up to one: units of the next finer level below it, or the units with a group's attribute value.
std::vector<int> NamedCounts::children(const Table& table, const Node& node) {
  std::vector<int> found;
  const auto at = std::find(table.levels.begin(), table.levels.end(), node.level);
  if (table.levels.empty() || at == table.levels.begin()) return found;
  const bool group = at == table.levels.end();
  const auto& finer = group ? table.levels.front() : *(at - 1);
  for (const auto* candidate : units_.of_kind(finer)) {
    bool below = false;
    if (group) {
      const auto* attribute = attribute_of(units_, *candidate, node.level);
      below = attribute != nullptr && *attribute == node.unit;
    } else {
      const auto* ancestor = units_.ancestor(candidate->id, node.level);
      below = ancestor != nullptr && ancestor->id == node.unit;
    }
    const auto known = below ? nodes_.find({finer, candidate->id}) : nodes_.end();
    if (known != nodes_.end()) found.push_back(known->second);
  }
  return found;
}

void NamedCounts::relate_units(const Table& table) {
  std::map<int, std::vector<int>> below;
  for (const auto& [node, period] : table.cells) {
    auto found = below.find(node);
    if (found == below.end())
      found = below.emplace(node, children(table, node_of_[static_cast<std::size_t>(node)])).first;
    if (found->second.empty()) continue;
    for (const int what : table.whats) {
      std::vector<Key> parts;
      for (const int child : found->second) parts.push_back({what, child, period});
      relate({what, node, period}, parts);
    }
  }
}

void NamedCounts::relate_periods(const Table& table) {
  for (const auto& [node, period] : table.cells) {
    for (const auto kind : {PeriodKind::tertial, PeriodKind::quarter, PeriodKind::month}) {
      const int months = base::months_in(period.kind);
      if (base::months_in(kind) >= months || months % base::months_in(kind) != 0) continue;
      for (const int what : table.whats) {
        std::vector<Key> parts;
        for (const auto& part : parts_of(period, kind)) parts.push_back({what, node, part});
        relate({what, node, period}, parts);
      }
    }
  }
}

// A part without a count of its own had no records, or they stand among those that no reader sees.
void NamedCounts::relate(const Key& total, const std::vector<Key>& parts) {
  const auto whole = counts_.find(total);
  if (whole == counts_.end()) return;
  std::vector<int> ids;
  for (const auto& part : parts) {
    const auto found = counts_.find(part);
    if (found != counts_.end()) ids.push_back(found->second);
  }
  add_up(whole->second, std::move(ids), Rest::if_any);
}

}  // namespace kjede::measure
