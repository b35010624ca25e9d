#pragma once
// Events for tests: incident i1, minutes after noon.

#include "kjede/dispatch/mission.hpp"

namespace kjede::dispatch::testing_events {

inline base::Instant at(int minute) {
  return base::Instant(base::make_date(2026, 5, 17)) + std::chrono::hours(12) + std::chrono::minutes(minute);
}

inline MissionEvent event(EventKind kind, std::string unit = {}, int minute = 0) {
  return {kind, "i1", std::move(unit), at(minute), "amk", at(minute), "op1", text::Json::object()};
}

inline MissionEvent opening() {
  auto e = event(EventKind::incident_opened);
  e.fields = {{"initiator", "amk"},
              {"purpose", "life_saving"},
              {"indication", "unconscious_not_breathing"},
              {"priority", "acute"},
              {"in_hospital", false}};
  return e;
}

inline MissionEvent ordinary(std::string unit) {
  auto e = event(EventKind::ordinary_alerted, std::move(unit));
  e.fields = {{"channel", "radio"}};
  return e;
}

inline MissionEvent responder(std::string unit) {
  auto e = event(EventKind::responder_alerted, std::move(unit));
  e.fields = {{"channel", "110"},      {"group", "fire"}, {"role", "patient"},
              {"agreement", "sund-1"}, {"secure", true},  {"content", "full"}};
  return e;
}

inline MissionEvent correction(std::string unit, std::string what, std::string when) {
  auto e = event(EventKind::corrected, std::move(unit), 60);
  e.fields = {{"what", std::move(what)}, {"occurred", std::move(when)}, {"reason", "read from the radio log"}};
  return e;
}

}  // namespace kjede::dispatch::testing_events
