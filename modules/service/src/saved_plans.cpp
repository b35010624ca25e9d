#include "kjede/service/saved_plans.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "kjede/service/codes.hpp"
#include "kjede/text/source.hpp"

namespace kjede::service {
namespace {

using text::Json;

constexpr std::size_t kLeastId = 8, kMostId = 40, kMostName = 100;  // bytes

bool fits_id(const std::string& id) {
  return id.size() >= kLeastId && id.size() <= kMostId && std::all_of(id.begin(), id.end(), [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
         });
}

base::Result<void> check(const PlanToSave& order) {
  base::Diagnostics faults;
  const auto fault = [&](std::string message, std::string suggestion) {
    faults.push_back(base::fail(codes::bad_choice, std::move(message), std::move(suggestion)).diagnostics.front());
  };
  if (!fits_id(order.id))
    fault("the id of a plan does not fit", fmt::format("{} to {} of a-z, 0-9 and -", kLeastId, kMostId));
  if (order.name.empty() || order.name.size() > kMostName)
    fault("the name of a plan does not fit", fmt::format("1 to {} bytes", kMostName));
  if (order.from < 0) fault("'version' is below 0", "the version that was changed; 0 for a new plan");
  if (!faults.empty()) return base::fail(std::move(faults));
  return {};
}

bool same(const store::PlanVersion& one, const store::PlanVersion& other) {
  return one.version == other.version && one.name == other.name && one.saved_by == other.saved_by &&
         one.body == other.body;
}

}  // namespace

base::Result<SavedPlan> save_plan(store::Database& database, const PlanToSave& order, const std::string& user,
                                  base::Instant now) {
  KJEDE_TRY(check(order));
  KJEDE_ASSIGN(const auto before, store::plan_versions(database, order.id));
  const auto last = before.empty() ? 0 : before.front().version;
  const store::PlanVersion wanted{order.id,
                                  order.from + 1,
                                  order.name,
                                  before.empty() ? user : before.front().owner,
                                  user,
                                  now,
                                  text::to_text(plan_choice_json(order.plan), -1)};
  if (last == order.from) {
    KJEDE_ASSIGN(const bool added, store::add_plan_version(database, wanted));
    if (added) return SavedPlan{true, wanted};
  }
  KJEDE_ASSIGN(const auto after, store::plan_versions(database, order.id));
  if (after.empty()) return base::fail(codes::plan_gone, "the plan was taken away meanwhile", "save it as a new plan");
  return SavedPlan{same(after.front(), wanted), after.front()};
}

Json plan_version_json(const store::PlanVersion& plan, std::string_view user) {
  return {{"id", plan.id},
          {"name", plan.name},
          {"owner", plan.owner},
          {"version", plan.version},
          {"saved", base::to_string(plan.saved)},
          {"saved_by", plan.saved_by},
          {"mine", plan.owner == user}};
}

base::Result<std::string> saved_plans_json(store::Database& database, std::string_view user) {
  KJEDE_ASSIGN(const auto plans, store::newest_plans(database));
  Json document{{"schema_version", 1}, {"plans", Json::array()}};
  for (const auto& plan : plans) document["plans"].push_back(plan_version_json(plan, user));
  return text::to_text(document, -1) + "\n";
}

base::Result<std::optional<std::string>> saved_plan_json(store::Database& database, std::string_view id,
                                                         std::optional<int> version, std::string_view user) {
  KJEDE_ASSIGN(const auto versions, store::plan_versions(database, id));
  const auto wanted = std::find_if(versions.begin(), versions.end(),
                                   [&](const auto& one) { return !version || one.version == *version; });
  if (wanted == versions.end()) return std::optional<std::string>();
  KJEDE_ASSIGN(auto plan, text::parse_json(text::make_source("saved plan", wanted->body)));
  Json document{{"schema_version", 1}};
  document.update(plan_version_json(*wanted, user));
  document["plan"] = std::move(plan);
  document["versions"] = Json::array();
  for (const auto& one : versions) document["versions"].push_back(plan_version_json(one, user));
  return std::optional(text::to_text(document, -1) + "\n");
}

base::Result<bool> drop_saved_plan(store::Database& database, std::string_view id, std::string_view user) {
  KJEDE_ASSIGN(const auto versions, store::plan_versions(database, id));
  if (versions.empty()) return false;
  if (versions.front().owner != user)
    return base::fail(codes::not_owner, "the plan is another's", "ask its owner, or save a plan of your own");
  KJEDE_TRY(store::drop_plan(database, id));
  return true;
}

}  // namespace kjede::service
