// What is said of the first-responder scheme: tables, JSON, CSV.

#include <fmt/format.h>

#include <algorithm>

#include "kjede/service/responders.hpp"
#include "kjede/text/csv_writer.hpp"
#include "kjede/text/json.hpp"

namespace kjede::service {
namespace {

using text::Align;
using text::Json;
using text::Tone;

struct Tongue {
  bool nb;
  const char* operator()(const char* norwegian, const char* english) const { return nb ? norwegian : english; }
};

std::string subject_word(dispatch::Subject subject, const Tongue& say) {
  switch (subject) {
    case dispatch::Subject::organisation: return say("organisasjon", "organisation");
    case dispatch::Subject::agreement: return say("avtale", "agreement");
    case dispatch::Subject::unit: return say("enhet", "unit");
    case dispatch::Subject::responder: return say("person", "person");
    case dispatch::Subject::scheme: return say("ordningen", "scheme");
  }
  return {};
}

std::string section_of(const SchemeAnswer& answer, const std::string& requirement) {
  const auto* found = answer.rules.requirement(requirement);
  return found == nullptr ? std::string() : "§" + found->section;
}

struct Counts {
  std::size_t blocking = 0, units = 0, able = 0, on_duty = 0;
};

Counts counts_of(const SchemeAnswer& answer) {
  Counts counts;
  for (const auto& finding : answer.findings) counts.blocking += finding.blocks ? 1 : 0;
  for (const auto& standing : answer.units) {
    ++counts.units;
    if (!standing.may_be_alerted()) continue;
    ++counts.able;
    if (standing.unit->on_duty) ++counts.on_duty;
  }
  return counts;
}

std::string more(std::size_t left, const Tongue& say) {
  return left == 0
             ? std::string()
             : fmt::format(
                   fmt::runtime(say("… og {} til; --limit 0 viser alle\n", "… and {} more; --limit 0 shows all\n")),
                   left);
}

std::string by_requirement(const SchemeAnswer& answer, const LintTable& style, const Tongue& say) {
  std::map<std::string, std::size_t> found;
  for (const auto& finding : answer.findings) ++found[finding.requirement];
  text::Table table({{say("Krav", "Requirement")},
                     {say("Punkt", "Section")},
                     {say("Funn", "Findings"), Align::right},
                     {say("Hva kravet sier", "What it asks")}});
  for (const auto& requirement : answer.rules.requirements) {
    const auto count = found.find(requirement.number);
    if (count == found.end()) continue;
    table.add({requirement.number, "§" + requirement.section, std::to_string(count->second), requirement.text});
  }
  auto narrow = style.style;
  if (narrow.max_width == 0) narrow.max_width = 120;
  return table.render(narrow);
}

std::string summary(const SchemeAnswer& answer, const Tongue& say) {
  const auto counts = counts_of(answer);
  return fmt::format(
      fmt::runtime(
          say("{}, {}: {} funn, {} av dem hindrer varsling. {} enheter: {} kan varsles, {} av dem i beredskap.\n",
              "{}, {}: {} findings, {} of them keep a unit from being alerted. {} units: {} may be alerted, {} of "
              "them on duty.\n")),
      answer.rules.name.in(say.nb), base::to_string(answer.day), answer.findings.size(), counts.blocking, counts.units,
      counts.able, counts.on_duty);
}

Json counts_json(const SchemeAnswer& answer) {
  const auto counts = counts_of(answer);
  return {{"findings", answer.findings.size()}, {"blocking", counts.blocking}, {"units", counts.units},
          {"may_be_alerted", counts.able},      {"on_duty", counts.on_duty},   {"persons", answer.persons.size()}};
}

Json head_json(const SchemeAnswer& answer) {
  return {{"schema_version", 1},
          {"day", base::to_string(answer.day)},
          {"rules", {{"name", answer.rules.id}, {"version", answer.rules.version}}},
          {"counts", counts_json(answer)}};
}

Json words_json(const dispatch::Words& words) { return {{"nb", words.nb}, {"en", words.en}}; }

}  // namespace

std::string imports_text(const std::vector<registry::ImportReport>& reports, std::string_view language) {
  std::string out;
  for (const auto& report : reports) out += to_text(report, language);
  return out;
}

std::string imports_json(const std::vector<registry::ImportReport>& reports, std::string_view language) {
  Json document{{"schema_version", 1}, {"imports", Json::array()}};
  for (const auto& report : reports) {
    auto each = Json::parse(to_json(report, language));
    each.erase("schema_version");
    document["imports"].push_back(std::move(each));
  }
  return document.dump(1) + "\n";
}

std::string lint_text(const SchemeAnswer& answer, const LintTable& style, std::string_view language) {
  const Tongue say{language != "en"};
  text::Table table({{say("Hva", "What")},
                     {say("Navn", "Name")},
                     {say("Enhet", "Unit")},
                     {say("Krav", "Requirement")},
                     {say("Punkt", "Section")},
                     {say("Funn", "Finding")},
                     {say("Gjør", "Do")}});
  const auto shown = style.limit == 0 ? answer.findings.size() : std::min(style.limit, answer.findings.size());
  for (std::size_t i = 0; i < shown; ++i) {
    const auto& finding = answer.findings[i];
    table.add({subject_word(finding.subject, say),
               finding.id,
               finding.unit == finding.id ? "" : finding.unit,
               {finding.requirement, finding.blocks ? Tone::red : Tone::yellow},
               section_of(answer, finding.requirement),
               {finding.what.in(say.nb), finding.blocks ? Tone::red : Tone::plain},
               finding.remedy.in(say.nb)});
  }
  if (answer.findings.empty()) return summary(answer, say);
  return table.render(style.style) + more(answer.findings.size() - shown, say) + "\n" +
         by_requirement(answer, style, say) + "\n" + summary(answer, say);
}

std::string lint_json(const SchemeAnswer& answer) {
  auto document = head_json(answer);
  document["findings"] = Json::array();
  for (const auto& finding : answer.findings) {
    document["findings"].push_back({{"subject", to_string(finding.subject)},
                                    {"id", finding.id},
                                    {"unit", finding.unit},
                                    {"requirement", finding.requirement},
                                    {"section", section_of(answer, finding.requirement)},
                                    {"blocks", finding.blocks},
                                    {"what", words_json(finding.what)},
                                    {"do", words_json(finding.remedy)}});
  }
  return document.dump(1) + "\n";
}

std::string units_text(const SchemeAnswer& answer, const LintTable& style, std::string_view language) {
  const Tongue say{language != "en"};
  text::Table table({{say("Enhet", "Unit")},
                     {say("Navn", "Name")},
                     {say("Gruppe", "Group")},
                     {say("Kommune", "Municipality")},
                     {say("I beredskap", "On duty")},
                     {say("Personer", "Persons"), Align::right},
                     {say("Øvd", "Practised"), Align::right},
                     {say("Merknader", "Warnings"), Align::right},
                     {say("Kan varsles", "May be alerted")}});
  const auto shown = style.limit == 0 ? answer.units.size() : std::min(style.limit, answer.units.size());
  for (std::size_t i = 0; i < shown; ++i) {
    const auto& each = answer.units[i];
    const auto* group = each.organisation == nullptr ? nullptr : answer.rules.group(each.organisation->group);
    table.add(
        {each.unit->id, each.unit->name, group == nullptr ? "?" : group->name.in(say.nb), each.unit->municipality,
         each.unit->on_duty ? say("ja", "yes") : say("nei", "no"), std::to_string(each.persons),
         std::to_string(each.practised), std::to_string(each.warnings),
         each.may_be_alerted()
             ? text::TableCell(say("ja", "yes"), Tone::green)
             : text::TableCell(fmt::format("{}: {}", say("nei", "no"), fmt::join(each.blocked_by, ", ")), Tone::red)});
  }
  return table.render(style.style) + more(answer.units.size() - shown, say) + "\n" + summary(answer, say);
}

std::string units_json(const SchemeAnswer& answer) {
  auto document = head_json(answer);
  document["units"] = Json::array();
  for (const auto& each : answer.units) {
    document["units"].push_back({{"unit", each.unit->id},
                                 {"name", each.unit->name},
                                 {"organisation", each.unit->organisation},
                                 {"group", each.organisation == nullptr ? "" : each.organisation->group},
                                 {"agreement", each.unit->agreement},
                                 {"municipality", each.unit->municipality},
                                 {"lon", each.unit->lon},
                                 {"lat", each.unit->lat},
                                 {"on_duty", each.unit->on_duty},
                                 {"persons", each.persons},
                                 {"practised", each.practised},
                                 {"warnings", each.warnings},
                                 {"may_be_alerted", each.may_be_alerted()},
                                 {"blocked_by", each.blocked_by}});
  }
  return document.dump(1) + "\n";
}

std::string status_csv(const SchemeAnswer& answer, const std::string& amk) {
  text::CsvWriter csv;
  csv.row({"status_id", "day", "amk", "responder_id", "unit_id", "practised_in_time", "trained", "overdue_skills"});
  const auto day = base::to_string(answer.day);
  for (const auto& each : answer.persons) {
    csv.text(each.responder->id + "@" + day).text(day).text(amk).text(each.responder->id).text(each.responder->unit);
    csv.text(each.practised ? "yes" : "no").text(each.trained ? "yes" : "no").number(each.overdue).end_row();
  }
  return csv.take();
}

}  // namespace kjede::service
