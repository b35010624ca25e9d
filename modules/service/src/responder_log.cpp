#include "kjede/service/responder_log.hpp"

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <mutex>
#include <set>

#include "kjede/store/codes.hpp"
#include "kjede/store/records.hpp"

namespace kjede::service {
namespace {

constexpr int kTries = 4;  // a step that was overtaken is decided again on the new state

store::LoggedEvent logged(const dispatch::MissionEvent& event) {
  store::LoggedEvent out{event.incident,
                         std::string(to_string(event.kind)),
                         {},
                         event.occurred,
                         event.clock,
                         event.recorded,
                         event.recorder,
                         dispatch::body_of(event)};
  if (!event.unit.empty()) out.tags.push_back(dispatch::unit_tag(event.unit));
  return out;
}

std::string unit_of(const store::LoggedEvent& event) {
  constexpr std::string_view prefix = "unit:";
  for (const auto& tag : event.tags) {
    if (tag.starts_with(prefix)) return tag.substr(prefix.size());
  }
  return {};
}

// A kind of a newer program is read as a deviation that says so: it is shown, and changes no state here.
base::Result<NumberedEvent> read(const store::StoredEvent& stored) {
  const auto& from = stored.event;
  auto file = std::make_shared<base::SourceFile>();
  file->path = "event " + std::to_string(stored.seq);
  file->text = from.body;
  NumberedEvent out{stored.seq, stored.batch_key, {}};
  KJEDE_ASSIGN(out.event.fields, text::parse_json(file));
  const auto kind = dispatch::parse_event_kind(from.kind);
  out.event.kind = kind.value_or(dispatch::EventKind::deviation);
  if (!kind) out.event.fields["unknown_kind"] = from.kind;
  out.event.incident = from.stream;
  out.event.unit = unit_of(from);
  out.event.occurred = from.occurred;
  out.event.clock = from.clock;
  out.event.recorded = from.recorded;
  out.event.recorder = from.recorder;
  return out;
}

base::Result<std::vector<NumberedEvent>> read_all(const std::vector<store::StoredEvent>& stored) {
  std::vector<NumberedEvent> out;
  out.reserve(stored.size());
  for (const auto& each : stored) {
    KJEDE_ASSIGN(auto event, read(each));
    out.push_back(std::move(event));
  }
  return out;
}

// What an audit needs of a stretch of the log.
struct Noted {
  std::vector<dispatch::AuditedEvent> events;
  std::string first_key, last_key;

  void take(const store::StoredEvent& stored) {
    const bool starts = events.empty() || stored.batch_key != last_key;
    if (events.empty()) first_key = stored.batch_key;
    last_key = stored.batch_key;
    const auto kind = dispatch::parse_event_kind(stored.event.kind).value_or(dispatch::EventKind::deviation);
    events.push_back({kind, starts, stored.event.stream, unit_of(stored.event)});
  }
};

// A batch may lie across two stretches.
std::vector<dispatch::AuditedEvent> joined(std::vector<Noted> stretches) {
  std::vector<dispatch::AuditedEvent> out;
  std::string key;
  for (auto& stretch : stretches) {
    if (stretch.events.empty()) continue;
    if (!out.empty() && stretch.first_key == key) stretch.events.front().starts_batch = false;
    std::move(stretch.events.begin(), stretch.events.end(), std::back_inserter(out));
    key = std::move(stretch.last_key);
  }
  return out;
}

bool overtaken(const base::Diagnostics& why) { return why.front().code == store::codes::events_moved.id; }

}  // namespace

struct ResponderLog::State {
  ResponderLogOptions options;
  std::unique_ptr<store::RecordStore> own;  // nothing when the caller's is used
  store::RecordStore* records = nullptr;    // the events stand in the same store
  std::unique_ptr<store::EventWitness> witness;
  std::unique_ptr<store::EventLog> log;
  mutable std::mutex mutex;  // board, taken, ahead
  dispatch::MissionBoard board;
  std::int64_t taken = 0;        // all events up to here are on the board
  std::set<std::int64_t> ahead;  // and these later ones, written here

  void take(std::int64_t seq, const dispatch::MissionEvent& event) {
    if (seq <= taken || !ahead.insert(seq).second) return;
    board.apply(event);
    while (!ahead.empty() && *ahead.begin() == taken + 1) {
      ahead.erase(ahead.begin());
      ++taken;
    }
  }

  // Takes in what the log holds and the board does not.
  base::Result<void> catch_up() {
    KJEDE_TRY(log->refresh());
    const std::scoped_lock lock(mutex);
    KJEDE_ASSIGN(const auto stored, log->read(taken + 1));
    for (const auto& each : stored) {
      KJEDE_ASSIGN(const auto event, read(each));
      take(event.seq, event.event);
    }
    return {};
  }

