#include "kjede/service/outbox.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "kjede/service/codes.hpp"

namespace kjede::service {
namespace {

using dispatch::EventKind;
using dispatch::MissionEvent;

bool goes_out(EventKind kind) {
  return kind == EventKind::responder_alerted || kind == EventKind::ordinary_alerted || kind == EventKind::stood_down ||
         kind == EventKind::ordinary_cancelled;
}

bool asks(EventKind kind) { return kind == EventKind::responder_alerted || kind == EventKind::ordinary_alerted; }

// A message on its way.
struct Job {
  MissionEvent event;
  std::string key;
  base::Instant due;
  int failures = 0;
  bool taken = false;  // by the other side
  bool done = false;   // answered, or nothing to wait for
  bool alarmed = false;
  std::string failing = {};  // what the alarm was about
};

std::string text_in(const MissionEvent& event, const char* name) {
  const auto found = event.fields.find(name);
  return found != event.fields.end() && found->is_string() ? found->get<std::string>() : std::string();
}

MissionEvent written(const MissionEvent& about, EventKind kind, base::Instant occurred, base::Instant now) {
  return {kind, about.incident, about.unit, occurred, "kjede", now, "kjede", text::Json::object()};
}

}  // namespace

struct Outbox::State {
  ResponderLog& log;
  std::map<std::string, Channel*> channels;
  OutboxOptions options;
  Replace replace;
  std::int64_t taken = 0;  // events read so far
  std::map<std::string, MissionEvent> opened;
  std::map<std::string, std::map<std::string, std::string>> channel_of;  // incident → unit → channel
  std::vector<Job> jobs;
  std::map<std::string, MissionEvent> alerts;  // by key: an answer may come late, until the mission is closed
  struct Beat {
    base::Instant due;
    bool lost = false;
    std::int64_t number = 0;
  };
  std::map<std::string, Beat> beats;
  OutboxTurn turn;
  base::Instant now;

  void alarm(const std::string& channel, const std::string& incident, const std::string& unit, const char* reason) {
    turn.alarms.push_back({channel, incident, unit, reason});
  }

  base::Result<void> read() {
    KJEDE_TRY(log.refresh());
    KJEDE_ASSIGN(const auto events, log.events_from(taken + 1));
    for (const auto& each : events) {
      taken = each.seq;
      take(each);
    }
    drop_answered();
    return {};
  }

  void take(const NumberedEvent& each) {
    const auto& event = each.event;
    if (event.kind == EventKind::incident_opened) opened[event.incident] = event;
    if (!goes_out(event.kind)) return;
    auto copy = event;
    auto& channel = channel_of[event.incident][event.unit];
    if (asks(event.kind)) channel = text_in(event, "channel");
    copy.fields["channel"] = channel;  // a unit is called back by the channel it was alerted by
    auto key = fmt::format("{}:{}", each.seq, each.key);
    if (asks(event.kind)) alerts[key] = copy;
    jobs.push_back({std::move(copy), std::move(key), event.recorded});
  }

  // What the missions say: answered, called back, closed.
  void drop_answered() {
    log.look([&](const dispatch::MissionBoard& board) {
      for (auto& job : jobs) {
        const auto* mission = board.find(job.event.incident);
        if (mission == nullptr) continue;
        const auto unit = mission->units.find(job.event.unit);
        const bool waits = unit != mission->units.end() && unit->second.progress == dispatch::UnitProgress::alerted;
        if (mission->closed || (asks(job.event.kind) && !waits)) job.done = true;
      }
    });
    std::erase_if(jobs, [](const Job& job) { return job.done; });
    log.look([&](const dispatch::MissionBoard& board) {
      std::erase_if(alerts, [&](const auto& alert) {
        const auto* mission = board.find(alert.second.incident);
        return mission != nullptr && mission->closed;
      });
    });
  }

  base::Result<void> send() {
    for (auto& job : jobs) {
      if (job.taken || job.due > now) continue;
      const auto name = text_in(job.event, "channel");
      const auto found = channels.find(name);
      if (found == channels.end()) {
        if (!job.alarmed) KJEDE_TRY(give_alarm(job, name, "no_channel"));
        job.due = now + std::chrono::seconds(options.retry_at_most);
        continue;
      }
      KJEDE_TRY(send(job, name, *found->second));
    }
    return {};
  }

  base::Result<void> send(Job& job, const std::string& name, Channel& channel) {
    const auto secure = job.event.fields.find("secure");
    const bool stated = secure == job.event.fields.end() || (secure->is_boolean() && secure->get<bool>());
    const auto message = message_of(job.event, opened[job.event.incident], job.key, stated && channel.is_secure());
    const auto sent = channel.send(message, now);
    if (sent) {
      ++turn.sent;
      job.taken = true;
      job.done = !asks(job.event.kind);
      return {};
    }
    ++turn.failed;
    ++job.failures;
    const int doubled = options.retry_seconds << std::min(job.failures - 1, 10);
    job.due = now + std::chrono::seconds(std::min(doubled, options.retry_at_most));
    const bool rejected = sent.error().front().code == codes::rejected.id;
    if (job.alarmed || (!rejected && job.failures < options.attempts)) return {};
    return give_alarm(job, name, rejected ? "rejected" : "channel_down");
  }

