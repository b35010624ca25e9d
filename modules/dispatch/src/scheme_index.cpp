#include "kjede/dispatch/scheme_index.hpp"

#include <algorithm>
#include <set>

namespace kjede::dispatch {
namespace {

std::vector<Place> places_of(const auto& things) {
  std::vector<Place> places;
  places.reserve(things.size());
  for (const auto& thing : things) places.push_back({thing.lon, thing.lat});
  return places;
}

std::vector<Spot> spots_of(const auto& things, const TravelTimes& times) {
  std::vector<Spot> spots;
  spots.reserve(things.size());
  for (const auto& thing : things) spots.push_back(times.spot({thing.lon, thing.lat}));
  return spots;
}

std::map<std::string, std::uint32_t, std::less<>> ids_of(const auto& things) {
  std::map<std::string, std::uint32_t, std::less<>> ids;
  for (std::uint32_t i = 0; i < things.size(); ++i) ids.emplace(things[i].id, i);
  return ids;
}

using ById = std::map<std::string, std::vector<const Finding*>, std::less<>>;

// Findings sorted by whom they concern, so that each unit is judged by its own, its agreement's and its organisation's.
struct Findings {
  ById organisations, agreements, units, responders;

  explicit Findings(const std::vector<Finding>& all) {
    for (const auto& finding : all) {
      switch (finding.subject) {
        case Subject::organisation: organisations[finding.id].push_back(&finding); break;
        case Subject::agreement: agreements[finding.id].push_back(&finding); break;
        case Subject::unit: units[finding.id].push_back(&finding); break;
        case Subject::responder: responders[finding.id].push_back(&finding); break;
        case Subject::scheme: break;  // about no unit
      }
    }
  }
};

bool is_equipment(const RuleSet& rules, const std::string& requirement) {
  const auto named = [&](const Item& item) { return item.requirement == requirement; };
  return std::any_of(rules.equipment.begin(), rules.equipment.end(), named) ||
         std::any_of(rules.with_oxygen.begin(), rules.with_oxygen.end(), named);
}

bool is_competence(const RuleSet& rules, const Finding& finding) {
  const auto named = [&](const Item& item) { return item.requirement == finding.requirement; };
  return finding.requirement == rules.practice_requirement ||
         std::any_of(rules.skills.begin(), rules.skills.end(), named) ||
         std::any_of(rules.knowledge.begin(), rules.knowledge.end(), named);
}

class Judging {
 public:
  Judging(const Scheme& scheme, const RuleSet& rules, base::Date day)
      : scheme_(scheme), rules_(rules), all_(lint(scheme, rules, day)), findings_(all_) {
    for (const auto& each : scheme.organisations) organisations_.emplace(each.id, &each);
    for (const auto& each : scheme.agreements) agreements_.emplace(each.id, &each);
    for (const auto& each : scheme.responders) roster_[each.unit].push_back(&each);
    for (const auto& item : rules.equipment) {
      if (item.name == "aed") aed_requirement_ = item.requirement;
    }
  }

  UnitJudgement judge(const ResponderUnit& unit) const {
    UnitJudgement out;
    out.organisation = found(organisations_, unit.organisation);
    out.agreement = found(agreements_, unit.agreement);
    take(findings_.organisations, unit.organisation, out);
    take(findings_.agreements, unit.agreement, out);
    take(findings_.units, unit.id, out);
    judge_roster(unit, out);
    if (!unit.active) out.blocking.push_back({"R18", {"enheten er ikke aktiv", "the unit is not active"}});
    out.has_aed = std::none_of(out.lapsed.begin(), out.lapsed.end(),
                               [&](const Reason& reason) { return reason.requirement == aed_requirement_; });
    choose_channel(out);
    return out;
  }

 private:
  template <class T>
  static const T* found(const std::map<std::string, const T*, std::less<>>& all, const std::string& id) {
    const auto at = all.find(id);
    return at == all.end() ? nullptr : at->second;
  }

  void take(const ById& from, const std::string& id, UnitJudgement& out) const {
    const auto at = from.find(id);
    if (at == from.end()) return;
    for (const auto* finding : at->second) {
      Reason reason{finding->requirement, finding->what};
      if (finding->blocks) {
        out.blocking.push_back(std::move(reason));
      } else if (finding->subject == Subject::unit && is_equipment(rules_, finding->requirement)) {
        out.lapsed.push_back(std::move(reason));
      } else if (finding->subject == Subject::unit) {
        out.warnings.push_back(std::move(reason));
      }
    }
  }

