// kjede publish --format skde|fhir|csv: uploads and open data.

#include <fmt/format.h>

#include <memory>
#include <nlohmann/json.hpp>

#include "kjede/service/publish.hpp"
#include "verbs.hpp"
#include "workspace.hpp"

namespace kjede::app {

int write_files(const Session& session, const std::string& folder, const std::vector<publish::ExportFile>& files) {
  for (const auto& file : files) {
    if (const auto written = write_output(folder + "/" + file.path, file.content); !written)
      return report(session, written.error());
  }
  remark(session, fmt::format("wrote {} file{} to {}", files.size(), files.size() == 1 ? "" : "s", folder));
  if (!session.json) return Exit::ok;
  nlohmann::ordered_json document{
      {"schema_version", 1}, {"folder", folder}, {"files", nlohmann::ordered_json::array()}};
  for (const auto& file : files) document["files"].push_back(file.path);
  return print(document.dump(1) + "\n");
}

namespace {

int run(const Session& session, const service::PublishQuery& query, const std::string& folder) {
  auto workspace = open_workspace(session);
  if (!workspace) return report(session, workspace.error());
  const auto publication = service::publish_files(workspace->catalog, *workspace->records, query);
  if (!publication) return report(session, publication.error());
  if (!session.quiet) report(session, publication->notes);
  return write_files(session, folder, publication->files);
}

}  // namespace

void add_publish(CLI::App& app, Session& session) {
  auto query = std::make_shared<service::PublishQuery>();
  auto folder = std::make_shared<std::string>();
  auto* verb = app.add_subcommand("publish", "write an upload or open data, small numbers masked");
  verb->add_option("--format", query->format,
                   "skde (kvalitetsregistre.no), fhir (R4 Measure and MeasureReport), csv (open data)")
      ->required()
      ->check(CLI::IsMember({"skde", "fhir", "csv"}));
  verb->add_option("--year", query->year, "the year")->required();
  verb->add_option("--out", *folder, "folder for the files")->required();
  verb->add_option("--register", query->registers, "registers (default: all)")->delimiter(',');
  verb->add_option("--as-of", query->as_of, "the register as it was at the end of this day, or at this time");
  verb->add_option("--canonical", query->canonical,
                   "FHIR: base of the URLs of measures and extensions, an address you own (default: urn:kjede:fhir)");
  verb->callback([&session, query, folder] {
    session.action = [&session, query, folder] { return run(session, *query, *folder); };
  });
}

}  // namespace kjede::app
