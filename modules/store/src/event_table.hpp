#pragma once
// The table behind the event log: rows, hashes, SQL.

#include "kjede/store/event_log.hpp"

namespace kjede::store {

// "seq, stream, …" as event_of reads them; entry_hash is the last.
extern const std::string_view kEventColumns;
inline constexpr std::size_t kEventHashColumn = 10;

base::Result<void> make_event_table(Database& database);
base::Result<bool> has_event_table(Database& database);
StoredEvent event_of(const Chunk& chunk, std::size_t row);
std::string event_hash(const StoredEvent& event, std::string_view previous);
base::Result<void> insert_events(Database& database, const std::vector<StoredEvent>& events,
                                 const std::vector<std::string>& hashes);

}  // namespace kjede::store
