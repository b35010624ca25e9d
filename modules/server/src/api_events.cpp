// The stream of live events: what each may hear follows from the roles.

#include <nlohmann/json.hpp>

#include "kjede/server/codes.hpp"
#include "site_state.hpp"

namespace kjede::server {

void add_event_routes(RouteTable& table, SiteState& site) {
  table.add({.pattern = "/api/v1/events",
             .roles = kLoggedIn,
             .summary = "server-sent events: board, units, import, published, session",
             .answers = "text/event-stream",
             .handler = [&site](const Call& call) {
               auto stream = site.hub.listen(call.who, call.who.roles());
               if (stream == nullptr) return error_answer(503, codes::busy, "there are too many streams");
               const nlohmann::ordered_json hello{{"user", call.who.user}};
               stream->push(std::make_shared<const std::string>("event: session\ndata: " + hello.dump() + "\n\n"));
               Response answer;
               answer.stream = std::move(stream);
               return answer;
             }});
}

}  // namespace kjede::server
