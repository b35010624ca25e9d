// FHIR R4 (4.0.1): ServiceRequest for what the incident asks for, a Task for each unit that is asked to go. No person:
// the subject is a Location, which R4 allows.
#include "kjede/service/recommendation.hpp"
#include "kjede/store/event_log.hpp"
#include "kjede/text/json.hpp"

namespace kjede::service {
namespace {

using text::Json;

constexpr auto kSystem = "urn:kjede:dispatch";

// Ids of FHIR hold letters, digits, - and .; ours may not, so they are made from ours.
std::string fhir_id_of(std::string_view kind, std::string_view text) {
  return std::string(kind) + "-" + store::content_key(text).substr(0, 32);
}

Json coding(std::string_view code) { return {{"coding", Json::array({Json{{"system", kSystem}, {"code", code}}})}}; }

Json entry(Json resource) {
  const auto url = "urn:kjede:" + resource["resourceType"].get<std::string>() + ":" + resource["id"].get<std::string>();
  return {{"fullUrl", url}, {"resource", std::move(resource)}};
}

std::string_view priority_of(dispatch::Priority priority) {
  return priority == dispatch::Priority::acute ? "stat" : priority == dispatch::Priority::urgent ? "urgent" : "routine";
}

class Bundle {
 public:
  Bundle(const dispatch::Recommendation& answer, const dispatch::Incident& incident)
      : answer_(answer), incident_(incident), request_(fhir_id_of("request", answer.incident)) {}

  std::string text() {
    Json entries = Json::array({entry(location()), entry(request())});
    for (const auto& each : answer_.ordinary) {
      entries.push_back(entry(task(each.id, to_string(each.kind), "radio", each.arrival)));
    }
    for (const auto& each : answer_.responders) {
      auto resource = task(each.unit, to_string(each.role), each.channel, each.arrival);
      if (each.aed && !each.aed->id.empty()) resource["input"].push_back(input("aed", each.aed->id));
      entries.push_back(entry(std::move(resource)));
    }
    return text::to_text(Json{{"resourceType", "Bundle"}, {"type", "collection"}, {"entry", std::move(entries)}});
  }

 private:
  static Json input(std::string_view type, std::string_view value) {
    return {{"type", coding(type)}, {"valueString", value}};
  }

  std::string location_id() const { return fhir_id_of("scene", answer_.incident); }

  Json location() const {
    return {{"resourceType", "Location"},
            {"id", location_id()},
            {"mode", "instance"},
            {"position", {{"longitude", incident_.place.lon}, {"latitude", incident_.place.lat}}}};
  }

  Json request() const {
    return {{"resourceType", "ServiceRequest"},
            {"id", request_},
            {"identifier", Json::array({Json{{"system", "urn:kjede:incident"}, {"value", answer_.incident}}})},
            {"status", "active"},
            {"intent", "proposal"},
            {"priority", priority_of(incident_.priority)},
            {"code", coding(answer_.factors.indication.empty() ? incident_.indication : answer_.factors.indication)},
            {"subject", {{"reference", "urn:kjede:Location:" + location_id()}}},
            {"authoredOn", base::to_string(answer_.decided)}};
  }

  Json task(std::string_view unit, std::string_view role, std::string_view channel,
            const std::optional<dispatch::Arrival>& arrival) const {
    Json out{{"resourceType", "Task"},
             {"id", fhir_id_of("task", answer_.incident + "\x1f" + std::string(unit))},
             {"basedOn", Json::array({Json{{"reference", "urn:kjede:ServiceRequest:" + request_}}})},
             {"status", "draft"},
             {"intent", "proposal"},
             {"priority", priority_of(incident_.priority)},
             {"code", coding(role)},
             {"authoredOn", base::to_string(answer_.decided)},
             {"owner", {{"identifier", {{"system", "urn:kjede:unit"}, {"value", unit}}}}},
             {"input", Json::array({input("channel", channel)})}};
    if (arrival) {
      const auto end = answer_.decided + std::chrono::seconds(arrival->seconds);
      out["restriction"] = {{"period", {{"start", base::to_string(answer_.decided)}, {"end", base::to_string(end)}}}};
    }
    return out;
  }

  const dispatch::Recommendation& answer_;
  const dispatch::Incident& incident_;
  std::string request_;
};

}  // namespace

std::string recommendation_fhir(const dispatch::Recommendation& answer, const dispatch::Incident& incident) {
  return Bundle(answer, incident).text();
}

}  // namespace kjede::service
