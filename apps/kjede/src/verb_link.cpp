// kjede link REGISTER FILE: how complete the register is beside hospital stays; counts only.

#include <fmt/format.h>

#include <memory>

#include "kjede/service/linkage.hpp"
#include "verbs.hpp"
#include "workspace.hpp"

namespace kjede::app {
namespace {

struct Request {
  service::LinkQuery query;
  AccessOrder access;
};

int run(const Session& session, const Request& request) {
  auto query = request.query;
  query.language = session.language;
  auto workspace = open_workspace(session, store::Mode::read_write);
  if (!workspace) return report(session, workspace.error());
  const auto answer = service::link(workspace->catalog, *workspace->records, query, access_of(request.access));
  if (!answer) return report(session, answer.error());
  remark(session, fmt::format("access log: entry {}", answer->logged));
  const int printed = print(session.json ? service::to_json(*answer) : service::to_text(*answer, session.language));
  return printed == Exit::ok && answer->read.rejected > 0 ? Exit::check_failed : printed;
}

}  // namespace

void add_link(CLI::App& app, Session& session) {
  auto request = std::make_shared<Request>();
  auto* verb = app.add_subcommand("link", "coverage beside hospital stays: same person, at most 3 days apart");
  verb->add_option("REGISTER", request->query.register_id, "the register, e.g. ohca")->required();
  verb->add_option("FILE", request->query.file, "CSV: national_id, admitted, discharged, died, codes")->required();
  verb->add_option("--from", request->query.from, "first day (default: the first admission)");
  verb->add_option("--rejects", request->query.rejects,
                   "where the rejected rows are listed (default: REGISTER.link.rejects.csv)");
  verb->add_option("--to", request->query.to, "last day (default: the last admission)");
  add_access(*verb, request->access);
  verb->callback([&session, request] { session.action = [&session, request] { return run(session, *request); }; });
}

}  // namespace kjede::app
