#pragma once
// How one variable gets its text from the cells of a row.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kjede/registry/mapping.hpp"
#include "record_source.hpp"

namespace kjede::registry {

struct BoundCondition {
  std::size_t column = 0;
  std::vector<std::string> values;
  bool holds(const SourceRow& row) const;  // one of the column's values is among them
};

class ColumnPlan {
 public:
  // Straight from one column.
  explicit ColumnPlan(std::size_t column) : columns_{column} {}
  // By a mapping's rule: `columns` are the positions of rule.from, `options` the plans of rule.options.
  ColumnPlan(ValueRule rule, std::vector<std::size_t> columns, std::vector<ColumnPlan> options,
             std::optional<BoundCondition> when, const std::vector<std::string>& missing)
      : columns_(std::move(columns)),
        rule_(std::move(rule)),
        options_(std::move(options)),
        when_(std::move(when)),
        missing_(missing) {}

  // Empty: missing. The view is valid until the next call or the next row.
  std::string_view text(const SourceRow& row);

 private:
  std::string_view raw(const SourceRow& row);
  std::string_view joined(const SourceRow& row);
  std::string_view when_missing(const SourceRow& row) const;
  std::string_view translated(std::string_view text) const;
  bool means_missing(std::string_view text) const;

  std::vector<std::size_t> columns_;
  std::optional<ValueRule> rule_;
  std::vector<ColumnPlan> options_;
  std::optional<BoundCondition> when_;
  std::vector<std::string> missing_;
  std::string scratch_;
};

}  // namespace kjede::registry
