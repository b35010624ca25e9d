#pragma once
// The last SELECT of a statement and the layers under it.

#include <fmt/format.h>

#include <map>
#include <string>
#include <vector>

#include "judgement.hpp"

namespace kjede::measure {

// The columns of the last SELECT: keys, number of records, counts, lists. Indicators share cohorts, so the same count
// is asked for more than once.
class Aggregates {
 public:
  Aggregates(std::size_t first, store::Dialect dialect) : next_(first), dialect_(dialect) {}

  // How many records a condition holds for. DuckDB's count_if reads the condition as it lies; a filter selects rows
  // first.
  std::size_t holds(const std::string& condition) {
    if (condition.empty() || condition == "true") return add("count(*)");
    return add(fmt::format(
        fmt::runtime(dialect_ == store::Dialect::duckdb ? "count_if({})" : "count(*) filter (where {})"), condition));
  }

  // The values of the records a condition holds for, as a list.
  std::size_t list(const std::string& value, const std::string& condition) {
    const auto filter =
        condition.empty() || condition == "true" ? std::string() : fmt::format(" filter (where {})", condition);
    return add(fmt::format("array_agg({}){}", value, filter));
  }

  std::size_t count(const ConditionCount& wanted) {
    const auto& condition = wanted.condition.sql;
    if (wanted.sum.empty()) return holds(condition);
    if (condition == "true") return add(fmt::format("cast(sum({}) as bigint)", wanted.sum));
    return add(fmt::format("cast(sum(case when {} then {} end) as bigint)", condition, wanted.sum));
  }

  std::size_t columns() const { return next_; }

  // The SELECT over `from`, grouped by `keys` ("a, b, ") and month.
  std::string select(const std::string& keys, const std::string& month, const std::string& from) const {
    return fmt::format("\nselect {0}{1}, count(*){2}\nfrom {3}\ngroup by {0}{1}", keys, month, sql_, from);
  }

 private:
  std::size_t add(const std::string& sql) {
    const auto [found, is_new] = columns_.try_emplace(sql, next_);
    if (is_new) {
      ++next_;
      sql_ += ",\n  " + sql;
    }
    return found->second;
  }

  std::map<std::string, std::size_t> columns_;
  std::size_t next_ = 0;
  store::Dialect dialect_;
  std::string sql_;
};

// One more WITH clause: `columns` of the previous one and some more.
inline std::string layer(const std::string& name, const std::string& columns, const std::vector<NamedColumn>& more,
                         const std::string& previous) {
  auto sql = fmt::format(",\n{} as (\n  select {}", name, columns);
  for (const auto& column : more) sql += fmt::format(",\n    {} as {}", column.sql, column.name);
  return sql + fmt::format("\n  from {}\n)", previous);
}

}  // namespace kjede::measure
