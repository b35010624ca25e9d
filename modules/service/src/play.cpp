#include "kjede/service/play.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <numbers>

#include "kjede/dispatch/codes.hpp"
#include "kjede/service/next_alert.hpp"
#include "play_crew.hpp"

namespace kjede::service {
namespace {

using dispatch::EventKind;
using dispatch::Mission;
using dispatch::MissionEvent;
using dispatch::UnitProgress;
using dispatch::UnitRole;
using text::Json;

constexpr double kMetresADegree = 111'195;
constexpr double kScatter = 400;                   // metres around an inhabited place
constexpr double kLongestTurn = 2;                 // seconds of the clock; a server that slept does not leap
constexpr auto kAgain = std::chrono::seconds(10);  // after nobody was free
constexpr auto kStandDown = std::chrono::seconds(3);
constexpr const char* kPolicy = "kjede";

// What callers say: (how often, indication of the guideline, priority).
struct CallKind {
  double share;
  const char *indication, *priority;
};
constexpr CallKind kCalls[] = {{0.35, "unconscious_not_breathing", "acute"},
                               {0.25, "severe_injury", "acute"},
                               {0.4, "unclear_vital_failure", "acute"}};

SimulatedChannelOptions answers(const PlayOptions& options, bool crews) {
  const double pace = std::max(1.0, options.speed);
  return {.seed = options.seed,
          .fails = 0,
          .accepts = crews ? 1.0 : 0.6,
          .refuses = crews ? 0.0 : 0.2,
          .mean_seconds = (crews ? 12.0 : 25.0) / pace};
}

bool is_out(const Mission& mission, UnitRole role) {
  return std::any_of(mission.units.begin(), mission.units.end(),
                     [&](const auto& named) { return named.second.role == role && named.second.is_out(); });
}

}  // namespace

struct Play::State {
  ResponderLog& log;
  RecommendSession& session;
  LivePicture& picture;
  PlayOptions options;
  Held held;
  SimulatedChannel crews, centre, direct, other;
  std::vector<Crew> people;
  std::vector<dispatch::Place> inhabited;
  base::Rng calls;
  CrewWorld world;
  std::optional<base::Instant> last;
  double until_call = 5;  // seconds of the play
  int number = 0;         // of the last incident
  std::map<std::string, Mission> open;
  std::map<std::string, dispatch::Place> scenes;
  std::map<std::string, base::Instant> not_before;  // incident → when the operator tries again
  base::Instant now;
  Turn done;
  std::optional<base::Diagnostics> broken;  // the log could not be written

  State(ResponderLog& a_log, RecommendSession& a_session, LivePicture& a_picture, const PlayOptions& given, Held a_held)
      : log(a_log),
        session(a_session),
        picture(a_picture),
        options(given),
        held(std::move(a_held)),
        crews(answers(given, true)),
        centre(answers(given, false)),
        direct(answers(given, false)),
        other(answers(given, false)),
        calls(base::Rng(given.seed).stream("calls")),
        world{session.roads(), &options.hospitals, base::Rng(given.seed).stream("crews"), {}} {
    const auto& scheme = session.scheme();
    for (const auto& one : scheme.resources) people.emplace_back(one, world.rng.stream(one.id));
    for (const auto& one : scheme.units) {
      if (one.active) people.emplace_back(one, world.rng.stream(one.id));
    }
    for (const auto& one : scheme.aeds) inhabited.push_back({one.lon, one.lat});
    for (const auto& one : scheme.units) inhabited.push_back({one.lon, one.lat});
    world.tell = [this](const std::string& incident, const std::string& unit, EventKind kind, Json fields) {
      return tell(incident, unit, kind, std::move(fields));
    };
  }

  // A step that the mission does not take (somebody was first) is no fault; a log that cannot be written is.
  bool write(const std::string& key, std::vector<MissionEvent> events) {
    if (broken) return false;
    const auto step = log.propose(key, std::move(events));
    if (!step && step.error().front().code.starts_with("KJ04")) broken = step.error();
    if (step) ++done.written;
    return step.has_value();
  }

  bool tell(const std::string& incident, const std::string& unit, EventKind kind, Json fields) {
    const auto known = open.find(incident);
    const auto version = known == open.end() ? 0 : known->second.version;
    const std::string player(kPlayer);
    const MissionEvent event{kind, incident, unit, now, player, now, player, std::move(fields)};
    return write(fmt::format("play:{}:{}:{}:{}", to_string(kind), incident, unit, version), {event});
  }

  base::Result<void> look() {
    open.clear();
    log.look([&](const dispatch::MissionBoard& board) {
      for (const auto& [id, mission] : board.missions()) {
        if (!mission.closed) open[id] = mission;
        if (id.starts_with(kPlayPrefix)) number = std::max(number, number_of(id));
      }
    });
    for (const auto& [id, mission] : open) {
      if (scenes.contains(id)) continue;
      const auto incident = logged_incident(log, id);
      scenes[id] = incident ? incident->place : dispatch::Place{};
    }
    std::erase_if(scenes, [&](const auto& one) { return !open.contains(one.first); });
    return {};
  }

  static int number_of(const std::string& id) {
    const auto dash = id.rfind('-');
    return std::atoi(id.c_str() + dash + 1);
  }

