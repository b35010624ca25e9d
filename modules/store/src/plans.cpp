#include "kjede/store/plans.hpp"

namespace kjede::store {
namespace {

using Row = std::vector<base::Value>;

constexpr std::string_view kTable =
    R"(create table if not exists kjede_plan (plan_id text collate "C" not null, version bigint not null,
       plan_name text not null, owner_name text collate "C" not null, saved_by text collate "C" not null,
       saved timestamp not null, body text collate "C" not null, primary key (plan_id, version)))";
constexpr std::string_view kColumns = "plan_id, version, plan_name, owner_name, saved_by, saved, body";

PlanVersion plan_of(const Row& row) {
  const auto text = [&](std::size_t i) { return std::get<std::string>(row[i]); };
  return {text(0), std::get<std::int64_t>(row[1]), text(2), text(3), text(4), std::get<base::Instant>(row[5]), text(6)};
}

base::Result<std::vector<PlanVersion>> plans_of(Database& database, const std::string& rest, const Row& parameters) {
  KJEDE_ASSIGN(const auto table,
               database.query("select " + std::string(kColumns) + " from kjede_plan p " + rest, parameters));
  std::vector<PlanVersion> out;
  for (const auto& row : table.rows) out.push_back(plan_of(row));
  return out;
}

}  // namespace

base::Result<void> prepare_plans(Database& database) {
  KJEDE_TRY(database.execute(kTable));
  return {};
}

base::Result<bool> add_plan_version(Database& database, const PlanVersion& plan) {
  KJEDE_ASSIGN(const auto rows, database.execute("insert into kjede_plan (" + std::string(kColumns) +
                                                     ") values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing",
                                                 Row{plan.id, plan.version, plan.name, plan.owner, plan.saved_by,
                                                     plan.saved, plan.body}));
  return rows > 0;
}

base::Result<std::vector<PlanVersion>> newest_plans(Database& database) {
  return plans_of(database,
                  "where version = (select max(q.version) from kjede_plan q where q.plan_id = p.plan_id) "
                  "order by saved desc, plan_id",
                  {});
}

base::Result<std::vector<PlanVersion>> plan_versions(Database& database, std::string_view id) {
  return plans_of(database, "where plan_id = $1 order by version desc", Row{std::string(id)});
}

base::Result<void> drop_plan(Database& database, std::string_view id) {
  KJEDE_TRY(database.execute("delete from kjede_plan where plan_id = $1", Row{std::string(id)}));
  return {};
}

}  // namespace kjede::store
