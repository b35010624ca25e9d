#pragma once
// The last SELECT of a statement and the layers under it.

#include <fmt/format.h>

#include <map>
#include <string>
#include <vector>

#include "judgement.hpp"

namespace kjede::measure {

// The columns of the last SELECT: keys, number of records, counts, lists. Indicators share cohorts, so the same count is
// asked for more than once.
//
// One indicator is counted as people read it, `count(*) filter (where …)`. Many are packed two to a sum: a group's sums lie
// far apart in memory, and fetching them is most of the work. A sum of doubles is exact below 2^53, so each half may count
// up to 2^26 records of one unit in one month.
class Aggregates {
 public:
  Aggregates(std::size_t first, bool packed) : first_(first), packed_(packed) {}

  // How many records a condition holds for. Conditions are never NULL.
  std::size_t holds(const std::string& condition) {
    return add(condition.empty() ? "true" : condition, Column::Kind::count);
  }

  // The values of the records a condition holds for, as a list.
  std::size_t list(const std::string& value, const std::string& condition) {
    const auto filter = condition.empty() || condition == "true" ? std::string() : fmt::format(" filter (where {})", condition);
    return add(fmt::format("array_agg({}){}", value, filter), Column::Kind::other);
  }

  std::size_t count(const ConditionCount& wanted) {
    if (wanted.sum.empty()) return holds(wanted.condition);
    if (wanted.condition == "true" || wanted.condition.empty()) return add(fmt::format("cast(sum({}) as bigint)", wanted.sum), Column::Kind::other);
    return add(fmt::format("cast(sum(case when {} then {} end) as bigint)", wanted.condition, wanted.sum), Column::Kind::other);
  }

  std::size_t columns() const { return first_ + columns_.size(); }

  // The SELECT over `from`, grouped by `keys` ("a, b, ").
  std::string select(const std::string& keys, const std::string& month, const std::string& from) const {
    std::string inner;
    std::string outer;
    std::vector<const Column*> counts;
    for (const auto& column : columns_) {
      if (packed_ && column.kind == Column::Kind::count && column.sql != "true") counts.push_back(&column);
    }
    for (std::size_t i = 0; i < counts.size(); i += 2) {
      const auto low = fmt::format("cast(cast({} as integer) as bigint)", counts[i]->sql);
      const auto high = i + 1 < counts.size() ? fmt::format(" + cast(cast({} as integer) as bigint) * 67108864", counts[i + 1]->sql) : std::string();
      inner += fmt::format(",\n    cast(sum(cast({}{} as double precision)) as bigint) as p{}", low, high, i / 2);
    }
    std::size_t packed = 0;
    std::size_t other = 0;
    for (const auto& column : columns_) {
      if (column.kind == Column::Kind::count && column.sql == "true") {
        outer += packed_ ? ", records" : ",\n  count(*)";
      } else if (column.kind == Column::Kind::count && packed_) {
        outer += packed % 2 == 0 ? fmt::format(", p{} & 67108863", packed / 2) : fmt::format(", p{} >> 26", packed / 2);
        ++packed;
      } else if (column.kind == Column::Kind::count) {
        outer += fmt::format(",\n  count(*) filter (where {})", column.sql);
      } else if (packed_) {
        inner += fmt::format(",\n    {} as o{}", column.sql, other);
        outer += fmt::format(", o{}", other++);
      } else {
        outer += ",\n  " + column.sql;
      }
    }
    if (!packed_) return fmt::format("\nselect {0}{1}, count(*){2}\nfrom {3}\ngroup by {0}{1}", keys, month, outer, from);
    return fmt::format(",\nsums as (\n  select {0}{1}, count(*) as records{2}\n  from {3}\n  group by {0}{1}\n)\nselect {0}{1}, records{4}\nfrom sums",
                       keys, month, inner, from, outer);
  }

 private:
  struct Column {
    enum class Kind { count, other };
    std::string sql;
    Kind kind = Kind::count;
  };

  std::size_t add(const std::string& sql, Column::Kind kind) {
    const auto [found, is_new] = places_.try_emplace(sql, first_ + columns_.size());
    if (is_new) columns_.push_back({sql, kind});
    return found->second;
  }

  std::map<std::string, std::size_t> places_;
  std::vector<Column> columns_;
  std::size_t first_ = 0;
  bool packed_ = false;
};

// One more WITH clause: `columns` of the previous one and some more.
inline std::string layer(const std::string& name, const std::string& columns, const std::vector<NamedColumn>& more,
                  const std::string& previous) {
  auto sql = fmt::format(",\n{} as (\n  select {}", name, columns);
  for (const auto& column : more) sql += fmt::format(",\n    {} as {}", column.sql, column.name);
  return sql + fmt::format("\n  from {}\n)", previous);
}

}  // namespace kjede::measure
