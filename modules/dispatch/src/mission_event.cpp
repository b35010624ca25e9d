#include "kjede/dispatch/mission_event.hpp"

#include <fmt/format.h>

#include "kjede/dispatch/codes.hpp"

namespace kjede::dispatch {
namespace {

using enum FieldType;

constexpr FieldSpec kOpened[] = {
    {"initiator", text, true, "R05"}, {"purpose", text, true, "R14"},        {"indication", text, true, "R47"},
    {"priority", text, true, ""},     {"in_hospital", boolean, true, "R06"}, {"lon", number, false, ""},
    {"lat", number, false, ""},       {"municipality", text, false, ""}};
constexpr FieldSpec kRecommended[] = {{"factors", object, true, "R42–R46"},
                                      {"policy", text, true, ""},
                                      {"rules", text, true, ""},
                                      {"ordinary", list, true, "R60"},
                                      {"responders", list, true, "R40"},
                                      {"time_gain_seconds", number, false, "R49"}};
constexpr FieldSpec kReason[] = {{"reason", text, true, "R40"}};
constexpr FieldSpec kOrdinary[] = {{"channel", text, true, ""}, {"kind", text, false, ""}};
constexpr FieldSpec kResponder[] = {{"channel", text, true, "R61"},   {"group", text, true, "R15–R17"},
                                    {"role", text, true, ""},         {"agreement", text, true, "R08"},
                                    {"secure", boolean, true, "R62"}, {"content", text, true, "R62"},
                                    {"aed", text, false, ""},         {"channel_by_agreement", boolean, false, "R63"},
                                    {"talkgroup", text, false, "R66"}};
constexpr FieldSpec kPolice[] = {{"channel", text, true, "R23"}, {"reason", text, true, "R22"}};
constexpr FieldSpec kWhy[] = {{"reason", text, false, ""}};
constexpr FieldSpec kAed[] = {{"aed", text, true, ""}};
constexpr FieldSpec kCare[] = {{"actions", list, true, "R86"}, {"identity", text, true, "R86"}};
constexpr FieldSpec kHandover[] = {{"to", text, true, "R88"},
                                   {"own_arrival", time, true, "R88"},
                                   {"care", list, true, "R88"},
                                   {"deviations", text, true, "R88"},
                                   {"record", text, false, "R89"}};
constexpr FieldSpec kEnded[] = {{"identity", text, true, "R90"}};
constexpr FieldSpec kAlarm[] = {{"reason", text, true, ""}};
constexpr FieldSpec kCorrected[] = {{"what", text, true, ""}, {"occurred", time, true, ""}, {"reason", text, true, ""}};
constexpr FieldSpec kFollowUp[] = {{"offered", boolean, true, "R111"}};

constexpr std::array<EventSpec, event_kind_count> kSpecs{{
    {EventKind::incident_opened, "incident_opened", false, kOpened},
    {EventKind::recommended, "recommended", false, kRecommended},
    {EventKind::not_alerted, "not_alerted", false, kReason},
    {EventKind::ordinary_alerted, "ordinary_alerted", true, kOrdinary},
    {EventKind::responder_alerted, "responder_alerted", true, kResponder},
    {EventKind::police_requested, "police_requested", true, kPolice},
    {EventKind::acknowledged, "acknowledged", true, {}},
    {EventKind::refused, "refused", true, kWhy},
    {EventKind::silent, "silent", true, {}},
    {EventKind::mobile, "mobile", true, {}},
    {EventKind::arrived, "arrived", true, {}},
    {EventKind::aed_fetched, "aed_fetched", true, kAed},
    {EventKind::care_given, "care_given", true, kCare},
    {EventKind::handed_over, "handed_over", true, kHandover},
    {EventKind::stood_down, "stood_down", true, kWhy},
    {EventKind::ended, "ended", true, kEnded},
    {EventKind::ordinary_cancelled, "ordinary_cancelled", true, kWhy},
    {EventKind::alarm_raised, "alarm_raised", false, kAlarm},
    {EventKind::deviation, "deviation", false, kReason},
    {EventKind::follow_up, "follow_up", true, kFollowUp},
    {EventKind::corrected, "corrected", true, kCorrected},
    {EventKind::closed, "closed", false, {}},
}};

bool fits(const text::Json& value, FieldType type) {
  switch (type) {
    case text: return value.is_string() && !value.get_ref<const std::string&>().empty();
    case number: return value.is_number();
    case boolean: return value.is_boolean();
    case time: return value.is_string() && base::parse_wall_time(value.get_ref<const std::string&>()).has_value();
    case list: return value.is_array();
    case object: return value.is_object();
  }
  return false;
}

std::string_view described(FieldType type) {
  switch (type) {
    case text: return "a text that is not empty";
    case number: return "a number";
    case boolean: return "true or false";
    case time: return "a time such as 2026-05-17T12:00:00Z";
    case list: return "a list";
    case object: return "an object";
  }
  return "";
}

void add(base::Diagnostics& problems, base::Unexpected problem) {
  problems.insert(problems.end(), problem.diagnostics.begin(), problem.diagnostics.end());
}

void check_field(const MissionEvent& event, const FieldSpec& field, base::Diagnostics& problems) {
  const auto found = event.fields.find(std::string(field.name));
  const auto source = field.requirement.empty() ? std::string() : fmt::format(" ({})", field.requirement);
  if (found == event.fields.end()) {
    if (!field.required) return;
    add(problems,
        base::fail(codes::event_lacks, fmt::format("{} lacks '{}'{}", to_string(event.kind), field.name, source),
                   fmt::format("give {} as {}", field.name, described(field.type))));
  } else if (!fits(*found, field.type)) {
    add(problems, base::fail(codes::event_field, fmt::format("{}: '{}'{} must be {}", to_string(event.kind), field.name,
                                                             source, described(field.type))));
  }
}

}  // namespace

const EventSpec& spec_of(EventKind kind) { return kSpecs[static_cast<std::size_t>(kind)]; }

std::string_view to_string(EventKind kind) { return spec_of(kind).name; }

std::optional<EventKind> parse_event_kind(std::string_view text) {
  for (const auto& spec : kSpecs) {
    if (spec.name == text) return spec.kind;
  }
  return {};
}

base::Result<void> check_fields(const MissionEvent& event) {
  base::Diagnostics problems;
  const auto& spec = spec_of(event.kind);
  if (event.incident.empty()) {
    add(problems, base::fail(codes::event_lacks, fmt::format("{} lacks its incident", spec.name)));
  }
  if (spec.has_unit && event.unit.empty()) {
    add(problems, base::fail(codes::event_lacks, fmt::format("{} lacks its unit", spec.name)));
  }
  for (const auto& field : spec.fields) check_field(event, field, problems);
  if (!problems.empty()) return base::fail(std::move(problems));
  return {};
}

std::string body_of(const MissionEvent& event) { return text::to_text(event.fields, -1); }

}  // namespace kjede::dispatch
