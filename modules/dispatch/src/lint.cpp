#include "kjede/dispatch/lint.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "linter.hpp"

namespace kjede::dispatch {

Linter::Linter(const Scheme& scheme, const RuleSet& rules, base::Date date)
    : scheme_(scheme), rules_(rules), date_(date) {
  for (const auto& each : scheme.organisations) organisations_.emplace(each.id, &each);
  for (const auto& each : scheme.agreements) agreements_.emplace(each.id, &each);
  for (const auto& each : scheme.units) units_.emplace(each.id, &each);
  for (const auto& each : scheme.equipment) equipment_[each.unit].push_back(&each);
}

std::vector<Finding> Linter::run() {
  for (const auto& each : scheme_.organisations) check(each);
  for (const auto& each : scheme_.agreements) check(each);
  for (const auto& each : scheme_.units) check(each);
  for (const auto& each : scheme_.responders) check(each);
  check_attestations();
  return std::move(findings_);
}

void Linter::find(const Where& where, std::string requirement, Weight weight, Words what, Words remedy) {
  findings_.push_back({where.subject, where.id, where.unit, std::move(requirement), weight == Weight::blocks,
                       std::move(what), std::move(remedy)});
}

const Organisation* Linter::organisation(const std::string& id) const {
  const auto found = organisations_.find(id);
  return found == organisations_.end() ? nullptr : found->second;
}

void Linter::check(const Organisation& organisation) {
  const Where where{Subject::organisation, organisation.id, {}};
  check_group(organisation, where);
  if (organisation.procedures.empty()) {
    find(where, "R67", Weight::warns, {"skriftlige prosedyrer mangler", "written procedures are missing"},
         {"registrer dokumentet", "register the document"});
  } else if (organisation.procedures_review && *organisation.procedures_review < date_) {
    find(where, "R70", Weight::warns, {"prosedyrene skulle vært gjennomgått", "the procedures are due for review"},
         {"gjennomgå dem og sett ny dato", "review them and set a new date"});
  }
  if (organisation.group == "volunteer" && !organisation.follow_up) {
    find(where, "R113", Weight::warns, {"oppfølgingsordning mangler", "no follow-up arrangement"},
         {"beskriv ordningen", "describe the arrangement"});
  }
}

void Linter::check_group(const Organisation& organisation, const Where& where) {
  if (organisation.group == "police") {
    find(where, "R21", Weight::blocks, {"politiet kan ikke inngå i ordningen", "police cannot be part of the scheme"},
         {"fjern organisasjonen; be om politi via 112 i det enkelte tilfelle",
          "remove the organisation; ask police by 112 in the single case"});
    return;
  }
  const auto* group = rules_.group(organisation.group);
  if (group == nullptr) {
    find(where, "R15", Weight::blocks,
         {fmt::format("gruppen '{}' kan ikke delta", organisation.group),
          fmt::format("the group '{}' may not take part", organisation.group)},
         {"bruk en av gruppene i regelsettet", "use one of the groups of the rule set"});
    return;
  }
  const auto named = [&](const std::string& name) { return organisation.name.find(name) != std::string::npos; };
  if (!group->organisations.empty() && std::none_of(group->organisations.begin(), group->organisations.end(), named)) {
    find(where, group->organisations_requirement, Weight::warns,
         {"er ikke blant organisasjonene i regelsettet", "is not among the organisations of the rule set"},
         {fmt::format("bare {} er nevnt", fmt::join(group->organisations, ", ")),
          fmt::format("only {} are named", fmt::join(group->organisations, ", "))});
  }
}

void Linter::check_attestations() {
  std::map<std::string_view, bool> answered;  // requirement → on this day too
  for (const auto& each : scheme_.attestations) {
    const bool holds = !(each.from && *each.from > date_) && !(each.to && *each.to < date_);
    auto& known = answered[each.requirement];
    known = known || holds;
    if (rules_.requirement(each.requirement) == nullptr) {
      find({Subject::scheme, each.requirement, {}}, each.requirement, Weight::warns,
           {"kravet finnes ikke i regelsettet", "there is no such requirement in the rule set"},
           {"rett nummeret i egenerklæringen", "correct the number in the attestation"});
    }
  }
  for (const auto& requirement : rules_.requirements) {
    if (requirement.met != Met::attested) continue;
    const auto found = answered.find(requirement.number);
    if (found != answered.end() && found->second) continue;
    const bool before = found != answered.end();
    find({Subject::scheme, requirement.number, {}}, requirement.number, Weight::warns,
         before ? Words{"egenerklæringen gjelder ikke denne dagen", "the attestation does not hold on the day"}
                : Words{"ingen svarer for kravet", "nobody answers for the requirement"},
         {"registrer hvem som svarer for det, og dokumentet", "register who answers for it, and the document"});
  }
}

std::string_view to_string(Subject subject) {
  constexpr std::string_view names[] = {"organisation", "agreement", "unit", "responder", "scheme"};
  return names[static_cast<std::size_t>(subject)];
}

std::vector<Finding> lint(const Scheme& scheme, const RuleSet& rules, base::Date date) {
  return Linter(scheme, rules, date).run();
}

bool practised_in_time(base::Date last, base::Date on, int months) {
  auto due = std::chrono::year_month_day(last) + std::chrono::months(months);
  if (!due.ok()) due = due.year() / due.month() / std::chrono::last;
  return on <= base::Date(due);
}

}  // namespace kjede::dispatch
