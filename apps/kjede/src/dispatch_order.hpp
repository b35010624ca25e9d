#pragma once
// What the verbs of `kjede dispatch` share.

#include <memory>
#include <string>
#include <vector>

#include "kjede/service/recommendation.hpp"
#include "kjede/service/responder_log.hpp"
#include "kjede/service/workspace.hpp"
#include "verbs.hpp"

namespace kjede::app {

struct LogOrder {
  std::string witness;  // empty: beside the store
};
void describe_log(CLI::App& verb, LogOrder& order);
base::Result<std::unique_ptr<service::ResponderLog>> open_log(const Session& session, const LogOrder& order,
                                                              store::Mode mode);

// The store opened once, for the scheme's registers and for the log of missions.
struct DispatchRoom {
  service::Workspace workspace;
  std::unique_ptr<service::ResponderLog> log;

  dispatch::MissionBoard missions() const;
};
base::Result<DispatchRoom> open_room(const Session& session, const LogOrder& order, store::Mode mode);

// The incident, the rules, the policy and the roads of a recommendation.
struct RecommendOrder {
  std::string place;     // LON,LAT, or a file; "-" for standard input
  std::string position;  // LON,LAT of a file's incident
  std::string incident = "incident", indication, municipality, police_reason;
  std::string policy = "kjede", rules, at;
  bool rural = false;
  bool warn = false;  // lapsed skills and equipment are warnings
  std::vector<std::string> positions;
  service::RoadChoice roads;
};
void describe_recommendation(CLI::App& verb, RecommendOrder& order);
bool is_incident_file(const std::string& place);
// Now, or a time with its offset.
base::Result<base::Instant> moment_of(const std::string& at);

struct Asked {
  dispatch::Incident incident;
  dispatch::Recommendation answer;
};
base::Result<Asked> ask(const Session& session, const RecommendOrder& order, const DispatchRoom& room);

void add_dispatch_alert(CLI::App& verb, Session& session);
void add_dispatch_recommend(CLI::App& verb, Session& session);
void add_dispatch_replay(CLI::App& verb, Session& session);
void add_dispatch_send(CLI::App& verb, Session& session);

}  // namespace kjede::app
