#pragma once
// The dispatcher's board: open missions and those closed in the last hours, with who is where in each.
//
//   KJEDE_ASSIGN(const auto text, service::board_json(*log, places, now));

#include <map>
#include <mutex>
#include <string>

#include "kjede/service/responder_log.hpp"
#include "kjede/text/json.hpp"

namespace kjede::service {

// What an incident was opened with, which never changes: read once from the log. Any number of threads.
class OpenedIncidents {
 public:
  base::Result<text::Json> fields(const ResponderLog& log, const std::string& incident);

 private:
  std::mutex mutex_;
  std::map<std::string, text::Json> known_;
};

// What is shown beside the missions.
struct BoardBeside {
  std::map<std::string, std::vector<std::string>> watched_by = {};  // incident → who has it open
  std::vector<std::pair<std::string, text::Json>> members = {};     // more members of the document
};

// {"schema_version", "now", "missions": [{incident, opened_at, closed, indication, priority, lon, lat, municipality,
// units: [{unit, role, progress, channel, alerted, …}], alarms, version, missing, watched_by}]}, by the time they were
// opened.
base::Result<std::string> board_json(const ResponderLog& log, OpenedIncidents& opened, base::Instant now,
                                     const BoardBeside& beside = {});

}  // namespace kjede::service
