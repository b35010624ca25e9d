#include "kjede/service/recommendation.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "kjede/service/codes.hpp"

namespace kjede::service {

namespace {

base::Unexpected no_such(const std::string& id) {
  return base::fail(codes::unknown_unit, fmt::format("there is no unit or resource '{}'", id),
                    "import it first, or correct its name");
}

}  // namespace

struct RecommendSession::State {
  dispatch::Scheme scheme;
  dispatch::RuleSet rules;
  base::TimeZone zone;
  std::shared_ptr<const RoadSession> roads = {};  // null: straight lines; only read once it is open
  double snap_limit = 0;
  std::unique_ptr<dispatch::TravelTimes> times = {};
  std::optional<dispatch::SchemeIndex> index = {};
  std::optional<dispatch::LiveState> live = {};
  // What the missions say: who is out where, who accepted when, and the alerts of those that are open.
  struct History {
    std::vector<dispatch::EarlierAlert> alerted;
    std::optional<base::Instant> decided;
  };
  std::map<std::string, std::string> out = {};
  std::map<std::string, base::Instant> accepted = {};
  std::map<std::string, History, std::less<>> open = {};
  struct Position {
    dispatch::Spot spot;
    base::Instant when;
  };
  std::map<std::string, Position, std::less<>> positions = {};
  std::map<std::string, dispatch::ResourceState, std::less<>> states = {};
  std::map<std::string, bool, std::less<>> duty = {};

  void measure_ways() {
    if (roads == nullptr) {
      times = std::make_unique<dispatch::StraightTimes>();
      return;
    }
    const road::SnapOptions snapping{road::SnapTo::arc, roads->off_road_speed(), snap_limit, true};
    times = std::make_unique<dispatch::RoadTimes>(roads->roads(), roads->weights(), roads->graph(), snapping);
  }

  void prepare(base::Date day) {
    live.reset();
    index.emplace(scheme, rules, *times, day);
    refresh();
  }

  // What changes from minute to minute, put on a fresh state.
  void refresh() {
    live.emplace(*index);
    for (const auto& [id, state] : states) {
      if (const auto resource = index->resource(id)) live->set_resource(*resource, state);
    }
    for (const auto& [id, on_duty] : duty) {
      if (const auto unit = index->unit(id)) live->set_duty(*unit, on_duty);
    }
    for (const auto& [id, incident] : out) {
      if (const auto unit = index->unit(id)) live->set_incident(*unit, incident);
      if (const auto resource = index->resource(id)) {
        live->set_resource(*resource, live->resource(*resource).state, incident);
      }
    }
    for (const auto& [id, when] : accepted) {
      if (const auto unit = index->unit(id)) live->set_accepted(*unit, when);
    }
    for (const auto& [id, position] : positions) {
      if (const auto unit = index->unit(id)) live->move_unit(*unit, position.spot, position.when);
      if (const auto resource = index->resource(id)) live->move_resource(*resource, position.spot, position.when);
    }
  }

  void take(const dispatch::Mission& mission) {
    for (const auto& [name, unit] : mission.units) {
      if (unit.is_out() && !mission.closed) out[name] = mission.incident;
      if (unit.role != dispatch::UnitRole::responder) continue;
      if (unit.acknowledged) accepted[name] = std::max(accepted[name], *unit.acknowledged);
      if (mission.closed) continue;
      const bool counts = unit.is_out() || unit.progress == dispatch::UnitProgress::ended;
      open[mission.incident].alerted.push_back({name, counts});
    }
    if (!mission.closed) open[mission.incident].decided = mission.decided;
  }