  void call(double seconds) {
    until_call -= seconds;
    if (until_call > 0 || inhabited.empty()) return;
    until_call = calls.exponential(3600 / std::max(0.1, options.calls_an_hour));
    const auto mine =
        std::count_if(open.begin(), open.end(), [](const auto& one) { return one.first.starts_with(kPlayPrefix); });
    if (static_cast<std::size_t>(mine) >= options.most_open) return;
    const auto& near = inhabited[calls.below(inhabited.size())];
    const double lat = near.lat + calls.normal() * kScatter / kMetresADegree;
    const double lon =
        near.lon + calls.normal() * kScatter / (kMetresADegree * std::cos(near.lat * std::numbers::pi / 180));
    double draw = calls.uniform();
    const auto* kind = std::begin(kCalls);
    while (kind + 1 != std::end(kCalls) && draw >= kind->share) draw -= (kind++)->share;
    const auto id = fmt::format("{}{:04}", kPlayPrefix, ++number);
    tell(id, "", EventKind::incident_opened,
         {{"initiator", "amk"},
          {"purpose", "life_saving"},
          {"indication", kind->indication},
          {"priority", kind->priority},
          {"in_hospital", false},
          {"lon", std::round(lon * 1e5) / 1e5},
          {"lat", std::round(lat * 1e5) / 1e5}});
  }

  bool is_held(const std::string& incident) const { return held && held(incident); }

  // The simulated operator: what nobody at the desk took, by the production recommendation and its own step.
  void operate() {
    const auto policy = dispatch::responder_policy(kPolicy);
    for (const auto& [id, mission] : open) {
      if (!id.starts_with(kPlayPrefix) || is_held(id)) continue;
      if (!mission.considered) {
        const auto due = std::max(mission.opened_at + std::chrono::seconds(options.patience), not_before[id]);
        if (now < due) continue;
        not_before[id] = now + kAgain;
        picture.give(session);
        auto step = next_alert(session, *policy, log, id, {.recorder = std::string(kPlayer)}, now);
        if (step && !step->empty()) write("play:alert:" + id, *std::move(step));
        continue;
      }
      stand_down(mission);
      close(mission);
    }
    std::erase_if(not_before, [&](const auto& one) { return !open.contains(one.first); });
  }

  // Whoever has not come when the ambulance is there is called back.
  void stand_down(const Mission& mission) {
    const auto there = std::find_if(mission.units.begin(), mission.units.end(), [](const auto& named) {
      return named.second.role == UnitRole::ordinary && named.second.arrived;
    });
    if (there == mission.units.end() || now - *there->second.arrived < kStandDown) return;
    for (const auto& [id, unit] : mission.units) {
      if (unit.role == UnitRole::responder && unit.is_out() && !unit.arrived)
        tell(mission.incident, id, EventKind::stood_down, {{"reason", "the ambulance is there"}});
    }
  }

  void close(const Mission& mission) {
    const bool over = !is_out(mission, UnitRole::ordinary) && !is_out(mission, UnitRole::responder);
    const bool came = std::any_of(mission.units.begin(), mission.units.end(),
                                  [](const auto& named) { return named.second.ended.has_value(); });
    if (over && came && missing_documentation(mission).empty())
      tell(mission.incident, "", EventKind::closed, Json::object());
  }

  void move(double seconds) {
    std::map<std::string, std::string> out;
    for (const auto& [id, mission] : open) {
      for (const auto& [unit, state] : mission.units) {
        if (state.is_out()) out[unit] = id;
      }
    }
    for (auto& crew : people) {
      CrewOrder order;
      if (const auto on = out.find(crew.id()); on != out.end())
        order = {&open.at(on->second), scenes.at(on->second), is_held(on->second)};
      crew.turn(seconds, order, world);
      if (const auto said = crew.report(seconds, now)) {
        picture.report(*said);
        done.moved.insert(said->id);
      }
    }
  }
};

Play::Play(ResponderLog& log, RecommendSession& session, LivePicture& picture, const PlayOptions& options, Held held)
    : state_(new State(log, session, picture, options, std::move(held))) {}
Play::~Play() = default;

std::map<std::string, Channel*> Play::channels() {
  return {
      {"nodnett", &state_->crews}, {"110", &state_->centre}, {"direct", &state_->direct}, {"other", &state_->other}};
}

OutboxOptions Play::outbox_options() const {
  const double pace = std::max(1.0, state_->options.speed);
  const auto paced = [&](int seconds, int least) { return std::max(least, static_cast<int>(seconds / pace)); };
  return {.silent_after = paced(60, 10), .ordinary_silent_after = paced(120, 30), .heartbeat_every = 5};
}

void Play::set_speed(double speed) { state_->options.speed = std::clamp(speed, 0.0, kFastestPlay); }
double Play::speed() const { return state_->options.speed; }

bool Play::set_down(const std::string& channel, bool down) {
  auto& s = *state_;
  SimulatedChannel* const all[] = {&s.crews, &s.centre, &s.direct, &s.other};
  const char* const names[] = {"nodnett", "110", "direct", "other"};
  for (std::size_t i = 0; i < std::size(all); ++i) {
    if (channel == names[i]) return all[i]->set_down(down), true;
  }
  return false;
}

base::Result<Play::Turn> Play::turn(base::Instant now) {
  auto& s = *state_;
  const double gone = s.last ? std::chrono::duration<double>(now - *s.last).count() : 0;
  s.last = now;
  s.now = now;
  s.done = {};
  s.broken.reset();
  const double seconds = std::clamp(gone, 0.0, kLongestTurn) * s.options.speed;
  KJEDE_TRY(s.log.refresh());
  KJEDE_TRY(s.look());
  s.move(seconds);
  s.call(seconds);
  if (s.options.speed > 0) s.operate();
  if (s.broken) return base::fail(*s.broken);
  return s.done;
}

}  // namespace kjede::service
