#include "kjede/store/event_log.hpp"

#include <fmt/format.h>

#include <condition_variable>
#include <deque>
#include <mutex>
#include <unordered_map>

#include "chain.hpp"
#include "event_table.hpp"
#include "kjede/store/codes.hpp"

namespace kjede::store {
namespace {

// What later batches are judged by: how many events each tag has, and which batches there were.
struct Known {
  std::unordered_map<std::string, std::int64_t> tags;
  std::unordered_map<std::string, EventReceipt> batches;

  void count(const StoredEvent& stored) {
    ++tags[stored.event.stream];
    for (const auto& tag : stored.event.tags) ++tags[tag];
    const auto [place, fresh] = batches.try_emplace(stored.batch_key, EventReceipt{stored.seq, stored.seq, false, {}});
    if (!fresh) place->second.last = stored.seq;
  }
};

// A batch and, once it is decided, its answer.
struct Waiting {
  EventBatch batch;
  std::optional<base::Result<EventReceipt>> answer;
  bool decided = false;  // the answer may be read; guarded by the queue's mutex
};

bool is_sound(const EventBatch& batch) {
  if (batch.key.empty() || batch.events.empty()) return false;
  for (const auto& event : batch.events) {
    if (event.stream.empty() || event.kind.empty() || event.stream.find('\n') != std::string::npos) return false;
    for (const auto& tag : event.tags) {
      if (tag.empty() || tag.find('\n') != std::string::npos) return false;
    }
  }
  return true;
}

// The batches of one commit: admitted one after the other, each seeing those before it.
class Group {
 public:
  Group(const Known& known, EventHead head) : known_(known), head_(std::move(head)) {}

  base::Result<EventReceipt> admit(const EventBatch& batch) {
    if (!is_sound(batch)) {
      return base::fail(codes::bad_event, "the batch has no key or no events, or an event lacks its stream or kind",
                        "give every event a stream and a kind, and tags without line ends");
    }
    if (const auto* before = receipt(batch.key)) {
      return EventReceipt{before->first, before->last, true, {}};
    }
    for (const auto& expected : batch.expectations) {
      if (version(expected.tag) != expected.version) {
        return base::fail(codes::events_moved,
                          fmt::format("'{}' has {} events, the decision was made at {}", expected.tag,
                                      version(expected.tag), expected.version),
                          "look at the present state and decide again");
      }
    }
    return take(batch);
  }

  const std::vector<StoredEvent>& events() const { return events_; }
  const std::vector<std::string>& hashes() const { return hashes_; }
  const EventHead& head() const { return head_; }

 private:
  std::int64_t version(const std::string& tag) const {
    const auto before = known_.tags.find(tag);
    const auto here = fresh_.tags.find(tag);
    return (before == known_.tags.end() ? 0 : before->second) + (here == fresh_.tags.end() ? 0 : here->second);
  }

  const EventReceipt* receipt(const std::string& key) const {
    for (const auto* known : {&known_, &fresh_}) {
      if (const auto found = known->batches.find(key); found != known->batches.end()) return &found->second;
    }
    return nullptr;
  }

  EventReceipt take(const EventBatch& batch) {
    EventReceipt receipt{head_.length + 1, head_.length + static_cast<std::int64_t>(batch.events.size()), false, {}};
    for (const auto& event : batch.events) {
      events_.push_back({++head_.length, batch.key, event});
      head_.hash = event_hash(events_.back(), head_.hash);
      hashes_.push_back(head_.hash);
      fresh_.count(events_.back());
    }
    return receipt;
  }

  const Known& known_;
  Known fresh_;
  EventHead head_;
  std::vector<StoredEvent> events_;
  std::vector<std::string> hashes_;
};

}  // namespace

std::string content_key(std::string_view text) {
  std::string fields;
  put_field(fields, text);
  return chained_hash(fields, "", 0);
}

struct EventLog::State {
  State(Database& of, EventWitness* by) : database(of), witness(by) {}

  Database& database;
  EventWitness* witness;
  std::mutex connection;      // held by whoever uses `database`; taken before `memory`
  mutable std::mutex memory;  // known and head
  Known known;
  EventHead head{0, no_entry()};
  std::mutex turn;  // queue, leading, decided
  std::condition_variable answered;
  std::deque<Waiting*> queue;
  bool leading = false;

