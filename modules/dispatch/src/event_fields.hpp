#pragma once
// The fields of an event, read without trust: absent or of another type is empty, or false.

#include <string>

#include "kjede/dispatch/mission_event.hpp"

namespace kjede::dispatch {

inline std::string text_of(const MissionEvent& event, const char* name) {
  const auto found = event.fields.find(name);
  return found != event.fields.end() && found->is_string() ? found->get<std::string>() : std::string();
}

inline bool flag_of(const MissionEvent& event, const char* name) {
  const auto found = event.fields.find(name);
  return found != event.fields.end() && found->is_boolean() && found->get<bool>();
}

}  // namespace kjede::dispatch
