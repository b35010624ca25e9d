// What the one who keeps the server asks: is it alive, how is it doing.

#include <fmt/format.h>

#include "kjede/server/openapi.hpp"
#include "site_state.hpp"

namespace kjede::server {

void add_system_routes(RouteTable& table, SiteState& site) {
  table.add({.pattern = "/healthz", .summary = "alive, and which data it shows", .handler = [&site](const Call&) {
               return json_answer(200,
                                  fmt::format("{{\"schema_version\":1,\"status\":\"ok\",\"data_version\":\"{}\"}}\n",
                                              site.snapshot.get()->data_version()));
             }});
  table.add({.pattern = "/metrics",
             .summary = "counts and times for Prometheus",
             .answers = "text/plain",
             .handler = [&site](const Call&) {
               auto answer = text_answer(200, site.metrics->text(site.table, site.hub.size()));
               return answer;
             }});
  table.add(
      {.pattern = "/api/v1/openapi.json", .summary = "this document", .cached = true, .handler = [&site](const Call&) {
         return payload_answer(make_payload("application/json", openapi(site.table, KJEDE_VERSION)));
       }});
}

}  // namespace kjede::server
