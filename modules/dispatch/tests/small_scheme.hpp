#pragma once
// A town on a line of latitude for the tests of recommendations: one degree of longitude at 60° N is 55.6 km, and
// StraightTimes(60, 1) drives a kilometre a minute.

#include <fstream>
#include <sstream>

#include "kjede/dispatch/recommend.hpp"

namespace kjede::dispatch::testing {

inline const base::Date kDay = base::make_date(2026, 5, 18);  // a Monday
inline constexpr double kKilometre = 1 / 55.597;              // degrees of longitude at 60° N

inline RuleSet shipped_rules() {
  std::ifstream in(KJEDE_SOURCE_DIR "/catalog/rules/akutthjelper-2019-draft.yaml");
  std::stringstream text;
  text << in.rdbuf();
  auto file = std::make_shared<base::SourceFile>();
  file->path = "rules.yaml";
  file->text = text.str();
  auto read = read_rules(file);
  if (!read) throw std::runtime_error(base::render(read.error()));
  return *read;
}

inline Place at(double kilometres) { return {10 + kilometres * kKilometre, 60}; }

inline Moment noon() { return {kDay + std::chrono::hours(10), kDay, 12 * 60}; }

class SmallScheme {
 public:
  RuleSet rules = shipped_rules();
  Scheme scheme;

  SmallScheme() {
    organisation("fire", "brann", "municipality");
    organisation("volunteer", "hjelpekorps", "voluntary_organisation");
  }

  void organisation(const std::string& group, const std::string& id, const std::string& party) {
    scheme.organisations.push_back({id, id, group, party, "P1", base::make_date(2030, 1, 1), true});
    Agreement agreement;
    agreement.id = "avtale-" + id;
    agreement.organisation = id;
    agreement.principal = "health_trust";
    agreement.provider = party;
    agreement.from = base::make_date(2025, 1, 1);
    agreement.to = base::make_date(2030, 1, 1);
    for (const auto& item : rules.agreement_items) agreement.items[item.name] = "agreed";
    for (const auto& item : rules.equipment) agreement.equipment.push_back(item.name);
    agreement.framework = "2018-09-25";
    scheme.agreements.push_back(agreement);
  }

  ResponderUnit& unit(const std::string& id, const std::string& organisation, double kilometres) {
    for (const auto& item : rules.equipment) {
      scheme.equipment.push_back({id, item.name, base::make_date(2027, 1, 1), true});
    }
    Responder responder;
    responder.id = "mannskap-" + id;
    responder.unit = id;
    responder.member = true;
    for (const auto& skill : rules.skills) responder.practised[skill.name] = base::make_date(2026, 1, 10);
    for (const auto& item : rules.knowledge) responder.trained[item.name] = base::make_date(2025, 1, 10);
    scheme.responders.push_back(responder);
    const auto place = at(kilometres);
    scheme.units.push_back({id, "Enhet " + id, organisation, "avtale-" + organisation, place.lon, place.lat, true, true,
                            "T-" + id, "TG-" + id, "occupational", 60});
    return scheme.units.back();
  }

  OrdinaryResource& resource(const std::string& id, ResourceKind kind, double kilometres) {
    const auto place = at(kilometres);
    scheme.resources.push_back({id, kind, "stasjon", ResourceState::available, place.lon, place.lat, {}});
    return scheme.resources.back();
  }

  Aed& aed(const std::string& id, double kilometres, const char* hours = "24/7") {
    const auto place = at(kilometres);
    Aed aed;
    aed.id = id;
    aed.name = "Hjertestarter " + id;
    aed.lon = place.lon;
    aed.lat = place.lat;
    aed.hours = *parse_opening_hours(hours);
    aed.access = AedAccess::everyone;
    aed.location = "ved døren";
    scheme.aeds.push_back(aed);
    return scheme.aeds.back();
  }

  void lose_aed(const std::string& unit) {
    std::erase_if(scheme.equipment, [&](const auto& each) { return each.unit == unit && each.item == "aed"; });
  }
};

inline Incident arrest() {
  Incident incident;
  incident.id = "i1";
  incident.place = at(0);
  incident.indication = "unconscious_not_breathing";
  incident.received = noon().instant - std::chrono::seconds(90);
  return incident;
}

}  // namespace kjede::dispatch::testing
