#pragma once
// The route table: one entry an address. It drives dispatch, the check of roles, the OpenAPI document and the metrics.
//
//   table.add({.method = Method::get, .pattern = "/api/v1/units/{id}", .query = {{"year", Kind::integer, "…"}},
//              .summary = "one unit", .handler = [&](const Call& call) { return …; }});

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "kjede/server/message.hpp"
#include "kjede/service/roles.hpp"

namespace kjede::server {

// Roles that may use a route, as bits.
using service::Role;
using Roles = std::uint32_t;
constexpr Roles operator|(Role a, Role b) { return static_cast<Roles>(a) | static_cast<Roles>(b); }
constexpr Roles operator|(Roles a, Role b) { return a | static_cast<Roles>(b); }
constexpr Roles only(Role role) { return static_cast<Roles>(role); }
inline constexpr Roles kAnyone = 0;             // public: no session is looked at
inline constexpr Roles kLoggedIn = 0x7FFFFFFF;  // any role, none too
std::vector<std::string> role_names(Roles roles);

// Who asks. Empty user: nobody is logged in.
struct Identity {
  std::string user = {};
  std::string display = {};
  std::vector<service::Grant> grants = {};
  std::string csrf = {};
  std::string session = {};  // the stored hash of its token

  Roles roles() const;
};

enum class Kind { text, integer, boolean };
struct QueryParameter {
  std::string name;
  Kind kind = Kind::text;
  std::string summary;
  std::vector<std::string> choices = {};
  std::size_t most = 200;  // bytes of a text
};

// Where the handler runs: at once (memory only), or on a worker, one request after the other. Sessions and dispatch
// have workers of their own: an import or a plan must not hold up an alert. So have passwords, which take their time,
// and the identity provider, which may not answer.
enum class Work { memory, store, compute, dispatch, session, login, provider };
inline constexpr std::size_t kWorkers = 7;

using PathValues = std::map<std::string, std::string, std::less<>>;

struct Call {
  const Request& request;
  PathValues path;
  Identity who;

  const std::string& at(std::string_view name) const { return path.find(name)->second; }
  std::string query(std::string_view name) const;
  std::optional<int> integer(std::string_view name) const;
};

using Handler = std::function<Response(const Call&)>;

struct Route {
  Method method = Method::get;
  std::string pattern = {};
  Roles roles = kAnyone;
  Work work = Work::memory;
  std::vector<QueryParameter> query = {};
  bool open_query = false;     // parameters that are not known are passed over: others decide what they send
  std::size_t body_limit = 0;  // bytes
  std::string summary = {};
  std::string answers = "application/json";
  bool cached = false;  // the answer depends on path and query alone: kept until the data change
  bool csrf = true;     // unsafe methods need the token
  Handler handler = {};
};

class RouteTable {
 public:
  RouteTable& add(Route route);
  const std::vector<Route>& all() const { return routes_; }

  struct Match {
    const Route* route = nullptr;
    std::size_t number = 0;  // of the route
    PathValues path;
  };
  // All routes at this path: one for each method.
  std::vector<Match> at(std::string_view path) const;

 private:
  struct Segment {
    std::string before, name, after;  // "{id}.csv": name id, after ".csv"; no name: literal before
  };
  static bool fits(const std::vector<Segment>& pattern, const std::vector<std::string_view>& path, PathValues& values);
  std::vector<Route> routes_;
  std::vector<std::vector<Segment>> segments_;
};

// Every parameter is known and readable; else what is wrong.
base::Result<void> check_query(const Route& route, const Request& request);

}  // namespace kjede::server
