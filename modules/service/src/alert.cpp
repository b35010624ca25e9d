#include "kjede/service/alert.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

#include "kjede/dispatch/codes.hpp"
#include "kjede/service/codes.hpp"
#include "kjede/service/recommendation.hpp"
#include "kjede/store/event_log.hpp"

namespace kjede::service {
namespace {

using dispatch::EventKind;
using dispatch::MissionEvent;
using text::Json;

constexpr std::string_view priority_names[] = {"acute", "urgent", "planned"};

class Step {
 public:
  Step(const dispatch::Recommendation& answer, const dispatch::Incident& incident, const dispatch::Mission* mission,
       const AlertOrder& order, base::Instant now)
      : answer_(answer), incident_(incident), mission_(mission), order_(order), now_(now) {}

  base::Result<std::vector<MissionEvent>> make() {
    if (mission_ == nullptr || !mission_->opened) open();
    recommended();
    const auto before = events_.size();
    if (!order_.only_responders) KJEDE_TRY(alert_ordinary());
    if (!order_.no_responders.empty()) {
      add(EventKind::not_alerted, "")["reason"] = order_.no_responders;
    } else {
      KJEDE_TRY(alert_responders());
    }
    if (answer_.police && !is_out("112")) {
      auto& fields = add(EventKind::police_requested, "112");
      fields["channel"] = "112";
      fields["reason"] = *answer_.police;
    }
    const bool first = mission_ == nullptr || !mission_->decided;
    if (!first && events_.size() == before) events_.clear();  // nobody is lacking: nothing is decided anew
    return std::move(events_);
  }

 private:
  Json& add(EventKind kind, const std::string& unit) {
    events_.push_back({kind, incident_.id, unit, answer_.decided, "kjede", now_, order_.recorder, Json::object()});
    return events_.back().fields;
  }

  bool is_out(const std::string& unit) const {
    if (mission_ == nullptr) return false;
    const auto found = mission_->units.find(unit);
    return found != mission_->units.end() && found->second.is_out();
  }

  void open() {
    auto& fields = add(EventKind::incident_opened, "");
    events_.back().occurred = incident_.received;
    fields["initiator"] = incident_.initiator;
    fields["purpose"] = incident_.purpose;
    const auto& judged = answer_.factors.indication;
    fields["indication"] = judged.empty() ? incident_.indication : judged;
    if (!judged.empty() && judged != incident_.indication) fields["index_code"] = incident_.indication;
    fields["priority"] = priority_names[static_cast<std::size_t>(incident_.priority)];
    fields["in_hospital"] = incident_.in_hospital;
    fields["lon"] = incident_.place.lon;
    fields["lat"] = incident_.place.lat;
    if (!incident_.municipality.empty()) fields["municipality"] = incident_.municipality;
    if (!incident_.talkgroup.empty()) fields["talkgroup"] = incident_.talkgroup;
    if (incident_.rural) fields["rural"] = true;
    if (incident_.conscious) fields["conscious"] = *incident_.conscious;
    if (incident_.breathing_normally) fields["breathing_normally"] = *incident_.breathing_normally;
  }

  void recommended() {
    const auto all = recommendation_object(answer_);
    auto& fields = add(EventKind::recommended, "");
    fields["factors"] = all["factors"];
    fields["policy"] = answer_.policy;
    fields["rules"] = fmt::format("{} {}", answer_.rules, answer_.rules_version);
    fields["ordinary"] = all["ordinary"];
    fields["responders"] = all["responders"];
    fields["not_eligible"] = all["not_eligible"];
    if (answer_.time_gain_seconds) fields["time_gain_seconds"] = *answer_.time_gain_seconds;
  }

  base::Result<void> alert_ordinary() {
    std::vector<std::string> wanted;
    for (const auto& each : answer_.ordinary) {
      if (each.free) wanted.push_back(each.id);
    }
    const auto out = ordinary_out();
    auto lacking = wanted.size() - std::min(wanted.size(), out);
    if (!order_.ordinary.empty()) {
      wanted = order_.ordinary;
      lacking = wanted.size();
    }
    if (wanted.empty() && (mission_ == nullptr || !mission_->has_ordinary())) {
      return base::fail(dispatch::codes::no_ordinary, "no ordinary resource is free (R60)",
                        "divert one, or ask the neighbouring centre, and name it with --ordinary");
    }
    for (const auto& id : wanted) {
      if (is_out(id) || lacking == 0) continue;
      --lacking;
      auto& fields = add(EventKind::ordinary_alerted, id);
      fields["channel"] = "nodnett";
      const auto known = std::find_if(answer_.ordinary.begin(), answer_.ordinary.end(),
                                      [&](const auto& each) { return each.id == id; });
      if (known != answer_.ordinary.end()) fields["kind"] = to_string(known->kind);
    }
    return {};
  }

  std::size_t ordinary_out() const {
    if (mission_ == nullptr) return 0;
    return static_cast<std::size_t>(std::count_if(
        mission_->units.begin(), mission_->units.end(),
        [](const auto& named) { return named.second.role == dispatch::UnitRole::ordinary && named.second.is_out(); }));
  }

