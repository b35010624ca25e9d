#include "quantities.hpp"

#include <algorithm>
#include <map>
#include <numeric>
#include <utility>

namespace kjede::measure {
namespace {

class DisjointSets {
 public:
  explicit DisjointSets(std::size_t n) : parent_(n) { std::iota(parent_.begin(), parent_.end(), 0); }
  int find(int i) {
    while (parent_[static_cast<std::size_t>(i)] != i) {
      auto& parent = parent_[static_cast<std::size_t>(i)];
      parent = parent_[static_cast<std::size_t>(parent)];
      i = parent;
    }
    return i;
  }
  // The smaller number stays the root, so that roots come in the order of their first members.
  void join(int a, int b) {
    a = find(a);
    b = find(b);
    parent_[static_cast<std::size_t>(std::max(a, b))] = std::min(a, b);
  }

 private:
  std::vector<int> parent_;
};

}  // namespace

Quantities::Quantities(const CountSystem& system) : system_(system) {
  merge_counts();
  merge_relations();
}

void Quantities::merge_counts() {
  const auto n = system_.counts().size();
  DisjointSets sets(n);
  for (const auto& relation : system_.relations()) {
    if (relation.parts.size() == 1) sets.join(relation.total, relation.parts.front());
  }
  of_.assign(n, -1);
  for (std::size_t i = 0; i < n; ++i) {
    const int root = sets.find(static_cast<int>(i));
    if (root == static_cast<int>(i)) {
      of_[i] = static_cast<int>(quantities_.size());
      quantities_.emplace_back().value = system_.counts()[i].value;
    }
    of_[i] = of_[static_cast<std::size_t>(root)];
    auto& quantity = quantities_[static_cast<std::size_t>(of_[i])];
    quantity.counts.push_back(static_cast<int>(i));
    quantity.groups.push_back(system_.counts()[i].group);
  }
  for (auto& quantity : quantities_) {
    std::sort(quantity.groups.begin(), quantity.groups.end());
    quantity.groups.erase(std::unique(quantity.groups.begin(), quantity.groups.end()), quantity.groups.end());
    given_.push_back(std::any_of(quantity.groups.begin(), quantity.groups.end(), [this](int g) {
      const auto& group = system_.groups()[static_cast<std::size_t>(g)];
      return group.fixed && !group.hidden;
    }));
  }
}

void Quantities::merge_relations() {
  std::map<std::pair<int, std::vector<int>>, int> known;
  for (std::size_t r = 0; r < system_.relations().size(); ++r) {
    const auto& relation = system_.relations()[r];
    const int id = static_cast<int>(r);
    if (relation.parts.size() == 1) {
      auto& newest = quantities_[static_cast<std::size_t>(of(relation.total))].newest;
      newest = std::max(newest, id);
      continue;
    }
    std::vector<int> parts;
    for (const int part : relation.parts) parts.push_back(of(part));
    std::sort(parts.begin(), parts.end());
    const auto [place, fresh] =
        known.try_emplace({of(relation.total), std::move(parts)}, static_cast<int>(sums_.size()));
    if (fresh) sums_.push_back({place->first.first, place->first.second, id});
    sums_[static_cast<std::size_t>(place->second)].newest = id;
  }
}

std::vector<IndependentPart> Quantities::parts() const {
  DisjointSets sets(quantities_.size());
  std::vector<int> first_of_group(system_.groups().size(), -1);
  for (std::size_t q = 0; q < quantities_.size(); ++q) {
    if (given_[q] != 0) continue;
    for (const int group : quantities_[q].groups) {
      auto& first = first_of_group[static_cast<std::size_t>(group)];
      if (first < 0) first = static_cast<int>(q);
      sets.join(first, static_cast<int>(q));
    }
  }
  std::vector<int> of_sum(sums_.size(), -1);
  for (std::size_t s = 0; s < sums_.size(); ++s) {
    const auto tie = [&](int quantity) {
      if (given(quantity)) return;
      if (of_sum[s] < 0) of_sum[s] = quantity;
      sets.join(of_sum[s], quantity);
    };
    tie(sums_[s].total);
    for (const int part : sums_[s].parts) tie(part);
  }
  std::map<int, IndependentPart> by_root;
  for (std::size_t q = 0; q < quantities_.size(); ++q) {
    if (given_[q] == 0) by_root[sets.find(static_cast<int>(q))].quantities.push_back(static_cast<int>(q));
  }
  for (std::size_t s = 0; s < sums_.size(); ++s) {
    if (of_sum[s] >= 0) by_root[sets.find(of_sum[s])].sums.push_back(static_cast<int>(s));
  }
  std::vector<IndependentPart> found;
  for (auto& [root, part] : by_root) found.push_back(std::move(part));
  return found;
}

}  // namespace kjede::measure
