// kjede find [REGISTER…]: what the registers hold about a person; the search is logged before anything is shown.

#include <fmt/format.h>

#include <memory>

#include "kjede/service/identity.hpp"
#include "verbs.hpp"
#include "workspace.hpp"

namespace kjede::app {
namespace {

struct Request {
  service::PersonQuery query;
  AccessOrder access;
  bool by_number = false;
  bool values = false;
};

int run(const Session& session, Request request) {
  if (request.by_number) {
    auto number = read_identifier();
    if (!number) return report(session, number.error());
    request.query.identifier = *std::move(number);
  }
  auto workspace = open_workspace(session, store::Mode::read_write);
  if (!workspace) return report(session, workspace.error());
  const auto& catalog = workspace->catalog;
  const auto answer = service::find_person(catalog, *workspace->records, request.query, access_of(request.access));
  if (!answer) return report(session, answer.error());
  remark(session, fmt::format("access log: entry {}", answer->logged));
  return print(session.json ? service::to_json(catalog, *answer, request.values)
                            : service::to_text(catalog, *answer, request.values, session.language));
}

}  // namespace

void add_find(CLI::App& app, Session& session) {
  auto request = std::make_shared<Request>();
  auto* verb = app.add_subcommand("find", "what the registers hold about a person; logged before it is shown");
  verb->add_option("REGISTER", request->query.registers, "registers (default: all)");
  auto* number = add_national_id(*verb, request->by_number);
  verb->add_option("--record", request->query.record, "the person of this record (name its register)")
      ->excludes(number);
  verb->add_flag("--identity", request->query.identity, "also show the identity number and name");
  verb->add_flag("--values", request->values, "show every variable, not only keys and dates");
  add_access(*verb, request->access);
  verb->callback([&session, verb, request] {
    if (!request->by_number && request->query.record.empty()) throw CLI::RequiredError("--national-id - or --record");
    session.action = [&session, request] { return run(session, *request); };
  });
}

}  // namespace kjede::app
