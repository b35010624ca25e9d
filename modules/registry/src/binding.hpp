#pragma once
// Which column of a file fills which variable of a register: by a mapping, or by name.

#include <optional>
#include <string>
#include <vector>

#include "column_plan.hpp"
#include "kjede/catalog/model.hpp"
#include "kjede/registry/mapping.hpp"

namespace kjede::registry {

struct BoundColumn {
  std::size_t variable = 0;  // position in reg.variables
  ColumnPlan plan;
  const ColumnRule* rule = nullptr;   // in the mapping
  std::optional<std::size_t> plus;    // column
  std::optional<std::size_t> age_at;  // column
};

struct Binding {
  std::vector<BoundColumn> columns;
  std::optional<ColumnPlan> identifier;
  std::optional<ColumnPlan> name;
  std::vector<BoundCondition> keep;
  std::vector<std::string> unused;  // columns of the file that fill nothing and are not ignored
};

// Fails, with all problems, when a required variable has no column or the mapping names what is not there.
// The mapping must outlive the binding.
base::Result<Binding> bind(const catalog::Catalog& catalog, const catalog::Register& reg, const Mapping* mapping,
                           const std::vector<std::string>& columns, const std::string& file);

// The paths a mapping reads, each once.
std::vector<std::string> wanted_columns(const Mapping& mapping);

}  // namespace kjede::registry
