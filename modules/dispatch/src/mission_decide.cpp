#include <fmt/format.h>

#include <algorithm>

#include "event_fields.hpp"
#include "kjede/dispatch/codes.hpp"
#include "kjede/dispatch/mission.hpp"

namespace kjede::dispatch {
namespace {

constexpr auto kClockTolerance = std::chrono::minutes(2);

// Judges a batch against a copy of the mission that takes in one event after the other.
class Judge {
 public:
  explicit Judge(const Mission& mission) : mission_(mission) {}

  void judge(const MissionEvent& event) {
    const auto before = problems_.size();
    if (const auto sound = check_fields(event); !sound) add(sound.error());
    check_place(event);
    if (problems_.size() == before) check_kind(event);
    if (problems_.size() == before) apply(mission_, event);
  }

  // What only the whole batch can show.
  void judge_batch(std::span<const MissionEvent> events) {
    const bool alerts = std::any_of(events.begin(), events.end(),
                                    [](const auto& event) { return event.kind == EventKind::responder_alerted; });
    if (alerts && problems_.empty() && !mission_.has_ordinary()) {
      refuse(codes::no_ordinary, "a first responder may only be alerted together with an ordinary resource (R60)",
             "alert an ambulance, doctor or air ambulance for the incident in the same step");
    }
  }

  const Mission& mission() const { return mission_; }
  base::Diagnostics take() { return std::move(problems_); }

 private:
  void add(const base::Diagnostics& more) { problems_.insert(problems_.end(), more.begin(), more.end()); }

  void refuse(const base::Code& code, std::string message, std::string suggestion = {}) {
    add(base::fail(code, std::move(message), std::move(suggestion)).diagnostics);
  }

  void check_place(const MissionEvent& event) {
    if (!mission_.incident.empty() && event.incident != mission_.incident) {
      refuse(codes::other_incident, fmt::format("{} belongs to another incident than the rest", to_string(event.kind)));
    }
    const bool opens = event.kind == EventKind::incident_opened;
    if (opens && mission_.opened) refuse(codes::out_of_order, "the incident is open already");
    if (!opens && !mission_.opened) {
      refuse(codes::out_of_order, fmt::format("{} comes before the incident was opened", to_string(event.kind)),
             "open the incident first");
    }
    // after closing, only what completes or corrects the record
    const bool afterwards =
        event.kind == EventKind::corrected || event.kind == EventKind::follow_up || event.kind == EventKind::deviation;
    if (mission_.closed && !afterwards) {
      refuse(codes::out_of_order, fmt::format("{} comes after the mission was closed", to_string(event.kind)),
             "record a correction or a deviation instead");
    }
  }

  void check_kind(const MissionEvent& event) {
    switch (event.kind) {
      case EventKind::incident_opened:
      case EventKind::recommended:
      case EventKind::not_alerted:
      case EventKind::alarm_raised:
      case EventKind::deviation: return;
      case EventKind::ordinary_alerted: return check_new(event, UnitRole::ordinary);
      case EventKind::responder_alerted: return check_responder(event);
      case EventKind::police_requested: return check_police(event);
      case EventKind::closed: return check_closing();
      default: return check_unit(event);
    }
  }

  void check_new(const MissionEvent& event, UnitRole role) {
    const auto found = mission_.units.find(event.unit);
    if (found == mission_.units.end()) return;
    if (found->second.is_out()) {
      refuse(codes::already_alerted, fmt::format("'{}' is already on this incident", event.unit));
    } else if (found->second.role != role) {
      refuse(codes::already_alerted,
             fmt::format("'{}' was on this incident as {}", event.unit, to_string(found->second.role)));
    }
  }

  void check_responder(const MissionEvent& event) {
    check_new(event, UnitRole::responder);
    if (mission_.initiator != "amk" && mission_.initiator != "lvs") {
      refuse(codes::outside_scheme, "only AMK and the emergency primary care centre may start such a mission (R05)");
    }
    if (mission_.purpose != "life_saving") {
      refuse(codes::outside_scheme, "the purpose is not life-saving first aid: outside the scheme (R14)");
    }
    if (mission_.in_hospital) refuse(codes::outside_scheme, "the incident is in a hospital: outside the scheme (R06)");
    const auto group = text_of(event, "group");
    if (group == "police") {
      refuse(codes::police, "police cannot be part of the scheme (R21)", "ask the police by 112, with the reason");
    }
    const auto channel = text_of(event, "channel");
    if (group == "fire" && channel != "110" && !flag_of(event, "channel_by_agreement")) {
      refuse(codes::channel, "fire crews are alerted through the 110 centre unless the agreement says otherwise (R63)");
    }
    if (!flag_of(event, "secure") && text_of(event, "content") != "stripped") {
      refuse(codes::channel, "person-identifying data may only go by a secure channel (R62)",
             "send the stripped message, or use a secure channel");
    }
  }

  void check_police(const MissionEvent& event) {
    check_new(event, UnitRole::police);
    if (text_of(event, "channel") != "112") {
      refuse(codes::police, "police are always asked through their operations centre, 112 (R23)");
    }
  }

