#include "kjede/dispatch/lint.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace kjede::dispatch {
namespace {

class Linter {
 public:
  Linter(const Scheme& scheme, const RuleSet& rules, base::Date date) : scheme_(scheme), rules_(rules), date_(date) {}

  std::vector<Finding> run() {
    for (const auto& each : scheme_.organisations) check(each);
    for (const auto& each : scheme_.agreements) check(each);
    for (const auto& each : scheme_.units) check(each);
    for (const auto& each : scheme_.responders) check(each);
    return std::move(findings_);
  }

 private:
  struct Where {
    Subject subject;
    const std::string& id;
    std::string unit;
  };

  void find(const Where& where, std::string requirement, bool blocks, Words what, Words remedy) {
    findings_.push_back(
        {where.subject, where.id, where.unit, std::move(requirement), blocks, std::move(what), std::move(remedy)});
  }

  void check(const Organisation& organisation) {
    const Where where{Subject::organisation, organisation.id, {}};
    if (organisation.group == "police") {
      find(where, "R21", true, {"politiet kan ikke inngå i ordningen", "police cannot be part of the scheme"},
           {"fjern organisasjonen; be om politi via 112 i det enkelte tilfelle",
            "remove the organisation; ask police by 112 in the single case"});
    } else if (rules_.group(organisation.group) == nullptr) {
      find(where, "R15", true,
           {fmt::format("gruppen '{}' kan ikke delta", organisation.group),
            fmt::format("the group '{}' may not take part", organisation.group)},
           {"bruk en av gruppene i regelsettet", "use one of the groups of the rule set"});
    }
    if (organisation.procedures.empty()) {
      find(where, "R67", false, {"skriftlige prosedyrer mangler", "written procedures are missing"},
           {"registrer dokumentet", "register the document"});
    } else if (organisation.procedures_review && *organisation.procedures_review < date_) {
      find(where, "R70", false, {"prosedyrene skulle vært gjennomgått", "the procedures are due for review"},
           {"gjennomgå dem og sett ny dato", "review them and set a new date"});
    }
    if (organisation.group == "volunteer" && !organisation.follow_up) {
      find(where, "R113", false, {"oppfølgingsordning mangler", "no follow-up arrangement"},
           {"beskriv ordningen", "describe the arrangement"});
    }
  }

  void check(const Agreement& agreement) {
    const Where where{Subject::agreement, agreement.id, {}};
    for (const auto& item : rules_.agreement_items) {
      const auto found = agreement.items.find(item.name);
      if (found != agreement.items.end() && !found->second.empty()) continue;
      find(where, item.requirement, false,
           {fmt::format("avtalen mangler «{}»", item.name), fmt::format("the agreement lacks '{}'", item.name)},
           {"ta punktet inn i avtalen", "add the item to the agreement"});
    }
    if (agreement.to && *agreement.to < date_) {
      find(where, "R08", true, {"avtalen er utløpt", "the agreement has ended"},
           {"forny avtalen, eller sett enhetene inaktive", "renew it, or set its units inactive"});
    }
    if (agreement.from && *agreement.from > date_) {
      find(where, "R08", true, {"avtalen gjelder ikke ennå", "the agreement is not valid yet"},
           {"vent til den gjelder", "wait until it is"});
    }
    check_parties(agreement, where);
    check_equipment_list(agreement, where);
  }

  void check_parties(const Agreement& agreement, const Where& where) {
    const auto* organisation = scheme_.organisation(agreement.organisation);
    if (organisation == nullptr) {
      find(where, "R08", true, {"organisasjonen finnes ikke", "its organisation does not exist"},
           {"registrer organisasjonen, eller rett avtalen", "register the organisation, or correct the agreement"});
      return;
    }
    const auto* group = rules_.group(organisation->group);
    if (group != nullptr &&
        std::find(group->providers.begin(), group->providers.end(), agreement.provider) == group->providers.end()) {
      const auto* requirement = organisation->group == "fire"        ? "R101"
                                : organisation->group == "volunteer" ? "R103"
                                                                     : "R102";
      find(where, requirement, false,
           {fmt::format("«{}» er ikke rett part for gruppen", agreement.provider),
            fmt::format("'{}' is not the right party for the group", agreement.provider)},
           {fmt::format("inngå avtalen med {}", fmt::join(group->providers, " / ")),
            fmt::format("agree with {}", fmt::join(group->providers, " or "))});
    }
    const bool volunteers = organisation->group == "volunteer";
    if (volunteers && agreement.wages) {
      find(where, "R107", false, {"frivillige får ikke lønnsdekning", "volunteers have no wage cover"},
           {"ta bort lønnsdekningen", "take the wage cover away"});
    }
    if (volunteers && agreement.framework.empty()) {
      find(where, "R104b", false, {"rammeavtalen er ikke nevnt", "the framework agreement is not named"},
           {"vis til rammeavtalen av 25.09.2018", "refer to the framework agreement of 25 September 2018"});
    }
  }

