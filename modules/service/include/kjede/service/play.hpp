#pragma once
// A living picture for the demonstration: calls come in, units drive, crews answer. Everything goes through the mission
// log, the recommendation and the outbox that production uses; made up are only the calls, how long things take, and
// what the simulated channels answer. The same seed over the same scheme at the same times: the same play.
//
//   KJEDE_TRY(claim_for_play(*records, *log, now));    // refuses a store that holds anything real
//   Play play(*log, session, picture, {.seed = 7, .speed = 6});
//   KJEDE_ASSIGN(const auto moved, play.turn(now));    // a few times a second
//   Outbox outbox(*log, play.channels(), play.outbox_options());
//
// Times in the log are those of the clock; at a speed of 6 people and cars do in a second what takes them six.

#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "kjede/service/live_picture.hpp"
#include "kjede/service/outbox.hpp"
#include "kjede/service/recommendation.hpp"
#include "kjede/service/responder_log.hpp"
#include "kjede/store/records.hpp"

namespace kjede::service {

struct PlayOptions {
  std::uint64_t seed = 1;
  double speed = 1;           // 0: nothing moves; at most 60
  double calls_an_hour = 20;  // of the play
  std::size_t most_open = 7;  // missions at once that the play begins
  int patience = 40;          // seconds of the clock until the simulated operator takes a call that nobody took
  std::vector<dispatch::Place> hospitals = {};
};

inline constexpr double kFastestPlay = 60;
inline constexpr std::string_view kPlayer = "simulator";  // who took the play's events down
inline constexpr std::string_view kPlayPrefix = "sim-";   // of the incidents it opens

// Marks a store as the demonstration's, once, when it holds synthetic files only (synthetic-*) and no missions; later
// what people typed in at the site is fine too. Fails (KJ0975) for any other store: a play never mixes with real data.
base::Result<void> claim_for_play(store::RecordStore& records, const ResponderLog& log, base::Instant now);

class Play {
 public:
  // `held`: whether a person looks after an incident; the simulated operator leaves it alone then. All of them outlive
  // the play; the session is used only within turn() and must not be used elsewhere meanwhile.
  using Held = std::function<bool(const std::string& incident)>;
  Play(ResponderLog& log, RecommendSession& session, LivePicture& picture, const PlayOptions& options, Held held = {});
  ~Play();

  // Simulated: nodnett (the ambulances' answers), 110, direct, other (responders accept, refuse or are silent).
  std::map<std::string, Channel*> channels();
  OutboxOptions outbox_options() const;  // silence and heartbeats at the play's speed
  void set_speed(double speed);
  double speed() const;
  // An exercise: the channel fails until it is set up again. False: there is no such channel.
  bool set_down(const std::string& channel, bool down);

  struct Turn {
    std::set<std::string> moved;  // units that said something
    int written = 0;              // steps in the log
  };
  // What happened since the last turn. Fails only when the log cannot be read or written.
  base::Result<Turn> turn(base::Instant now);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace kjede::service
