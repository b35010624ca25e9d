#pragma once
// The WITH clauses under every statement: the records as of a batch, then one layer after another of what is derived
// from them (derived variables, cohorts), each written once and named.

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "kjede/base/time.hpp"
#include "sql_expression.hpp"

namespace kjede::measure {

struct RecordRange {
  std::int64_t batch = 0;  // records as of this batch
  std::optional<base::Date> from;
  std::optional<base::Date> to;  // inclusive
};

class SqlLayers {
 public:
  SqlLayers(const catalog::Register& reg, store::Dialect dialect);

  // Everything a tree needs must be asked for before write().
  void need(const catalog::Expression& e);
  void need_variable(const std::string& name);
  void need_cohort(const catalog::Expression& cohort);
  void need_person();

  const SqlWriter& writer() const { return writer_; }
  // "with records as (…), step_1 as (…)"; last() is the name of the last layer.
  std::string write(const RecordRange& range) const;
  std::string last() const;
  // A whole statement: `columns` of each record, over no more layers than they need.
  std::string select(const std::vector<std::string>& columns, const RecordRange& range) const;

 private:
  struct Item {
    std::string column;  // quoted
    std::string sql;
    int depth = 0;
    std::size_t place = 0;  // order of asking
  };
  // By depth, in the order of asking.
  using Steps = std::map<int, std::map<std::size_t, const Item*>>;
  Steps steps() const;
  // The layers, and the name of the last.
  std::pair<std::string, std::string> write_steps(const Steps& steps, const RecordRange& range) const;
  void need_derived(const catalog::Variable& variable);
  int depth_of(const catalog::Expression& e) const;
  int depth_of(const std::string& variable) const;
  std::string window(const catalog::Derived& derived, const std::string& value) const;
  RecordRange seen_by_windows(const RecordRange& range) const;
  std::string records(const RecordRange& range) const;
  std::vector<std::string> in_window(const catalog::Derived& derived) const;

  const catalog::Register& register_;
  store::Dialect dialect_;
  SqlWriter writer_;
  std::set<std::string> stored_;
  std::map<std::string, Item> derived_;
  std::map<std::string, Item> cohorts_;
  bool windows_ = false;
  bool person_ = false;
};

}  // namespace kjede::measure
