#include "play_crew.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>

#include "kjede/service/play.hpp"

namespace kjede::service {
namespace {

using dispatch::EventKind;
using dispatch::ResourceState;
using dispatch::UnitProgress;
using text::Json;

constexpr double kReportEvery = 60;       // seconds; standing terminals speak so often
constexpr double kSilentTerminal = 0.06;  // of the resources: nothing heard of them for a while
constexpr auto kSilentFor = std::chrono::minutes(45);
constexpr double kHomePace = 0.75;     // without lights
constexpr double kBesidePerson = 600;  // seconds a responder waits for a person at the desk to take the report

bool any_ordinary(const dispatch::Mission& mission, bool there) {
  return std::any_of(mission.units.begin(), mission.units.end(), [&](const auto& named) {
    const auto& unit = named.second;
    return unit.role == dispatch::UnitRole::ordinary && (there ? unit.arrived.has_value() : unit.is_out());
  });
}

bool responders_at_work(const dispatch::Mission& mission) { return mission.has_responder_out(); }

}  // namespace

Crew::Crew(const dispatch::OrdinaryResource& resource, base::Rng rng)
    : id_(resource.id), rng_(rng), home_{resource.lon, resource.lat}, at_(home_) {
  kind_ = resource.kind == dispatch::ResourceKind::air      ? Kind::air
          : resource.kind == dispatch::ResourceKind::doctor ? Kind::doctor
                                                            : Kind::ambulance;
  turnout_ = kind_ == Kind::air ? 420 : kind_ == Kind::doctor ? 120 : 60;
  silent_ = rng_.chance(kSilentTerminal);
  const bool away = resource.state == ResourceState::off_duty || resource.state == ResourceState::unknown;
  if (away) {
    idle_state_ = resource.state;
  } else if (!resource.is_free()) {
    wait(Phase::hospital, 120 + 1200 * rng_.uniform());  // on something that began before the play
  }
}

Crew::Crew(const dispatch::ResponderUnit& unit, base::Rng rng)
    : id_(unit.id), kind_(Kind::responder), rng_(rng), home_{unit.lon, unit.lat}, at_(home_) {
  turnout_ = unit.turnout_seconds > 0 ? unit.turnout_seconds : 120;
}

// Half to twice as long as expected, most near it.
double Crew::around(double seconds) { return seconds * std::exp(std::clamp(0.3 * rng_.normal(), -0.7, 0.7)); }

void Crew::wait(Phase phase, double seconds) {
  phase_ = phase;
  left_ = seconds;
  moved_ = true;
}

void Crew::drive(const dispatch::Place& to, Phase phase, CrewWorld& world) {
  route_ = PlayRoute(kind_ == Kind::air ? nullptr : world.roads, at_, to, kmh());
  gone_ = 0;
  phase_ = phase;
  moved_ = true;
  silent_ = false;
}

bool Crew::arrived(double seconds, double pace) {
  gone_ += seconds * pace;
  at_ = route_.at(gone_);
  moved_ = true;
  return gone_ >= route_.seconds();
}

void Crew::turn(double seconds, const CrewOrder& order, CrewWorld& world) {
  since_said_ += seconds;
  if (order.mission != nullptr) {
    on_mission(seconds, order, world);
  } else {
    off_mission(seconds, world);
  }
}

void Crew::on_mission(double seconds, const CrewOrder& order, CrewWorld& world) {
  const auto& incident = order.mission->incident;
  if (incident_ != incident) {
    incident_ = incident;
    rng_ = world.rng.stream(id_ + " " + incident);
    phase_ = Phase::idle;
    moved_ = true;
  }
  const auto progress = order.mission->units.at(id_).progress;
  if (progress == UnitProgress::acknowledged) {
    if (phase_ != Phase::turnout) return wait(Phase::turnout, around(turnout_));
    left_ -= seconds;
    if (left_ <= 0) world.tell(incident, id_, EventKind::mobile, Json::object());
  } else if (progress == UnitProgress::mobile) {
    if (phase_ != Phase::to_scene) return drive(order.scene, Phase::to_scene, world);
    if (arrived(seconds, 1)) world.tell(incident, id_, EventKind::arrived, Json::object());
  } else if (progress >= UnitProgress::arrived) {
    at_scene(seconds, order, world);
  }
}

void Crew::at_scene(double seconds, const CrewOrder& order, CrewWorld& world) {
  if (phase_ != Phase::scene) {
    at_ = order.scene;
    const double minutes = kind_ == Kind::responder ? 2 : kind_ == Kind::air ? 15 : 12;
    return wait(Phase::scene, around(minutes * 60));
  }
  left_ -= seconds;
  if (left_ > 0) return;
  if (kind_ == Kind::responder) return hand_over(order, world);
  if (!responders_at_work(*order.mission)) leave_scene(order, world);
}

// To the first health resource (R88), then identity and end (R90). A person at the desk may take it down instead.
void Crew::hand_over(const CrewOrder& order, CrewWorld& world) {
  const auto& mission = *order.mission;
  const auto& unit = mission.units.at(id_);
  if (order.held && left_ > -kBesidePerson) return;
  if (!any_ordinary(mission, true) && any_ordinary(mission, false)) return;
  if (!unit.handed_over) {
    const auto came = base::to_string(unit.arrived.value_or(mission.opened_at));
    const Json care = kind_ == Kind::responder && mission.indication == "unconscious_not_breathing"
                          ? Json{"cpr", "aed_attached"}
                          : Json{"first_aid"};
    world.tell(mission.incident, id_, EventKind::handed_over,
               {{"to", "ambulance"}, {"own_arrival", came}, {"care", care}, {"deviations", "none (synthetic)"}});
    return;
  }
  world.tell(mission.incident, id_, EventKind::ended, {{"identity", id_}});
}

void Crew::leave_scene(const CrewOrder& order, CrewWorld& world) {
  if (!world.tell(order.mission->incident, id_, EventKind::ended, {{"identity", id_}})) return;
  if (world.hospitals->empty() || kind_ == Kind::doctor || !rng_.chance(0.6)) return;
  const auto nearer = [&](const dispatch::Place& a, const dispatch::Place& b) {
    return dispatch::metres_between(at_, a) < dispatch::metres_between(at_, b);
  };
  drive(*std::min_element(world.hospitals->begin(), world.hospitals->end(), nearer), Phase::to_hospital, world);
}

void Crew::off_mission(double seconds, CrewWorld& world) {
  incident_.clear();
  switch (phase_) {
    case Phase::idle: return;
    case Phase::turnout: return wait(Phase::idle, 0);
    case Phase::to_scene:
    case Phase::scene: return drive(home_, Phase::home, world);
    case Phase::to_hospital:
      if (arrived(seconds, 1)) wait(Phase::hospital, around(900));
      return;
    case Phase::hospital:
      left_ -= seconds;
      if (left_ <= 0) drive(home_, Phase::home, world);
      return;
    case Phase::home:
      if (arrived(seconds, kHomePace)) wait(Phase::idle, 0);
      return;
  }
}

ResourceState Crew::state() const {
  switch (phase_) {
    case Phase::idle: return incident_.empty() ? idle_state_ : ResourceState::alerted;
    case Phase::turnout:
    case Phase::to_scene: return ResourceState::alerted;
    case Phase::scene: return ResourceState::at_scene;
    case Phase::to_hospital: return ResourceState::to_hospital;
    case Phase::hospital: return ResourceState::at_hospital;
    case Phase::home: return ResourceState::returning;
  }
  return ResourceState::unknown;
}

std::optional<LiveReport> Crew::report(double seconds, base::Instant now) {
  const bool first = since_said_ <= seconds && moved_;
  if (silent_ && !first) return {};
  if (!moved_ && since_said_ < kReportEvery) return {};
  since_said_ = 0;
  moved_ = false;
  LiveReport said{.id = id_, .place = at_, .when = silent_ ? now - kSilentFor : now};
  if (kind_ != Kind::responder) said.state = state();
  return said;
}

}  // namespace kjede::service
