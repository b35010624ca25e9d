#include "kjede/store/held_version.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "kjede/store/codes.hpp"
#include "kjede/store/records.hpp"
#include "schema.hpp"

namespace kjede::store {

base::Result<base::Instant> hold_version(Database& database, const ExpectedVersion& expected, base::Instant now) {
  if (!database.in_transaction()) return base::fail(codes::transaction, "a version is held inside an import");
  if (database.dialect() == Dialect::postgres) KJEDE_TRY(database.execute("lock table kjede_batch in exclusive mode"));
  KJEDE_ASSIGN(const auto current,
               database.query(fmt::format("select version from {} where record_key = $1 and batch_to = {}",
                                          table_of(expected.register_id), kNoBatch),
                              std::vector<base::Value>{expected.key}));
  const auto version = current.rows.empty() ? 0 : std::get<std::int64_t>(current.rows[0][0]);
  if (version != expected.version)
    return base::fail(codes::stale_version, "somebody has stored another version of this record meanwhile",
                      "read it again and decide");
  KJEDE_ASSIGN(const auto last, database.query("select recorded from kjede_batch order by number desc limit 1"));
  return last.rows.empty() ? now : std::max(now, std::get<base::Instant>(last.rows[0][0]));
}

}  // namespace kjede::store
