#pragma once
// A scheme made ready for recommendations on one day: what lint says of each unit, its channel, its place on the roads.
//
//   const SchemeIndex index(scheme, rules, times, day);
//   LiveState live(index);
//   auto answer = recommend(index, live, times, incident, policy, moment);

#include <map>
#include <string>
#include <vector>

#include "kjede/dispatch/lint.hpp"
#include "kjede/dispatch/travel_times.hpp"

namespace kjede::dispatch {

// A requirement that is not met, for people.
struct Reason {
  std::string requirement;
  Words what;
};

struct UnitJudgement {
  std::vector<Reason> blocking;  // may never be alerted today
  std::vector<Reason> lapsed;    // skills and equipment: by the policy
  std::vector<Reason> warnings;
  const Organisation* organisation = nullptr;
  const Agreement* agreement = nullptr;
  bool has_aed = false;  // its own, in date
  std::string channel;
  bool channel_by_agreement = false;
};

class SchemeIndex {
 public:
  // Scheme and rules outlive it.
  SchemeIndex(const Scheme& scheme, const RuleSet& rules, const TravelTimes& times, base::Date day);

  const Scheme& scheme() const { return *scheme_; }
  const RuleSet& rules() const { return *rules_; }
  base::Date day() const { return day_; }
  const UnitJudgement& judgement(std::uint32_t unit) const { return judgements_[unit]; }
  const Spot& unit_spot(std::uint32_t unit) const { return units_[unit]; }
  const Spot& resource_spot(std::uint32_t resource) const { return resources_[resource]; }
  const Spot& aed_spot(std::uint32_t aed) const { return aeds_[aed]; }
  const PlaceIndex& aeds() const { return aed_index_; }
  // Nothing for an unknown id.
  std::optional<std::uint32_t> unit(std::string_view id) const;
  std::optional<std::uint32_t> resource(std::string_view id) const;

 private:
  const Scheme* scheme_;
  const RuleSet* rules_;
  base::Date day_;
  std::vector<UnitJudgement> judgements_;
  std::vector<Spot> units_, resources_, aeds_;
  PlaceIndex aed_index_;
  std::map<std::string, std::uint32_t, std::less<>> unit_ids_, resource_ids_;
};

// What changes from minute to minute: positions, duty, who is out.
struct LiveUnit {
  bool on_duty = false;
  std::string incident;  // out on; empty: free
  Spot spot;
  std::optional<base::Instant> position_time;  // nothing: at its station
  std::optional<base::Instant> last_accepted;
};
struct LiveResource {
  ResourceState state = ResourceState::unknown;
  std::string incident;
  Spot spot;
  std::optional<base::Instant> position_time;
};

class LiveState {
 public:
  // As the scheme has it.
  explicit LiveState(const SchemeIndex& index);

  const LiveUnit& unit(std::uint32_t which) const { return units_[which]; }
  const LiveResource& resource(std::uint32_t which) const { return resources_[which]; }
  void set_duty(std::uint32_t unit, bool on_duty) { units_[unit].on_duty = on_duty; }
  void set_incident(std::uint32_t unit, std::string incident) { units_[unit].incident = std::move(incident); }
  void set_accepted(std::uint32_t unit, base::Instant when) { units_[unit].last_accepted = when; }
  void set_resource(std::uint32_t resource, ResourceState state, std::string incident = {});
  // Without a time it is there now, however long ago that was said.
  void move_unit(std::uint32_t unit, Spot to, std::optional<base::Instant> when);
  void move_resource(std::uint32_t resource, Spot to, base::Instant when);
  const PlaceIndex& unit_places() const { return unit_index_; }
  const PlaceIndex& resource_places() const { return resource_index_; }

 private:
  std::vector<LiveUnit> units_;
  std::vector<LiveResource> resources_;
  PlaceIndex unit_index_, resource_index_;
};

}  // namespace kjede::dispatch
