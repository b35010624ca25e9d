#include "kjede/dispatch/escalation.hpp"

#include <algorithm>
#include <tuple>

namespace kjede::dispatch {
namespace {

bool accepted(const CourseUnit& unit) {
  return unit.answer == CourseAnswer::accepted || unit.answer == CourseAnswer::there;
}

std::size_t phases_until(const ResponderPolicy& policy, base::Duration elapsed) {
  const auto begun = std::count_if(policy.phases.begin(), policy.phases.end(), [&](const Phase& phase) {
    return std::chrono::seconds(phase.after_seconds) <= elapsed;
  });
  return static_cast<std::size_t>(begun);
}

class Judging {
 public:
  Judging(const ResponderPolicy& policy, const AlertCourse& course, base::Instant now)
      : policy_(policy), course_(course), now_(now) {}

  Escalation judge() {
    if (course_.ordinary_there || has_enough()) {
      call_back();
    } else {
      fall_silent();
      ask();
    }
    return std::move(out_);
  }

 private:
  std::size_t accepted_units() const {
    return static_cast<std::size_t>(std::count_if(course_.units.begin(), course_.units.end(), accepted));
  }

  bool has_enough() const { return policy_.choose > 0 && accepted_units() >= static_cast<std::size_t>(policy_.choose); }

  // Those that are at the scene stay, then those that accepted first.
  void call_back() {
    std::vector<const CourseUnit*> going;
    for (const auto& unit : course_.units) {
      if (accepted(unit)) going.push_back(&unit);
    }
    std::stable_sort(going.begin(), going.end(), [](const CourseUnit* a, const CourseUnit* b) {
      return std::tuple(a->answer != CourseAnswer::there, a->answered) <
             std::tuple(b->answer != CourseAnswer::there, b->answered);
    });
    const auto kept = policy_.choose > 0 ? static_cast<std::size_t>(policy_.choose) : going.size();
    for (const auto& unit : course_.units) {
      const auto place = static_cast<std::size_t>(std::find(going.begin(), going.end(), &unit) - going.begin());
      const bool waits = unit.answer == CourseAnswer::waiting || unit.answer == CourseAnswer::silent;
      const bool too_many = unit.answer == CourseAnswer::accepted && place >= kept;
      if (waits || too_many) out_.stand_down.push_back(unit.unit);
    }
    out_.stand_down_reason = course_.ordinary_there ? "ordinary_there" : "enough";
  }

  void fall_silent() {
    for (const auto& unit : course_.units) {
      if (unit.answer == CourseAnswer::silent || unit.answer == CourseAnswer::refused) ++lost_;
      if (unit.answer != CourseAnswer::waiting) continue;
      const auto limit = unit.alerted + std::chrono::seconds(policy_.silent_after);
      if (limit > now_) {
        due(limit);
      } else {
        out_.silent.push_back(unit.unit);
        ++lost_;
      }
    }
  }

  void ask() {
    if (!course_.may_alert) return;
    const auto phases = phases_until(policy_, now_ - course_.decided);
    out_.ask = phases > course_.phases_asked || (policy_.replace && lost_ > course_.lost_asked);
    for (const auto& phase : policy_.phases) {
      const auto begins = course_.decided + std::chrono::seconds(phase.after_seconds);
      if (begins > now_) due(begins);
    }
  }

  void due(base::Instant when) { out_.next = std::min(out_.next.value_or(when), when); }

  const ResponderPolicy& policy_;
  const AlertCourse& course_;
  base::Instant now_;
  std::size_t lost_ = 0;
  Escalation out_;
};

CourseAnswer answer_of(const UnitOnMission& unit) {
  switch (unit.progress) {
    case UnitProgress::alerted: return CourseAnswer::waiting;
    case UnitProgress::acknowledged:
    case UnitProgress::mobile: return CourseAnswer::accepted;
    case UnitProgress::arrived:
    case UnitProgress::handed_over:
    case UnitProgress::ended: return CourseAnswer::there;
    case UnitProgress::refused: return CourseAnswer::refused;
    case UnitProgress::silent: return CourseAnswer::silent;
    case UnitProgress::stood_down: break;
  }
  return CourseAnswer::stood_down;
}

bool has_come(const UnitOnMission& unit) {
  return unit.role == UnitRole::ordinary && unit.arrived && unit.progress <= UnitProgress::ended;
}

}  // namespace

Escalation escalate(const ResponderPolicy& policy, const AlertCourse& course, base::Instant now) {
  return Judging(policy, course, now).judge();
}

bool still_counts(const CourseUnit& unit) { return unit.answer == CourseAnswer::waiting || accepted(unit); }

void asked(AlertCourse& course, const ResponderPolicy& policy, base::Instant now) {
  course.phases_asked = std::max(course.phases_asked, phases_until(policy, now - course.decided));
  const auto lost = std::count_if(course.units.begin(), course.units.end(), [](const CourseUnit& unit) {
    return unit.answer == CourseAnswer::silent || unit.answer == CourseAnswer::refused;
  });
  course.lost_asked = static_cast<std::size_t>(lost);
}

std::optional<AlertCourse> course_of(const Mission& mission) {
  if (mission.closed) return {};
  AlertCourse course;
  course.may_alert = mission.has_ordinary();
  for (const auto& [name, unit] : mission.units) {
    if (has_come(unit)) course.ordinary_there = true;
    if (unit.role != UnitRole::responder || !unit.alerted) continue;
    const auto answered = unit.acknowledged ? unit.acknowledged : unit.mobile ? unit.mobile : unit.arrived;
    course.units.push_back({name, *unit.alerted, answer_of(unit), answered.value_or(*unit.alerted)});
  }
  std::stable_sort(course.units.begin(), course.units.end(),
                   [](const CourseUnit& a, const CourseUnit& b) { return a.alerted < b.alerted; });
  if (!mission.decided && course.units.empty()) return {};
  course.decided = mission.decided ? *mission.decided : course.units.front().alerted;
  return course;
}

}  // namespace kjede::dispatch
