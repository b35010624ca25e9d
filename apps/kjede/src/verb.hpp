#pragma once
// What every verb of the command is given. One file per verb: verb_<name>.cpp with add_<name>(CLI::App&, Session&),
// which describes the verb's options and sets session.action to what runs when it is chosen; verbs.hpp lists them.
//
//   void add_check(CLI::App& app, Session& session) {
//     auto* verb = app.add_subcommand("check", "…");
//     verb->callback([&session] { session.action = [&session] { return run(session); }; });
//   }

#include <CLI/CLI.hpp>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "kjede/base/progress.hpp"
#include "kjede/base/result.hpp"
#include "kjede/base/time.hpp"

namespace kjede::app {

enum Exit : int { ok = 0, check_failed = 1, usage = 2, bad_input = 3, environment = 4, bug = 70 };

struct Session {
  std::string catalog;
  std::string store = "kjede.duckdb";
  std::string key_file;  // empty: beside the store
  std::string language = "nb";
  std::vector<std::string> parameters;  // "urban_inhabitants=200"
  bool json = false;
  bool quiet = false;
  std::function<int()> action;
};

// The result, on standard output.
int print(std::string_view text);
// Diagnostics: for people on standard error; with --json one document on standard output. Gives the exit code that the
// first error's kind asks for.
int report(const Session& session, const base::Diagnostics& diagnostics);
// A remark for people on standard error, unless --quiet.
void remark(const Session& session, std::string_view text);
// A bar on standard error when that is a terminal, else silence. stop_requested() after Ctrl-C.
base::Progress& progress(const Session& session);
base::Instant now();
// Colour on standard output: it is a terminal and NO_COLOR is not set. Its width in columns; 0: not a terminal.
bool colour_wanted();
std::size_t terminal_width();
// Reads a whole file, "-" for standard input.
base::Result<std::string> read_input(const std::string& path);
base::Result<void> write_output(const std::string& path, std::string_view content);
// Where the shipped files are (catalog, renderer): KJEDE_HOME, else the source tree the program was built from.
std::string home();

}  // namespace kjede::app
