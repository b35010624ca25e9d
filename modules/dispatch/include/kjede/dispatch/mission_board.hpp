#pragma once
// All missions at once, and which units are out: what a step is judged by before it is written.
//
//   MissionBoard board;
//   for (const auto& event : log) board.apply(event);
//   KJEDE_ASSIGN(auto events, board.decide({ordinary, responder}));   // also: no unit on two incidents
//
// seen() are the counts that an optimistic log compares: how many events the incident and each unit concerned had.

#include <map>
#include <string>
#include <vector>

#include "kjede/dispatch/mission.hpp"

namespace kjede::dispatch {

class MissionBoard {
 public:
  void apply(const MissionEvent& event);
  const Mission* find(std::string_view incident) const;
  const std::map<std::string, Mission, std::less<>>& missions() const { return missions_; }

  // The incident a unit is out on; empty if none.
  std::string_view incident_of(std::string_view unit) const;

  // As decide() of mission.hpp for the incident of the first event, and no unit may be alerted that is out elsewhere.
  base::Result<std::vector<MissionEvent>> decide(std::vector<MissionEvent> proposed) const;

  struct Seen {
    std::string tag;  // the incident, or "unit:<id>"
    std::int64_t events = 0;
  };
  std::vector<Seen> seen(const std::vector<MissionEvent>& events) const;

 private:
  std::map<std::string, Mission, std::less<>> missions_;
  std::map<std::string, std::string, std::less<>> out_;  // unit → incident
  std::map<std::string, std::int64_t, std::less<>> unit_events_;
};

// How the log names a unit among an event's tags.
std::string unit_tag(std::string_view unit);

}  // namespace kjede::dispatch
