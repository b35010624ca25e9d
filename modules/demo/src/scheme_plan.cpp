#include "scheme_plan.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "region_people.hpp"

namespace kjede::demo::scheme {
namespace {

constexpr double metres_a_degree = 111'195;
constexpr std::array<std::string_view, 3> kVolunteers{"Røde Kors", "Norsk Folkehjelp", "Redningsselskapet"};

std::vector<SchemePlace> region_places(std::uint64_t seed) {
  const base::Rng rng(seed);
  const region::Waters waters(rng.stream("water"));
  const auto roads = region::lay_roads(waters, rng.stream("roads"));
  std::vector<SchemePlace> places;
  for (const auto& zone : region::settle(roads, rng.stream("people"))) {
    const auto& where = region::places()[zone.place];
    places.push_back({region::lon(zone.at), region::lat(zone.at), static_cast<double>(region::persons(zone.now)),
                      std::string(where.municipality)});
  }
  return places;
}

// Organisations, made as units ask for them: one per municipality and group.
class Organisations {
 public:
  explicit Organisations(std::vector<Organisation>& all) : all_(all) {}

  std::size_t at(const std::string& municipality, Group group) {
    const auto [found, is_new] = index_.try_emplace({municipality, group}, all_.size());
    if (is_new) all_.push_back(made(municipality, group));
    return found->second;
  }

 private:
  Organisation made(const std::string& municipality, Group group) {
    Organisation out;
    out.municipality = municipality;
    out.group = group;
    const auto base = slug(municipality);
    switch (group) {
      case Group::fire:
        out.company = fire_++ % 3 == 2;
        out.id = base + "_brann";
        out.name = municipality + (out.company ? " brann og redning IKS" : " brannvesen");
        break;
      case Group::primary_care:
        out.id = base + "_helse";
        out.name = municipality + " kommune, helsetjenesten";
        break;
      case Group::volunteer:
        out.id = base + "_frivillig";
        out.name = fmt::format("{} {}", municipality, kVolunteers[volunteers_++ % kVolunteers.size()]);
        break;
    }
    out.name += " (syntetisk)";
    while (!ids_.insert(out.id).second) out.id += "_2";  // two municipalities of one spelling
    return out;
  }

  std::vector<Organisation>& all_;
  std::map<std::pair<std::string, Group>, std::size_t> index_;
  std::set<std::string> ids_;
  std::size_t fire_ = 0, volunteers_ = 0;
};

void plan_units(Plan& plan, int count, const base::Rng& root) {
  Organisations organisations(plan.organisations);
  Scatter scatter(plan.places, root.stream("unit places"), 400);
  auto rng = root.stream("units");
  constexpr std::array<double, 3> shares{0.45, 0.2, 0.35};
  std::map<std::size_t, int> numbers;
  for (int i = 0; i < count; ++i) {
    Unit unit;
    unit.at = scatter.draw();
    const auto group = static_cast<Group>(rng.pick(shares));
    unit.organisation = organisations.at(unit.at.municipality, group);
    const auto& with = plan.organisations[unit.organisation];
    const int number = ++numbers[unit.organisation];
    unit.id = fmt::format("{}_{}", with.id, number);
    unit.name = fmt::format("{} {}", with.name.substr(0, with.name.rfind(" (")), number);
    unit.on_duty = rng.chance(group == Group::fire ? 1.0 : group == Group::primary_care ? 0.8 : 0.55);
    unit.oxygen = rng.chance(0.3);
    unit.turnout = static_cast<int>(60 + rng.below(group == Group::volunteer ? 240 : 120));
    plan.units.push_back(std::move(unit));
  }
}

void plan_persons(Plan& plan, int count) {
  for (int i = 0; i < count; ++i) {
    plan.persons.push_back({fmt::format("S{:06}", i + 1), static_cast<std::size_t>(i) % plan.units.size()});
  }
}

// Faults on purpose: each on its own row, so that each is one finding. `step`: one of each kind for so many rows.
class Faults {
 public:
  Faults(Plan& plan, const SchemeOptions& options) : plan_(plan), options_(options) {}

  void put() {
    const auto rounds = std::max<std::size_t>(1, plan_.units.size() / 500);
    for (std::size_t round = 0; round < rounds; ++round) {
      in_agreements();
      in_units();
      in_persons();
    }
    if (options_.attested.size() > 2) {
      plan_.lapsed_attestation = options_.attested[options_.attested.size() / 2];
      add("scheme", plan_.lapsed_attestation, plan_.lapsed_attestation);
    }
  }

 private:
  void add(std::string subject, std::string id, std::string requirement) {
    plan_.faults.push_back({std::move(subject), std::move(id), std::move(requirement)});
  }

  // The next row without a fault that fits; nothing when the scheme is too small.
  template <class Row, class Fits>
  Row* next(std::vector<Row>& rows, std::size_t& from, const Fits& fits) {
    for (auto at = from; at < rows.size(); ++at) {
      if (!fits(rows[at]) || taken_.contains(&rows[at])) continue;
      taken_.insert(&rows[at]);
      return &rows[at];
    }
    return nullptr;
  }

