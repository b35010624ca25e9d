// Who asks for a person, and why: the options that verbs about persons share.

#include <pwd.h>
#include <unistd.h>

#include "kjede/service/codes.hpp"
#include "workspace.hpp"

namespace kjede::app {
namespace {

std::string account() {
  const auto* entry = ::getpwuid(::geteuid());
  return entry != nullptr ? entry->pw_name : "uid " + std::to_string(::geteuid());
}

}  // namespace

void add_access(CLI::App& verb, AccessOrder& order) {
  verb.add_option("--reason", order.reason, "why you look; kept in the access log");
  verb.add_option("--user", order.user, "who you are, when the account is shared (default: the account)");
}

service::Access access_of(const AccessOrder& order) {
  const auto who = order.user.empty() ? account() : order.user + " (account " + account() + ")";
  return {who, order.reason, now()};
}

CLI::Option* add_national_id(CLI::App& verb, bool& asked) {
  // the value is never taken from the command line, where others can see it, and never repeated in a message
  return verb
      .add_option_function<std::string>(
          "--national-id",
          [&asked](const std::string& value) {
            if (value != "-") {
              throw CLI::ValidationError("--national-id",
                                         "write - and give the number on standard input: a command line is no secret");
            }
            asked = true;
          },
          "a person by identity number: - reads it from standard input")
      ->type_name("-");
}

base::Result<base::Sensitive<std::string>> read_identifier() {
  KJEDE_ASSIGN(auto text, read_input("-"));
  text.erase(0, text.find_first_not_of(" \t\r\n"));
  text.erase(text.find_last_not_of(" \t\r\n") + 1);
  if (text.empty()) {
    return base::fail(service::codes::empty_file, "no identity number came on standard input",
                      "type it and end with Ctrl-D, or pipe it in");
  }
  return base::Sensitive<std::string>(std::move(text));
}

}  // namespace kjede::app
