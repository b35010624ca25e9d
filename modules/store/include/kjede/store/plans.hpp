#pragma once
// Plans that planners saved: every version is kept, as text that the store does not read.
//
//   KJEDE_ASSIGN(const auto added, store::add_plan_version(db, {"tunnel-2030", 2, "Tunnel", "kari", "ola", now,
//   body}));

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kjede/base/time.hpp"
#include "kjede/store/database.hpp"

namespace kjede::store {

struct PlanVersion {
  std::string id;
  std::int64_t version = 1;
  std::string name;
  std::string owner;     // who saved the first version
  std::string saved_by;  // who saved this one
  base::Instant saved;
  std::string body;
};

// Makes the table when it is absent.
base::Result<void> prepare_plans(Database& database);
// False: there is such a version already, and nothing was changed. Of two at once one gets false.
base::Result<bool> add_plan_version(Database& database, const PlanVersion& plan);
base::Result<std::vector<PlanVersion>> newest_plans(Database& database);  // each plan's last version, newest first
base::Result<std::vector<PlanVersion>> plan_versions(Database& database, std::string_view id);  // newest first
base::Result<void> drop_plan(Database& database, std::string_view id);                          // all its versions

}  // namespace kjede::store
