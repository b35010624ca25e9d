#include <fmt/format.h>

#include <algorithm>
#include <tuple>

#include "recommend_parts.hpp"

namespace kjede::dispatch {
namespace {

constexpr std::size_t kRoutedAtMost = 24;  // units driven, the nearest by the great circle
constexpr std::size_t kShownAtMost = 25;   // not eligible
constexpr std::size_t kLookedAtMost = 500;

struct Candidate {
  std::uint32_t unit = 0;
  double metres = 0;
  bool must_fetch = false;  // nothing lapsed but its own AED
  std::optional<Arrival> direct;
  std::optional<Arrival> fetching;  // with the best AED that is open when it comes there
  const NearAed* aed = nullptr;
  ResponderRole role = ResponderRole::to_patient;

  const std::optional<Arrival>& arrival() const { return role == ResponderRole::to_patient ? direct : fetching; }
};

int seconds_of(const std::optional<Arrival>& arrival) { return arrival ? arrival->seconds : 1 << 30; }

class Responders {
 public:
  Responders(const Asked& asked, Recommendation& answer) : asked_(asked), answer_(answer) {}

  void choose() {
    for (const auto& ordinary : answer_.ordinary) {
      if (ordinary.free && ordinary.arrival) {
        ordinary_ = std::min(ordinary_.value_or(1 << 30), ordinary.arrival->seconds);
      }
    }
    aeds_ = open_aeds(asked_);
    if (!aeds_.empty()) answer_.bystander_aed = aed_choice(asked_, aeds_.front(), 0);
    if (frame_holds()) {
      look();
      drive();
      drop_without_gain();
      pick();
    }
    fill_factors();
  }

 private:
  void bar(std::string unit, std::string requirement, Words reason) {
    if (answer_.not_eligible.size() >= kShownAtMost && !unit.empty()) return;
    answer_.not_eligible.push_back({std::move(unit), std::move(requirement), std::move(reason)});
  }

  // What excludes every first responder.
  bool frame_holds() {
    const auto& incident = asked_.incident;
    if (incident.initiator != "amk" && incident.initiator != "lvs") {
      bar("", "R05", {"bare AMK og legevaktsentral starter slike oppdrag", "only AMK and LVS start such missions"});
    }
    if (incident.purpose != "life_saving") {
      bar("", "R14", {"formålet er ikke livreddende førstehjelp", "the purpose is not life-saving first aid"});
    }
    if (incident.in_hospital) bar("", "R06", {"hendelsen er i sykehus", "the incident is in a hospital"});
    if (!answer_.factors.vital_failure) {
      bar("", "R40",
          {"ingen truende eller manifest svikt i vitale funksjoner",
           "no threatened or manifest failure of "
           "vital functions"});
    }
    const int minute = asked_.now.minute;
    if (minute < asked_.policy.from_minute || minute >= asked_.policy.to_minute) {
      bar("", "policy", {"utenfor tiden da akutthjelpere varsles", "outside the hours when responders are alerted"});
    }
    return answer_.not_eligible.empty();
  }

  double radius() const {
    const auto& phase = asked_.policy.phase(asked_.incident.elapsed_seconds);
    const double radius = asked_.incident.rural && phase.radius_rural > 0 ? phase.radius_rural : phase.radius;
    return radius > 0 ? radius : asked_.policy.reach;
  }

  // Outwards until enough are found, or nobody further out could be there before the ordinary resource.
  void look() {
    std::size_t looked = 0;
    const double metres_per_second = asked_.times.fastest_kmh() / 3.6;
    asked_.live.unit_places().nearest(asked_.incident.place, radius(), [&](std::uint32_t unit, double metres) {
      if (asked_.policy.needs_gain && ordinary_ && metres / metres_per_second > *ordinary_) return true;
      consider(unit, metres);
      ++looked;
      return candidates_.size() >= kRoutedAtMost || looked >= kLookedAtMost;
    });
    answer_.factors.responders_near = static_cast<int>(looked);
  }

  void consider(std::uint32_t unit, double metres) {
    const auto& id = asked_.index.scheme().units[unit].id;
    const auto& judgement = asked_.index.judgement(unit);
    if (const auto reason = barred(asked_, unit)) {
      if (!reason->requirement.empty()) bar(id, reason->requirement, reason->what);
      return;
    }
    Candidate candidate{unit, metres, false, {}, {}, nullptr, ResponderRole::to_patient};
    if (asked_.policy.lapsed == Lapsed::exclude && !judgement.lapsed.empty()) {
      candidate.must_fetch = !judgement.has_aed && judgement.lapsed.size() == 1 && !aeds_.empty();
      if (!candidate.must_fetch) return bar(id, judgement.lapsed.front().requirement, judgement.lapsed.front().what);
    }
    candidates_.push_back(std::move(candidate));
  }