  Organisation* organisation(Group group) {
    std::size_t from = plan_.organisations.size() > 6 ? 3 : 0;
    return next(plan_.organisations, from, [&](const Organisation& each) { return each.group == group; });
  }

  void in_agreements() {
    if (auto* found = organisation(Group::volunteer)) {
      found->agreement_ended = true;
      add("agreement", found->agreement(), "R08");
    }
    if (auto* found = organisation(Group::fire)) {
      found->agreement_lacks = "follow_up";
      add("agreement", found->agreement(), "R105.8");
    }
    if (auto* found = organisation(Group::primary_care)) {
      found->equipment_incomplete = true;
      add("agreement", found->agreement(), "R105.3");
    }
    if (auto* found = organisation(Group::volunteer)) {
      found->wages_for_volunteers = true;
      add("agreement", found->agreement(), "R107");
    }
    if (auto* found = organisation(Group::fire)) {
      found->other_channel = true;
      add("agreement", found->agreement(), "R12");
    }
    if (auto* found = organisation(Group::primary_care)) {
      found->review_due = true;
      add("organisation", found->id, "R70");
    }
  }

  Unit* unit(bool oxygen) {
    std::size_t from = plan_.units.size() > 20 ? 5 : 0;
    return next(plan_.units, from, [&](const Unit& each) { return !oxygen || each.oxygen; });
  }

  void in_units() {
    if (auto* found = unit(true)) {
      found->no_oxygen_procedure = true;
      add("unit", found->id, "R32");
    }
    if (auto* found = unit(false)) {
      found->aed_expired = true;
      add("unit", found->id, "R26");
    }
    if (auto* found = unit(false)) {
      found->no_talkgroup = true;
      add("unit", found->id, "R30");
    }
    if (auto* found = unit(false)) {
      found->lacks_bleeding = true;
      add("unit", found->id, "R28");
    }
  }

  Person* person(bool volunteer) {
    std::size_t from = plan_.persons.size() > 20 ? 10 : 0;
    return next(plan_.persons, from, [&](const Person& each) {
      return !volunteer || plan_.organisations[plan_.units[each.unit].organisation].group == Group::volunteer;
    });
  }

  void in_persons() {
    for (int i = 0; i < 3; ++i) {
      if (auto* found = person(false)) {
        found->lapsed = true;
        add("responder", found->id, "R52");
      }
    }
    if (auto* found = person(false)) {
      found->never_tourniquet = true;
      add("responder", found->id, "R56");
    }
    if (auto* found = person(false)) {
      found->no_confidentiality = true;
      add("responder", found->id, "R59");
    }
    if (auto* found = person(true)) {
      found->no_member = true;
      add("responder", found->id, "R93");
    }
  }

  Plan& plan_;
  const SchemeOptions& options_;
  std::set<const void*> taken_;
};

}  // namespace

Fixed degrees(double value) { return {static_cast<std::int64_t>(value * 1e6 + (value < 0 ? -0.5 : 0.5)), 6}; }

std::string slug(std::string_view name) {
  static const std::map<std::string_view, std::string_view> letters{{"æ", "ae"}, {"Æ", "ae"}, {"ø", "o"},
                                                                    {"Ø", "o"},  {"å", "a"},  {"Å", "a"}};
  std::string out;
  for (std::size_t i = 0; i < name.size(); ++i) {
    const auto two = letters.find(name.substr(i, 2));
    const char c = name[i];
    if (two != letters.end()) {
      out += two->second;
      ++i;
    } else if (c >= 'A' && c <= 'Z') {
      out += static_cast<char>(c + 32);
    } else if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
      out += c;
    } else if (!out.empty() && out.back() != '_') {
      out += '_';
    }
  }
  return out.empty() ? "sted" : out;
}

Scatter::Scatter(const std::vector<SchemePlace>& places, base::Rng rng, double metres)
    : places_(places), rng_(rng), metres_(metres) {
  double sum = 0;
  for (const auto& place : places) sums_.push_back(sum += place.weight);
}

SchemePlace Scatter::draw() {
  const double at = rng_.uniform() * sums_.back();
  const auto found = std::upper_bound(sums_.begin(), sums_.end(), at);
  auto place = places_[std::min<std::size_t>(static_cast<std::size_t>(found - sums_.begin()), places_.size() - 1)];
  // Half a degree's length along the parallel: right at 60 degrees north, and the same on every machine.
  place.lon += (rng_.uniform() * 2 - 1) * metres_ / (metres_a_degree / 2);
  place.lat += (rng_.uniform() * 2 - 1) * metres_ / metres_a_degree;
  return place;
}

Plan make_plan(const SchemeOptions& options, const base::Rng& root) {
  Plan plan;
  plan.places = options.places.empty() ? region_places(options.seed) : options.places;
  plan_units(plan, options.units * options.scale, root);
  plan_persons(plan, options.responders * options.scale);
  if (options.faults) Faults(plan, options).put();
  return plan;
}

}  // namespace kjede::demo::scheme
