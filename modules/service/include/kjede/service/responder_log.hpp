#pragma once
// The log of first-responder missions: each step is decided by room dispatch, written whole by room store, and only
// then shown. Two operators who want one unit: exactly one gets it, the other is told where the unit is.
//
//   KJEDE_ASSIGN(auto log, service::ResponderLog::open({.store = "kjede.duckdb", .witness = "head.txt"}));
//   KJEDE_ASSIGN(auto written, log->propose("alert-17", {ordinary, responder}));

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kjede/dispatch/mission_board.hpp"
#include "kjede/store/event_log.hpp"
#include "kjede/store/records.hpp"

namespace kjede::service {

struct ResponderLogOptions {
  std::string store;
  std::string witness;  // file for the log's head, best on another machine; empty: none is kept
  store::Mode mode = store::Mode::read_write;
};

struct WrittenStep {
  std::vector<dispatch::MissionEvent> events;  // with those that followed by rule; empty when the key was known
  store::EventReceipt receipt;
};

// For an order that has been carried out already.
WrittenStep nothing_written();

struct NumberedEvent {
  std::int64_t seq = 0;
  std::string key;
  dispatch::MissionEvent event;
};

struct ResponderLogVerdict {
  store::EventVerdict chain;
  std::vector<dispatch::Breach> breaches;  // of the invariant; empty: it held
  bool ok() const { return chain.ok() && breaches.empty(); }
};

class ResponderLog {
 public:
  static base::Result<std::unique_ptr<ResponderLog>> open(const ResponderLogOptions& options);
  // In a store that is open already and outlives the log; the options' store and mode are not looked at.
  static base::Result<std::unique_ptr<ResponderLog>> open(store::RecordStore& records,
                                                          const ResponderLogOptions& options);
  ResponderLog(ResponderLog&&) = delete;
  ~ResponderLog();

  // All events of one step, or none. Durable when it returns. A key that was used before: nothing new is written.
  base::Result<WrittenStep> propose(const std::string& key, std::vector<dispatch::MissionEvent> proposed);
  // What `propose` answers to a key that was used before; nothing when it is new.
  std::optional<WrittenStep> written_before(const std::string& key) const;

  // The missions as they stand, while `look` runs: nothing is written meanwhile, so it must be short.
  void look(const std::function<void(const dispatch::MissionBoard&)>& look) const;
  // Takes in what other programs wrote.
  base::Result<void> refresh();
  base::Result<std::vector<NumberedEvent>> events(std::optional<std::string_view> incident = {}) const;
  // Of all incidents, from a sequence number.
  base::Result<std::vector<NumberedEvent>> events_from(std::int64_t seq) const;

  // The chain, its head against the witness file if one is kept, and the invariant over all batches.
  base::Result<ResponderLogVerdict> verify(int threads = 2);

 private:
  struct State;
  explicit ResponderLog(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

// The store itself failed: nothing that was proposed is at fault.
bool store_failed(const base::Diagnostics& why);

}  // namespace kjede::service
