// kjede report annual|short|unit: reports as a page and a PDF.

#include <memory>

#include "kjede/service/report.hpp"
#include "verbs.hpp"
#include "workspace.hpp"

namespace kjede::app {
namespace {

struct Request {
  service::ReportQuery query;
  std::string folder;
};

int run(const Session& session, const Request& request) {
  auto workspace = open_workspace(session);
  if (!workspace) return report(session, workspace.error());
  base::Diagnostics warnings;
  const auto files = service::report_files(workspace->catalog, *workspace->records, request.query, home(), &warnings);
  if (!files) return report(session, files.error());
  if (!session.quiet) report(session, warnings);
  return write_files(session, request.folder, *files);
}

}  // namespace

void add_report(CLI::App& app, Session& session) {
  auto request = std::make_shared<Request>();
  auto& query = request->query;
  auto* verb = app.add_subcommand("report", "write a report: an HTML page, a tagged PDF, its figures");
  verb->add_option("REPORT", query.kind, "annual, short, unit, or the path of a report plan (.yaml)")->required();
  verb->add_option("--out", request->folder, "folder for the files")->required();
  verb->add_option("--year", query.year, "the reporting year (annual, short)");
  verb->add_option("--quarter", query.quarter, "the quarter, e.g. 2024-Q4 (unit)");
  verb->add_option("--unit", query.unit, "whose report: id, name or organisation number (unit)");
  verb->add_option("--register", query.registers, "registers (default: all the report is about)")->delimiter(',');
  verb->add_option("--as-of", query.as_of, "the register as it was at the end of this day, or at this time");
  verb->callback([&session, request] { session.action = [&session, request] { return run(session, *request); }; });
}

}  // namespace kjede::app
