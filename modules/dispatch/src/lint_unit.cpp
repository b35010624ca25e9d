// What a unit lacks (agreement, nødnett, insurance, equipment), and what a person lacks (practice, training,
// membership).

#include <fmt/format.h>

#include <algorithm>

#include "linter.hpp"

namespace kjede::dispatch {

void Linter::check(const ResponderUnit& unit) {
  const Where where{Subject::unit, unit.id, unit.id};
  const auto agreement = agreements_.find(unit.agreement);
  if (agreement == agreements_.end() || organisation(unit.organisation) == nullptr ||
      agreement->second->organisation != unit.organisation) {
    find(where, "R08", Weight::blocks,
         {"enheten har ingen avtale gjennom sin organisasjon", "no agreement through its organisation"},
         {"knytt enheten til en gyldig avtale", "tie the unit to a valid agreement"});
  }
  const bool in_nodnett = !unit.terminal.empty() && !unit.talkgroup.empty();
  if (!in_nodnett) {
    find(where, "R30", Weight::blocks, {"ikke tilgjengelig i nødnett", "not available in nødnett"},
         {"registrer terminal og talegruppe", "register terminal and talkgroup"});
  }
  if (!in_nodnett && !unit.other_tools.empty()) {
    find(where, "R31", Weight::warns,
         {fmt::format("{} erstatter ikke nødnett", fmt::join(unit.other_tools, ", ")),
          fmt::format("{} does not replace nødnett", fmt::join(unit.other_tools, ", "))},
         {"bruk det i tillegg til nødnett", "use it in addition to nødnett"});
  }
  check_insurance(unit, where);
  check_equipment(unit, where);
}

void Linter::check_insurance(const ResponderUnit& unit, const Where& where) {
  if (!unit.insurance.empty()) return;
  const auto* with = organisation(unit.organisation);
  const bool volunteers = with != nullptr && with->group == "volunteer";
  find(where, volunteers ? "R93" : "R92", Weight::warns, {"forsikring er ikke oppgitt", "no insurance stated"},
       {"oppgi forsikringsklassen", "state the class of insurance"});
}

const EquipmentItem* Linter::best(const std::string& unit, std::string_view item) const {
  const auto carried = equipment_.find(unit);
  if (carried == equipment_.end()) return nullptr;
  const EquipmentItem* found = nullptr;
  for (const auto* each : carried->second) {
    if (each->item != item) continue;
    if (each->in_service && (!each->expires || *each->expires >= date_)) return each;
    found = each;
  }
  return found;
}

void Linter::check_equipment(const ResponderUnit& unit, const Where& where) {
  for (const auto& item : rules_.equipment) check_item(unit, where, item);
  if (best(unit.id, "oxygen") == nullptr) return;
  for (const auto& item : rules_.with_oxygen) check_item(unit, where, item);
}

void Linter::check_item(const ResponderUnit& unit, const Where& where, const Item& item) {
  const auto* found = best(unit.id, item.name);
  if (found == nullptr) {
    find(where, item.requirement, Weight::warns,
         {fmt::format("mangler {}", item.name), fmt::format("lacks {}", item.name)},
         {"skaff det og registrer det", "get it and register it"});
  } else if (!found->in_service) {
    find(where, item.requirement, Weight::warns,
         {fmt::format("{} er ute av drift", item.name), fmt::format("{} is out of service", item.name)},
         {"reparer eller bytt", "repair or replace it"});
  } else if (found->expires && *found->expires < date_) {
    find(where, item.requirement, Weight::warns,
         {fmt::format("{} gikk ut {}", item.name, base::to_string(*found->expires)),
          fmt::format("{} expired {}", item.name, base::to_string(*found->expires))},
         {"bytt og registrer ny dato", "replace it and register the new date"});
  }
}

void Linter::check(const Responder& responder) {
  const Where where{Subject::responder, responder.id, responder.unit};
  check_practice(responder, where);
  const auto unit = units_.find(responder.unit);
  if (unit == units_.end()) {
    find(where, "R08", Weight::blocks, {"enheten finnes ikke", "the unit does not exist"},
         {"rett enheten", "correct the unit"});
    return;
  }
  check_training(responder, *unit->second, where);
  if (const auto* with = organisation(unit->second->organisation)) check_membership(responder, *with, where);
}

void Linter::check_practice(const Responder& responder, const Where& where) {
  for (const auto& skill : rules_.skills) {
    const auto last = responder.practised.find(skill.name);
    if (last == responder.practised.end()) {
      find(where, skill.requirement, Weight::warns,
           {fmt::format("har aldri øvd {}", skill.name), fmt::format("has never practised {}", skill.name)},
           {"øv og registrer datoen", "practise it and register the date"});
    } else if (!practised_in_time(last->second, date_, rules_.practice_months)) {
      find(where, rules_.practice_requirement, Weight::warns,
           {fmt::format("øvde {} sist {}", skill.name, base::to_string(last->second)),
            fmt::format("last practised {} on {}", skill.name, base::to_string(last->second))},
           {"øv på nytt", "practise again"});
    }
  }
}

void Linter::check_training(const Responder& responder, const ResponderUnit& unit, const Where& where) {
  for (const auto& item : rules_.knowledge) {
    if (responder.trained.contains(item.name)) continue;
    find(where, item.requirement, Weight::warns,
         {fmt::format("mangler opplæring: {}", item.name), fmt::format("not trained: {}", item.name)},
         {"gjennomfør opplæringen og registrer datoen", "complete the training and register the date"});
  }
  if (!unit.other_tools.empty() && !responder.trained.contains("other_tool")) {
    find(where, "R55", Weight::warns,
         {fmt::format("mangler opplæring: {}", fmt::join(unit.other_tools, ", ")),
          fmt::format("not trained: {}", fmt::join(unit.other_tools, ", "))},
         {"gjennomfør opplæringen og registrer datoen", "complete the training and register the date"});
  }
  if (responder.trained.contains("confidentiality") && !responder.confidentiality_confirmed) {
    find(where, "R81", Weight::warns,
         {"opplæringen i taushetsplikt er ikke bekreftet", "the training in confidentiality is not confirmed"},
         {"la den ansvarlige bekrefte den", "let the one responsible confirm it"});
  }
  const auto* with = organisation(unit.organisation);
  if (with != nullptr && !responder.procedures.empty() && !with->procedures.empty() &&
      responder.procedures != with->procedures) {
    find(where, "R69", Weight::warns,
         {fmt::format("opplært etter {}, organisasjonen har nå {}", responder.procedures, with->procedures),
          fmt::format("trained by {}, the organisation now has {}", responder.procedures, with->procedures)},
         {"lær opp etter gjeldende prosedyrer", "train by the current procedures"});
  }
}

void Linter::check_membership(const Responder& responder, const Organisation& with, const Where& where) {
  if (with.group != "volunteer") return;
  if (!responder.member) {
    find(where, "R93", Weight::warns, {"er ikke registrert medlem", "is not a registered member"},
         {"registrer medlemskapet", "register the membership"});
  } else if (responder.member_since && *responder.member_since > date_) {
    find(where, "R93", Weight::warns, {"er ikke medlem ennå", "is not a member yet"},
         {"vent til medlemskapet gjelder", "wait until the membership starts"});
  }
}

}  // namespace kjede::dispatch