  // A unit can go when somebody in it is competent; the others are a warning.
  void judge_roster(const ResponderUnit& unit, UnitJudgement& out) const {
    const auto at = roster_.find(unit.id);
    if (at == roster_.end()) {
      out.lapsed.push_back({"R07", {"ingen mannskaper er registrert", "no responders are registered"}});
      return;
    }
    int lapsed = 0;
    std::vector<Reason> reasons;
    for (const auto* responder : at->second) {
      const auto theirs = findings_.responders.find(responder->id);
      if (theirs == findings_.responders.end()) continue;
      const auto first = std::find_if(theirs->second.begin(), theirs->second.end(),
                                      [&](const Finding* finding) { return is_competence(rules_, *finding); });
      if (first == theirs->second.end()) continue;
      ++lapsed;
      const auto& what = (*first)->what;
      reasons.push_back({(*first)->requirement, {responder->id + ": " + what.nb, responder->id + ": " + what.en}});
    }
    auto& into = lapsed == static_cast<int>(at->second.size()) ? out.lapsed : out.warnings;
    into.insert(into.end(), reasons.begin(), reasons.end());
  }

  void choose_channel(UnitJudgement& out) const {
    const auto* group = out.organisation == nullptr ? nullptr : rules_.group(out.organisation->group);
    out.channel = group == nullptr ? "" : group->channel;
    if (out.agreement == nullptr || out.agreement->channel.empty()) return;
    out.channel_by_agreement = out.agreement->channel != out.channel;
    out.channel = out.agreement->channel;
  }

  const Scheme& scheme_;
  const RuleSet& rules_;
  std::vector<Finding> all_;
  Findings findings_;
  std::map<std::string, const Organisation*, std::less<>> organisations_;
  std::map<std::string, const Agreement*, std::less<>> agreements_;
  std::map<std::string, std::vector<const Responder*>, std::less<>> roster_;
  std::string aed_requirement_;
};

std::optional<std::uint32_t> number(const std::map<std::string, std::uint32_t, std::less<>>& ids, std::string_view id) {
  const auto found = ids.find(id);
  if (found == ids.end()) return {};
  return found->second;
}

}  // namespace

SchemeIndex::SchemeIndex(const Scheme& scheme, const RuleSet& rules, const TravelTimes& times, base::Date day)
    : scheme_(&scheme),
      rules_(&rules),
      day_(day),
      units_(spots_of(scheme.units, times)),
      resources_(spots_of(scheme.resources, times)),
      aeds_(spots_of(scheme.aeds, times)),
      aed_index_(places_of(scheme.aeds)),
      unit_ids_(ids_of(scheme.units)),
      resource_ids_(ids_of(scheme.resources)) {
  const Judging judging(scheme, rules, day);
  for (const auto& unit : scheme.units) judgements_.push_back(judging.judge(unit));
}

std::optional<std::uint32_t> SchemeIndex::unit(std::string_view id) const { return number(unit_ids_, id); }
std::optional<std::uint32_t> SchemeIndex::resource(std::string_view id) const { return number(resource_ids_, id); }

LiveState::LiveState(const SchemeIndex& index)
    : unit_index_(places_of(index.scheme().units)), resource_index_(places_of(index.scheme().resources)) {
  const auto& scheme = index.scheme();
  for (std::uint32_t i = 0; i < scheme.units.size(); ++i) {
    units_.push_back({scheme.units[i].on_duty, "", index.unit_spot(i), {}, {}});
  }
  for (std::uint32_t i = 0; i < scheme.resources.size(); ++i) {
    const auto& resource = scheme.resources[i];
    resources_.push_back({resource.state, "", index.resource_spot(i), resource.position_time});
  }
}

void LiveState::set_resource(std::uint32_t resource, ResourceState state, std::string incident) {
  resources_[resource].state = state;
  resources_[resource].incident = std::move(incident);
}

void LiveState::move_unit(std::uint32_t unit, Spot to, std::optional<base::Instant> when) {
  unit_index_.move(unit, to.place);
  units_[unit].spot = std::move(to);
  units_[unit].position_time = when;
}

void LiveState::move_resource(std::uint32_t resource, Spot to, base::Instant when) {
  resource_index_.move(resource, to.place);
  resources_[resource].spot = std::move(to);
  resources_[resource].position_time = when;
}

}  // namespace kjede::dispatch
