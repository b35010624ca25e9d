// kjede user add|list|roles|password|remove: accounts of the site. Passwords come from the terminal or standard input.

#include <fmt/format.h>
#include <termios.h>
#include <unistd.h>

#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>

#include "kjede/service/accounts.hpp"
#include "kjede/service/codes.hpp"
#include "kjede/text/table.hpp"
#include "verb_user.hpp"
#include "workspace.hpp"

namespace kjede::app {
namespace {

struct Order {
  std::string name, display;
  std::vector<std::string> roles;  // "registrar@haukeland", "administrator"
  bool no_password = false;
};

// What is typed does not show while one of these lives.
class SilentTerminal {
 public:
  SilentTerminal() {
    termios silent{};
    active_ = isatty(STDIN_FILENO) == 1 && tcgetattr(STDIN_FILENO, &before_) == 0;
    if (!active_) return;
    silent = before_;
    silent.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent);
  }
  SilentTerminal(const SilentTerminal&) = delete;
  SilentTerminal& operator=(const SilentTerminal&) = delete;
  ~SilentTerminal() {
    if (active_) tcsetattr(STDIN_FILENO, TCSAFLUSH, &before_);
  }

 private:
  termios before_{};
  bool active_ = false;
};

service::Password read_password(const Session& session) {
  const bool terminal = isatty(STDIN_FILENO) == 1;
  if (terminal) std::cerr << (session.language == "en" ? "Password: " : "Passord: ");
  std::string line;
  {
    const SilentTerminal silent;
    std::getline(std::cin, line);
  }
  if (terminal) std::cerr << '\n';
  if (line.ends_with('\r')) line.pop_back();
  return service::Password(std::move(line));
}

base::Result<std::vector<service::Grant>> grants_of(const catalog::Catalog& catalog,
                                                    const std::vector<std::string>& words) {
  std::vector<service::Grant> grants;
  base::Diagnostics problems;
  std::vector<std::string> roles;
  for (const auto role : service::kRoles) roles.emplace_back(to_string(role));
  for (const auto& word : words) {
    const auto at = std::min(word.find('@'), word.size());
    const auto role = service::parse_role(word.substr(0, at));
    const auto place = word.substr(std::min(at + 1, word.size()));
    const auto* unit = place.empty() ? nullptr : catalog.units.find_by_name(place, "");
    if (!role) {
      problems.push_back(base::fail(service::codes::bad_account,
                                    fmt::format("there is no role '{}'", word.substr(0, at)),
                                    fmt::format("one of {}", fmt::join(roles, ", ")))
                             .diagnostics.front());
    } else if (!place.empty() && unit == nullptr) {
      problems.push_back(base::fail(service::codes::bad_account, fmt::format("there is no unit '{}'", place),
                                    "write ROLE@UNIT with a unit of the catalog")
                             .diagnostics.front());
    } else {
      grants.push_back({*role, unit == nullptr ? "" : unit->id});
    }
  }
  if (!problems.empty()) return base::fail(std::move(problems));
  return grants;
}

struct Opened {
  service::Workspace workspace;
  std::unique_ptr<service::Accounts> accounts;
};

base::Result<Opened> open(const Session& session) {
  Opened out;
  KJEDE_ASSIGN(out.workspace, open_workspace(session, store::Mode::read_write));
  KJEDE_ASSIGN(out.accounts, service::Accounts::open(out.workspace.records->database()));
  return out;
}

base::Result<void> add(const Session& session, const Order& order) {
  KJEDE_ASSIGN(const auto opened, open(session));
  KJEDE_ASSIGN(auto grants, grants_of(opened.workspace.catalog, order.roles));
  const auto password = order.no_password ? std::nullopt : std::optional(read_password(session));
  KJEDE_TRY(opened.accounts->add({.name = order.name, .display = order.display, .grants = std::move(grants)}, password,
                                 now()));
  remark(session, fmt::format("added {}", order.name));
  return {};
}

base::Result<void> set_roles(const Session& session, const Order& order) {
  KJEDE_ASSIGN(const auto opened, open(session));
  KJEDE_ASSIGN(auto grants, grants_of(opened.workspace.catalog, order.roles));
  return opened.accounts->set_grants(order.name, grants);
}

base::Result<void> set_password(const Session& session, const Order& order) {
  KJEDE_ASSIGN(const auto opened, open(session));
  return opened.accounts->set_password(order.name, read_password(session));
}

base::Result<void> remove(const Session& session, const Order& order) {
  KJEDE_ASSIGN(const auto opened, open(session));
  return opened.accounts->remove(order.name);
}

std::string roles_text(const service::Account& account) {
  std::vector<std::string> words;
  for (const auto& grant : account.grants)
    words.push_back(std::string(to_string(grant.role)) + (grant.unit.empty() ? "" : "@" + grant.unit));
  return fmt::format("{}", fmt::join(words, ", "));
}

int list(const Session& session) {
  const auto opened = open(session);
  if (!opened) return report(session, opened.error());
  const auto accounts = opened->accounts->all();
  if (!accounts) return report(session, accounts.error());
  if (session.json) {
    nlohmann::ordered_json document{{"schema_version", 1}, {"users", nlohmann::ordered_json::array()}};
    for (const auto& one : *accounts)
      document["users"].push_back(
          {{"user", one.name}, {"name", one.display}, {"disabled", one.disabled}, {"roles", roles_text(one)}});
    return print(document.dump(1) + "\n");
  }
  const bool nb = session.language != "en";
  text::Table table({{nb ? "Bruker" : "User"}, {nb ? "Navn" : "Name"}, {nb ? "Roller" : "Roles"}});
  for (const auto& one : *accounts) table.add({one.name, one.display, roles_text(one)});
  return print(table.render({}));
}

int told(const Session& session, const base::Result<void>& done) {
  return done ? static_cast<int>(Exit::ok) : report(session, done.error());
}

using Act = base::Result<void> (*)(const Session&, const Order&);

CLI::App* add_act(CLI::App& user, Session& session, const std::shared_ptr<Order>& order, const char* name,
                  const char* text, Act act) {
  auto* verb = user.add_subcommand(name, text);
  verb->add_option("name", order->name, "user name: a-z, 0-9 and . _ @ -")->required();
  verb->callback([&session, order, act] {
    session.action = [&session, order, act] { return told(session, act(session, *order)); };
  });
  return verb;
}

}  // namespace

void add_user(CLI::App& app, Session& session) {
  auto* user = app.add_subcommand("user", "accounts of the site: who may do what, where");
  user->require_subcommand(1);
  const auto order = std::make_shared<Order>();
  const auto* roles_help =
      "ROLE or ROLE@UNIT; roles: unit_reader, registrar, secretariat, planner, dispatcher, "
      "data_protection, administrator";
  auto* adding = add_act(*user, session, order, "add",
                         "a new account; the password is read from the terminal or standard input", add);
  adding->add_option("--name", order->display, "what people call the user");
  adding->add_option("--role", order->roles, roles_help)->delimiter(',');
  adding->add_flag("--no-password", order->no_password, "one who logs in by OpenID Connect");
  auto* changing =
      add_act(*user, session, order, "roles", "the roles of an account, in place of those it had", set_roles);
  changing->add_option("--role", order->roles, roles_help)->delimiter(',');
  add_act(*user, session, order, "password", "a new password, from the terminal or standard input", set_password);
  add_act(*user, session, order, "remove", "remove an account and its sessions", remove);
  user->add_subcommand("list", "all accounts")->callback([&session] {
    session.action = [&session] { return list(session); };
  });
}

}  // namespace kjede::app
