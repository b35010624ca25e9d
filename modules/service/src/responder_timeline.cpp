#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "kjede/service/responder_steps.hpp"
#include "kjede/store/codes.hpp"
#include "kjede/text/csv_writer.hpp"
#include "kjede/text/json.hpp"
#include "kjede/text/table.hpp"

namespace kjede::service {
namespace {

using dispatch::EventKind;
using text::Json;

struct Words {
  std::string_view nb, en;
};

// What an event kind is called on a timeline.
std::string_view label(EventKind kind, bool norwegian) {
  static constexpr std::array<Words, dispatch::event_kind_count> words{{
      {"Hendelse opprettet", "Incident opened"},
      {"Anbefaling vist", "Recommendation shown"},
      {"Akutthjelper ikke varslet", "No first responder alerted"},
      {"Ordinær ressurs varslet", "Ordinary resource alerted"},
      {"Akutthjelper varslet", "First responder alerted"},
      {"Politi anmodet (112)", "Police asked (112)"},
      {"Bekreftet", "Acknowledged"},
      {"Avslo", "Refused"},
      {"Svarte ikke", "No answer"},
      {"Rykket ut", "Mobile"},
      {"Framme", "Arrived"},
      {"Hentet hjertestarter", "Fetched AED"},
      {"Ga hjelp", "Gave care"},
      {"Overleverte", "Handed over"},
      {"Kalt tilbake", "Stood down"},
      {"Avsluttet", "Ended"},
      {"Ordinær ressurs avbestilt", "Ordinary resource cancelled"},
      {"ALARM", "ALARM"},
      {"Avvik", "Deviation"},
      {"Oppfølging", "Follow-up"},
      {"Rettet", "Corrected"},
      {"Oppdrag lukket", "Mission closed"},
  }};
  const auto& entry = words[static_cast<std::size_t>(kind)];
  return norwegian ? entry.nb : entry.en;
}

std::string clock_text(std::chrono::seconds since) {
  const auto sign = since.count() < 0 ? "-" : "+";
  const auto s = std::abs(since.count());
  return s < 3600 ? fmt::format("{}{:d}:{:02d}", sign, s / 60, s % 60)
                  : fmt::format("{}{:d}:{:02d}:{:02d}", sign, s / 3600, s / 60 % 60, s % 60);
}

// The fields that a reader needs on one line.
std::string detail(const dispatch::MissionEvent& event) {
  std::string text;
  for (const auto* name : {"reason", "channel", "aed", "to", "role", "indication", "what"}) {
    const auto found = event.fields.find(name);
    if (found == event.fields.end() || !found->is_string()) continue;
    if (!text.empty()) text += ", ";
    text += found->get<std::string>();
  }
  return text;
}

text::Tone tone(EventKind kind) {
  switch (kind) {
    case EventKind::alarm_raised: return text::Tone::red;
    case EventKind::arrived:
    case EventKind::closed: return text::Tone::green;
    case EventKind::refused:
    case EventKind::silent:
    case EventKind::deviation:
    case EventKind::ordinary_cancelled: return text::Tone::yellow;
    default: return text::Tone::plain;
  }
}

Json event_json(const dispatch::MissionEvent& event) {
  Json json{{"kind", to_string(event.kind)}, {"incident", event.incident}};
  if (!event.unit.empty()) json["unit"] = event.unit;
  json["occurred"] = base::to_string(event.occurred);
  json["clock"] = event.clock;
  json["recorded"] = base::to_string(event.recorded);
  json["recorder"] = event.recorder;
  json["fields"] = event.fields;
  return json;
}

std::string_view said(bool norwegian, std::string_view nb, std::string_view en) { return norwegian ? nb : en; }

}  // namespace

std::string to_json(const WrittenStep& step) {
  Json json{{"schema_version", 1},
            {"first", step.receipt.first},
            {"last", step.receipt.last},
            {"repeated", step.receipt.repeated},
            {"events", Json::array()}};
  for (const auto& event : step.events) json["events"].push_back(event_json(event));
  if (!step.receipt.witness.empty()) json["witness_problem"] = step.receipt.witness;
  return text::to_text(json);
}

std::string to_text(const WrittenStep& step, bool norwegian) {
  if (step.receipt.repeated && step.receipt.first == 0) {
    return std::string(said(norwegian, "Alle det gjelder, er varslet allerede: ingenting er skrevet",
                            "Everybody it means is alerted already: nothing was written")) +
           "\n";
  }
  if (step.receipt.repeated) {
    return fmt::format("{} {}–{}\n", said(norwegian, "Allerede skrevet: hendelse", "Already written: event"),
                       step.receipt.first, step.receipt.last);
  }
  std::string out;
  auto seq = step.receipt.first;
  for (const auto& event : step.events) {
    out +=
        fmt::format("{:>6}  {}{}{}\n", seq++, label(event.kind, norwegian), event.unit.empty() ? "" : ": ", event.unit);
  }
  return out;
}

std::string timeline_json(const std::vector<NumberedEvent>& events) {
  Json json{{"schema_version", 1}, {"events", Json::array()}};
  for (const auto& each : events) {
    auto event = event_json(each.event);
    event["seq"] = each.seq;
    event["key"] = each.key;
    json["events"].push_back(std::move(event));
  }
  return text::to_text(json);
}

std::string timeline_text(const std::vector<NumberedEvent>& events, bool norwegian) {
  text::Table table({{std::string(said(norwegian, "Nr", "No")), text::Align::right},
                     {std::string(said(norwegian, "Oppdrag", "Incident"))},
                     {std::string(said(norwegian, "Tid (UTC)", "Time (UTC)"))},
                     {std::string(said(norwegian, "Siden anrop", "Since call")), text::Align::right},
                     {std::string(said(norwegian, "Hva", "What"))},
                     {std::string(said(norwegian, "Enhet", "Unit"))},
                     {std::string(said(norwegian, "Merknad", "Note"))}});
  std::map<std::string, base::Instant> opened;
  for (const auto& each : events) {
    const auto& event = each.event;
    if (event.kind == EventKind::incident_opened) opened.try_emplace(event.incident, event.occurred);
    const auto start = opened.find(event.incident);
    table.add({std::to_string(each.seq),
               event.incident,
               base::to_string(std::chrono::floor<std::chrono::seconds>(event.occurred)),
               start == opened.end()
                   ? ""
                   : clock_text(std::chrono::duration_cast<std::chrono::seconds>(event.occurred - start->second)),
               {std::string(label(event.kind, norwegian)), tone(event.kind)},
               event.unit,
               detail(event)});
  }
  return table.render();
}

std::string to_json(const ResponderLogVerdict& verdict) {
  Json json{{"schema_version", 1},
            {"ok", verdict.ok()},
            {"events", verdict.chain.head.length},
            {"head", verdict.chain.head.hash},
            {"code", verdict.chain.ok() ? Json(nullptr) : Json(store::codes::event_log_damaged.id)},
            {"first_bad", verdict.chain.first_bad},
            {"reason", verdict.chain.reason},
            {"breaches", Json::array()}};
  for (const auto& breach : verdict.breaches) {
    json["breaches"].push_back({{"incident", breach.incident}, {"unit", breach.unit}, {"what", breach.what}});
  }
  return text::to_text(json);
}

std::string to_text(const ResponderLogVerdict& verdict, bool norwegian) {
  const auto& chain = verdict.chain;
  std::string out = chain.ok() ? fmt::format("{} {} {}\n", said(norwegian, "Kjeden holder:", "The chain holds:"),
                                             chain.head.length, said(norwegian, "hendelser", "events"))
                               : fmt::format("{} ({}): {}\n", said(norwegian, "Kjeden er brutt", "The chain is broken"),
                                             store::codes::event_log_damaged.id, chain.reason);
  if (chain.head.length > 0) out += fmt::format("{} {}\n", said(norwegian, "Hode:", "Head:"), chain.head.hash);
  for (const auto& breach : verdict.breaches) {
    out +=
        fmt::format("{} {} {}: {}\n", said(norwegian, "Brudd:", "Breach:"), breach.incident, breach.unit, breach.what);
  }
  if (verdict.breaches.empty()) {
    out += said(norwegian, "Ingen akutthjelper ble varslet uten ordinær ressurs.\n",
                "No first responder was alerted without an ordinary resource.\n");
  }
  return out;
}

std::string organisation_csv(const std::vector<NumberedEvent>& events, const std::vector<std::string>& units) {
  text::CsvWriter csv;
  csv.row({"unit", "indication", "municipality", "alerted", "arrived", "outcome"});
  std::map<std::string, std::string> municipality;
  std::map<std::string, dispatch::Mission> missions;
  for (const auto& each : events) {
    const auto found = each.event.fields.find("municipality");
    if (each.event.kind == EventKind::incident_opened && found != each.event.fields.end() && found->is_string()) {
      municipality[each.event.incident] = found->get<std::string>();
    }
    dispatch::apply(missions[each.event.incident], each.event);
  }
  const auto to_the_minute = [](const std::optional<base::Instant>& time) {
    return time ? base::to_string(std::chrono::floor<std::chrono::minutes>(*time)) : std::string();
  };
  for (const auto& [incident, mission] : missions) {
    for (const auto& [name, unit] : mission.units) {
      if (unit.role != dispatch::UnitRole::responder) continue;
      if (std::find(units.begin(), units.end(), name) == units.end()) continue;
      csv.row({name, mission.indication, municipality[incident], to_the_minute(unit.alerted),
               to_the_minute(unit.arrived), std::string(to_string(unit.progress))});
    }
  }
  return csv.take();
}

}  // namespace kjede::service
