// kjede responders: the first-responder scheme's files in, what does not meet the guideline, and who there is.

#include <memory>

#include "kjede/service/responders.hpp"
#include "kjede/service/rules.hpp"
#include "verbs.hpp"
#include "workspace.hpp"

namespace kjede::app {
namespace {

struct Order {
  std::vector<std::string> files;
  std::string register_id, rules, amk;
  service::ImportQuery import;
  service::LintQuery lint;
  std::size_t limit = 50;
};

int run_import(const Session& session, const Order& order) {
  const auto files = service::scheme_files(order.files, order.register_id);
  if (!files) return report(session, files.error());
  auto workspace = open_workspace(session, store::Mode::read_write);
  if (!workspace) return report(session, workspace.error());
  std::vector<registry::ImportReport> reports;
  bool rejected = false;
  for (const auto& file : *files) {
    auto query = order.import;
    query.language = session.language;
    query.register_id = file.register_id;
    query.files = file.paths;
    query.rejects = service::rejects_of(query.rejects, file.register_id, files->size() > 1);
    auto done = service::import_records(workspace->catalog, *workspace->records, query, now(), progress(session));
    if (!done) return report(session, done.error());
    if (!session.quiet) report(session, done->notes);
    rejected = rejected || done->batch.rejected > 0;
    reports.push_back(*std::move(done));
  }
  print(session.json ? service::imports_json(reports, session.language)
                     : service::imports_text(reports, session.language));
  return rejected ? Exit::check_failed : Exit::ok;
}

base::Result<std::unique_ptr<service::SchemeAnswer>> answer(const Session& session, const Order& order) {
  KJEDE_ASSIGN(auto rules, service::load_rules(session.catalog, order.rules));
  KJEDE_ASSIGN(auto workspace, open_workspace(session));
  return service::lint_scheme(workspace.catalog, *workspace.records, std::move(rules), order.lint, now());
}

service::LintTable table_of(const Order& order) {
  return {order.limit, {.colour = colour_wanted(), .max_width = terminal_width()}};
}

int run_lint(const Session& session, const Order& order) {
  const auto found = answer(session, order);
  if (!found) return report(session, found.error());
  print(session.json ? service::lint_json(**found) : service::lint_text(**found, table_of(order), session.language));
  return (*found)->findings.empty() ? Exit::ok : Exit::check_failed;
}

int run_list(const Session& session, const Order& order) {
  const auto found = answer(session, order);
  if (!found) return report(session, found.error());
  return print(session.json ? service::units_json(**found)
                            : service::units_text(**found, table_of(order), session.language));
}

int run_status(const Session& session, const Order& order) {
  const auto found = answer(session, order);
  if (!found) return report(session, found.error());
  return print(service::status_csv(**found, order.amk));
}

using Run = int (*)(const Session&, const Order&);

CLI::App* add_part(CLI::App& parent, Session& session, const std::shared_ptr<Order>& order, const char* name,
                   const char* about, Run run) {
  auto* part = parent.add_subcommand(name, about);
  part->callback([&session, order, run] { session.action = [&session, order, run] { return run(session, *order); }; });
  return part;
}

void add_judged(CLI::App& part, Order& order) {
  part.add_option("--as-of", order.lint.as_of, "the registers as they were on a day, judged on it (default: now)");
  part.add_option("--on", order.lint.on, "judge them on another day, e.g. what will have run out by 2027-01-01");
  part.add_option("--rules", order.rules, "rule set of the catalog, or a file (default: the catalog's first)");
  part.add_option("--unit", order.lint.unit, "only this unit, with its agreement, organisation and persons");
}

}  // namespace

void add_responders(CLI::App& app, Session& session) {
  auto* verb =
      app.add_subcommand("responders", "the first-responder scheme: organisations, agreements, units, persons");
  verb->require_subcommand(1);
  auto order = std::make_shared<Order>();
  auto* in =
      add_part(*verb, session, order, "import", "bring files of the scheme in, each into its register", run_import);
  in->add_option("FILE", order->files, "CSV or NDJSON files named after their register, or a folder of them")
      ->required();
  in->add_option("--register", order->register_id, "the register of all the files, when their names do not tell");
  in->add_option(
      "--rejects", order->import.rejects,
      "where the rejected rows are listed, of several registers as NAME.REGISTER.csv (default: REGISTER.rejects.csv)");
  in->add_option("--recorded", order->import.recorded, "when the delivery came in (default: now)");
  in->footer(in->get_footer() + "\n1 also when rows were rejected; the others have landed.");
  auto* lint = add_part(*verb, session, order, "lint",
                        "what does not meet the guideline: which requirement, whose, and what to do", run_lint);
  add_judged(*lint, *order);
  lint->add_flag("--blocking", order->lint.blocking, "only what keeps a unit from being alerted");
  lint->add_option("--limit", order->limit, "findings shown; 0: all")->capture_default_str();
  lint->footer(lint->get_footer() + "\n1 when something was found.");
  auto* list = add_part(*verb, session, order, "list",
                        "the units: who they are, on duty or not, and whether they may be alerted", run_list);
  add_judged(*list, *order);
  list->add_option("--limit", order->limit, "units shown; 0: all")->capture_default_str();
  auto* status = add_part(*verb, session, order, "status",
                          "each person's practice on a day as CSV, for `kjede import responder_status`", run_status);
  add_judged(*status, *order);
  status->add_option("--amk", order->amk, "the AMK centre it is for, as the catalog names it")->required();
}

}  // namespace kjede::app
