#include "kjede/service/channel.hpp"

namespace kjede::service {
namespace {

// Allow-lists: what is not named does not go out.
constexpr const char* kOfAlert[] = {"role", "talkgroup"};
constexpr const char* kOfAlertSecure[] = {"aed", "eta_seconds", "reason"};
constexpr const char* kOfIncident[] = {"municipality"};
constexpr const char* kOfIncidentSecure[] = {"indication", "priority", "lon", "lat"};

void copy(const text::Json& from, std::span<const char* const> names, text::Json& into) {
  for (const auto* name : names) {
    const auto found = from.find(name);
    if (found != from.end()) into[name] = *found;
  }
}

}  // namespace

ChannelMessage message_of(const dispatch::MissionEvent& event, const dispatch::MissionEvent& opened, std::string key,
                          bool secure) {
  ChannelMessage message;
  message.key = std::move(key);
  message.kind = to_string(event.kind);
  message.unit = event.unit;
  message.incident = event.incident;
  if (const auto found = event.fields.find("channel"); found != event.fields.end() && found->is_string()) {
    message.channel = found->get<std::string>();
  }
  message.payload["content"] = secure ? "full" : "stripped";
  copy(event.fields, kOfAlert, message.payload);
  copy(opened.fields, kOfIncident, message.payload);
  if (!secure) return message;
  copy(event.fields, kOfAlertSecure, message.payload);
  copy(opened.fields, kOfIncidentSecure, message.payload);
  return message;
}

}  // namespace kjede::service