  void check_unit(const MissionEvent& event) {
    const auto found = mission_.units.find(event.unit);
    if (found == mission_.units.end()) {
      return refuse(codes::not_alerted, fmt::format("'{}' was not alerted on this incident", event.unit),
                    "alert it first, or correct the unit's name");
    }
    const auto& unit = found->second;
    const bool turns_away = event.kind == EventKind::refused || event.kind == EventKind::stood_down;
    const bool responder_only = event.kind == EventKind::silent || event.kind == EventKind::stood_down ||
                                event.kind == EventKind::handed_over || event.kind == EventKind::follow_up;
    if (event.kind == EventKind::ordinary_cancelled && unit.role != UnitRole::ordinary) {
      refuse(codes::out_of_order, fmt::format("'{}' is not an ordinary resource", event.unit), "use stood_down");
    } else if (responder_only && unit.role == UnitRole::ordinary) {
      refuse(codes::out_of_order, fmt::format("{} is for first responders; '{}' is an ordinary resource",
                                              to_string(event.kind), event.unit));
    } else if ((event.kind == EventKind::ordinary_cancelled || event.kind == EventKind::ended) && !unit.is_out()) {
      refuse(codes::out_of_order, fmt::format("'{}' is no longer on this incident", event.unit));
    } else if (turns_away && (unit.arrived || unit.ended)) {
      refuse(codes::out_of_order, fmt::format("'{}' was there already", event.unit), "record that it ended");
    } else if (event.kind == EventKind::silent && unit.progress != UnitProgress::alerted) {
      refuse(codes::out_of_order, fmt::format("'{}' is not silent: it {}", event.unit, to_string(unit.progress)));
    } else if (event.kind == EventKind::handed_over && !unit.arrived) {
      refuse(codes::out_of_order, fmt::format("'{}' hands over before it arrived (R87)", event.unit),
             "record its arrival first");
    }
    check_correction(event);
  }

  void check_correction(const MissionEvent& event) {
    if (event.kind != EventKind::corrected) return;
    const auto what = text_of(event, "what");
    for (const std::string_view known : {"alerted", "acknowledged", "mobile", "arrived", "own_arrival"}) {
      if (what == known) return;
    }
    refuse(codes::event_field, "corrected: 'what' must be alerted, acknowledged, mobile, arrived or own_arrival");
  }

  void check_closing() {
    for (const auto& item : missing_documentation(mission_)) {
      refuse(codes::incomplete, fmt::format("'{}' lacks {} ({})", item.unit, item.what, item.requirement),
             "complete the documentation, or stand the unit down if it never came");
    }
    if (!mission_.considered) {
      refuse(codes::incomplete, "whether to alert a first responder was never decided (R40)",
             "record the recommendation, or not_alerted with the reason");
    }
  }

  Mission mission_;
  base::Diagnostics problems_;
};

MissionEvent by_rule(const MissionEvent& cause, EventKind kind, std::string reason) {
  MissionEvent event{kind, cause.incident, "", cause.recorded, "kjede", cause.recorded, "kjede", {}};
  event.fields = text::Json::object();
  event.fields["reason"] = std::move(reason);
  return event;
}

// A first responder is out and no ordinary resource is: the last was lost, or a responder answered after it was.
bool is_exposed(const Mission& mission) { return mission.has_responder_out() && !mission.has_ordinary(); }

// What follows from a batch: the alarm when the last ordinary resource is gone, and clocks that do not agree.
void add_consequences(const Mission& before, const Mission& after, std::vector<MissionEvent>& events) {
  const auto proposed = events.size();
  for (std::size_t i = 0; i < proposed; ++i) {
    const auto cause = events[i];
    if (cause.occurred <= cause.recorded + kClockTolerance) continue;
    auto event = by_rule(cause, EventKind::deviation, "clock_ahead");
    event.fields["clock"] = cause.clock;
    event.fields["seconds"] = std::chrono::duration_cast<std::chrono::seconds>(cause.occurred - cause.recorded).count();
    events.push_back(std::move(event));
  }
  if (is_exposed(after) && !is_exposed(before)) {
    const auto cause = events[proposed - 1];
    events.push_back(by_rule(cause, EventKind::alarm_raised, "no_ordinary_resource"));
  }
}

}  // namespace

base::Result<std::vector<MissionEvent>> decide(const Mission& mission, std::vector<MissionEvent> proposed) {
  if (proposed.empty()) return base::fail(codes::event_lacks, "nothing was proposed");
  Judge judge(mission);
  for (const auto& event : proposed) judge.judge(event);
  judge.judge_batch(proposed);
  if (auto problems = judge.take(); !problems.empty()) return base::fail(std::move(problems));
  add_consequences(mission, judge.mission(), proposed);
  return proposed;
}

std::vector<MissingItem> missing_documentation(const Mission& mission) {
  std::vector<MissingItem> missing;
  for (const auto& [name, unit] : mission.units) {
    const bool came_not = unit.progress == UnitProgress::refused || unit.progress == UnitProgress::silent ||
                          unit.progress == UnitProgress::stood_down;
    if (unit.role != UnitRole::responder || (came_not && !unit.arrived)) continue;
    if (!unit.arrived) missing.push_back({"R87", name, "time of arrival"});
    if (!unit.handed_over) missing.push_back({"R88", name, "handover to the first health resource"});
    if (!unit.identified) missing.push_back({"R90", name, "identity and end of mission"});
  }
  return missing;
}

}  // namespace kjede::dispatch
