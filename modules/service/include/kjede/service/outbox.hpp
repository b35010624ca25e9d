#pragma once
// Sends what the log holds, and only that: alerts that are durable go out by their channels, again and again until they
// are taken over; answers come back as events; an ordinary resource that does not answer raises an alarm; a heartbeat
// proves each channel. Phases, replacements and calling back by the mission's policy are alert_escalation.hpp's, with
// silent_after 0 here; without that, whoever is silent for so long is replaced by what replace_with() names.
//
//   Outbox outbox(log, {{"110", &gateway}, {"direct", &gateway}}, options);
//   while (running) { KJEDE_ASSIGN(const auto turn, outbox.turn(now)); … }
//
// Nothing else is kept: after a crash the alerts that nobody has answered go out again under the same keys, so each
// counts once. Keys of what is written back come from those keys too.

#include <functional>
#include <map>

#include "kjede/service/channel.hpp"
#include "kjede/service/responder_log.hpp"

namespace kjede::service {

struct OutboxOptions {
  int retry_seconds = 2;  // after the first failure; doubled each time
  int retry_at_most = 30;
  int attempts = 4;       // failures before the alarm; it goes on trying
  int silent_after = 60;  // seconds without an answer of a first responder; 0: not judged here
  int ordinary_silent_after = 60;
  int heartbeat_every = 60;  // seconds; 0: none
};

struct OutboxAlarm {
  std::string channel, incident, unit;
  std::string reason;  // channel_down, rejected, no_channel, ordinary_silent, heartbeat_lost, heartbeat_back
  bool operator==(const OutboxAlarm&) const = default;
};

struct OutboxTurn {
  int sent = 0, failed = 0, answers = 0, silent = 0, replaced = 0;
  std::vector<OutboxAlarm> alarms;
};

class Outbox {
 public:
  // Channels by the name that events give; they and the log outlive it.
  Outbox(ResponderLog& log, std::map<std::string, Channel*> channels, const OutboxOptions& options);
  ~Outbox();

  // The step that replaces a responder who refused or is silent; an empty one: nobody is left.
  using Replace =
      std::function<base::Result<std::vector<dispatch::MissionEvent>>(const std::string& incident, base::Instant now)>;
  void replace_with(Replace replace);

  // How each channel does, as of the last round: `ok` is false after a lost heartbeat, and while a message is late by
  // the failures that raise the alarm.
  struct ChannelState {
    std::string name;
    bool ok = true;
    std::string problem;  // heartbeat_lost, channel_down, rejected, no_channel; empty when ok
    bool operator==(const ChannelState&) const = default;
  };
  std::vector<ChannelState> channels() const;

  // One round. Fails only when the log cannot be read or written; nothing is lost then.
  base::Result<OutboxTurn> turn(base::Instant now);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace kjede::service
