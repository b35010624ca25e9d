#pragma once
// An append-only log of events, chained by SHA-256, with batches that are written whole or not at all. What append()
// acknowledged is durable; callers that come at the same time share one commit. Used for missions of first responders.
//
//   KJEDE_ASSIGN(auto log, store::EventLog::open(*db, witness));
//   KJEDE_ASSIGN(auto receipt, log->append({"alert-17", {event}, {{"unit:A1", 3}}}));
//
// A writer says what it had looked at: tags and how many events had them. If another event got one of those tags in
// between, the batch is refused (events_moved) and nothing of it is kept, so two writers cannot both take one unit.
// A batch with a key that was used before is not written again: the first receipt comes back.

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kjede/base/time.hpp"
#include "kjede/store/database.hpp"

namespace kjede::store {

struct LoggedEvent {
  std::string stream;  // what it belongs to, e.g. an incident; is a tag too
  std::string kind;
  std::vector<std::string> tags;  // what else it concerns, e.g. "unit:A1"; no line ends
  base::Instant occurred;         // when it happened, by the clock named
  std::string clock;
  base::Instant recorded;  // when it was taken down, by the store's writer
  std::string recorder;    // who took it down
  std::string body;        // the caller's own text, e.g. JSON
};

struct Expectation {
  std::string tag;
  std::int64_t version = 0;  // events with this tag when the writer looked
};

struct EventBatch {
  std::string key;  // idempotency key, not empty
  std::vector<LoggedEvent> events;
  std::vector<Expectation> expectations;
};

struct EventHead {
  std::int64_t length = 0;
  std::string hash;  // of the last event; 64 zeros for an empty log
};

struct EventReceipt {
  std::int64_t first = 0;  // sequence numbers of the batch, from 1
  std::int64_t last = 0;
  bool repeated = false;  // the key was known: nothing was written now
  std::string witness;    // why the head could not be written to the second place; empty: it was
};

// The second place for the log's head, out of the log writer's reach: without it a cut tail does not show.
class EventWitness {
 public:
  virtual ~EventWitness() = default;
  virtual base::Result<void> keep(const EventHead& head, base::Instant recorded) = 0;
};

// Appends "length hash time" lines to a file and waits for the disk. last_witnessed() reads the last whole line.
std::unique_ptr<EventWitness> witness_file(std::filesystem::path path);
base::Result<EventHead> last_witnessed(const std::filesystem::path& path);

// A batch key made from what the batch says: SHA-256 in hex.
std::string content_key(std::string_view text);

struct StoredEvent {
  std::int64_t seq = 0;
  std::string batch_key;
  LoggedEvent event;
};

class EventLog {
 public:
  // Makes the table when absent (unless read-only) and reads what is there once. The database and the witness (may be
  // null) are used by this log alone and outlive it.
  static base::Result<std::unique_ptr<EventLog>> open(Database& database, EventWitness* witness);
  EventLog(EventLog&&) = delete;
  ~EventLog();

  // Blocks until the batch is durable or refused. Any number of threads.
  base::Result<EventReceipt> append(EventBatch batch);
  // Many batches, one commit; each has its own answer.
  std::vector<base::Result<EventReceipt>> append_all(std::vector<EventBatch> batches);

  std::int64_t version(std::string_view tag) const;
  // Of a batch written before with this key.
  std::optional<EventReceipt> receipt(const std::string& key) const;
  EventHead head() const;
  // Events in order, from a sequence number; of one stream if given. Own writes included, others' after refresh().
  base::Result<std::vector<StoredEvent>> read(std::int64_t from = 1, std::optional<std::string_view> stream = {}) const;
  // Takes in what other programs wrote (PostgreSQL; an embedded store has one writer).
  base::Result<void> refresh();

 private:
  struct State;
  explicit EventLog(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

struct EventVerdict {
  EventHead head;              // as found, up to the first bad event
  std::int64_t first_bad = 0;  // its sequence number; 0: the chain holds
  std::string reason;          // of first_bad, or of a head that does not fit; empty: all is well
  bool ok() const { return reason.empty(); }
};

// Recomputes the chain with up to `threads` connections. With an expected head also: is the log at least that long, and
// was that event its last then?
// `visit` sees each event while it is read: those of a stretch in order, one stretch before the next in the log, but
// stretches (at most `threads`) at the same time.
using EventVisitor = std::function<void(std::size_t stretch, const StoredEvent& event)>;
base::Result<EventVerdict> verify_events(Database& database, const std::optional<EventHead>& expected = {},
                                         int threads = 1, const EventVisitor& visit = {});

}  // namespace kjede::store