  base::Result<void> alert_responders() {
    std::vector<const dispatch::ResponderChoice*> chosen;
    for (const auto& each : answer_.responders) {
      if (order_.responders.empty()) chosen.push_back(&each);
    }
    for (const auto& id : order_.responders) {
      if (is_out(id)) continue;  // the order is repeated
      const auto* found = choice(id);
      if (found == nullptr) {
        return base::fail(codes::unknown_unit, fmt::format("'{}' was not recommended for this incident", id),
                          "choose among the recommended and the reserves; the others are not eligible");
      }
      chosen.push_back(found);
    }
    for (const auto* each : chosen) alert(*each);
    const bool decided = mission_ != nullptr && mission_->considered;
    if (chosen.empty() && answer_.responders.empty() && !decided) {
      add(EventKind::not_alerted, "")["reason"] = why_none();
    }
    return {};
  }

  const dispatch::ResponderChoice* choice(const std::string& id) const {
    for (const auto* list : {&answer_.responders, &answer_.reserves}) {
      for (const auto& each : *list) {
        if (each.unit == id) return &each;
      }
    }
    return nullptr;
  }

  void alert(const dispatch::ResponderChoice& responder) {
    auto& fields = add(EventKind::responder_alerted, responder.unit);
    const bool secure = is_secure_channel(responder.channel);
    fields["channel"] = responder.channel;
    fields["group"] = responder.group;
    fields["role"] = to_string(responder.role);
    fields["agreement"] = responder.agreement;
    fields["secure"] = secure;
    fields["content"] = secure ? "full" : "stripped";
    if (responder.aed && !responder.aed->id.empty()) fields["aed"] = responder.aed->id;
    if (responder.channel_by_agreement) fields["channel_by_agreement"] = true;
    if (!responder.talkgroup.empty()) fields["talkgroup"] = responder.talkgroup;
    if (responder.arrival) fields["eta_seconds"] = responder.arrival->seconds;
  }

  std::string why_none() const {
    for (const auto& each : answer_.not_eligible) {
      if (each.unit.empty()) return fmt::format("{} ({})", each.reason.en, each.requirement);
    }
    return "no responder is eligible";
  }

  const dispatch::Recommendation& answer_;
  const dispatch::Incident& incident_;
  const dispatch::Mission* mission_;
  const AlertOrder& order_;
  base::Instant now_;
  std::vector<MissionEvent> events_;
};

std::string text_in(const Json& fields, const char* name) {
  const auto found = fields.find(name);
  return found != fields.end() && found->is_string() ? found->get<std::string>() : std::string();
}

bool alerts(EventKind kind) {
  return kind == EventKind::ordinary_alerted || kind == EventKind::responder_alerted ||
         kind == EventKind::police_requested || kind == EventKind::not_alerted;
}

dispatch::Priority priority_of(const std::string& name) {
  for (std::size_t i = 0; i < std::size(priority_names); ++i) {
    if (priority_names[i] == name) return static_cast<dispatch::Priority>(i);
  }
  return dispatch::Priority::acute;
}

}  // namespace

bool is_secure_channel(std::string_view channel) { return channel == "110" || channel == "direct"; }

base::Result<std::vector<MissionEvent>> alert_step(const dispatch::Recommendation& answer,
                                                   const dispatch::Incident& incident,
                                                   const dispatch::MissionBoard& board, const AlertOrder& order,
                                                   base::Instant now) {
  return Step(answer, incident, board.find(incident.id), order, now).make();
}

std::string alert_key(const std::vector<MissionEvent>& events, const dispatch::MissionBoard& board) {
  std::string said;
  for (const auto& event : events) {
    if (event.kind == EventKind::recommended) {
      said += fmt::format("{}\x1f{}\x1e", event.incident, event.fields.value("policy", ""));
    }
    if (!alerts(event.kind)) continue;
    said += fmt::format("{}\x1f{}", to_string(event.kind), event.unit);
    for (const auto* name : {"role", "channel", "aed", "reason"}) said += "\x1f" + text_in(event.fields, name);
    const auto seen = board.seen({event});
    said += fmt::format("\x1f{}\x1e", event.unit.empty() ? 0 : seen.back().events);
  }
  return "alert:" + store::content_key(said);
}

dispatch::Incident incident_of(const MissionEvent& opened) {
  const auto& fields = opened.fields;
  dispatch::Incident incident;
  incident.id = opened.incident;
  incident.received = opened.occurred;
  const auto degrees = [&](const char* name) {
    const auto found = fields.find(name);
    return found != fields.end() && found->is_number() ? found->get<double>()
                                                       : std::numeric_limits<double>::quiet_NaN();
  };
  const auto flag = [&](const char* name) -> std::optional<bool> {
    const auto found = fields.find(name);
    if (found == fields.end() || !found->is_boolean()) return {};
    return found->get<bool>();
  };
  incident.place = {degrees("lon"), degrees("lat")};
  incident.indication = text_in(fields, "indication");
  incident.municipality = text_in(fields, "municipality");
  incident.talkgroup = text_in(fields, "talkgroup");
  incident.initiator = text_in(fields, "initiator");
  incident.purpose = text_in(fields, "purpose");
  incident.priority = priority_of(text_in(fields, "priority"));
  incident.in_hospital = flag("in_hospital").value_or(false);
  incident.rural = flag("rural").value_or(false);
  incident.conscious = flag("conscious");
  incident.breathing_normally = flag("breathing_normally");
  return incident;
}

}  // namespace kjede::service
