#pragma once
// How one variable gets its text from the cells of a row.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kjede/registry/mapping.hpp"
#include "record_source.hpp"

namespace kjede::registry {

class ColumnPlan {
 public:
  // Straight from one column.
  explicit ColumnPlan(std::size_t column) : columns_{column} {}
  // By a mapping's rule; `columns` are the positions of rule.from.
  ColumnPlan(ColumnRule rule, std::vector<std::size_t> columns, const std::vector<std::string>& missing)
      : columns_(std::move(columns)), rule_(std::move(rule)), missing_(missing) {}

  // Empty: missing. The view is valid until the next call or the next row.
  std::string_view text(const SourceRow& row);

 private:
  std::string_view raw(const SourceRow& row);
  std::string_view translated(std::string_view text) const;
  bool means_missing(std::string_view text) const;

  std::vector<std::size_t> columns_;
  std::optional<ColumnRule> rule_;
  std::vector<std::string> missing_;
  std::string scratch_;
};

}  // namespace kjede::registry
