#pragma once
// How an alert goes on after its first step, by the policy: who is silent, who is no longer needed, when the next ones
// are asked for. Pure; live alerting and replay call the same function, so what is compared is what runs.
//
//   auto due = escalate(policy, course, now);
//   if (due.ask) { alert(recommend(…)); asked(course, policy, now); }
//
// Rules. A unit without an answer after `silent_after` is silent; it may still accept. At each phase, and where the
// policy replaces whoever refuses or is silent, more are asked for: recommend() counts how many. When `choose` have
// accepted, and when an ordinary resource is at the scene (R04), nobody more is asked for and those that have not
// answered are stood down; of those that accepted too many, the last. Whoever has accepted and is wanted goes on: only
// an operator calls them back.

#include <optional>
#include <string>
#include <vector>

#include "kjede/dispatch/mission.hpp"
#include "kjede/dispatch/responder_policy.hpp"

namespace kjede::dispatch {

enum class CourseAnswer : std::uint8_t { waiting, silent, accepted, there, refused, stood_down };

struct CourseUnit {
  std::string unit;
  base::Instant alerted;
  CourseAnswer answer = CourseAnswer::waiting;
  base::Instant answered;  // of accepted and there
};

struct AlertCourse {
  base::Instant decided;          // the first decision
  std::vector<CourseUnit> units;  // first responders, in the order they were alerted
  bool ordinary_there = false;
  bool may_alert = true;  // an ordinary resource is alerted and not cancelled (R60)
  // What the last request for more had seen.
  std::size_t phases_asked = 1;
  std::size_t lost_asked = 0;
};

struct Escalation {
  std::vector<std::string> silent;
  std::vector<std::string> stand_down;
  std::string stand_down_reason;      // enough, ordinary_there
  bool ask = false;                   // for more
  std::optional<base::Instant> next;  // nothing more is due before, unless somebody answers
};

Escalation escalate(const ResponderPolicy& policy, const AlertCourse& course, base::Instant now);

// Alerted and not lost: what recommend() takes off the number of its phase.
bool still_counts(const CourseUnit& unit);

// More were asked for at `now`, whoever was found.
void asked(AlertCourse& course, const ResponderPolicy& policy, base::Instant now);

// The course of a mission as the log has it; what was asked for before is not in it. Decided when the recommendation
// was, or when the first was alerted without one. Nothing before that, and once the mission is closed.
std::optional<AlertCourse> course_of(const Mission& mission);

}  // namespace kjede::dispatch
