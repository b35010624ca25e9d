#pragma once
// From a request to its answer, without sockets: route, file or nothing; who may; what is kept; which headers.
//
//   auto plan = dispatcher.plan(request, "/api/v1/site");
//   if (!plan.ready && !(plan.ready = dispatcher.refuse(plan, request, who))) answer = dispatcher.run(plan, request,
//   who);

#include <functional>
#include <optional>

#include "kjede/server/answer_cache.hpp"
#include "kjede/server/route.hpp"
#include "kjede/server/static_files.hpp"

namespace kjede::server {

// What the answers say about the site's safety.
struct SiteSafety {
  bool tls = false;                       // HSTS, and __Host- cookies
  std::vector<std::string> origins = {};  // besides the one of the Host header: "https://kjede.example.no"
};

class Dispatcher {
 public:
  using Identify = std::function<Identity(const Request&)>;
  Dispatcher(const RouteTable& table, const StaticFiles& files, AnswerCache& cache, Identify identify,
             SiteSafety safety);

  struct Plan {
    const Route* route = nullptr;
    std::size_t number = 0;  // of the route; as many as there are routes: none
    PathValues path;
    std::string key;  // of the cache
    std::optional<Response> ready;
  };
  // From the head of a request; fills its path and query. Memory only.
  Plan plan(Request& request, std::string_view target) const;
  // Who asks, and may they? Reads the session: on a worker. Nothing: go on.
  std::optional<Response> refuse(const Plan& plan, const Request& request, Identity& who) const;
  // The handler's answer; what it throws becomes 500.
  Response run(const Plan& plan, const Request& request, const Identity& who) const;

  // Conditional answers, and the headers that every answer has.
  void finish(Response& response, const Request& request, const Plan& plan) const;
  bool is_own_origin(const Request& request) const;

 private:
  Plan found(Plan plan, const Request& request, const std::vector<RouteTable::Match>& matches) const;
  const RouteTable& table_;
  const StaticFiles& files_;
  AnswerCache& cache_;
  Identify identify_;
  SiteSafety safety_;
};

Response not_found();

}  // namespace kjede::server
