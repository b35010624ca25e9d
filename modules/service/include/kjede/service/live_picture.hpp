#pragma once
// Where units are now and what they do, as they report it: kept beside the scheme, read by the map and by whoever
// recommends. Any number of threads.
//
//   picture.report({"A1", place, dispatch::ResourceState::available, {}, now});
//   picture.give(session);   // before it recommends
//   const auto text = situation_json(session.scheme(), picture, board, policy.position_age_limit, now);

#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "kjede/dispatch/mission_board.hpp"
#include "kjede/dispatch/place_index.hpp"
#include "kjede/dispatch/scheme.hpp"
#include "kjede/service/recommendation.hpp"
#include "kjede/text/json.hpp"

namespace kjede::service {

// What a unit or an ordinary resource has said. What is not there stays as it was.
struct LiveReport {
  std::string id;
  std::optional<dispatch::Place> place = {};
  std::optional<dispatch::ResourceState> state = {};  // of an ordinary resource
  std::optional<bool> on_duty = {};                   // of a first responder
  base::Instant when;
};

class LivePicture {
 public:
  // An older report than the one that is known is passed over.
  void report(const LiveReport& report);
  std::map<std::string, LiveReport> all() const;
  // Everything that is known, put into a session; who is no longer in its scheme is passed over.
  void give(RecommendSession& session) const;

 private:
  mutable std::mutex mutex_;
  std::map<std::string, LiveReport> known_;
};

// One unit as the map shows it: {id, name, kind, state, progress, incident, lon, lat, position_at, old}. `kind` is
// ambulance, doctor, air or responder; `state` the resource's own, or on_duty and off_duty; `progress` and `incident`
// are those of the mission it is out on, or null; `old`: the position is older than `age_limit` seconds.
text::Json situation_units(const dispatch::Scheme& scheme, const LivePicture& picture,
                           const dispatch::MissionBoard& board, int age_limit, base::Instant now);

// {schema_version, now, position_age_limit, units}
std::string situation_json(const dispatch::Scheme& scheme, const LivePicture& picture,
                           const dispatch::MissionBoard& board, int age_limit, base::Instant now);

// GeoJSON of the public AEDs whose door is open at a moment: usable that day, for everyone, not in a vehicle.
std::string open_aeds_geojson(const dispatch::Scheme& scheme, const dispatch::Moment& now);

}  // namespace kjede::service
