#include <algorithm>

#include "recommend_parts.hpp"

namespace kjede::dispatch {
namespace {

constexpr std::size_t kLooked = 24;         // resources driven, the nearest by the great circle
constexpr double kOrdinaryReach = 300'000;  // metres

struct Candidate {
  double metres = 0;
  OrdinaryChoice choice;
};

int seconds_of(const OrdinaryChoice& choice) { return choice.arrival ? choice.arrival->seconds : 1 << 30; }

class Ordinary {
 public:
  explicit Ordinary(const Asked& asked) : asked_(asked) {}

  std::vector<OrdinaryChoice> choose(Factors& factors) {
    look(true);
    factors.free_ordinary = static_cast<int>(candidates_.size());
    if (candidates_.empty()) look(false);
    std::sort(candidates_.begin(), candidates_.end(), [](const Candidate& a, const Candidate& b) {
      return std::tuple(seconds_of(a.choice), a.metres, std::string_view(a.choice.id)) <
             std::tuple(seconds_of(b.choice), b.metres, std::string_view(b.choice.id));
    });
    return pick(factors);
  }

 private:
  // The nearest that are free (or, when there is none, that are busy), each with its drive.
  void look(bool free) {
    const auto& scheme = asked_.index.scheme();
    std::vector<std::uint32_t> near, flying;
    asked_.live.resource_places().nearest(asked_.incident.place, kOrdinaryReach, [&](std::uint32_t which, double) {
      if (is_free(which) != free || is_gone(which)) return false;
      (scheme.resources[which].kind == ResourceKind::air ? flying : near).push_back(which);
      return near.size() >= kLooked;
    });
    add_driving(near, free);
    for (const auto which : flying) add_flying(which, free);
  }

  bool is_free(std::uint32_t which) const {
    const auto& live = asked_.live.resource(which);
    const bool ready = live.state == ResourceState::available || live.state == ResourceState::returning;
    return ready && (live.incident.empty() || live.incident == asked_.incident.id);
  }
  bool is_gone(std::uint32_t which) const {
    const auto state = asked_.live.resource(which).state;
    return state == ResourceState::off_duty || state == ResourceState::unknown;
  }

  void add_driving(const std::vector<std::uint32_t>& near, bool free) {
    std::vector<const Spot*> spots;
    for (const auto which : near) spots.push_back(&asked_.live.resource(which).spot);
    const auto drives = drives_to(asked_.times, spots, asked_.scene);
    for (std::size_t i = 0; i < near.size(); ++i) add(near[i], free, drives[i]);
  }

  void add_flying(std::uint32_t which, bool free) {
    const double metres = metres_between(asked_.live.resource(which).spot.place, asked_.incident.place);
    const double seconds = metres / (asked_.policy.air_kmh / 3.6);
    add(which, free, {static_cast<Millis>(seconds * 1000), false});
  }

  void add(std::uint32_t which, bool free, const Drive& drive) {
    const auto& resource = asked_.index.scheme().resources[which];
    const auto& live = asked_.live.resource(which);
    OrdinaryChoice choice{resource.id, resource.kind, live.state, free, {}};
    if (drive.time < road::unreachable) {
      const double turnout = live.state == ResourceState::returning ? 0 : turnout_of(resource.kind);
      choice.arrival = arrival_of(turnout, drive.time, asked_.spread(), drive.straight_line);
      const bool recent = is_recent(live.position_time, asked_.now.instant, asked_.policy.position_age_limit);
      choice.arrival->old_position = live.position_time && !recent;
      const bool on_its_way = live.incident == asked_.incident.id && !live.incident.empty();
      if (on_its_way && !recent) pass(*choice.arrival, asked_.incident.elapsed_seconds);
    }
    candidates_.push_back({metres_between(live.spot.place, asked_.incident.place), std::move(choice)});
  }

  // It has been under way for so long, and nobody has said where it is.
  static void pass(Arrival& arrival, int seconds) {
    for (auto* time : {&arrival.seconds, &arrival.low, &arrival.high}) *time = std::max(0, *time - seconds);
  }

  double turnout_of(ResourceKind kind) const {
    const auto& policy = asked_.policy;
    return kind == ResourceKind::ambulance ? policy.ambulance_turnout
           : kind == ResourceKind::doctor  ? policy.doctor_turnout
                                           : policy.air_turnout;
  }

  // One ambulance, two for a suspected arrest; a doctor when acute; a helicopter when it is there before all others.
  std::vector<OrdinaryChoice> pick(const Factors& factors) const {
    std::size_t ambulances = factors.suspected_arrest ? 2 : 1;
    std::size_t doctors = asked_.incident.priority == Priority::acute ? 1 : 0;
    std::size_t flying = 1;
    std::vector<OrdinaryChoice> out;
    for (const auto& [metres, choice] : candidates_) {
      const bool air = choice.kind == ResourceKind::air;
      auto& left = air ? flying : choice.kind == ResourceKind::doctor ? doctors : ambulances;
      if (left == 0 || (air && !out.empty())) continue;
      --left;
      out.push_back(choice);
    }
    if (out.empty() && !candidates_.empty()) out.push_back(candidates_.front().choice);
    return out;
  }

  const Asked& asked_;
  std::vector<Candidate> candidates_;
};

}  // namespace

std::vector<OrdinaryChoice> choose_ordinary(const Asked& asked, Factors& factors) {
  return Ordinary(asked).choose(factors);
}

}  // namespace kjede::dispatch
