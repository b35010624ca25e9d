// kjede reference errors|command|catalog|requirements: the generated pages of docs/reference.

#include <fmt/format.h>

#include <span>

#include "codes.hpp"
#include "kjede/catalog/codes.hpp"
#include "kjede/catalog/load.hpp"
#include "kjede/catalog/reference.hpp"
#include "kjede/demo/codes.hpp"
#include "kjede/dispatch/codes.hpp"
#include "kjede/measure/codes.hpp"
#include "kjede/planning/codes.hpp"
#include "kjede/publish/codes.hpp"
#include "kjede/registry/codes.hpp"
#include "kjede/road/codes.hpp"
#include "kjede/server/codes.hpp"
#include "kjede/service/codes.hpp"
#include "kjede/service/rules.hpp"
#include "kjede/sim/codes.hpp"
#include "kjede/stats/codes.hpp"
#include "kjede/store/codes.hpp"
#include "kjede/text/codes.hpp"
#include "requirements_page.hpp"
#include "verbs.hpp"

namespace kjede::app {
namespace {

std::string section(std::string_view room, std::span<const base::Code* const> codes) {
  std::string text = fmt::format("\n## {}\n", room);
  for (const auto* code : codes) text += fmt::format("\n### {}: {}\n\n{}\n", code->id, code->title, code->explanation);
  return text;
}

std::string error_page() {
  std::string page =
      "# Error codes\n\nMade by `kjede reference errors`; do not edit. Every message of Kjede carries one of these "
      "codes.\n";
  page += section("base", base::codes::all);
  page += section("text", text::codes::all);
  page += section("catalog", catalog::codes::all);
  page += section("store", store::codes::all);
  page += section("registry", registry::codes::all);
  page += section("measure", measure::codes::all);
  page += section("publish", publish::codes::all);
  page += section("stats", stats::codes::all);
  page += section("road", road::codes::all);
  page += section("dispatch", dispatch::codes::all);
  page += section("sim", sim::codes::all);
  page += section("planning", planning::codes::all);
  page += section("service", service::codes::all);
  page += section("server", server::codes::all);
  page += section("command", codes::all);
  page += section("demo", demo::codes::all);
  return page;
}

std::string help_section(const std::string& parent, const CLI::App& verb) {
  return fmt::format("\n## {} {}\n\n```\n{}```\n", parent, verb.get_name(), verb.help(parent));
}

// The help of the program and of every verb, as one page; of a fresh program, for help follows what was parsed.
std::string command_page() {
  CLI::App app{"Kjede: the emergency-medical chain, measured", "kjede"};
  Session session;
  describe(app, session);
  std::string page = "# The command\n\nMade by `kjede reference command`; do not edit.\n\n```\n" + app.help() + "```\n";
  for (const auto* verb : app.get_subcommands(nullptr)) {
    page += help_section("kjede", *verb);
    // what a sub-verb needs stands on its own page of help
    for (const auto* sub : verb->get_subcommands(nullptr))
      if (sub->get_options().size() > 1) page += help_section("kjede " + verb->get_name(), *sub);
  }
  return page;
}

int print_catalog(const Session& session) {
  const auto catalog = catalog::load(session.catalog);
  if (!catalog) return report(session, catalog.error());
  return print(
      catalog::reference_page(*catalog, session.language == "en" ? catalog::Language::en : catalog::Language::nb));
}

int print_requirements(const Session& session) {
  const auto rules = service::load_rules(session.catalog, "");
  if (!rules) return report(session, rules.error());
  return print(requirements_page(*rules));
}

}  // namespace

void add_reference(CLI::App& app, Session& session) {
  auto* verb = app.add_subcommand("reference", "print a generated reference page (markdown)");
  verb->require_subcommand(1);
  verb->add_subcommand("errors", "all error codes")->callback([&session] {
    session.action = [] { return print(error_page()); };
  });
  verb->add_subcommand("catalog", "registers, indicators in words, units")->callback([&session] {
    session.action = [&session] { return print_catalog(session); };
  });
  verb->add_subcommand("requirements", "every requirement on first responders and how it is met")->callback([&session] {
    session.action = [&session] { return print_requirements(session); };
  });
  verb->add_subcommand("command", "the help of every verb")->callback([&session] {
    session.action = [] { return print(command_page()); };
  });
}

}  // namespace kjede::app
