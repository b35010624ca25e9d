// kjede stats KIND FILE: the same file with its values recomputed.

#include <fmt/format.h>

#include <memory>

#include "kjede/service/stats_files.hpp"
#include "verbs.hpp"

namespace kjede::app {
namespace {

struct StatsRequest {
  std::string kind, file;
};

int run_stats(const Session& session, const StatsRequest& request) {
  const auto text = read_input(request.file);
  if (!text) return report(session, text.error());
  const auto answer = service::recompute(request.kind, request.file, *text);
  if (!answer) return report(session, answer.error());
  if (answer->faults.empty()) return print(answer->text);
  if (!session.json) print(answer->text);
  return report(session, answer->faults);
}

}  // namespace

void add_stats(CLI::App& app, Session& session) {
  auto request = std::make_shared<StatsRequest>();
  auto* verb = app.add_subcommand("stats", "recompute the values of a statistics file, and print the file");
  verb->add_option("KIND", request->kind, fmt::format("one of {}", fmt::join(service::stats_kinds(), ", ")))
      ->required();
  verb->add_option("FILE", request->file, "cases (JSON) or rows (CSV); - for standard input")->required();
  verb->callback(
      [&session, request] { session.action = [&session, request] { return run_stats(session, *request); }; });
}

}  // namespace kjede::app
