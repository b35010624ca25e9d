#pragma once
// The synthetic scheme before it is written: who there is and where, and which faults it has.

#include <array>
#include <string>
#include <vector>

#include "kjede/base/rng.hpp"
#include "kjede/demo/scheme.hpp"

namespace kjede::demo::scheme {

enum class Group : std::uint8_t { fire, primary_care, volunteer };
inline constexpr std::array<std::string_view, 3> group_names{"fire", "primary_care", "volunteer"};

struct Organisation {
  std::string id, name, municipality;
  Group group = Group::fire;
  bool company = false;               // an intermunicipal one (fire)
  bool review_due = false;            // R70
  bool agreement_ended = false;       // R08
  std::string agreement_lacks;        // one of the nine items
  bool equipment_incomplete = false;  // R105.3
  bool wages_for_volunteers = false;  // R107
  bool other_channel = false;         // R12
  std::string agreement() const { return "avtale_" + id; }
};

struct Unit {
  std::string id, name;
  std::size_t organisation = 0;
  SchemePlace at;
  bool on_duty = false;
  bool oxygen = false;
  int turnout = 120;
  bool aed_expired = false;          // R26
  bool no_talkgroup = false;         // R30
  bool lacks_bleeding = false;       // R28
  bool no_oxygen_procedure = false;  // R32
};

struct Person {
  std::string id;
  std::size_t unit = 0;
  bool lapsed = false;              // R52, one skill
  bool never_tourniquet = false;    // R56
  bool no_confidentiality = false;  // R59
  bool no_member = false;           // R93
};

struct Plan {
  std::vector<SchemePlace> places;
  std::vector<Organisation> organisations;
  std::vector<Unit> units;
  std::vector<Person> persons;
  std::string lapsed_attestation;
  std::vector<SchemeFault> faults;
};

Plan make_plan(const SchemeOptions& options, const base::Rng& root);

// A place near one of `places`, drawn in proportion to their weights; at most about `metres` away.
class Scatter {
 public:
  Scatter(const std::vector<SchemePlace>& places, base::Rng rng, double metres);
  SchemePlace draw();

 private:
  const std::vector<SchemePlace>& places_;
  std::vector<double> sums_;
  base::Rng rng_;
  double metres_;
};

// Millionths of a degree.
Fixed degrees(double value);

// Small letters, digits and _ ("Nordvågen" is nordvagen).
std::string slug(std::string_view name);

}  // namespace kjede::demo::scheme
