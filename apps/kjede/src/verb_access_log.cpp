// kjede access-log: who looked at whom and why; --verify: is the log whole?

#include <memory>

#include "kjede/service/access.hpp"
#include "verbs.hpp"
#include "workspace.hpp"

namespace kjede::app {
namespace {

struct Request {
  AccessOrder access;
  bool by_number = false;
  bool verify = false;
  std::string expected;
};

int check(const Session& session, const Request& request) {
  auto workspace = open_workspace(session);
  if (!workspace) return report(session, workspace.error());
  const auto verdict = service::verify_log(*workspace->records, request.expected);
  if (!verdict) return report(session, verdict.error());
  print(session.json ? service::to_json(*verdict) : service::to_text(*verdict, session.language));
  return verdict->ok() ? Exit::ok : Exit::check_failed;
}

int run(const Session& session, const Request& request) {
  if (request.verify || !request.expected.empty()) return check(session, request);
  std::optional<base::Sensitive<std::string>> number;
  if (request.by_number) {
    auto read = read_identifier();
    if (!read) return report(session, read.error());
    number = *std::move(read);
  }
  auto workspace = open_workspace(session, store::Mode::read_write);
  if (!workspace) return report(session, workspace.error());
  const auto answer = service::read_log(*workspace->records, access_of(request.access), number);
  if (!answer) return report(session, answer.error());
  return print(session.json ? service::to_json(*answer) : service::to_text(*answer, session.language));
}

}  // namespace

void add_access_log(CLI::App& app, Session& session) {
  auto request = std::make_shared<Request>();
  auto* verb = app.add_subcommand("access-log", "who looked at whom and why; the reading is logged too");
  add_national_id(*verb, request->by_number);
  verb->add_flag("--verify", request->verify, "recompute the chain of hashes and print its head; nothing is shown");
  verb->add_option("--expect", request->expected, "with --verify: a head kept elsewhere, NUMBER:HASH");
  add_access(*verb, request->access);
  verb->footer(verb->get_footer() + "\n1 also when the log was changed.");
  verb->callback([&session, request] { session.action = [&session, request] { return run(session, *request); }; });
}

}  // namespace kjede::app
