// The program: describes the verbs, runs the chosen one, turns whatever happens into an exit code.

#include <exception>
#include <iostream>
#include <string>
#include <vector>

#include "kjede/base/diagnostic.hpp"
#include "verbs.hpp"

namespace kjede::app {

void describe(CLI::App& app, Session& session) {
  app.require_subcommand(1);
  app.fallthrough();
  app.set_version_flag("--version", std::string("kjede ") + KJEDE_VERSION);
  app.add_option("--catalog", session.catalog, "folder of definitions (default: the shipped Norwegian one)");
  app.add_option("--store", session.store, "a DuckDB file, or postgresql://…")
      ->capture_default_str()
      ->envname("KJEDE_STORE");
  app.add_option("--key-file", session.key_file,
                 "keys for pseudonyms and sealed identities (default: beside the store)")
      ->envname("KJEDE_KEY_FILE");
  app.add_option("--lang", session.language, "language of texts")
      ->check(CLI::IsMember({"nb", "en"}))
      ->capture_default_str()
      ->envname("KJEDE_LANG");
  app.add_option("--parameter", session.parameters,
                 "NAME=VALUE: in place of the value that indicators give their parameter NAME, e.g. "
                 "urban_inhabitants=200; may be given more than once")
      ->allow_extra_args(false);
  app.add_flag("--json", session.json, "one JSON document on standard output");
  app.add_flag("--quiet", session.quiet, "no progress and no remarks on standard error");
  const std::string exits =
      "Exit codes: 0 ok, 1 a check failed, 2 usage, 3 bad definition or data, 4 environment, 70 a bug in Kjede.";
  app.footer("General options (--store, --catalog, --lang, --json, ...): kjede --help\n" + exits);  // of every verb
  add_verbs(app, session);
  app.footer("kjede VERB --help tells about a verb.\n" + exits);
}

// A first word that is no verb would be told as a verb that is missing.
bool tell_unknown_verb(const CLI::App& app) {
  if (!app.get_subcommands().empty()) return false;
  for (const auto& word : app.remaining()) {
    if (word.starts_with('-')) continue;
    std::vector<std::string> verbs;
    for (const auto* verb : app.get_subcommands(nullptr)) verbs.push_back(verb->get_name());
    const auto near = kjede::base::nearest(word, verbs);
    std::cerr << "There is no verb '" << word << "'"
              << (near.empty() ? std::string() : "; did you mean '" + std::string(near) + "'?") << '\n'
              << "Run with --help for more information.\n";
    return true;
  }
  return false;
}

}  // namespace kjede::app

namespace {

using namespace kjede::app;

int run(CLI::App& app, Session& session, int argc, char** argv) {
  try {
    app.parse(argc, argv);
    return session.action();
  } catch (const CLI::ParseError& error) {
    if (error.get_exit_code() != 0 && tell_unknown_verb(app)) return Exit::usage;
    return app.exit(error) == 0 ? Exit::ok : Exit::usage;
  }
}

}  // namespace

int main(int argc, char** argv) {
  try {
    CLI::App app{"Kjede: the emergency-medical chain, measured", "kjede"};
    Session session;
    session.catalog = home() + "/catalog";
    describe(app, session);
    return run(app, session, argc, argv);
  } catch (const std::exception& error) {
    std::cerr << "error[KJ0001]: " << error.what()
              << "\n  = this is a bug in Kjede; please report the command you ran\n";
    return Exit::bug;
  }
}
