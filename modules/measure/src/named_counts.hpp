#pragma once
// Published counts by what they count, where and when, with every relation between them that a reader can use: the same
// count in two tables, units that add up to their parent or group, quarters that add up to the year.
//
//   NamedCounts counts(catalog.units);
//   const auto table = counts.add_table(indicator.levels, indicator.groups);
//   counts.add(table, {"survivors", {"hospital", "ous"}, year}, group, 12, Care::wide); … counts.relate();

#include <map>
#include <set>
#include <string>
#include <vector>

#include "kjede/base/period.hpp"
#include "kjede/catalog/model.hpp"
#include "kjede/measure/count_system.hpp"

namespace kjede::measure {

struct Node {
  std::string level;  // unit kind, or unit attribute
  std::string unit;   // unit id, or the attribute's value
  auto operator<=>(const Node&) const = default;
};

struct CountName {
  std::string what;
  Node node;
  base::Period period;
};

class NamedCounts {
 public:
  explicit NamedCounts(const catalog::Units& units) : units_(units) {}

  CountSystem& system() { return system_; }

  // What a table counts adds up along its levels (finest first) and by its groups.
  int add_table(const std::vector<std::string>& levels, const std::vector<std::string>& groups);
  int add(int table, const CountName& name, int group, std::int64_t value, Care care);
  // A count that no other table has.
  int add_unnamed(int group, std::int64_t value, Care care);
  // A count that no reader sees.
  int add_unseen(std::int64_t value);
  // The total is the sum of the parts and of records that no reader sees: if there are any, or if a reader cannot know
  // that there are none.
  enum class Rest { if_any, possible };
  // Gives the count of those records; −1: none was needed.
  int add_up(int total, std::vector<int> parts, Rest rest);
  // The same with a possible rest, if the total is published anywhere; decided by relate().
  void add_up_later(const CountName& total, std::vector<int> parts);

  // The relations of the tables that have grown since the last call, among themselves and to what was there.
  void relate();
  // The first count added for the same records; itself if it is that one.
  int first_alike(int count) const { return alike_[static_cast<std::size_t>(count)]; }

 private:
  struct Key {
    int what = 0;
    int node = 0;
    base::Period period;
    auto operator<=>(const Key&) const = default;
  };
  struct Table {
    std::vector<std::string> levels, groups;
    std::set<int> whats;
    std::set<std::pair<int, base::Period>> cells;
    bool grown = false;
  };

  template <class T>
  static int number(std::map<T, int>& numbers, const T& one) {
    return numbers.try_emplace(one, static_cast<int>(numbers.size())).first->second;
  }
  std::int64_t value(int count) const { return system_.counts()[static_cast<std::size_t>(count)].value; }
  std::vector<int> children(const Table& table, const Node& node);
  void relate_units(const Table& table);
  void relate_periods(const Table& table);
  void relate(const Key& total, const std::vector<Key>& parts);

  const catalog::Units& units_;
  CountSystem system_;
  std::vector<Table> tables_;
  std::map<std::string, int> whats_;
  std::map<Node, int> nodes_;
  std::vector<Node> node_of_;
  std::map<Key, int> counts_;
  std::vector<int> alike_;  // by count
  std::vector<std::pair<CountName, std::vector<int>>> later_;
  std::set<std::pair<int, std::vector<int>>> related_;
};

}  // namespace kjede::measure