  // The position if it is recent, else the station.
  const Spot& spot_of(std::uint32_t unit) const {
    const auto& live = asked_.live.unit(unit);
    const bool recent =
        !live.position_time || is_recent(live.position_time, asked_.now.instant, asked_.policy.position_age_limit);
    return recent ? live.spot : asked_.index.unit_spot(unit);
  }

  double turnout_of(std::uint32_t unit) const {
    const int own = asked_.index.scheme().units[unit].turnout_seconds;
    const bool night = asked_.now.minute < 7 * 60 || asked_.now.minute >= 23 * 60;
    return own > 0 ? own : night ? asked_.policy.turnout_night : asked_.policy.turnout_day;
  }

  void drive() {
    std::vector<const Spot*> from, doors;
    for (const auto& candidate : candidates_) from.push_back(&spot_of(candidate.unit));
    for (const auto& near : aeds_) doors.push_back(&asked_.index.aed_spot(near.aed));
    const auto direct = drives_to(asked_.times, from, asked_.scene);
    const bool fetches = asked_.policy.fetch != FetchRule::never && !aeds_.empty();
    const auto to_doors = fetches ? asked_.times.table(from, doors) : std::vector<Millis>();
    for (std::size_t i = 0; i < candidates_.size(); ++i) {
      auto& candidate = candidates_[i];
      const double turnout = turnout_of(candidate.unit);
      if (direct[i].time < road::unreachable) {
        candidate.direct = arrival_of(turnout, direct[i].time, asked_.spread(), direct[i].straight_line);
        const auto& live = asked_.live.unit(candidate.unit);
        candidate.direct->old_position = live.position_time && &spot_of(candidate.unit) != &live.spot;
      }
      if (fetches) best_door(candidate, turnout, {to_doors.data() + i * doors.size(), doors.size()});
    }
  }

  void best_door(Candidate& candidate, double turnout, std::span<const Millis> to_doors) const {
    for (std::size_t j = 0; j < to_doors.size(); ++j) {
      const auto way = road::add(to_doors[j], aeds_[j].to_scene);
      if (way >= road::unreachable) continue;
      const int at_door = static_cast<int>(turnout + to_doors[j] / 1000.0);
      if (door_at(asked_, aeds_[j].aed, at_door) != DoorState::open) continue;
      const auto arrival =
          arrival_of(turnout + asked_.policy.aed_pickup, way, asked_.spread(), !asked_.times.by_road());
      if (arrival.seconds >= seconds_of(candidate.fetching)) continue;
      candidate.fetching = arrival;
      candidate.aed = &aeds_[j];
    }
    if (candidate.must_fetch) candidate.role = ResponderRole::fetch_aed;
  }

  // R49. What is not known does not block.
  void drop_without_gain() {
    std::erase_if(candidates_, [&](const Candidate& candidate) {
      const auto& id = asked_.index.scheme().units[candidate.unit].id;
      if (candidate.must_fetch && !candidate.fetching) {
        bar(id, "R26", {"har ingen hjertestarter, og ingen åpen å hente", "has no AED, and none open to fetch"});
        return true;
      }
      const auto& arrival = candidate.arrival();
      if (!asked_.policy.needs_gain || !ordinary_ || !arrival || arrival->seconds < *ordinary_) return false;
      bar(id, "R49",
          {fmt::format("ingen tidsgevinst: framme etter {} s, ordinær ressurs etter {} s", arrival->seconds,
                       *ordinary_),
           fmt::format("no time gain: there after {} s, the ordinary resource after {} s", arrival->seconds,
                       *ordinary_)});
      return true;
    });
    std::sort(candidates_.begin(), candidates_.end(), [&](const Candidate& a, const Candidate& b) {
      const auto& units = asked_.index.scheme().units;
      return std::tuple(seconds_of(a.arrival()), a.metres, std::string_view(units[a.unit].id)) <
             std::tuple(seconds_of(b.arrival()), b.metres, std::string_view(units[b.unit].id));
    });
  }