  base::Result<WrittenStep> try_once(const std::string& key, std::vector<dispatch::MissionEvent> proposed) {
    store::EventBatch batch;
    batch.key = key;
    WrittenStep step;
    {
      const std::scoped_lock lock(mutex);
      KJEDE_ASSIGN(step.events, board.decide(std::move(proposed)));
      for (auto& seen : board.seen(step.events)) batch.expectations.push_back({std::move(seen.tag), seen.events});
    }
    for (const auto& event : step.events) batch.events.push_back(logged(event));
    KJEDE_ASSIGN(step.receipt, log->append(std::move(batch)));
    if (step.receipt.repeated) {
      step.events.clear();
      return step;
    }
    const std::scoped_lock lock(mutex);
    for (std::size_t i = 0; i < step.events.size(); ++i) {
      take(step.receipt.first + static_cast<std::int64_t>(i), step.events[i]);
    }
    return step;
  }
};

ResponderLog::ResponderLog(std::unique_ptr<State> state) : state_(std::move(state)) {}
ResponderLog::~ResponderLog() = default;

base::Result<std::unique_ptr<ResponderLog>> ResponderLog::open(const ResponderLogOptions& options) {
  KJEDE_ASSIGN(auto records, store::open_records({options.store, "", options.mode, {}}));
  KJEDE_ASSIGN(auto log, open(*records, options));
  log->state_->own = std::move(records);
  return log;
}

base::Result<std::unique_ptr<ResponderLog>> ResponderLog::open(store::RecordStore& records,
                                                               const ResponderLogOptions& options) {
  auto state = std::make_unique<State>();
  state->options = options;
  state->records = &records;
  if (!options.witness.empty()) state->witness = store::witness_file(options.witness);
  KJEDE_ASSIGN(state->log, store::EventLog::open(state->records->database(), state->witness.get()));
  KJEDE_TRY(state->catch_up());
  return std::unique_ptr<ResponderLog>(new ResponderLog(std::move(state)));
}

base::Result<WrittenStep> ResponderLog::propose(const std::string& key, std::vector<dispatch::MissionEvent> proposed) {
  if (const auto known = state_->log->receipt(key)) return WrittenStep{{}, *known};
  auto step = state_->try_once(key, proposed);
  for (int i = 1; i < kTries && !step && overtaken(step.error()); ++i) {
    KJEDE_TRY(state_->catch_up());
    step = state_->try_once(key, proposed);
  }
  return step;
}

std::optional<WrittenStep> ResponderLog::written_before(const std::string& key) const {
  const auto known = state_->log->receipt(key);
  return known ? std::optional(WrittenStep{{}, *known}) : std::nullopt;
}

void ResponderLog::look(const std::function<void(const dispatch::MissionBoard&)>& look) const {
  const std::scoped_lock lock(state_->mutex);
  look(state_->board);
}

base::Result<void> ResponderLog::refresh() { return state_->catch_up(); }

base::Result<std::vector<NumberedEvent>> ResponderLog::events(std::optional<std::string_view> incident) const {
  KJEDE_ASSIGN(const auto stored, state_->log->read(1, incident));
  return read_all(stored);
}

base::Result<std::vector<NumberedEvent>> ResponderLog::events_from(std::int64_t seq) const {
  KJEDE_ASSIGN(const auto stored, state_->log->read(seq));
  return read_all(stored);
}

base::Result<ResponderLogVerdict> ResponderLog::verify(int threads) {
  ResponderLogVerdict verdict;
  std::optional<store::EventHead> expected;
  if (!state_->options.witness.empty() && std::filesystem::exists(state_->options.witness)) {
    KJEDE_ASSIGN(expected, store::last_witnessed(state_->options.witness));
  }
  // What the audit needs, taken down while the chain is proved, so that the log is read once.
  std::vector<Noted> stretches(static_cast<std::size_t>(std::max(threads, 1)));
  const auto visit = [&](std::size_t stretch, const store::StoredEvent& stored) { stretches[stretch].take(stored); };
  KJEDE_ASSIGN(verdict.chain, store::verify_events(state_->records->database(), expected, threads, visit));
  verdict.breaches = dispatch::audit_invariant(joined(std::move(stretches)));
  return verdict;
}

WrittenStep nothing_written() {
  WrittenStep step;
  step.receipt.repeated = true;
  return step;
}

bool store_failed(const base::Diagnostics& why) {
  return std::any_of(why.begin(), why.end(), [](const auto& each) { return each.code.starts_with("KJ04"); });
}

}  // namespace kjede::service
