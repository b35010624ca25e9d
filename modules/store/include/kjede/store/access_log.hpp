#pragma once
// Who saw what: an append-only log whose entries are chained by SHA-256, so that a changed, removed or reordered entry
// shows (pasientjournalloven § 22, Normen faktaark 15). Written by service whenever identities are read or data are
// given out, failed tries included.
//
//   KJEDE_ASSIGN(auto head, store::append_access(db, {now, "kari", "identity", pseudonym, "quality study 7", "", 1}));
//
// A chain alone does not show that its tail was cut off: keep the head (length and hash) where the log's writer cannot
// change it, and verify against it.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kjede/base/time.hpp"
#include "kjede/store/database.hpp"

namespace kjede::store {

struct AccessEntry {
  base::Instant recorded;  // given by the caller
  std::string actor;       // who: a user or service name
  std::string action;      // identity, search, export, publish, read-log, refused …
  std::string subject;     // whose or what: a pseudonym, a register, a file
  std::string purpose;     // why, as the actor stated it
  std::string detail;
  std::int64_t hits = 0;  // persons or rows seen
};

struct AccessHead {
  std::int64_t length = 0;
  std::string hash;  // of the last entry; 64 zeros for an empty log
};

struct AccessVerdict {
  AccessHead head;             // as found, up to the first bad entry
  std::int64_t first_bad = 0;  // its seq, counting from 1; 0: the chain holds
  std::string reason;          // of first_bad, or of a head that does not fit; empty: all is well
  bool ok() const { return reason.empty(); }
};

// On disk when it returns: a transaction of its own, on a connection of its own when the caller has one open, so that
// what was seen stays written down whatever becomes of the rest. Tried again if another program was quicker.
base::Result<AccessHead> append_access(Database& database, const AccessEntry& entry);

// Entries in order; of one subject if given.
base::Result<std::vector<AccessEntry>> read_access(Database& database, std::optional<std::string_view> subject = {});

// Recomputes the chain. With an expected head also: is the log at least that long, and was that entry its last then?
base::Result<AccessVerdict> verify_access(Database& database, const std::optional<AccessHead>& expected = {});

}  // namespace kjede::store
