// kjede audit-tables: what could be worked out about each masked cell.

#include <memory>
#include <nlohmann/json.hpp>

#include "kjede/service/audit_tables.hpp"
#include "kjede/service/measure.hpp"
#include "verbs.hpp"
#include "workspace.hpp"

namespace kjede::app {
namespace {

using Json = nlohmann::ordered_json;

struct Request {
  std::vector<std::string> registers;
  std::optional<std::string> as_of;
  bool all = false;
};

int audit_one(const Session& session, service::Workspace& workspace, const std::string& id, const Request& request,
              Json& documents) {
  std::optional<base::Instant> as_of;
  if (request.as_of) {
    const auto instant = service::instant_of(*request.as_of, workspace.catalog.find_register(id)->time_zone);
    if (!instant) return report(session, instant.error());
    as_of = *instant;
  }
  const auto audit = service::audit_tables(workspace.catalog, *workspace.records, id, as_of);
  if (!audit) return report(session, audit.error());
  if (!session.quiet) report(session, audit->warnings);
  const auto& catalog = workspace.catalog;
  if (session.json)
    documents[id] = Json::parse(service::to_json(catalog, *audit));
  else
    print(id + ": " + service::to_text(catalog, *audit, request.all, session.language));
  return audit->safe ? Exit::ok : Exit::check_failed;
}

int run(const Session& session, const Request& request) {
  auto workspace = open_workspace(session);
  if (!workspace) return report(session, workspace.error());
  int worst = Exit::ok;
  Json document{{"schema_version", 1}, {"registers", Json::object()}};
  for (const auto& reg : workspace->catalog.registers) {
    const auto& wanted = request.registers;
    if (!wanted.empty() && std::find(wanted.begin(), wanted.end(), reg.id) == wanted.end()) continue;
    worst = std::max(worst, audit_one(session, *workspace, reg.id, request, document["registers"]));
  }
  if (session.json && worst <= Exit::check_failed) print(document.dump(1) + "\n");
  return worst;
}

}  // namespace

void add_audit_tables(CLI::App& app, Session& session) {
  auto request = std::make_shared<Request>();
  auto* verb = app.add_subcommand("audit-tables", "prove that no masked cell can be derived from what is shown");
  verb->add_option("--register", request->registers, "registers (default: all)")->delimiter(',');
  verb->add_option("--as-of", request->as_of, "the register as it was at the end of this day, or at this time");
  verb->add_flag("--all", request->all, "list every masked cell with its feasible interval");
  verb->callback([&session, request] { session.action = [&session, request] { return run(session, *request); }; });
}

}  // namespace kjede::app