  base::Result<void> catch_up();
  base::Result<void> write_inside(Group& group, const std::vector<Waiting*>& batches);
  base::Result<void> write(Group& group, const std::vector<Waiting*>& batches);
  void commit(const std::vector<Waiting*>& batches);
};

// Reads events that are not in memory yet.
base::Result<void> EventLog::State::catch_up() {
  const std::vector<base::Value> after{head.length};
  std::vector<StoredEvent> events;
  std::string hash;
  KJEDE_TRY(database.scan(fmt::format("select {} from kjede_event where seq > $1 order by seq", kEventColumns), after,
                          [&](const Chunk& chunk) {
                            for (std::size_t row = 0; row < chunk.rows; ++row) {
                              events.push_back(event_of(chunk, row));
                              hash = chunk.columns[kEventHashColumn].texts[row];
                            }
                          }));
  const std::scoped_lock lock(memory);
  for (const auto& event : events) known.count(event);
  if (!events.empty()) head = {events.back().seq, hash};
  return {};
}

base::Result<void> EventLog::State::write_inside(Group& group, const std::vector<Waiting*>& batches) {
  for (auto* waiting : batches) waiting->answer = group.admit(waiting->batch);
  if (group.events().empty()) return {};
  return insert_events(database, group.events(), group.hashes());
}

base::Result<void> EventLog::State::write(Group& group, const std::vector<Waiting*>& batches) {
  auto written = write_inside(group, batches);
  if (written) written = database.commit();
  if (!written && database.in_transaction()) static_cast<void>(database.rollback().has_value());
  return written;
}

// One transaction for all batches. On PostgreSQL other programs may have written: their events are taken in first.
void EventLog::State::commit(const std::vector<Waiting*>& batches) {
  const std::scoped_lock lock(connection);
  const auto refuse = [&](const base::Diagnostics& why) {
    for (auto* waiting : batches) waiting->answer = base::fail(why);
  };
  auto ready = database.begin();
  if (ready && database.dialect() == Dialect::postgres) {
    if (const auto locked = database.execute("lock table kjede_event in exclusive mode"); !locked) {
      ready = locked.unexpected();
    } else {
      ready = catch_up();
    }
  }
  if (!ready) {
    if (database.in_transaction()) static_cast<void>(database.rollback().has_value());
    return refuse(ready.error());
  }
  Group group(known, head);
  if (const auto written = write(group, batches); !written) return refuse(written.error());
  if (group.events().empty()) return;
  {
    const std::scoped_lock memory_lock(memory);
    for (const auto& event : group.events()) known.count(event);
    head = group.head();
  }
  if (witness == nullptr) return;
  if (const auto kept = witness->keep(group.head(), group.events().back().event.recorded); !kept) {
    for (auto* waiting : batches) {
      if (*waiting->answer) waiting->answer->value().witness = kept.error().front().message;
    }
  }
}

EventLog::EventLog(std::unique_ptr<State> state) : state_(std::move(state)) {}
EventLog::~EventLog() = default;

base::Result<std::unique_ptr<EventLog>> EventLog::open(Database& database, EventWitness* witness) {
  auto state = std::make_unique<State>(database, witness);
  if (database.mode() == Mode::read_write) KJEDE_TRY(make_event_table(database));
  KJEDE_ASSIGN(const bool there, has_event_table(database));
  if (there) KJEDE_TRY(state->catch_up());
  return std::unique_ptr<EventLog>(new EventLog(std::move(state)));
}

base::Result<EventReceipt> EventLog::append(EventBatch batch) {
  std::vector<EventBatch> one;
  one.push_back(std::move(batch));
  return append_all(std::move(one)).front();
}

// The first caller to come leads: it writes for all who queued meanwhile, until its own batches have their answers.
std::vector<base::Result<EventReceipt>> EventLog::append_all(std::vector<EventBatch> batches) {
  std::vector<Waiting> mine(batches.size());
  auto& s = *state_;
  std::unique_lock lock(s.turn);
  for (std::size_t i = 0; i < batches.size(); ++i) {
    mine[i].batch = std::move(batches[i]);
    s.queue.push_back(&mine[i]);
  }
  const auto done = [&] { return mine.empty() || mine.back().decided; };
  while (!done()) {
    if (s.leading) {
      s.answered.wait(lock, [&] { return done() || !s.leading; });
      continue;
    }
    s.leading = true;
    const std::vector<Waiting*> group(s.queue.begin(), s.queue.end());
    s.queue.clear();
    lock.unlock();
    s.commit(group);
    lock.lock();
    for (auto* waiting : group) waiting->decided = true;
    s.leading = false;
    s.answered.notify_all();
  }
  std::vector<base::Result<EventReceipt>> answers;
  for (auto& waiting : mine) answers.push_back(*std::move(waiting.answer));
  return answers;
}

std::int64_t EventLog::version(std::string_view tag) const {
  const std::scoped_lock lock(state_->memory);
  const auto found = state_->known.tags.find(std::string(tag));
  return found == state_->known.tags.end() ? 0 : found->second;
}

std::optional<EventReceipt> EventLog::receipt(const std::string& key) const {
  const std::scoped_lock lock(state_->memory);
  const auto found = state_->known.batches.find(key);
  if (found == state_->known.batches.end()) return {};
  return EventReceipt{found->second.first, found->second.last, true, {}};
}

EventHead EventLog::head() const {
  const std::scoped_lock lock(state_->memory);
  return state_->head;
}

base::Result<std::vector<StoredEvent>> EventLog::read(std::int64_t from, std::optional<std::string_view> stream) const {
  if (head().length == 0) return std::vector<StoredEvent>();
  std::vector<base::Value> parameters{from};
  if (stream) parameters.emplace_back(std::string(*stream));
  std::vector<StoredEvent> events;
  const std::scoped_lock lock(state_->connection);
  KJEDE_TRY(state_->database.scan(fmt::format("select {} from kjede_event where seq >= $1{} order by seq",
                                              kEventColumns, stream ? " and stream = $2" : ""),
                                  parameters, [&](const Chunk& chunk) {
                                    for (std::size_t row = 0; row < chunk.rows; ++row) {
                                      events.push_back(event_of(chunk, row));
                                    }
                                  }));
  return events;
}

base::Result<void> EventLog::refresh() {
  const bool empty = head().length == 0;
  const std::scoped_lock lock(state_->connection);
  if (empty) {  // a store that is only read may hold no log yet
    KJEDE_ASSIGN(const bool there, has_event_table(state_->database));
    if (!there) return {};
  }
  return state_->catch_up();
}

}  // namespace kjede::store