  void check_equipment_list(const Agreement& agreement, const Where& where) {
    for (const auto& item : rules_.equipment) {
      if (std::find(agreement.equipment.begin(), agreement.equipment.end(), item.name) != agreement.equipment.end()) {
        continue;
      }
      find(where, "R105.3", false,
           {fmt::format("utstyret i avtalen mangler «{}» ({})", item.name, item.requirement),
            fmt::format("the agreed equipment lacks '{}' ({})", item.name, item.requirement)},
           {"ta det inn i avtalen", "add it to the agreement"});
    }
  }

  void check(const ResponderUnit& unit) {
    const Where where{Subject::unit, unit.id, unit.id};
    const auto* organisation = scheme_.organisation(unit.organisation);
    const auto* agreement = scheme_.agreement(unit.agreement);
    if (agreement == nullptr || organisation == nullptr || agreement->organisation != unit.organisation) {
      find(where, "R08", true,
           {"enheten har ingen avtale gjennom sin organisasjon", "no agreement through its organisation"},
           {"knytt enheten til en gyldig avtale", "tie the unit to a valid agreement"});
    }
    if (unit.terminal.empty() || unit.talkgroup.empty()) {
      find(where, "R30", true, {"ikke tilgjengelig i nødnett", "not available in nødnett"},
           {"registrer terminal og talegruppe", "register terminal and talkgroup"});
    }
    if (unit.insurance.empty()) {
      const bool volunteers = organisation != nullptr && organisation->group == "volunteer";
      find(where, volunteers ? "R93" : "R92", false, {"forsikring er ikke oppgitt", "no insurance stated"},
           {"oppgi forsikringsklassen", "state the class of insurance"});
    }
    check_equipment(unit, where);
  }

  const EquipmentItem* best(const std::string& unit, const std::string& item) const {
    const EquipmentItem* found = nullptr;
    for (const auto& each : scheme_.equipment) {
      if (each.unit != unit || each.item != item) continue;
      const bool usable = each.in_service && (!each.expires || *each.expires >= date_);
      if (usable) return &each;
      found = &each;
    }
    return found;
  }

  void check_equipment(const ResponderUnit& unit, const Where& where) {
    for (const auto& item : rules_.equipment) check_item(unit, where, item);
    if (best(unit.id, "oxygen") == nullptr) return;
    for (const auto& item : rules_.with_oxygen) check_item(unit, where, item);
  }

  void check_item(const ResponderUnit& unit, const Where& where, const Item& item) {
    const auto* found = best(unit.id, item.name);
    if (found == nullptr) {
      find(where, item.requirement, false, {fmt::format("mangler {}", item.name), fmt::format("lacks {}", item.name)},
           {"skaff det og registrer det", "get it and register it"});
    } else if (!found->in_service) {
      find(where, item.requirement, false,
           {fmt::format("{} er ute av drift", item.name), fmt::format("{} is out of service", item.name)},
           {"reparer eller bytt", "repair or replace it"});
    } else if (found->expires && *found->expires < date_) {
      find(where, item.requirement, false,
           {fmt::format("{} gikk ut {}", item.name, base::to_string(*found->expires)),
            fmt::format("{} expired {}", item.name, base::to_string(*found->expires))},
           {"bytt og registrer ny dato", "replace it and register the new date"});
    }
  }

  void check(const Responder& responder) {
    const Where where{Subject::responder, responder.id, responder.unit};
    for (const auto& skill : rules_.skills) {
      const auto last = responder.practised.find(skill.name);
      if (last == responder.practised.end()) {
        find(where, skill.requirement, false,
             {fmt::format("har aldri øvd {}", skill.name), fmt::format("has never practised {}", skill.name)},
             {"øv og registrer datoen", "practise it and register the date"});
      } else if (!practised_in_time(last->second, date_, rules_.practice_months)) {
        find(where, rules_.practice_requirement, false,
             {fmt::format("øvde {} sist {}", skill.name, base::to_string(last->second)),
              fmt::format("last practised {} on {}", skill.name, base::to_string(last->second))},
             {"øv på nytt", "practise again"});
      }
    }
    for (const auto& item : rules_.knowledge) {
      if (responder.trained.contains(item.name)) continue;
      find(where, item.requirement, false,
           {fmt::format("mangler opplæring: {}", item.name), fmt::format("not trained: {}", item.name)},
           {"gjennomfør opplæringen og registrer datoen", "complete the training and register the date"});
    }
    check_membership(responder, where);
  }

  void check_membership(const Responder& responder, const Where& where) {
    const auto unit = std::find_if(scheme_.units.begin(), scheme_.units.end(),
                                   [&](const auto& each) { return each.id == responder.unit; });
    if (unit == scheme_.units.end()) {
      find(where, "R08", true, {"enheten finnes ikke", "the unit does not exist"},
           {"rett enheten", "correct the unit"});
      return;
    }
    const auto* organisation = scheme_.organisation(unit->organisation);
    if (organisation != nullptr && organisation->group == "volunteer" && !responder.member) {
      find(where, "R93", false, {"er ikke registrert medlem", "is not a registered member"},
           {"registrer medlemskapet", "register the membership"});
    }
  }

  const Scheme& scheme_;
  const RuleSet& rules_;
  base::Date date_;
  std::vector<Finding> findings_;
};

}  // namespace

std::string_view to_string(Subject subject) {
  constexpr std::string_view names[] = {"organisation", "agreement", "unit", "responder"};
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