  std::size_t wanted() const {
    const auto counted = std::count_if(asked_.incident.alerted.begin(), asked_.incident.alerted.end(),
                                       [](const EarlierAlert& each) { return each.counts; });
    const auto number = asked_.policy.phase(asked_.incident.elapsed_seconds).number;
    return static_cast<std::size_t>(std::max<std::ptrdiff_t>(0, number - counted));
  }

  void pick() {
    const auto now = std::min(wanted(), candidates_.size());
    give_roles(now);
    for (std::size_t i = 0; i < candidates_.size(); ++i) {
      (i < now ? answer_.responders : answer_.reserves).push_back(chosen(candidates_[i]));
    }
  }

  void give_roles(std::size_t now) {
    const auto fetch = asked_.policy.fetch;
    if (fetch == FetchRule::when_gains) return give_one_fetcher(now);
    if (fetch == FetchRule::never) return;
    for (std::size_t i = 1; i < now; ++i) {
      const bool goes = fetch == FetchRule::others || i % 2 == 1;
      if (goes && candidates_[i].fetching) candidates_[i].role = ResponderRole::fetch_aed;
    }
  }

  // Somebody fetches an AED when it then is with the patient before any that is carried there. The first keeps on.
  void give_one_fetcher(std::size_t now) {
    int carried = ordinary_.value_or(1 << 30);
    for (std::size_t i = 0; i < now; ++i) {
      const auto& candidate = candidates_[i];
      const bool brings = candidate.must_fetch || asked_.index.judgement(candidate.unit).has_aed;
      if (brings) carried = std::min(carried, seconds_of(candidate.arrival()));
    }
    Candidate* best = nullptr;
    for (std::size_t i = 1; i < now; ++i) {
      auto& candidate = candidates_[i];
      if (candidate.must_fetch || seconds_of(candidate.fetching) >= carried) continue;
      if (best == nullptr || seconds_of(candidate.fetching) < seconds_of(best->fetching)) best = &candidate;
    }
    if (best != nullptr) best->role = ResponderRole::fetch_aed;
  }

  ResponderChoice chosen(const Candidate& candidate) const {
    const auto& unit = asked_.index.scheme().units[candidate.unit];
    const auto& judgement = asked_.index.judgement(candidate.unit);
    ResponderChoice out;
    out.unit = unit.id;
    out.name = unit.name;
    out.organisation = unit.organisation;
    out.group = judgement.organisation == nullptr ? "" : judgement.organisation->group;
    out.agreement = unit.agreement;
    out.role = candidate.role;
    out.channel = judgement.channel;
    out.channel_by_agreement = judgement.channel_by_agreement;
    out.terminal = unit.terminal;
    out.talkgroup = asked_.incident.talkgroup.empty() ? unit.talkgroup : asked_.incident.talkgroup;
    out.arrival = candidate.arrival();
    if (candidate.role == ResponderRole::fetch_aed) {
      const int direct = candidate.direct ? candidate.direct->seconds : candidate.fetching->seconds;
      out.aed = aed_choice(asked_, *candidate.aed, candidate.fetching->seconds - direct);
    } else if (judgement.has_aed) {
      out.aed = AedChoice{"", unit.name, "", DoorState::open, 0, 0};
    }
    if (ordinary_ && out.arrival) out.gain_seconds = *ordinary_ - out.arrival->seconds;
    out.warnings = judgement.warnings;
    out.warnings.insert(out.warnings.end(), judgement.lapsed.begin(), judgement.lapsed.end());
    return out;
  }

  void fill_factors() {
    auto& factors = answer_.factors;
    factors.responders_eligible = static_cast<int>(candidates_.size());
    factors.ordinary_seconds = ordinary_;
    for (const auto& responder : answer_.responders) {
      if (!responder.arrival) continue;
      factors.responder_seconds = std::min(factors.responder_seconds.value_or(1 << 30), responder.arrival->seconds);
    }
    if (factors.ordinary_seconds && factors.responder_seconds) {
      answer_.time_gain_seconds = *factors.ordinary_seconds - *factors.responder_seconds;
    }
    const bool unknown_ordinary = !factors.ordinary_seconds && factors.responder_seconds;
    factors.gain_likely = factors.vital_failure && (unknown_ordinary || answer_.time_gain_seconds.value_or(0) > 0);
  }

  const Asked& asked_;
  Recommendation& answer_;
  std::optional<int> ordinary_;  // seconds, of the first free one
  std::vector<NearAed> aeds_;
  std::vector<Candidate> candidates_;
};

}  // namespace

void choose_responders(const Asked& asked, Recommendation& answer) { Responders(asked, answer).choose(); }

}  // namespace kjede::dispatch
