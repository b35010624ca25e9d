// kjede dispatch: first-responder missions. recommend proposes, alert, event and close write, log shows, verify proves,
// export gives out, register fills the cardiac-arrest register.

#include <unistd.h>

#include <memory>

#include "dispatch_order.hpp"
#include "kjede/service/responder_missions.hpp"
#include "kjede/service/responder_steps.hpp"

namespace kjede::app {
namespace {

struct Request {
  LogOrder log;
  std::string file = "-";
  std::string key;
  std::string recorder;
  std::string incident;
  std::vector<std::string> units;
  std::string amk, service;
  std::string at;
};

int write_step(const Session& session, const Request& request, std::vector<dispatch::MissionEvent> events) {
  auto log = open_log(session, request.log, store::Mode::read_write);
  if (!log) return report(session, log.error());
  const auto key = request.key.empty() ? service::step_key(events) : request.key;
  const auto written = (*log)->propose(key, std::move(events));
  if (!written) return report(session, written.error());
  if (!written->receipt.witness.empty()) remark(session, written->receipt.witness);
  return print(session.json ? service::to_json(*written) : service::to_text(*written, session.language == "nb"));
}

int run_event(const Session& session, const Request& request) {
  auto content = read_input(request.file);
  if (!content) return report(session, content.error());
  auto file = std::make_shared<base::SourceFile>();
  file->path = request.file;
  file->text = *std::move(content);
  auto events = service::read_step(file, now(), request.recorder);
  if (!events) return report(session, events.error());
  return write_step(session, request, *std::move(events));
}

int run_close(const Session& session, const Request& request) {
  dispatch::MissionEvent closed;
  closed.kind = dispatch::EventKind::closed;
  closed.incident = request.incident;
  const auto when = moment_of(request.at);
  if (!when) return report(session, when.error());
  closed.occurred = *when;
  closed.recorded = now();
  closed.clock = "kjede";
  closed.recorder = request.recorder;
  return write_step(session, request, {closed});
}

int run_log(const Session& session, const Request& request) {
  auto log = open_log(session, request.log, store::Mode::read_only);
  if (!log) return report(session, log.error());
  const auto wanted = request.incident.empty() ? std::nullopt : std::optional<std::string_view>(request.incident);
  const auto events = (*log)->events(wanted);
  if (!events) return report(session, events.error());
  return print(session.json ? service::timeline_json(*events)
                            : service::timeline_text(*events, session.language == "nb"));
}

int run_verify(const Session& session, const Request& request) {
  auto log = open_log(session, request.log, store::Mode::read_only);
  if (!log) return report(session, log.error());
  const auto verdict = (*log)->verify();
  if (!verdict) return report(session, verdict.error());
  print(session.json ? service::to_json(*verdict) : service::to_text(*verdict, session.language == "nb"));
  return verdict->ok() ? Exit::ok : Exit::check_failed;
}

// What stands in the register already would be replaced by an import, so it is left out.
base::Result<std::string> arrests(const Session& session, const Request& request) {
  KJEDE_ASSIGN(const auto room, open_room(session, request.log, store::Mode::read_only));
  KJEDE_ASSIGN(const auto events, room.log->events());
  const auto all = service::arrest_rows(events, request.service);
  KJEDE_ASSIGN(const auto rows, service::unregistered(room.workspace.catalog, *room.workspace.records, all));
  if (rows.size() < all.size()) {
    remark(session, std::to_string(all.size() - rows.size()) +
                        " arrests stand in the register already and are left out; `kjede dispatch register` fills "
                        "what they lack");
  }
  return service::arrest_register_csv(rows);
}

base::Result<service::FilledRegister> fill(const Session& session, const Request& request) {
  KJEDE_ASSIGN(const auto room, open_room(session, request.log, store::Mode::read_write));
  KJEDE_ASSIGN(const auto events, room.log->events());
  return service::fill_arrests(room.workspace.catalog, *room.workspace.records,
                               service::arrest_rows(events, request.service), now());
}

int run_register(const Session& session, const Request& request) {
  const auto filled = fill(session, request);
  if (!filled) return report(session, filled.error());
  print(session.json ? service::to_json(*filled) : service::to_text(*filled, session.language == "nb"));
  return filled->rejected.empty() ? Exit::ok : Exit::check_failed;
}

int run_export(const Session& session, const Request& request) {
  if (!request.service.empty()) {
    const auto csv = arrests(session, request);
    return csv ? print(*csv) : report(session, csv.error());
  }
  auto log = open_log(session, request.log, store::Mode::read_only);
  if (!log) return report(session, log.error());
  const auto events = (*log)->events();
  if (!events) return report(session, events.error());
  if (!request.amk.empty()) return print(service::mission_register_csv(*events, request.amk));
  return print(service::organisation_csv(*events, request.units));
}

using Run = int (*)(const Session&, const Request&);

CLI::App* add_part(CLI::App& parent, Session& session, const std::shared_ptr<Request>& request, const char* name,
                   const char* about, Run run) {
  auto* part = parent.add_subcommand(name, about);
  describe_log(*part, request->log);
  part->callback(
      [&session, request, run] { session.action = [&session, request, run] { return run(session, *request); }; });
  return part;
}

}  // namespace

void add_dispatch(CLI::App& app, Session& session) {
  auto* verb =
      app.add_subcommand("dispatch", "missions of first responders, with the ordinary resource always alerted");
  verb->require_subcommand(1);
  add_dispatch_recommend(*verb, session);
  add_dispatch_alert(*verb, session);
  add_dispatch_replay(*verb, session);
  add_dispatch_send(*verb, session);
  auto request = std::make_shared<Request>();
  auto* event =
      add_part(*verb, session, request, "event", "write one step of a mission: all its events, or none", run_event);
  event->add_option("FILE", request->file, "the step as JSON: an event or a list (default: standard input)");
  event->add_option("--key", request->key, "idempotency key: the same key is written once (default: from the step)");
  event->add_option("--recorder", request->recorder, "who takes it down")->required();
  auto* close =
      add_part(*verb, session, request, "close", "close a mission whose documentation is complete", run_close);
  close->add_option("INCIDENT", request->incident, "the incident")->required();
  close->add_option("--recorder", request->recorder, "who closes it")->required();
  close->add_option("--at", request->at, "when, with offset (default: now)");
  auto* log = add_part(*verb, session, request, "log", "show the timeline of an incident, or of all", run_log);
  log->add_option("INCIDENT", request->incident, "the incident (default: all)");
  add_part(*verb, session, request, "verify",
           "prove that the log is whole and the ordinary resource was always alerted", run_verify);
  auto* out = add_part(*verb, session, request, "export",
                       "missions as CSV, without anything about persons: an organisation's own, or all", run_export);
  auto* what = out->add_option_group("what");
  what->add_option("--unit", request->units, "an organisation's units: its own missions")->delimiter(',');
  what->add_option("--amk", request->amk, "the AMK centre: all missions, for `kjede import responder_mission`");
  what->add_option("--ohca", request->service,
                   "the ambulance service: suspected arrests that no form has come for, for `kjede import ohca`");
  what->require_option(1);
  auto* reg = add_part(*verb, session, request, "register",
                       "put the arrests into the register ohca: new ones, and what the others lack", run_register);
  reg->add_option("--service", request->service, "the ambulance service")->required();
}

}  // namespace kjede::app
