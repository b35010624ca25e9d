#pragma once
// One replication: the state of every unit on virtual time, and what happens next.
//
// Events are few: a call is received, a call is ready for dispatch, a unit is clear (or its rest ends), a unit's duty
// changes, the roads change. Arrivals in between need no event: where a unit is follows from its trip when somebody
// asks.

#include <map>
#include <optional>
#include <span>
#include <vector>

#include "event_tree.hpp"
#include "kjede/dispatch/dmexclp.hpp"
#include "kjede/sim/calls.hpp"
#include "mission_log.hpp"
#include "prepared.hpp"
#include "waiting_line.hpp"

namespace kjede::sim {

// A drive in progress. What is left of it in tabulated time is (arrive − now − access) / factor.
struct Trip {
  Time depart = 0, arrive = 0;
  Millis access = 0;  // off the road, at the end
  float factor = 1;
  std::uint32_t from = 0, to = 0;  // places
  Drive drive = Drive::normal;
  std::uint8_t set = 0;
  bool active = false;
};

enum class Duty : std::uint8_t { start, rest, end };

struct Crew {
  Trip trip;
  Call call;  // of the mission it is on
  MissionTimes times;
  Millis left_there = 0;  // tabulated time from the next place ahead to the end of the trip
  std::uint32_t hospital = none;
  std::uint32_t row = no_row;  // of the log: the last mission, until it is known when the unit got to a station
  Duty next_duty = Duty::start;
  Time on_since = 0;
  bool covering = false;   // counted as idle cover at its unit's station
  bool leaving = false;    // the shift is over, the mission not
  bool owed_rest = false;  // the meal was due or broken off
};

class Engine {
 public:
  Engine(const Prepared& prepared, CallSource& calls, Replication& out);
  void run();

 private:
  // engine.cpp: events and dispatch
  bool step();
  bool finished() const;
  void receive();
  void dispatch_next_ready();
  void dispatch(const Call& call, bool again);
  std::optional<dispatch::Choice> choose(const Call& call);
  void assign(std::uint32_t u, const Call& call);
  Call abandon(std::uint32_t u);  // a diverted unit's mission
  void plan_mission(Crew& crew);
  void clear(std::uint32_t u);
  void send_second(const Call& call);
  bool take_over(std::uint32_t u);
  void relieve(std::uint32_t u);
  void serve_waiting();
  bool serve_with(std::uint32_t u);
  void change_roads();
  // fleet.cpp: where units are, shifts and rest
  void start_fleet();
  void locate_fleet();
  void locate(std::uint32_t u);
  void arrive(std::uint32_t u);
  void start_trip(std::uint32_t u, const Trip& trip);
  void become_idle(std::uint32_t u, std::uint32_t station);
  void stop_idling(std::uint32_t u);
  void duty_event(std::uint32_t u);
  void start_shift(std::uint32_t u);
  void end_shift(std::uint32_t u);
  void go_off_duty(std::uint32_t u);
  void begin_rest(std::uint32_t u);
  void end_rest(std::uint32_t u);
  void schedule_duty(std::uint32_t u);
  bool busy(std::uint32_t u) const;
  // moves.cpp: redeployment
  void send_somewhere(std::uint32_t u);
  std::uint32_t station_for(std::uint32_t u);
  std::uint32_t best_covering_station(std::uint32_t u);
  bool move_allowed(std::uint32_t u, std::uint32_t to, double gain, std::uint32_t idle_at) const;
  void drive_to_station(std::uint32_t u, std::uint32_t station);
  void comply();
  // record.cpp: figures
  void record_mission(std::uint32_t u);
  void record_unreached();
  void record_call(const Call& call, Time arrived);
  void record_response(const Call& call, Millis response);
  void record_busy(std::uint32_t u, Time until);
  double kilometres(const Trip& trip) const;
  void record_kilometres(std::uint32_t u, Time when, double kilometres);
  void finish();

  const TravelTable& table(Drive drive) const { return service_.travel.sets[set_].of(drive); }
  std::uint32_t count() const { return static_cast<std::uint32_t>(units_.size()); }

  const Prepared& prepared_;
  const Service& service_;
  const dispatch::Policy& policy_;
  CallSource& source_;
  Replication& out_;

  Time now_ = 0;
  std::uint8_t set_ = 0;
  Time roads_change_ = never;
  std::vector<Call> buffer_;
  std::size_t buffered_ = 0, taken_ = 0;
  bool more_calls_ = true;
  // Calls of two units: the first arrival, and how many are still on the call.
  struct TwoUnits {
    Time arrived = never;
    int open = 0;
    bool main_done = false;
  };
  std::map<std::uint32_t, TwoUnits> two_units_;  // by incident
  WaitingLine ready_;                            // received, not yet ready for dispatch: by time of readiness
  std::array<WaitingLine, priority_count> waiting_;
  std::uint64_t open_calls_ = 0;  // counted calls not yet ended

  std::vector<dispatch::Unit> units_;
  std::vector<Crew> crews_;
  EventTree events_;  // leaf u: clear or rest over; leaf units + u: duty
  std::vector<std::uint32_t> idle_at_;
  std::optional<dispatch::CoverCounts> counts_;
  std::vector<std::span<const Millis>> station_rows_;  // compliance: drive times to each station
  std::vector<MissionRow> rows_;
};

}  // namespace kjede::sim
