#pragma once
// A form is stored only when its record is still the version that was read: looked at in the import's own transaction,
// under the lock that every import takes. Between this look and the commit nobody else can store.
//
//   auto session = store.begin_import(schema);  …  KJEDE_ASSIGN(recorded, hold_version(db, {"ohca", key, 3}, now));
//   session->commit(source, 0, 0, recorded);

#include <cstdint>
#include <string>

#include "kjede/base/time.hpp"
#include "kjede/store/database.hpp"

namespace kjede::store {

struct ExpectedVersion {
  std::string register_id;
  std::string key;
  std::int64_t version = 0;  // 0: there is no such record
};

// The time to record the form with: now, or the last batch's when the clock was set back, or is behind another
// server's. Fails: stale_version when another version is current.
base::Result<base::Instant> hold_version(Database& database, const ExpectedVersion& expected, base::Instant now);

}  // namespace kjede::store
