#include "kjede/dispatch/recommend.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "kjede/dispatch/codes.hpp"
#include "recommend_parts.hpp"

namespace kjede::dispatch {
namespace {

// A code of the Norwegian index of medical emergencies: A.06.01; the letter is the urgency.
bool is_index_code(std::string_view code) {
  constexpr std::string_view pattern = "L.00.00";
  if (code.size() != pattern.size() || (code[0] != 'A' && code[0] != 'H' && code[0] != 'V')) return false;
  for (std::size_t i = 1; i < code.size(); ++i) {
    const bool digit = code[i] >= '0' && code[i] <= '9';
    if (pattern[i] == '.' ? code[i] != '.' : !digit) return false;
  }
  return true;
}

// What the incident is to the rule set. Sudden unconsciousness with abnormal breathing is an arrest (R48); an acute
// code of the index that says no more is an unclear problem (R47).
std::string indication_of(const RuleSet& rules, const Incident& incident) {
  const bool arrest = incident.conscious == false && incident.breathing_normally == false;
  if (arrest) return "unconscious_not_breathing";
  if (rules.indications.contains(incident.indication)) return incident.indication;
  const bool acute = is_index_code(incident.indication) && incident.indication[0] == 'A';
  return acute ? "unclear_vital_failure" : "";
}

base::Result<void> check(const SchemeIndex& index, const Incident& incident, const Moment& now) {
  if (!is_place(incident.place)) {
    return base::fail(codes::bad_place,
                      fmt::format("{}, {} is no place on the globe", incident.place.lon, incident.place.lat),
                      "give longitude first, then latitude, in degrees: 10.75,59.91");
  }
  if (now.date != index.day() && !now.any_day) {
    return base::fail(
        codes::other_day,
        fmt::format("the scheme was judged for {}, it is {}", base::to_string(index.day()), base::to_string(now.date)),
        "take a new snapshot");
  }
  if (index.scheme().resources.empty()) {
    return base::fail(codes::no_resources, "no ambulance, doctor or air ambulance is registered (R60)",
                      "import the register 'ordinary_resource'");
  }
  if (incident.received > now.instant + kClockTolerance) {
    const auto ahead = std::chrono::duration_cast<std::chrono::seconds>(incident.received - now.instant).count();
    return base::fail(codes::call_ahead, fmt::format("the call was received {} s from now", ahead),
                      "set the clocks right, or correct the time of the call");
  }
  return {};
}

void add_remarks(const Asked& asked, Recommendation& answer) {
  const auto& scene = asked.scene;
  if (answer.ordinary.empty()) {
    answer.remarks.push_back(
        {"Ingen ordinær ressurs er i tjeneste: be nabosentralen om hjelp. Akutthjelpere varsles "
         "ikke uten.",
         "No ordinary resource is on duty: ask the neighbouring centre. First responders are not "
         "alerted without."});
  } else if (!answer.ordinary.front().free) {
    answer.remarks.push_back(
        {"Alle ordinære ressurser er opptatt: den nærmeste må omdirigeres, eller nabosentralen "
         "hjelpe, før akutthjelpere kan varsles.",
         "All ordinary resources are busy: divert the nearest, or ask the neighbouring centre, "
         "before first responders can be alerted."});
  }
  if (asked.times.by_road() && !scene.road) {
    answer.remarks.push_back({"Stedet har ingen vei innen rekkevidde: ankomsttider er ukjente.",
                              "No road is within reach of the place: times of arrival are not known."});
  }
  if (!asked.times.by_road()) {
    answer.remarks.push_back({"Ankomsttidene er regnet i luftlinje, uten vei.",
                              "Times of arrival are reckoned in a straight line, without roads."});
  }
}

}  // namespace

std::string_view to_string(ResponderRole role) {
  return role == ResponderRole::to_patient ? "to_patient" : "fetch_aed";
}

Moment moment_of(base::Instant instant, const base::TimeZone& zone) {
  const auto local = base::parse_wall_time(zone.local_text(instant));
  const auto day = std::chrono::floor<std::chrono::days>(local->local);
  const auto minute = std::chrono::duration_cast<std::chrono::minutes>(local->local - day).count();
  return {instant, base::Date(day.time_since_epoch()), static_cast<int>(minute)};
}

std::optional<Reason> barred(const Asked& asked, std::uint32_t which) {
  const auto& unit = asked.index.scheme().units[which];
  const auto& live = asked.live.unit(which);
  const auto& incident = asked.incident;
  for (const auto& earlier : incident.alerted) {
    if (earlier.unit != unit.id) continue;
    if (earlier.counts) return Reason{};  // on it already
    return Reason{"policy", {"har takket nei eller ikke svart", "refused or did not answer"}};
  }
  const auto& judgement = asked.index.judgement(which);
  if (!judgement.blocking.empty()) return judgement.blocking.front();
  if (!live.on_duty) return Reason{"R18", {"ikke i tjeneste", "off duty"}};
  if (!live.incident.empty() && live.incident != incident.id) {
    return Reason{"R18", {"på et annet oppdrag", "on another incident"}};
  }
  const auto& agreement = *judgement.agreement;
  const auto& area = agreement.municipalities;
  if (!area.empty() && !incident.municipality.empty() &&
      std::find(area.begin(), area.end(), incident.municipality) == area.end()) {
    return Reason{"R61", {"utenfor avtalens område", "outside the agreement's area"}};
  }
  const auto indication = indication_of(asked.index.rules(), incident);
  const auto& agreed = agreement.indications;
  if (!agreed.empty() && std::find(agreed.begin(), agreed.end(), indication) == agreed.end()) {
    return Reason{"R61", {"avtalen gjelder ikke tilstanden", "the agreement does not cover the condition"}};
  }
  const auto rest = std::chrono::minutes(asked.policy.rest_minutes);
  if (live.last_accepted && asked.now.instant - *live.last_accepted < rest) {
    return Reason{"policy", {"hviler etter forrige oppdrag", "rests after its last mission"}};
  }
  return {};
}

base::Result<Recommendation> recommend(const SchemeIndex& index, const LiveState& live, const TravelTimes& times,
                                       const Incident& incident, const ResponderPolicy& policy, const Moment& now) {
  KJEDE_TRY(check(index, incident, now));
  const Asked asked{index, live, times, incident, policy, now, times.spot(incident.place)};
  Recommendation answer;
  answer.incident = incident.id;
  answer.decided = now.instant;
  answer.policy = policy.name;
  answer.rules = index.rules().id;
  answer.rules_version = index.rules().version;
  answer.factors.indication = indication_of(index.rules(), incident);
  answer.factors.vital_failure = !answer.factors.indication.empty();
  answer.factors.suspected_arrest = answer.factors.indication == "unconscious_not_breathing";
  answer.ordinary = choose_ordinary(asked, answer.factors);
  choose_responders(asked, answer);
  if (!incident.police_reason.empty()) answer.police = incident.police_reason;
  add_remarks(asked, answer);
  return answer;
}

}  // namespace kjede::dispatch
