// kjede demo: the synthetic registers as files.

#include <fmt/format.h>

#include <memory>
#include <nlohmann/json.hpp>

#include "kjede/catalog/load.hpp"
#include "kjede/demo/csv.hpp"
#include "kjede/demo/errors.hpp"
#include "kjede/demo/generate.hpp"
#include "kjede/demo/region.hpp"
#include "verbs.hpp"

namespace kjede::app {
namespace {

int tell(const Session& session, const std::vector<demo::WrittenFile>& files) {
  nlohmann::ordered_json document{{"schema_version", 1}, {"files", nlohmann::ordered_json::array()}};
  for (const auto& file : files) {
    remark(session, fmt::format("{}: {} synthetic records of {}", file.path, file.rows, file.register_id));
    document["files"].push_back({{"path", file.path}, {"register", file.register_id}, {"records", file.rows}});
  }
  return session.json ? print(document.dump(1) + "\n") : Exit::ok;
}

int run(const Session& session, demo::Options options, const std::string& folder, bool with_errors) {
  const auto catalog = catalog::load(session.catalog);
  if (!catalog) return report(session, catalog.error());
  options.progress = &progress(session);
  demo::CsvFolder files(folder);
  if (const auto done = demo::generate(*catalog, options, files); !done) return report(session, done.error());
  if (!with_errors) return tell(session, files.written());
  const auto errors = demo::write_errors(*catalog, folder, options.seed);
  if (!errors) return report(session, errors.error());
  const int told = tell(session, files.written());
  remark(session, fmt::format("{}: {} records, every second with a mistake", errors->path, errors->rows));
  return told;
}

int run_region(const Session& session, const demo::RegionOptions& options, const std::string& folder) {
  const auto written = demo::write_region(options, folder);
  if (!written) return report(session, written.error());
  remark(session, fmt::format("{}: a synthetic health region, {} files", folder, written->size()));
  return Exit::ok;
}

void add_region(CLI::App& verb, Session& session) {
  auto options = std::make_shared<demo::RegionOptions>();
  auto folder = std::make_shared<std::string>("demo-region");
  auto* region = verb.add_subcommand("region", "make a synthetic health region: roads, stations, zones, scenarios");
  region->add_option("--out", *folder, "folder for the files")->capture_default_str();
  region->add_option("--seed", options->seed, "another seed, other bends and hamlets")->capture_default_str();
  region->callback([&session, options, folder] {
    session.action = [&session, options, folder] { return run_region(session, *options, *folder); };
  });
}

}  // namespace

void add_demo(CLI::App& app, Session& session) {
  auto options = std::make_shared<demo::Options>();
  auto folder = std::make_shared<std::string>("demo-data");
  auto with_errors = std::make_shared<bool>(false);
  auto* verb = app.add_subcommand("demo", "make synthetic registers that measure to the published figures");
  verb->add_option("--out", *folder, "folder for the files")->capture_default_str();
  verb->add_option("--scale", options->scale, "so many copies of the country")->capture_default_str();
  verb->add_option("--seed", options->seed, "another seed, other persons")->capture_default_str();
  verb->add_option("--register", options->registers, "only these registers")->delimiter(',');
  verb->add_option("--from", options->from_year, "first year")->capture_default_str();
  verb->add_option("--to", options->to_year, "last year")->capture_default_str();
  verb->add_flag("--with-errors", *with_errors, "also a small file of mistakes");
  add_region(*verb, session);
  verb->callback([&session, verb, options, folder, with_errors] {
    if (!verb->get_subcommands().empty()) return;  // its own action is set
    session.action = [&session, options, folder, with_errors] { return run(session, *options, *folder, *with_errors); };
  });
}

}  // namespace kjede::app
