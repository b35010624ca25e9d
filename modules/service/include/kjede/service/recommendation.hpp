#pragma once
// Who should be sent: the scheme, the roads and the missions that are going on, kept ready for one question after the
// other.
//
//   KJEDE_ASSIGN(auto session, RecommendSession::open(scheme, rules, {.file = "oslo.road"}, now, progress));
//   log->look([&](const auto& missions) { session->take(missions); });
//   KJEDE_ASSIGN(const auto answer, session->recommend(incident, policy, now));
//   print(recommendation_text(answer, "nb", colour));

#include <memory>
#include <optional>
#include <string>

#include "kjede/base/progress.hpp"
#include "kjede/dispatch/mission_board.hpp"
#include "kjede/dispatch/recommend.hpp"
#include "kjede/service/road_session.hpp"
#include "kjede/text/json.hpp"

namespace kjede::service {

class RecommendSession {
 public:
  // Without roads times are reckoned in a straight line, and the answer says so.
  static base::Result<std::unique_ptr<RecommendSession>> open(dispatch::Scheme scheme, dispatch::RuleSet rules,
                                                              const std::optional<RoadChoice>& roads, base::Instant now,
                                                              base::Progress& progress,
                                                              const std::string& time_zone = "Europe/Oslo");
  // Another scheme on the roads of an earlier session: nothing is read again, and both may be asked, each by one
  // thread.
  static base::Result<std::unique_ptr<RecommendSession>> open_on_roads_of(const RecommendSession& earlier,
                                                                          dispatch::Scheme scheme,
                                                                          dispatch::RuleSet rules, base::Instant now);
  RecommendSession(RecommendSession&&) = delete;
  ~RecommendSession();

  // Who is out, who has accepted when, and who was alerted on the incidents that are open.
  void take(const dispatch::MissionBoard& board);
  // A position that a unit or an ordinary resource has sent. Fails (KJ0961) for an id that is neither.
  base::Result<void> place(const std::string& id, const dispatch::Place& at, base::Instant when);
  // What an ordinary resource says it does, and whether a unit is on duty; else as the scheme has it. KJ0961 as above.
  base::Result<void> set_state(const std::string& resource, dispatch::ResourceState state);
  base::Result<void> set_duty(const std::string& unit, bool on_duty);

  // The incident's earlier alerts and the time since the first decision are filled in from the missions taken. The
  // scheme is judged anew when the local day has changed.
  base::Result<dispatch::Recommendation> recommend(dispatch::Incident incident, const dispatch::ResponderPolicy& policy,
                                                   base::Instant now);
  const dispatch::Scheme& scheme() const;
  const RoadSession* roads() const;  // null: straight lines
  dispatch::Moment moment(base::Instant now) const;

 private:
  struct State;
  explicit RecommendSession(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

// schema_version, incident, ordinary, responders, reserves, not_eligible, factors, time_gain_seconds, policy, rules, …
std::string recommendation_json(const dispatch::Recommendation& answer);
text::Json recommendation_object(const dispatch::Recommendation& answer);
std::string recommendation_text(const dispatch::Recommendation& answer, const std::string& language, bool colour,
                                std::size_t width);
// A Bundle with one ServiceRequest for the incident and a Task per resource and responder (FHIR R4).
std::string recommendation_fhir(const dispatch::Recommendation& answer, const dispatch::Incident& incident);

}  // namespace kjede::service
