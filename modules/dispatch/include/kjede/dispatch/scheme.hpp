#pragma once
// The first-responder scheme at one moment: who has agreed to what, who is trained, what each unit carries. Made by
// service from the registers as they were at a time; immutable while it is used.

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "kjede/base/time.hpp"
#include "kjede/dispatch/opening_hours.hpp"

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
  bool equipment_costs = true;              // equipment, its upkeep and communication are covered
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
  std::string municipality{};
  std::vector<std::string> other_tools{};  // beside nødnett, never instead of it (R31)
};

struct Responder {
  std::string id, unit;  // a service number, never a name
  bool member = false;   // registered member of the voluntary organisation (R93)
  Day member_since;
  std::map<std::string, base::Date> practised;  // skill → last practised
  std::map<std::string, base::Date> trained;    // knowledge → completed
  std::string procedures{};                     // the latest training went by these; empty: not stated
  bool confidentiality_confirmed = true;        // someone confirmed that training (R81)
};

// That a human answers for an organisational requirement: who, from when to when, on what evidence.
struct Attestation {
  std::string requirement;
  std::string by, evidence;
  Day from, to;
};

enum class AedAccess : std::uint8_t { everyone, restricted, unknown };
std::string_view to_string(AedAccess access);

// A public defibrillator. Those that first responders carry are EquipmentItem.
struct Aed {
  std::string id, name;
  double lon = 0, lat = 0;            // WGS 84
  std::optional<OpeningHours> hours;  // nothing: not stated or not understood; never taken for open
  AedAccess access = AedAccess::unknown;
  bool in_service = true;  // false: inactive, withdrawn, broken
  Day electrodes_expire, battery_expires;
  Day available_from, available_to;  // set out for a season; both included
  bool mobile = false;               // in a vehicle or boat: the position says little
  std::string location;              // the door, floor, cabinet and how to get in, for the one who fetches it

  // In service, in date and within its season on the day; says nothing about the door.
  bool usable(base::Date on) const;
};

enum class ResourceKind : std::uint8_t { ambulance, doctor, air };
std::string_view to_string(ResourceKind kind);

// As the map of the dispatch centre has it. Only those that are available or on their way home are free.
enum class ResourceState : std::uint8_t {
  available,
  returning,
  alerted,
  at_scene,
  to_hospital,
  at_hospital,
  off_duty,
  unknown
};
std::string_view to_string(ResourceState state);

// A resource of the ordinary services: always alerted beside first responders (R60).
struct OrdinaryResource {
  std::string id;
  ResourceKind kind = ResourceKind::ambulance;
  std::string station;
  ResourceState state = ResourceState::unknown;
  double lon = 0, lat = 0;                     // WGS 84
  std::optional<base::Instant> position_time;  // when it was there; nothing: its station

  bool is_free() const { return state == ResourceState::available || state == ResourceState::returning; }
};

struct Scheme {
  std::vector<Organisation> organisations;
  std::vector<Agreement> agreements;
  std::vector<ResponderUnit> units;
  std::vector<Responder> responders;
  std::vector<EquipmentItem> equipment;
  std::vector<Aed> aeds;
  std::vector<OrdinaryResource> resources;
  std::vector<Attestation> attestations;

  const Organisation* organisation(std::string_view id) const;
  const Agreement* agreement(std::string_view id) const;
};

}  // namespace kjede::dispatch
