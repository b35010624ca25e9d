#pragma once
// Who looks at whom, and why. Every use that touches a person is written to the store's hash-chained access log and is
// safe there before its answer is given; without a purpose there is no answer.
//
//   KJEDE_ASSIGN(const auto entry, service::log_access(*records, access, {"search", pseudonym, "ohca", 2}));

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "kjede/store/access_log.hpp"
#include "kjede/store/records.hpp"

namespace kjede::service {

struct Access {
  std::string actor;    // the user or the operating system's account
  std::string purpose;  // as the actor states it; may not be empty
  base::Instant now;    // the caller's clock
};

struct AccessAct {
  std::string action;   // search, identity, link, read-log, refused
  std::string subject;  // a pseudonym, a register, a file; never an identity number
  std::string detail;
  std::int64_t hits = 0;
};

// The number of the entry. Fails (codes::no_purpose) without a purpose or an actor, and when the log cannot be written.
base::Result<std::int64_t> log_access(store::RecordStore& records, const Access& access, const AccessAct& act);

struct LogAnswer {
  std::vector<store::AccessEntry> entries;  // oldest first, before this reading
  std::int64_t logged = 0;                  // the entry of this reading
};

// The whole log, or what concerns one person; the reading is logged too.
base::Result<LogAnswer> read_log(store::RecordStore& records, const Access& access,
                                 const std::optional<base::Sensitive<std::string>>& identifier);

// Recomputes the chain; `expected`: a head kept elsewhere, as head_text writes it. Fails on a head that cannot be read.
base::Result<store::AccessVerdict> verify_log(store::RecordStore& records, const std::string& expected);

// "12:5974a5…": the number of entries and the hash of the last.
std::string head_text(const store::AccessHead& head);

// language: nb or en.
std::string to_text(const LogAnswer& answer, std::string_view language);
std::string to_json(const LogAnswer& answer);
std::string to_text(const store::AccessVerdict& verdict, std::string_view language);
std::string to_json(const store::AccessVerdict& verdict);

}  // namespace kjede::service
