#pragma once
// The site: routes over the use cases of room service, the snapshot the public sees, and what keeps it fresh.
//
//   KJEDE_ASSIGN(auto application, Application::open({.workspace = {…}, .web = "web/dist"}));
//   KJEDE_TRY(application->run({.host = "127.0.0.1", .port = 8080}));

#include <memory>
#include <string>
#include <vector>

#include "kjede/server/http_server.hpp"
#include "kjede/service/channel.hpp"
#include "kjede/service/play.hpp"
#include "kjede/service/workspace.hpp"

namespace kjede::server {

struct ApplicationOptions {
  service::WorkspaceOptions workspace;            // opened for writing
  std::string web = {};                           // folder of the built site; empty: the API alone
  std::string reports = {};                       // folder of finished reports
  std::string home = {};                          // where the renderer is (publish::find_tools)
  std::string scenarios = {};                     // folder of the planner's scenarios; empty: none
  std::string roads = {};                         // road file or OSM extract for recommendations; empty: straight lines
  std::string witness = {};                       // file for the head of the missions' log; empty: none
  service::WebhookOptions gateway = {};           // where alerts go; no url: they wait in the log
  std::optional<service::PlayOptions> play = {};  // the demonstration's simulator
  std::string oidc = {};                          // file of the identity provider; empty: passwords alone
  SiteSafety safety = {};
};

class Application {
 public:
  static base::Result<std::unique_ptr<Application>> open(const ApplicationOptions& options);
  ~Application();
  const RouteTable& routes() const;
  base::Result<void> run(const ServerOptions& options);

 private:
  struct State;
  explicit Application(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace kjede::server
