#pragma once
// A condition in both its forms: SQL, for the statement that counts in the database and is shown to people; and a tree
// whose leaves are SQL, for counting outside it (tally.hpp). A leaf that is NULL reads as false.

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace kjede::measure {

// The time to one stored column from another, in their own unit: µs of times, days of dates. Both in SQL.
struct Distance {
  std::string to;
  std::string from;
  bool operator==(const Distance&) const = default;
};
enum class Relation { equal, not_equal, less, less_equal, greater, greater_equal, unknown };

struct ConditionTree {
  enum class Kind { always, never, leaf, distance, all, any, negation };
  Kind kind = Kind::always;
  std::string leaf;  // over the last of SqlLayers
  std::vector<std::shared_ptr<const ConditionTree>> parts;
  // of a distance that is known: its relation to the bound
  Distance distance{};
  Relation relation = Relation::unknown;
  std::int64_t bound = 0;
};
using Tree = std::shared_ptr<const ConditionTree>;

inline Tree tree_of(ConditionTree::Kind kind, std::vector<Tree> parts = {}) {
  return std::make_shared<const ConditionTree>(ConditionTree{kind, {}, std::move(parts)});
}
inline Tree distance_of(Distance distance, Relation relation, std::int64_t bound = 0) {
  return std::make_shared<const ConditionTree>(
      ConditionTree{ConditionTree::Kind::distance, {}, {}, std::move(distance), relation, bound});
}
inline Tree leaf_of(std::string sql) {
  if (sql == "true") return tree_of(ConditionTree::Kind::always);
  if (sql == "false") return tree_of(ConditionTree::Kind::never);
  return std::make_shared<const ConditionTree>(ConditionTree{ConditionTree::Kind::leaf, std::move(sql), {}});
}

struct Condition {
  std::string sql = "true";
  Tree tree = tree_of(ConditionTree::Kind::always);
};

// One that holds everywhere adds nothing.
inline Condition both(const Condition& a, const Condition& b) {
  if (b.sql == "true" || a.sql == b.sql) return a;
  if (a.sql == "true") return b;
  return {a.sql + " and " + b.sql, tree_of(ConditionTree::Kind::all, {a.tree, b.tree})};
}

inline Condition negated(const Condition& a) {
  return {"not " + a.sql, tree_of(ConditionTree::Kind::negation, {a.tree})};
}

// In parentheses; `first` alone as it is.
inline Condition any_of(const Condition& first, const std::vector<Condition>& others) {
  if (others.empty()) return first;
  auto sql = "(" + first.sql;
  std::vector<Tree> parts{first.tree};
  for (const auto& other : others) {
    sql += " or " + other.sql;
    parts.push_back(other.tree);
  }
  return {sql + ")", tree_of(ConditionTree::Kind::any, std::move(parts))};
}

}  // namespace kjede::measure
