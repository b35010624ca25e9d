#include "kjede/store/access_log.hpp"

#include <fmt/format.h>

#include <mutex>

#include "chain.hpp"
#include "kjede/store/codes.hpp"

namespace kjede::store {
namespace {

constexpr int kTries = 5;
constexpr std::string_view kColumns = "seq, recorded, actor, action, subject, purpose, detail, hits, entry_hash";

// SHA-256 over the length-prefixed fields, the hash before, and the entry's number.
std::string hash_of(const AccessEntry& entry, std::string_view previous, std::int64_t seq) {
  std::string text;
  put_field(text, base::to_string(entry.recorded));
  for (const auto* field : {&entry.actor, &entry.action, &entry.subject, &entry.purpose, &entry.detail})
    put_field(text, *field);
  put_field(text, std::to_string(entry.hits));
  return chained_hash(text, previous, seq);
}

AccessEntry entry_of(const std::vector<base::Value>& row) {
  const auto text = [&](std::size_t i) { return std::get<std::string>(row[i]); };
  return {std::get<base::Instant>(row[1]), text(2), text(3), text(4), text(5), text(6), std::get<std::int64_t>(row[7])};
}

base::Result<AccessHead> head_of(Database& database) {
  KJEDE_ASSIGN(const auto last,
               database.query("select seq, entry_hash from kjede_access_log order by seq desc limit 1"));
  if (last.rows.empty()) return AccessHead{0, no_entry()};
  return AccessHead{std::get<std::int64_t>(last.rows[0][0]), std::get<std::string>(last.rows[0][1])};
}

base::Result<AccessHead> append_inside(Database& database, const AccessEntry& entry) {
  if (database.dialect() == Dialect::postgres) {
    KJEDE_TRY(database.execute("lock table kjede_access_log in exclusive mode"));  // writers queue, readers go on
  }
  KJEDE_ASSIGN(auto head, head_of(database));
  head.hash = hash_of(entry, head.hash, ++head.length);
  const std::vector<base::Value> row{head.length,   entry.recorded, entry.actor, entry.action, entry.subject,
                                     entry.purpose, entry.detail,   entry.hits,  head.hash};
  KJEDE_TRY(database.execute(
      fmt::format("insert into kjede_access_log ({}) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)", kColumns), row));
  return head;
}

// An embedded store has one process: its threads queue here instead of colliding.
base::Result<AccessHead> append_alone(Database& database, const AccessEntry& entry) {
  static std::mutex queue;
  const std::scoped_lock lock(queue);
  KJEDE_TRY(database.begin());
  auto head = append_inside(database, entry);
  if (!head) {
    KJEDE_TRY(database.rollback());
    return head;
  }
  KJEDE_TRY(database.commit());
  return head;
}

base::Result<AccessHead> append_safely(Database& database, const AccessEntry& entry) {
  auto head = append_alone(database, entry);
  for (int i = 1; i < kTries && !head && head.error().front().code == codes::conflict.id; ++i) {
    head = append_alone(database, entry);
  }
  return head;
}

// The log has as many entries as expected, or more; the expected last one still has its hash.
std::string compare(Database& database, const AccessHead& found, const AccessHead& expected) {
  if (found.length < expected.length) {
    return fmt::format("the log has {} entries, {} were expected: its tail was cut off", found.length, expected.length);
  }
  if (expected.length == 0) return {};
  const std::vector<base::Value> seq{expected.length};
  const auto row = database.query("select entry_hash from kjede_access_log where seq = $1", seq);
  const bool same = row && row->rows.size() == 1 && std::get<std::string>(row->rows[0][0]) == expected.hash;
  return same ? std::string()
              : fmt::format("entry {} is not the one that was expected: the log was rewritten", expected.length);
}

}  // namespace

base::Result<AccessHead> append_access(Database& database, const AccessEntry& entry) {
  if (!database.in_transaction()) return append_safely(database, entry);
  KJEDE_ASSIGN(const auto own, database.connect());
  return append_safely(*own, entry);
}

base::Result<std::vector<AccessEntry>> read_access(Database& database, std::optional<std::string_view> subject) {
  std::vector<base::Value> parameters;
  if (subject) parameters.emplace_back(std::string(*subject));
  KJEDE_ASSIGN(const auto table, database.query(fmt::format("select {} from kjede_access_log {} order by seq", kColumns,
                                                            subject ? "where subject = $1" : ""),
                                                parameters));
  std::vector<AccessEntry> out;
  for (const auto& row : table.rows) out.push_back(entry_of(row));
  return out;
}

base::Result<AccessVerdict> verify_access(Database& database, const std::optional<AccessHead>& expected) {
  KJEDE_ASSIGN(const auto table, database.query(fmt::format("select {} from kjede_access_log order by seq", kColumns)));
  AccessVerdict verdict;
  verdict.head = {0, no_entry()};
  for (const auto& row : table.rows) {
    const auto seq = verdict.head.length + 1;
    const auto found = std::get<std::int64_t>(row[0]);
    const auto hash = hash_of(entry_of(row), verdict.head.hash, seq);
    if (found == seq && hash == std::get<std::string>(row[8])) {
      verdict.head = {seq, hash};
      continue;
    }
    verdict.first_bad = seq;
    verdict.reason = found == seq  ? fmt::format("entry {} was changed", seq)
                     : found > seq ? fmt::format("entry {} is missing", seq)
                                   : fmt::format("entry {} stands twice", found);
    return verdict;
  }
  if (expected) verdict.reason = compare(database, verdict.head, *expected);
  return verdict;
}

}  // namespace kjede::store
