#pragma once
// Forms that are begun and not sent: one draft a user and record, as text that the store does not read.
//
//   KJEDE_TRY(store::keep_draft(db, {"kari", "ohca", "E-17", text, now}));

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kjede/base/time.hpp"
#include "kjede/store/database.hpp"

namespace kjede::store {

struct Draft {
  std::string user;
  std::string register_id;
  std::string key;
  std::string body;
  base::Instant saved;
};

// Makes the table when it is absent.
base::Result<void> prepare_drafts(Database& database);
base::Result<void> keep_draft(Database& database, const Draft& draft);  // in place of an earlier one
base::Result<std::optional<Draft>> find_draft(Database& database, std::string_view user, std::string_view register_id,
                                              std::string_view key);
base::Result<void> drop_draft(Database& database, std::string_view user, std::string_view register_id,
                              std::string_view key);

base::Result<std::vector<Draft>> drafts_of(Database& database, std::string_view user);  // newest first

}  // namespace kjede::store
