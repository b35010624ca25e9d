#pragma once
// Steps of first-responder missions as JSON in, and the log as a timeline or JSON out.
//
//   KJEDE_ASSIGN(auto events, service::read_step(file, now, "op3"));
//   KJEDE_ASSIGN(auto written, log->propose(service::step_key(events), events));

#include <memory>
#include <string>
#include <vector>

#include "kjede/service/responder_log.hpp"

namespace kjede::service {

// One event, {"events": […]} or a list: {"kind", "incident", "unit", "occurred", "clock", …}; what is not one of these
// is a field of the event. Without "occurred": now. All problems at once, with their places where JSON gives one.
base::Result<std::vector<dispatch::MissionEvent>> read_step(const std::shared_ptr<const base::SourceFile>& file,
                                                            base::Instant now, const std::string& recorder);

// A key from what the step says (not from when it was recorded): the same step sent twice is written once.
std::string step_key(const std::vector<dispatch::MissionEvent>& events);

std::string to_json(const WrittenStep& step);
std::string to_text(const WrittenStep& step, bool norwegian);

// The timeline of one incident (or of all), with the time since the call.
std::string timeline_json(const std::vector<NumberedEvent>& events);
std::string timeline_text(const std::vector<NumberedEvent>& events, bool norwegian);

std::string to_json(const ResponderLogVerdict& verdict);
std::string to_text(const ResponderLogVerdict& verdict, bool norwegian);

// What an organisation may have of its own units' missions: no person, no place finer than the municipality, no free
// text (R83). An allow-list: what is not named here does not go out.
std::string organisation_csv(const std::vector<NumberedEvent>& events, const std::vector<std::string>& units);

}  // namespace kjede::service