  void add_history(dispatch::Incident& incident, base::Instant now) const {
    const auto found = open.find(incident.id);
    if (found == open.end()) return;
    incident.alerted = found->second.alerted;
    if (!found->second.decided) return;
    const auto since = std::chrono::duration_cast<std::chrono::seconds>(now - *found->second.decided);
    incident.elapsed_seconds = static_cast<int>(std::max<std::int64_t>(0, since.count()));
  }
};

RecommendSession::RecommendSession(std::unique_ptr<State> state) : state_(std::move(state)) {}
RecommendSession::~RecommendSession() = default;

base::Result<std::unique_ptr<RecommendSession>> RecommendSession::open(dispatch::Scheme scheme, dispatch::RuleSet rules,
                                                                       const std::optional<RoadChoice>& roads,
                                                                       base::Instant now, base::Progress& progress,
                                                                       const std::string& time_zone) {
  const auto zone = base::TimeZone::find(time_zone);
  if (!zone) {
    return base::fail(codes::bad_choice, fmt::format("there is no time zone '{}'", time_zone), "use Europe/Oslo");
  }
  auto state = std::unique_ptr<State>(new State{.scheme = std::move(scheme), .rules = std::move(rules), .zone = *zone});
  if (roads) {
    KJEDE_ASSIGN(auto opened, RoadSession::open(*roads, progress));
    state->roads = std::make_shared<const RoadSession>(std::move(opened));
    state->snap_limit = roads->snap_limit;
  }
  state->measure_ways();
  state->prepare(dispatch::moment_of(now, *zone).date);
  return std::unique_ptr<RecommendSession>(new RecommendSession(std::move(state)));
}

base::Result<std::unique_ptr<RecommendSession>> RecommendSession::open_on_roads_of(const RecommendSession& earlier,
                                                                                   dispatch::Scheme scheme,
                                                                                   dispatch::RuleSet rules,
                                                                                   base::Instant now) {
  const auto& before = *earlier.state_;
  auto state =
      std::unique_ptr<State>(new State{.scheme = std::move(scheme), .rules = std::move(rules), .zone = before.zone});
  state->roads = before.roads;
  state->snap_limit = before.snap_limit;
  state->measure_ways();
  state->prepare(dispatch::moment_of(now, state->zone).date);
  return std::unique_ptr<RecommendSession>(new RecommendSession(std::move(state)));
}

void RecommendSession::take(const dispatch::MissionBoard& board) {
  state_->out.clear();
  state_->accepted.clear();
  state_->open.clear();
  for (const auto& [id, mission] : board.missions()) state_->take(mission);
  state_->refresh();
}

base::Result<void> RecommendSession::place(const std::string& id, const dispatch::Place& at, base::Instant when) {
  const auto unit = state_->index->unit(id);
  const auto resource = state_->index->resource(id);
  if (!unit && !resource) return no_such(id);
  const auto known = state_->positions.find(id);
  const bool still = known != state_->positions.end() && known->second.spot.place == at;
  auto spot = still ? known->second.spot : state_->times->spot(at);
  if (unit) state_->live->move_unit(*unit, spot, when);
  if (resource) state_->live->move_resource(*resource, spot, when);
  state_->positions[id] = {std::move(spot), when};
  return {};
}

base::Result<void> RecommendSession::set_state(const std::string& resource, dispatch::ResourceState state) {
  const auto which = state_->index->resource(resource);
  if (!which) return no_such(resource);
  state_->states[resource] = state;
  state_->live->set_resource(*which, state, state_->live->resource(*which).incident);
  return {};
}

base::Result<void> RecommendSession::set_duty(const std::string& unit, bool on_duty) {
  const auto which = state_->index->unit(unit);
  if (!which) return no_such(unit);
  state_->duty[unit] = on_duty;
  state_->live->set_duty(*which, on_duty);
  return {};
}

base::Result<dispatch::Recommendation> RecommendSession::recommend(dispatch::Incident incident,
                                                                   const dispatch::ResponderPolicy& policy,
                                                                   base::Instant now) {
  const auto moment = dispatch::moment_of(now, state_->zone);
  if (moment.date != state_->index->day()) state_->prepare(moment.date);
  state_->add_history(incident, now);
  return dispatch::recommend(*state_->index, *state_->live, *state_->times, incident, policy, moment);
}

const dispatch::Scheme& RecommendSession::scheme() const { return state_->scheme; }
const RoadSession* RecommendSession::roads() const { return state_->roads ? &*state_->roads : nullptr; }
dispatch::Moment RecommendSession::moment(base::Instant now) const { return dispatch::moment_of(now, state_->zone); }

}  // namespace kjede::service
