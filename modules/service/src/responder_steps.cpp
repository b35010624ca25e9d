#include "kjede/service/responder_steps.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "kjede/dispatch/codes.hpp"
#include "kjede/text/json.hpp"

namespace kjede::service {
namespace {

using dispatch::MissionEvent;
using text::Json;

constexpr std::string_view kOwn[] = {"kind", "incident", "unit", "occurred", "clock"};

// "event 2: message", so that the reader finds it in a list.
base::Unexpected at_event(std::size_t index, const base::Code& code, std::string message, std::string suggestion = {}) {
  return base::fail(code, fmt::format("event {}: {}", index + 1, message), std::move(suggestion));
}

std::string kinds() {
  std::string all;
  for (int i = 0; i < dispatch::event_kind_count; ++i) {
    if (i > 0) all += ", ";
    all += to_string(static_cast<dispatch::EventKind>(i));
  }
  return all;
}

class StepReader {
 public:
  StepReader(base::Instant now, const std::string& recorder) : now_(now), recorder_(recorder) {}

  void read(const Json& json) {
    const auto index = events_.size() + failed_;
    const auto before = problems_.size();
    if (!json.is_object()) {
      add(at_event(index, dispatch::codes::event_field, "an event is a JSON object"));
    } else {
      take(json, index);
    }
    if (problems_.size() > before) ++failed_;
  }

  base::Result<std::vector<MissionEvent>> result() {
    if (!problems_.empty()) return base::fail(std::move(problems_));
    return std::move(events_);
  }

 private:
  void add(base::Unexpected problem) {
    problems_.insert(problems_.end(), problem.diagnostics.begin(), problem.diagnostics.end());
  }

  std::string text(const Json& json, const char* name, std::size_t index) {
    const auto found = json.find(name);
    if (found == json.end()) return {};
    if (found->is_string()) return found->get<std::string>();
    add(at_event(index, dispatch::codes::event_field, fmt::format("'{}' must be a text", name)));
    return {};
  }

  base::Instant occurred(const Json& json, std::size_t index) {
    const auto written = text(json, "occurred", index);
    if (written.empty()) return now_;
    const auto wall = base::parse_wall_time(written);
    if (wall && wall->offset) return base::Instant(wall->local.time_since_epoch() - *wall->offset);
    add(at_event(index, dispatch::codes::event_field, "'occurred' needs a time with its offset",
                 "write it as 2026-05-17T12:00:00Z or 2026-05-17T14:00:00+02:00"));
    return now_;
  }

  void take(const Json& json, std::size_t index) {
    MissionEvent event;
    const auto kind = text(json, "kind", index);
    const auto known = dispatch::parse_event_kind(kind);
    if (!known) {
      add(at_event(index, dispatch::codes::event_field,
                   kind.empty() ? "'kind' is missing" : fmt::format("there is no event kind '{}'", kind),
                   "use one of " + kinds()));
    }
    event.kind = known.value_or(dispatch::EventKind::deviation);
    event.incident = text(json, "incident", index);
    event.unit = text(json, "unit", index);
    event.occurred = occurred(json, index);
    event.clock = text(json, "clock", index);
    if (event.clock.empty()) event.clock = "kjede";
    event.recorded = now_;
    event.recorder = recorder_;
    for (const auto& [name, value] : json.items()) {
      if (std::find(std::begin(kOwn), std::end(kOwn), name) == std::end(kOwn)) event.fields[name] = value;
    }
    events_.push_back(std::move(event));
  }

  base::Instant now_;
  std::string recorder_;
  std::vector<MissionEvent> events_;
  std::size_t failed_ = 0;
  base::Diagnostics problems_;
};

}  // namespace

base::Result<std::vector<MissionEvent>> read_step(const std::shared_ptr<const base::SourceFile>& file,
                                                  base::Instant now, const std::string& recorder) {
  KJEDE_ASSIGN(const auto document, text::parse_json(file));
  StepReader reader(now, recorder);
  const auto listed = document.is_object() ? document.find("events") : document.end();
  const auto& events = document.is_object() && listed != document.end() ? *listed : document;
  if (events.is_array()) {
    for (const auto& event : events) reader.read(event);
  } else {
    reader.read(events);
  }
  return reader.result();
}

std::string step_key(const std::vector<MissionEvent>& events) {
  std::string said;
  for (const auto& event : events) {
    said += fmt::format("{}\x1f{}\x1f{}\x1f{}\x1f{}\x1e", to_string(event.kind), event.incident, event.unit,
                        base::to_string(event.occurred), dispatch::body_of(event));
  }
  return store::content_key(said);
}

}  // namespace kjede::service
