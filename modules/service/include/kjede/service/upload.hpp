#pragma once
// A registrar's file before it is brought in: what its columns hold, and a mapping made by choosing instead of writing.
// Mappings are kept in the store by register and name; each is the YAML of docs/reference/mapping.md, so that the
// command line takes it too.
//
//   KJEDE_ASSIGN(const auto look, look_at_upload(catalog, reg, text));
//   KJEDE_TRY(keep_mapping(database, {"ohca", "ambulanse nord", mapping_yaml(reg, "ambulanse nord", choices),
//   "kari"}));

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "kjede/catalog/model.hpp"
#include "kjede/registry/mapping.hpp"
#include "kjede/store/database.hpp"
#include "kjede/text/json.hpp"

namespace kjede::service {

// {rows_looked_at, dialect, columns: [{column, variable, values, more}]}: the variable it would be taken for by name,
// or null; up to 30 different values of the first 5 000 rows; `more`: there are others. Fails when it is no CSV.
base::Result<std::string> look_at_upload(const catalog::Register& reg, const std::string& text);

// What fills one variable (or the register's identifier or name column).
struct MappingChoice {
  std::string target, column;
  std::map<std::string, std::string> codes = {};  // texts of the file and what they become
};

std::string mapping_yaml(const catalog::Register& reg, const std::string& name,
                         const std::vector<MappingChoice>& choices);

struct SavedMapping {
  std::string register_id, name, yaml, user;
  base::Instant saved = {};
};
base::Result<void> prepare_mappings(store::Database& database);
// In place of one of the same register and name. Fails with everything that is wrong in it, and keeps nothing then.
base::Result<void> keep_mapping(store::Database& database, const SavedMapping& mapping);
base::Result<std::vector<SavedMapping>> saved_mappings(store::Database& database, const std::string& register_id);
// Nothing when there is none of that name.
base::Result<std::optional<registry::Mapping>> find_mapping(store::Database& database, const std::string& register_id,
                                                            const std::string& name);

// The cells of some rows (by number, ascending) as the file has them, for correcting them:
// {header, rows: {"3": [cells]}}.
text::Json upload_rows(const std::string& text, const std::vector<std::uint64_t>& wanted);

}  // namespace kjede::service