  // In the log too: whoever looks at the mission later sees that this alert was late.
  base::Result<void> give_alarm(Job& job, const std::string& channel, const char* reason) {
    job.alarmed = true;
    if (reason != std::string_view("ordinary_silent")) job.failing = reason;
    alarm(channel, job.event.incident, job.event.unit, reason);
    auto event = written(job.event, EventKind::alarm_raised, now, now);
    event.unit.clear();
    event.fields["reason"] = reason;
    event.fields["channel"] = channel;
    event.fields["about"] = job.event.unit;
    return write(fmt::format("alarm:{}:{}", reason, job.key), {event});
  }

  // A step that the mission no longer takes (closed, called back) is no fault of the outbox.
  base::Result<void> write(const std::string& key, std::vector<MissionEvent> events, bool* done = nullptr) {
    const auto step = log.propose(key, std::move(events));
    if (done != nullptr) *done = step.has_value();
    if (!step && store_failed(step.error())) return step.unexpected();
    return {};
  }

  base::Result<void> answers() {
    for (const auto& [name, channel] : channels) {
      for (const auto& reply : channel->replies(now)) {
        const auto alert = alerts.find(reply.key);
        if (alert == alerts.end()) continue;
        bool taken_in = false;
        const auto event = written(alert->second, reply.kind, reply.at, now);
        KJEDE_TRY(write(fmt::format("{}:{}", to_string(reply.kind), reply.key), {event}, &taken_in));
        if (!taken_in) continue;
        ++turn.answers;
        if (reply.kind == EventKind::refused) KJEDE_TRY(replaced(alert->second, reply.key));
      }
    }
    drop_answered();
    return {};
  }

  base::Result<void> timeouts() {
    for (auto& job : jobs) {
      const bool responder = job.event.kind == EventKind::responder_alerted;
      if (!asks(job.event.kind) || (responder && options.silent_after == 0)) continue;
      const int limit = responder ? options.silent_after : options.ordinary_silent_after;
      if (now - job.event.occurred < std::chrono::seconds(limit)) continue;
      if (responder) {
        KJEDE_TRY(fall_silent(job));
      } else if (!job.alarmed) {
        KJEDE_TRY(give_alarm(job, text_in(job.event, "channel"), "ordinary_silent"));
      }
    }
    return {};
  }

  base::Result<void> fall_silent(Job& job) {
    if (job.done) return {};
    bool taken_in = false;
    KJEDE_TRY(write("silent:" + job.key, {written(job.event, EventKind::silent, now, now)}, &taken_in));
    job.done = true;
    if (!taken_in) return {};
    ++turn.silent;
    return replaced(job.event, job.key);
  }

  base::Result<void> replaced(const MissionEvent& lost, const std::string& key) {
    if (!replace || lost.kind != EventKind::responder_alerted) return {};
    auto step = replace(lost.incident, now);
    if (!step || step->empty()) return {};
    bool taken_in = false;
    KJEDE_TRY(write("replace:" + key, *std::move(step), &taken_in));
    if (taken_in) ++turn.replaced;
    return {};
  }

  void heartbeats() {
    if (options.heartbeat_every == 0) return;
    for (const auto& [name, channel] : channels) {
      auto& beat = beats[name];
      if (beat.due > now) continue;
      ChannelMessage message;
      message.key = fmt::format("heartbeat:{}:{}:{}", name, now.time_since_epoch().count(), ++beat.number);
      message.kind = "heartbeat";
      message.channel = name;
      const bool alive = channel->send(message, now).has_value();
      if (!alive && !beat.lost) alarm(name, "", "", "heartbeat_lost");
      if (alive && beat.lost) alarm(name, "", "", "heartbeat_back");
      beat.lost = !alive;
      beat.due = now + std::chrono::seconds(alive ? options.heartbeat_every : options.retry_seconds);
    }
  }
};

Outbox::Outbox(ResponderLog& log, std::map<std::string, Channel*> channels, const OutboxOptions& options)
    : state_(new State{log, std::move(channels), options, {}, 0, {}, {}, {}, {}, {}, {}, {}}) {}
Outbox::~Outbox() = default;

std::vector<Outbox::ChannelState> Outbox::channels() const {
  const auto& s = *state_;
  std::map<std::string, std::string> problems;
  for (const auto& [name, channel] : s.channels) problems[name];
  for (const auto& job : s.jobs) {
    if (!job.failing.empty() && !job.taken && !job.done) problems[text_in(job.event, "channel")] = job.failing;
  }
  for (const auto& [name, beat] : s.beats) {
    if (beat.lost) problems[name] = "heartbeat_lost";
  }
  std::vector<ChannelState> out;
  for (const auto& [name, problem] : problems) out.push_back({name, problem.empty(), problem});
  return out;
}

void Outbox::replace_with(Replace replace) { state_->replace = std::move(replace); }

base::Result<OutboxTurn> Outbox::turn(base::Instant now) {
  auto& s = *state_;
  s.turn = {};
  s.now = now;
  KJEDE_TRY(s.read());
  KJEDE_TRY(s.answers());
  KJEDE_TRY(s.send());
  KJEDE_TRY(s.timeouts());
  s.heartbeats();
  return s.turn;
}

}  // namespace kjede::service
