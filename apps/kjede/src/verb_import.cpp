// kjede import REGISTER FILE…: records in. kjede history: what came in when.

#include <memory>

#include "kjede/service/import.hpp"
#include "verbs.hpp"
#include "workspace.hpp"

namespace kjede::app {
namespace {

int run_import(const Session& session, service::ImportQuery query) {
  query.language = session.language;
  auto workspace = open_workspace(session, store::Mode::read_write);
  if (!workspace) return report(session, workspace.error());
  const auto done = service::import_records(workspace->catalog, *workspace->records, query, now(), progress(session));
  if (!done) return report(session, done.error());
  if (!session.quiet) report(session, done->notes);
  print(session.json ? service::to_json(*done, session.language) : service::to_text(*done, session.language));
  return done->batch.rejected > 0 ? Exit::check_failed : Exit::ok;
}

int run_history(const Session& session) {
  auto workspace = open_workspace(session);
  if (!workspace) return report(session, workspace.error());
  const auto batches = workspace->records->batches();
  if (!batches) return report(session, batches.error());
  return print(session.json ? service::batches_json(*batches) : service::batches_text(*batches, session.language));
}

}  // namespace

void add_import(CLI::App& app, Session& session) {
  auto query = std::make_shared<service::ImportQuery>();
  auto* verb =
      app.add_subcommand("import", "bring records in; good rows land together, bad ones come back with the reason");
  verb->add_option("REGISTER", query->register_id, "the register, e.g. ohca")->required();
  verb->add_option("FILE", query->files, "CSV, NDJSON, XML or Parquet files")->required();
  verb->add_option("--mapping", query->mapping, "how the file's columns and codes become the register's (YAML)");
  verb->add_option("--rejects", query->rejects, "where the rejected rows are listed (default: REGISTER.rejects.csv)");
  verb->add_option("--recorded", query->recorded,
                   "when the delivery came in (default: now), for loading old deliveries in order");
  verb->add_flag("--test-persons", query->test_persons, "accept synthetic identity numbers");
  verb->footer(verb->get_footer() + "\n1 also when rows were rejected; the others have landed.");
  verb->callback([&session, query] { session.action = [&session, query] { return run_import(session, *query); }; });
}

void add_history(CLI::App& app, Session& session) {
  auto* verb = app.add_subcommand("history", "list the imports of the store with their data versions");
  verb->callback([&session] { session.action = [&session] { return run_history(session); }; });
}

}  // namespace kjede::app
