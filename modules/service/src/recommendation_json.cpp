#include "kjede/service/recommendation.hpp"
#include "kjede/text/json.hpp"

namespace kjede::service {
namespace {

using text::Json;

template <class T>
Json or_null(const std::optional<T>& value) {
  return value ? Json(*value) : Json();
}

Json words(const dispatch::Words& words) { return {{"nb", words.nb}, {"en", words.en}}; }

// eta_seconds with its interval and what makes it uncertain; null when no way is known.
void put_arrival(Json& out, const std::optional<dispatch::Arrival>& arrival) {
  out["eta_seconds"] = arrival ? Json(arrival->seconds) : Json();
  if (!arrival) return;
  out["eta_low_seconds"] = arrival->low;
  out["eta_high_seconds"] = arrival->high;
  if (arrival->straight_line) out["eta_straight_line"] = true;
  if (arrival->old_position) out["old_position"] = true;
}

Json aed_object(const std::optional<dispatch::AedChoice>& aed) {
  if (!aed) return {};
  Json out;
  out["own"] = aed->id.empty();
  if (aed->id.empty()) return out;
  out["aed"] = aed->id;
  out["name"] = aed->name;
  out["location"] = aed->location;
  out["metres_to_patient"] = std::lround(aed->metres_to_patient);
  out["detour_seconds"] = aed->detour_seconds;
  return out;
}

Json ordinary_object(const dispatch::OrdinaryChoice& choice) {
  Json out;
  out["unit"] = choice.id;
  out["kind"] = to_string(choice.kind);
  out["state"] = to_string(choice.state);
  out["free"] = choice.free;
  put_arrival(out, choice.arrival);
  return out;
}

Json responder_object(const dispatch::ResponderChoice& choice) {
  Json out;
  out["unit"] = choice.unit;
  out["name"] = choice.name;
  out["group"] = choice.group;
  out["organisation"] = choice.organisation;
  out["agreement"] = choice.agreement;
  out["role"] = to_string(choice.role);
  out["channel"] = choice.channel;
  out["channel_by_agreement"] = choice.channel_by_agreement;
  out["terminal"] = choice.terminal;
  out["talkgroup"] = choice.talkgroup;
  put_arrival(out, choice.arrival);
  out["aed"] = aed_object(choice.aed);
  out["gain_seconds"] = or_null(choice.gain_seconds);
  out["warnings"] = Json::array();
  for (const auto& warning : choice.warnings) {
    out["warnings"].push_back({{"requirement", warning.requirement}, {"reason", words(warning.what)}});
  }
  return out;
}

// The five of §2.5.2, in its order.
Json factors_object(const dispatch::Factors& factors) {
  Json out;
  out["patient_need"] = {{"indication", factors.indication},
                         {"vital_failure", factors.vital_failure},
                         {"suspected_arrest", factors.suspected_arrest}};
  out["available_resources"] = {{"ordinary_free", factors.free_ordinary},
                                {"responders_near", factors.responders_near},
                                {"responders_eligible", factors.responders_eligible}};
  out["ordinary_eta_seconds"] = or_null(factors.ordinary_seconds);
  out["responder_eta_seconds"] = or_null(factors.responder_seconds);
  out["health_gain_likely"] = factors.gain_likely;
  return out;
}

Json list_of(const auto& things, const auto& object) {
  auto out = Json::array();
  for (const auto& thing : things) out.push_back(object(thing));
  return out;
}

}  // namespace

text::Json recommendation_object(const dispatch::Recommendation& answer) {
  Json out;
  out["schema_version"] = 1;
  out["incident"] = answer.incident;
  out["decided"] = base::to_string(answer.decided);
  out["ordinary"] = list_of(answer.ordinary, ordinary_object);
  out["responders"] = list_of(answer.responders, responder_object);
  out["reserves"] = list_of(answer.reserves, responder_object);
  out["bystander_aed"] = aed_object(answer.bystander_aed);
  out["not_eligible"] = list_of(answer.not_eligible, [](const dispatch::NotEligible& each) {
    return Json{{"unit", each.unit.empty() ? Json() : Json(each.unit)},
                {"requirement", each.requirement},
                {"reason", words(each.reason)}};
  });
  out["police"] = answer.police ? Json{{"channel", "112"}, {"reason", *answer.police}} : Json();
  out["factors"] = factors_object(answer.factors);
  out["time_gain_seconds"] = or_null(answer.time_gain_seconds);
  out["policy"] = answer.policy;
  out["rules"] = {{"name", answer.rules}, {"version", answer.rules_version}};
  out["remarks"] = list_of(answer.remarks, words);
  return out;
}

std::string recommendation_json(const dispatch::Recommendation& answer) {
  return text::to_text(recommendation_object(answer));
}

}  // namespace kjede::service
