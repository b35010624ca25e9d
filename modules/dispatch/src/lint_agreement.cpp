// What an agreement lacks: parties, the nine minimum items, validity, conditions, channel, equipment, costs.

#include <fmt/format.h>

#include <algorithm>

#include "linter.hpp"

namespace kjede::dispatch {
namespace {

bool holds(const std::vector<std::string>& list, std::string_view wanted) {
  return std::find(list.begin(), list.end(), wanted) != list.end();
}

bool agreed(const Agreement& agreement, const std::string& item) {
  const auto found = agreement.items.find(item);
  return found != agreement.items.end() && !found->second.empty();
}

}  // namespace

void Linter::check(const Agreement& agreement) {
  const Where where{Subject::agreement, agreement.id, {}};
  check_items(agreement, where);
  check_validity(agreement, where);
  check_parties(agreement, where);
  check_equipment_list(agreement, where);
}

void Linter::check_items(const Agreement& agreement, const Where& where) {
  for (const auto& item : rules_.agreement_items) {
    if (agreed(agreement, item.name)) continue;
    find(where, item.requirement, Weight::warns,
         {fmt::format("avtalen mangler «{}»", item.name), fmt::format("the agreement lacks '{}'", item.name)},
         {"ta punktet inn i avtalen", "add the item to the agreement"});
  }
  check_conditions(agreement, where);
}

// The codes behind item 1: without one nobody can be alerted by the agreement.
void Linter::check_conditions(const Agreement& agreement, const Where& where) {
  if (agreement.indications.empty() && agreed(agreement, "conditions")) {
    find(where, "R105.1", Weight::warns, {"avtalen oppgir ingen indikasjon", "the agreement states no indication"},
         {"oppgi kodene fra regelsettet", "state the codes of the rule set"});
  }
  for (const auto& code : agreement.indications) {
    if (rules_.indications.contains(code)) continue;
    find(where, "R47", Weight::warns,
         {fmt::format("indikasjonen '{}' finnes ikke i regelsettet", code),
          fmt::format("the indication '{}' is not in the rule set", code)},
         {"bruk en av indikasjonene i regelsettet", "use one of the indications of the rule set"});
  }
}

void Linter::check_validity(const Agreement& agreement, const Where& where) {
  if (agreement.to && *agreement.to < date_) {
    find(where, "R08", Weight::blocks, {"avtalen er utløpt", "the agreement has ended"},
         {"forny avtalen, eller sett enhetene inaktive", "renew it, or set its units inactive"});
  }
  if (agreement.from && *agreement.from > date_) {
    find(where, "R08", Weight::blocks, {"avtalen gjelder ikke ennå", "the agreement is not valid yet"},
         {"vent til den gjelder", "wait until it is"});
  }
}

void Linter::check_parties(const Agreement& agreement, const Where& where) {
  const auto* with = organisation(agreement.organisation);
  if (with == nullptr) {
    find(where, "R08", Weight::blocks, {"organisasjonen finnes ikke", "its organisation does not exist"},
         {"registrer organisasjonen, eller rett avtalen", "register the organisation, or correct the agreement"});
    return;
  }
  if (agreement.principal.empty()) {
    find(where, "R104", Weight::warns, {"oppdragsgiveren er ikke oppgitt", "the principal is not stated"},
         {"oppgi helseforetaket", "state the health trust"});
  } else if (agreement.principal != "health_trust") {
    find(where, "R72", Weight::warns,
         {"oppdragsgiveren er ikke helseforetaket", "the principal is not the health trust"},
         {"la helseforetaket inngå avtalen", "let the health trust enter into the agreement"});
  }
  const auto* group = rules_.group(with->group);
  if (group != nullptr && !holds(group->providers, agreement.provider)) {
    const auto* requirement = with->group == "fire" ? "R101" : with->group == "volunteer" ? "R103" : "R102";
    find(where, requirement, Weight::warns,
         {fmt::format("«{}» er ikke rett part for gruppen", agreement.provider),
          fmt::format("'{}' is not the right party for the group", agreement.provider)},
         {fmt::format("inngå avtalen med {}", fmt::join(group->providers, " / ")),
          fmt::format("agree with {}", fmt::join(group->providers, " or "))});
  }
  check_costs(agreement, *with, where);
  check_channel(agreement, *with, where);
}

void Linter::check_costs(const Agreement& agreement, const Organisation& with, const Where& where) {
  const bool volunteers = with.group == "volunteer";
  if (volunteers && agreement.wages) {
    find(where, "R107", Weight::warns, {"frivillige får ikke lønnsdekning", "volunteers have no wage cover"},
         {"ta bort lønnsdekningen", "take the wage cover away"});
  }
  if (!volunteers && !agreement.wages) {
    find(where, "R106", Weight::warns, {"lønnsdekning er ikke avtalt", "wage cover is not agreed"},
         {"ta den inn i avtalen", "add it to the agreement"});
  }
  if (!agreement.equipment_costs) {
    find(where, "R108", Weight::warns,
         {"kostnader til utstyr og drift er ikke avtalt", "costs of equipment and its upkeep are not agreed"},
         {"ta dem inn i avtalen", "add them to the agreement"});
  }
  if (volunteers && agreement.framework.empty()) {
    find(where, "R104b", Weight::warns, {"rammeavtalen er ikke nevnt", "the framework agreement is not named"},
         {"vis til rammeavtalen av 25.09.2018", "refer to the framework agreement of 25 September 2018"});
  }
}

// Another channel than the group's ordinary one is allowed when agreed (R63); it is listed, for schemes are to be
// uniform.
void Linter::check_channel(const Agreement& agreement, const Organisation& with, const Where& where) {
  const auto* group = rules_.group(with.group);
  if (agreement.channel.empty()) {
    find(where, "R61", Weight::warns, {"varslingsveien er ikke oppgitt", "the way of alerting is not stated"},
         {"oppgi 110, direkte eller annen sikker løsning", "state 110, direct or another secure solution"});
  } else if (group != nullptr && agreement.channel != group->channel) {
    find(where, "R12", Weight::warns,
         {fmt::format("avviker fra hovedregelen: varsles «{}», ikke «{}»", agreement.channel, group->channel),
          fmt::format("differs from the main rule: alerted by '{}', not '{}'", agreement.channel, group->channel)},
         {"bekreft at avviket er ment", "confirm that the difference is meant"});
  }
}

void Linter::check_equipment_list(const Agreement& agreement, const Where& where) {
  for (const auto& item : rules_.equipment) {
    if (holds(agreement.equipment, item.name)) continue;
    find(where, "R105.3", Weight::warns,
         {fmt::format("utstyret i avtalen mangler «{}» ({})", item.name, item.requirement),
          fmt::format("the agreed equipment lacks '{}' ({})", item.name, item.requirement)},
         {"ta det inn i avtalen", "add it to the agreement"});
  }
}

}  // namespace kjede::dispatch
