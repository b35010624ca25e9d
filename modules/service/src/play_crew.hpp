#pragma once
// One crew of the play: what it does next follows from its mission in the log; how long that takes is drawn.

#include <functional>
#include <optional>
#include <string>

#include "kjede/base/rng.hpp"
#include "kjede/dispatch/mission.hpp"
#include "kjede/service/live_picture.hpp"
#include "play_route.hpp"

namespace kjede::service {

// What a crew sees of its mission this turn.
struct CrewOrder {
  const dispatch::Mission* mission = nullptr;  // null: it is not out
  dispatch::Place scene;
  bool held = false;  // a person looks after the mission
};

// The world that the crews share.
struct CrewWorld {
  const RoadSession* roads = nullptr;
  const std::vector<dispatch::Place>* hospitals = nullptr;
  base::Rng rng;
  // A step of the crew's mission; false: the mission does not take it now.
  std::function<bool(const std::string& incident, const std::string& unit, dispatch::EventKind kind, text::Json fields)>
      tell;
};

class Crew {
 public:
  Crew(const dispatch::OrdinaryResource& resource, base::Rng rng);
  Crew(const dispatch::ResponderUnit& unit, base::Rng rng);

  const std::string& id() const { return id_; }
  // `seconds` of the play go by.
  void turn(double seconds, const CrewOrder& order, CrewWorld& world);
  // What its terminal says; nothing while it keeps silent.
  std::optional<LiveReport> report(double seconds, base::Instant now);

 private:
  enum class Phase { idle, turnout, to_scene, scene, to_hospital, hospital, home };
  enum class Kind { ambulance, doctor, air, responder };

  void on_mission(double seconds, const CrewOrder& order, CrewWorld& world);
  void off_mission(double seconds, CrewWorld& world);
  void at_scene(double seconds, const CrewOrder& order, CrewWorld& world);
  void leave_scene(const CrewOrder& order, CrewWorld& world);
  void hand_over(const CrewOrder& order, CrewWorld& world);
  void drive(const dispatch::Place& to, Phase phase, CrewWorld& world);
  bool arrived(double seconds, double pace);
  void wait(Phase phase, double seconds);
  double around(double seconds);
  dispatch::ResourceState state() const;
  double kmh() const { return kind_ == Kind::air ? 220 : kind_ == Kind::responder ? 45 : 60; }

  std::string id_, incident_;
  Kind kind_ = Kind::ambulance;
  Phase phase_ = Phase::idle;
  base::Rng rng_;
  dispatch::Place home_, at_;
  dispatch::ResourceState idle_state_ = dispatch::ResourceState::available;
  PlayRoute route_;
  double gone_ = 0;        // seconds since the drive began
  double left_ = 0;        // seconds until this phase ends
  double turnout_ = 60;    // expected
  double since_said_ = 0;  // seconds since the terminal spoke
  bool moved_ = true, silent_ = false;
};

}  // namespace kjede::service
