#pragma once
// Plans that planners keep and share: every planner sees all of them and may save a new version of any; nothing is
// overwritten. Only the owner takes a plan away. Who saves must say which version was changed: if another one came
// meanwhile, nothing is saved and both are shown.
//
//   KJEDE_ASSIGN(const auto saved, service::save_plan(db, {.id = id, .name = "Tunnel", .from = 1, .plan = choice},
//   "kari", now));

#include <optional>
#include <string>
#include <string_view>

#include "kjede/service/plan_choice.hpp"
#include "kjede/store/plans.hpp"

namespace kjede::service {

struct PlanToSave {
  std::string id;  // the caller's: 8 to 40 of a–z, 0–9 and -
  std::string name;
  std::int64_t from = 0;  // the version that was changed; 0: a new plan
  PlanChoice plan;
};

struct SavedPlan {
  bool kept = false;           // false: another version came first
  store::PlanVersion current;  // what stands now: the one saved, or the other
};

// The same once more, by the same person, is the same answer. Fails with KJ0914 for an id or a name that does not fit.
base::Result<SavedPlan> save_plan(store::Database& database, const PlanToSave& order, const std::string& user,
                                  base::Instant now);

// {plans: [{id, name, owner, version, saved, saved_by, mine}]}, newest first.
base::Result<std::string> saved_plans_json(store::Database& database, std::string_view user);

// One version (nothing: the last) with its plan, and the list of all. Nothing when there is none.
base::Result<std::optional<std::string>> saved_plan_json(store::Database& database, std::string_view id,
                                                         std::optional<int> version, std::string_view user);
text::Json plan_version_json(const store::PlanVersion& plan, std::string_view user);

// False: there is no such plan. Fails with KJ0971 when it is another's.
base::Result<bool> drop_saved_plan(store::Database& database, std::string_view id, std::string_view user);

}  // namespace kjede::service
