// kjede check: every mistake of a catalog, at its place. kjede test: the definitions' own test rows.

#include <fmt/format.h>

#include <memory>
#include <nlohmann/json.hpp>

#include "kjede/catalog/load.hpp"
#include "kjede/catalog/run_tests.hpp"
#include "verbs.hpp"

namespace kjede::app {
namespace {

int run_check(const Session& session) {
  const auto catalog = catalog::load(session.catalog);
  if (!catalog) return report(session, catalog.error());
  if (!session.quiet) report(session, catalog->warnings);
  if (session.json) {
    return print(nlohmann::ordered_json{{"schema_version", 1},
                                        {"errors", nlohmann::ordered_json::array()},
                                        {"catalog", catalog->name},
                                        {"hash", catalog->hash}}
                     .dump(2) +
                 "\n");
  }
  return print(fmt::format("{}: {} registers, {} cohorts, {} indicators, {} analyses, {} units: no errors\n",
                           catalog->name, catalog->registers.size(), catalog->cohorts.size(),
                           catalog->indicators.size(), catalog->analyses.size(), catalog->units.all().size()));
}

struct Tally {
  int passed = 0;
  int failed = 0;
  base::Diagnostics problems;
};

void run_one(const catalog::Indicator& indicator, const catalog::Register& reg, bool rows, Tally& tally) {
  for (const auto& outcome : catalog::run_tests(indicator, reg)) {
    outcome.passed() ? ++tally.passed : ++tally.failed;
    tally.problems.insert(tally.problems.end(), outcome.problems.begin(), outcome.problems.end());
    if (!rows) continue;
    print(fmt::format("{} (test at line {})\n", indicator.id, outcome.test->span.line));
    for (std::size_t i = 0; i < outcome.rows.size(); ++i) {
      print(fmt::format("  row {}: {}\n", i + 1, catalog::to_words(outcome.rows[i], indicator)));
    }
  }
}

int run_test(const Session& session, const std::vector<std::string>& indicators, bool rows) {
  const auto catalog = catalog::load(session.catalog);
  if (!catalog) return report(session, catalog.error());
  Tally tally;
  for (const auto& indicator : catalog->indicators) {
    if (!indicators.empty() && std::find(indicators.begin(), indicators.end(), indicator.id) == indicators.end())
      continue;
    run_one(indicator, *catalog->find_register(indicator.register_id), rows && !session.json, tally);
  }
  report(session, tally.problems);
  if (!session.json)
    print(fmt::format("{} passed, {} failed\n", tally.passed, tally.failed));
  else if (tally.failed == 0)
    print(nlohmann::ordered_json{{"schema_version", 1}, {"passed", tally.passed}, {"failed", 0}}.dump(2) + "\n");
  return tally.failed == 0 ? Exit::ok : Exit::check_failed;
}

}  // namespace

void add_check(CLI::App& app, Session& session) {
  auto* verb = app.add_subcommand("check", "check a catalog: all errors, each with file, line, column and what to do");
  verb->add_option("FOLDER", session.catalog, "folder of definitions");
  verb->callback([&session] { session.action = [&session] { return run_check(session); }; });
}

void add_test(CLI::App& app, Session& session) {
  auto indicators = std::make_shared<std::vector<std::string>>();
  auto rows = std::make_shared<bool>(false);
  auto* verb = app.add_subcommand("test", "run the test rows of the indicators");
  verb->add_option("INDICATOR", *indicators, "indicator ids (default: all)");
  verb->add_flag("--rows", *rows, "say how each row was judged");
  verb->callback([&session, indicators, rows] {
    session.action = [&session, indicators, rows] { return run_test(session, *indicators, *rows); };
  });
}

}  // namespace kjede::app
