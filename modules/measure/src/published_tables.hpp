#pragma once
// The published measurements of a register as one system of counts: a group per cell, and every relation a reader can
// use: units add up to their parent, quarters to the year, numerator and complement to the denominator, what two
// indicators count alike.

#include <map>
#include <string>
#include <tuple>
#include <vector>

#include "kjede/measure/count_system.hpp"
#include "kjede/measure/measurement.hpp"

namespace kjede::measure {

class PublishedTables {
 public:
  PublishedTables(const catalog::Catalog& catalog, const std::vector<Measurement>& cube)
      : catalog_(catalog), cube_(cube) {}

  // Adds cells, with all relations among them and to what was added before.
  void add(const std::vector<std::size_t>& measurements);

  CountSystem& system() { return system_; }
  // Group of a measurement; −1 if it was not added.
  int group_of(std::size_t measurement) const { return group_of_[measurement]; }
  int numerator_of(std::size_t measurement) const { return numerator_of_[measurement]; }
  int denominator_of(std::size_t measurement) const { return denominator_of_[measurement]; }

 private:
  using Node = std::pair<std::string, std::string>;         // level, unit
  using Key = std::tuple<std::string, Node, base::Period>;  // what is counted, where, when

  void add_cell(std::size_t index);
  void add_parts(std::size_t index, const catalog::Indicator& indicator);
  int add_count(std::size_t index, const std::string& what, std::int64_t value, Care care);
  void relate_units(const catalog::Indicator& indicator);
  void relate_periods(const catalog::Indicator& indicator);
  void relate(const Key& total, const std::vector<Key>& parts);
  std::vector<Node> children(const catalog::Indicator& indicator, const Node& node) const;
  double cost(const Measurement& m, const catalog::Indicator& indicator) const;
  std::vector<std::string> counted(const catalog::Indicator& indicator) const;

  const catalog::Catalog& catalog_;
  const std::vector<Measurement>& cube_;
  CountSystem system_;
  std::map<Key, int> count_of_;
  std::map<std::string, std::vector<std::string>> counted_;   // indicator → what its cells count
  std::map<std::string, std::vector<std::size_t>> cells_of_;  // indicator → measurements added
  std::map<std::pair<Key, std::vector<Key>>, char> related_;
  std::vector<int> group_of_;
  std::vector<int> numerator_of_;
  std::vector<int> denominator_of_;
};

}  // namespace kjede::measure
