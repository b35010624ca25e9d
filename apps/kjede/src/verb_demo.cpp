// kjede demo: the synthetic registers as files.

#include <fmt/format.h>

#include <memory>
#include <nlohmann/json.hpp>

#include "kjede/catalog/load.hpp"
#include "kjede/demo/csv.hpp"
#include "kjede/demo/errors.hpp"
#include "kjede/demo/generate.hpp"
#include "kjede/demo/region.hpp"
#include "kjede/demo/scheme.hpp"
#include "kjede/service/codes.hpp"
#include "kjede/service/rules.hpp"
#include "kjede/text/csv_writer.hpp"
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

struct SchemeOrder {
  demo::SchemeOptions options;
  std::optional<int> aeds, units, responders, resources;
  bool national = false, no_faults = false;
  std::string day, places, folder = "demo-scheme";
};

base::Result<demo::SchemeOptions> scheme_options(const Session& session, const SchemeOrder& order) {
  auto options = order.national ? demo::SchemeOptions::national() : demo::SchemeOptions{};
  options.seed = order.options.seed;
  options.scale = order.options.scale;
  options.aeds = order.aeds.value_or(options.aeds);
  options.units = order.units.value_or(options.units);
  options.responders = order.responders.value_or(options.responders);
  options.resources = order.resources.value_or(options.resources);
  options.faults = !order.no_faults;
  const auto day =
      order.day.empty() ? base::TimeZone::find("Europe/Oslo")->local_date(now()) : base::parse_date(order.day);
  if (!day)
    return base::fail(service::codes::bad_period, fmt::format("'{}' is no day", order.day), "write it as 2026-12-31");
  options.day = *day;
  if (!order.places.empty()) {
    KJEDE_ASSIGN(options.places, demo::read_places(order.places));
  }
  KJEDE_ASSIGN(const auto rules, service::load_rules(session.catalog, ""));
  for (const auto& requirement : rules.requirements) {
    if (requirement.met == dispatch::Met::attested) options.attested.push_back(requirement.number);
  }
  return options;
}

int run_scheme(const Session& session, const SchemeOrder& order) {
  const auto options = scheme_options(session, order);
  if (!options) return report(session, options.error());
  demo::CsvFolder files(order.folder);
  const auto faults = demo::make_scheme(*options, files);
  if (!faults) return report(session, faults.error());
  text::CsvWriter list;
  list.row({"subject", "id", "requirement"});
  for (const auto& fault : *faults) list.row({fault.subject, fault.id, fault.requirement});
  if (const auto done = write_output(order.folder + "/faults.csv", list.str()); !done)
    return report(session, done.error());
  const int told = tell(session, files.written());
  remark(session, fmt::format("{}/faults.csv: {} faults put in on purpose, for `kjede responders lint` to find",
                              order.folder, faults->size()));
  return told;
}

void add_scheme(CLI::App& verb, Session& session) {
  auto order = std::make_shared<SchemeOrder>();
  auto* scheme =
      verb.add_subcommand("scheme", "make a synthetic first-responder scheme: agreements, units, persons, AEDs");
  scheme->add_option("--out", order->folder, "folder for the files")->capture_default_str();
  scheme->add_option("--day", order->day, "the day on which it is in order, but for the faults (default: today)");
  scheme->add_option("--seed", order->options.seed, "another seed, another scheme")->capture_default_str();
  scheme->add_flag("--national", order->national, "the size of Norway: 12,000 AEDs, 6,000 persons in 1,500 units");
  scheme->add_option("--scale", order->options.scale, "so many times that size")->capture_default_str();
  scheme->add_option("--aeds", order->aeds, "public AEDs (default: 500)");
  scheme->add_option("--units", order->units, "first-responder units (default: 75)");
  scheme->add_option("--responders", order->responders, "persons (default: 300)");
  scheme->add_option("--resources", order->resources, "ambulances, doctors, air ambulances (default: 40)");
  scheme->add_option("--places", order->places,
                     "CSV with lon, lat, weight or population, municipality (default: the synthetic region)");
  scheme->add_flag("--no-faults", order->no_faults, "nothing wrong in it");
  scheme->callback([&session, order] { session.action = [&session, order] { return run_scheme(session, *order); }; });
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
  add_scheme(*verb, session);
  verb->callback([&session, verb, options, folder, with_errors] {
    if (!verb->get_subcommands().empty()) return;  // its own action is set
    session.action = [&session, options, folder, with_errors] { return run(session, *options, *folder, *with_errors); };
  });
}

}  // namespace kjede::app
