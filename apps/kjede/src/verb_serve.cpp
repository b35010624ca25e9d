// kjede serve: the site and its API.

#include <fmt/format.h>

#include <memory>

#include "kjede/server/application.hpp"
#include "verb_user.hpp"
#include "verbs.hpp"

namespace kjede::app {
namespace {

struct Order {
  server::ApplicationOptions site;
  server::ServerOptions server;
  service::PlayOptions play;
  bool plays = false;
  std::string secret_file;
};

// The secret signs what goes out; it stands in a file, never among the arguments.
base::Result<std::string> read_secret(const std::string& path) {
  KJEDE_ASSIGN(auto secret, read_input(path));
  while (!secret.empty() && (secret.back() == '\n' || secret.back() == '\r')) secret.pop_back();
  return secret;
}

int run(const Session& session, Order order) {
  order.site.workspace = {.catalog = session.catalog,
                          .store = session.store,
                          .key_file = session.key_file,
                          .mode = store::Mode::read_write,
                          .parameters = session.parameters};
  order.site.home = home();
  if (const auto fine = server::check_tls(order.server.tls); !fine) return report(session, fine.error());
  if (order.plays) order.site.play = order.play;
  if (!order.secret_file.empty()) {
    auto secret = read_secret(order.secret_file);
    if (!secret) return report(session, secret.error());
    order.site.gateway.secret = *std::move(secret);
  }
  order.server.log_requests = !session.quiet;
  auto site = server::Application::open(order.site);
  if (!site) return report(session, site.error());
  order.server.listening = [&](int port) {
    print(fmt::format("{}://{}:{}/\n", order.site.safety.tls ? "https" : "http", order.server.host, port));
  };
  if (const auto ended = (*site)->run(order.server); !ended) return report(session, ended.error());
  return Exit::ok;
}

}  // namespace

void add_serve(CLI::App& app, Session& session) {
  auto order = std::make_shared<Order>();
  auto* verb = app.add_subcommand("serve", "the site: pages, API and live events, from one process");
  verb->add_option("--host", order->server.host, "address to listen at")->capture_default_str();
  verb->add_option("--port", order->server.port, "port; 0: any free one")
      ->check(CLI::Range(0, 65535))
      ->capture_default_str();
  verb->add_option("--web", order->site.web, "folder of the built site (default: the API alone)");
  verb->add_option("--reports", order->site.reports, "folder of finished reports (*.html, *.pdf)");
  verb->add_option("--scenarios", order->site.scenarios,
                   "folder of the planner's scenarios (*.yaml of one service area)");
  verb->add_option("--roads", order->site.roads,
                   "road file or OSM extract for the arrival times of recommendations (default: straight lines)");
  verb->add_option("--witness", order->site.witness,
                   "file for the head of the missions' log, best on another machine (default: none)");
  verb->add_option("--oidc", order->site.oidc,
                   "file of the OpenID Connect provider people may log in with (default: local accounts alone)");
  auto* webhook = verb->add_option("--webhook", order->site.gateway.url,
                                   "gateway that alerts are sent to: http://host:port/path (default: none are sent)");
  webhook->needs(verb->add_option("--secret-file", order->secret_file, "file with the secret that signs the alerts"));
  auto* play = verb->add_flag("--play", order->plays,
                              "a simulator plays calls, units and answers; on a demonstration's store only");
  play->excludes(webhook);
  verb->add_option("--speed", order->play.speed, "of the play: so many seconds in one")
      ->needs(play)
      ->check(CLI::Range(0.0, service::kFastestPlay))
      ->capture_default_str();
  verb->add_option("--seed", order->play.seed, "of the play: the same seed, the same calls and answers")
      ->needs(play)
      ->capture_default_str();
  verb->add_option("--origin", order->site.safety.origins,
                   "an address people use for the site, when a proxy stands before it: https://kjede.example.no")
      ->delimiter(',');
  verb->add_flag("--behind-proxy", order->server.trust_proxy,
                 "a proxy on this machine does TLS and says in X-Forwarded-For who asks");
  verb->add_option("--tls-cert", order->server.tls.certificate,
                   "certificate chain (PEM): HTTPS in this process, without a proxy");
  verb->add_option("--tls-key", order->server.tls.key, "its private key (PEM, without a pass phrase)");
  verb->add_option("--threads", order->server.threads, "threads for connections; 0: one a core")->capture_default_str();
  verb->callback([&session, order] {
    session.action = [&session, order] {
      order->site.safety.tls = order->server.trust_proxy || order->server.tls.wanted();
      return run(session, *order);
    };
  });
  add_user(app, session);
}

}  // namespace kjede::app
