#pragma once
// The first-responder scheme at one moment: who has agreed to what, who is trained, what each unit carries. Made by
// service from the registers as they were at a time; immutable while it is used.

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "kjede/base/time.hpp"

namespace kjede::dispatch {

using Day = std::optional<base::Date>;  // nothing: not stated

struct Organisation {
  std::string id, name;
  std::string group;       // fire, primary_care, volunteer; police is refused
  std::string kind;        // municipality, intermunicipal_company, voluntary_organisation
  std::string procedures;  // document; empty: none
  Day procedures_review;   // to be reviewed by
  bool follow_up = false;  // arrangement for its members after missions
};

struct Agreement {
  std::string id, organisation;
  std::string principal;  // health_trust, municipality
  std::string provider;   // kind of the other party
  Day from, to;
  std::string channel;                       // 110, direct, other; empty: not agreed
  std::map<std::string, std::string> items;  // by name in the rule set: what was agreed; empty texts count as missing
  std::vector<std::string> equipment;
  std::vector<std::string> indications;
  std::string framework;                    // national framework agreement it rests on
  bool wages = false;                       // wage cover agreed
  std::vector<std::string> municipalities;  // area; empty: everywhere
};

struct EquipmentItem {
  std::string unit, item;
  Day expires;
  bool in_service = true;
};

struct ResponderUnit {
  std::string id, name, organisation, agreement;
  double lon = 0, lat = 0;
  bool active = true;
  bool on_duty = false;
  std::string terminal, talkgroup;  // nødnett
  std::string insurance;            // occupational, volunteer
  int turnout_seconds = 0;          // expected; 0: not known
};

struct Responder {
  std::string id, unit;  // a service number, never a name
  bool member = false;   // registered member of the voluntary organisation (R93)
  Day member_since;
  std::map<std::string, base::Date> practised;  // skill → last practised
  std::map<std::string, base::Date> trained;    // knowledge → completed
};

struct Scheme {
  std::vector<Organisation> organisations;
  std::vector<Agreement> agreements;
  std::vector<ResponderUnit> units;
  std::vector<Responder> responders;
  std::vector<EquipmentItem> equipment;

  const Organisation* organisation(std::string_view id) const;
  const Agreement* agreement(std::string_view id) const;
};

}  // namespace kjede::dispatch
