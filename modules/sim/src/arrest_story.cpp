#include "arrest_story.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <queue>

#include "kjede/dispatch/escalation.hpp"

namespace kjede::sim {
namespace {

constexpr double kNever = std::numeric_limits<double>::infinity();
constexpr double kNobody = 3600;  // seconds; when nothing is known to come

enum Purpose : std::uint64_t { patient, ordinary_way, responder_way, reply_of, door };

struct Answering {
  double at = 0;
  std::size_t who = 0;  // of alerted
  std::uint32_t order = 0;
  bool operator>(const Answering& other) const { return std::pair(at, order) > std::pair(other.at, other.order); }
};

struct Alerted {
  dispatch::ResponderChoice choice;
  std::uint32_t unit = 0;
  Reply reply;
};

class Story {
 public:
  Story(const StoryInput& input, dispatch::LiveState& live) : in_(input), live_(live) {
    auto rng = chance(in_.order.seed, patient, in_.number, 0);
    const auto& care = in_.order.care;
    decision_ = care.recognition_median * std::exp(care.recognition_sigma * rng.normal());
    cpr_ = rng.chance(care.bystander_cpr) ? decision_ + care.guidance : kNever;
    incident_.id = "replay";
    incident_.place = in_.arrest.place;
    incident_.municipality = in_.arrest.municipality;
    incident_.rural = in_.arrest.rural;
    incident_.indication = "unconscious_not_breathing";
    incident_.received = in_.arrest.received;
  }

  StoryResult run() {
    course_.decided = instant(decision_);
    const auto first = ask(decision_);
    send_ordinary(first);
    alert(first, decision_);
    go_on(decision_);
    while (true) {
      const double answer = answers_.empty() ? kNever : answers_.top().at;
      const double at = std::min(answer, due_);
      if (at >= ordinary_ || at == kNever) break;
      if (answer <= due_) {
        take();
      } else {
        go_on(at);
      }
    }
    for (const auto resource : sent_) live_.set_resource(resource, live_.resource(resource).state);
    return finish();
  }

 private:
  base::Instant instant(double at) const { return in_.arrest.received + base::Duration(std::llround(at * 1e6)); }
  double since_call(base::Instant when) const {
    return std::chrono::duration<double>(when - in_.arrest.received).count();
  }

  // What the policy asks for at this moment: the function that live alerting calls.
  void go_on(double at) {
    for (bool more = true; more;) {
      const auto step = dispatch::escalate(in_.policy, course_, instant(at));
      mark(step.silent, dispatch::CourseAnswer::silent);
      mark(step.stand_down, dispatch::CourseAnswer::stood_down);
      due_ = step.next ? since_call(*step.next) : kNever;
      more = step.ask;
      if (!more) break;
      alert(ask(at), at);
      dispatch::asked(course_, in_.policy, instant(at));
    }
  }

  void mark(const std::vector<std::string>& units, dispatch::CourseAnswer answer) {
    for (auto& unit : course_.units) {
      if (std::find(units.begin(), units.end(), unit.unit) != units.end()) unit.answer = answer;
    }
  }

  dispatch::Recommendation ask(double at) {
    const auto when = instant(at);
    const auto elapsed = std::chrono::duration_cast<std::chrono::seconds>(when - course_.decided);
    incident_.elapsed_seconds = static_cast<int>(elapsed.count());
    incident_.alerted.clear();
    for (const auto& unit : course_.units) incident_.alerted.push_back({unit.unit, dispatch::still_counts(unit)});
    const auto local = when + std::chrono::minutes(in_.order.utc_offset_minutes);
    const auto date = std::chrono::floor<std::chrono::days>(local);
    const auto minute = std::chrono::duration_cast<std::chrono::minutes>(local - date).count();
    auto answer = dispatch::recommend(in_.index, live_, in_.times, incident_, in_.policy,
                                      {when, date, static_cast<int>(minute), true});
    return answer ? *std::move(answer) : dispatch::Recommendation{};
  }

  double varied(double seconds, Purpose purpose, std::uint64_t who) const {
    auto rng = chance(in_.order.seed, purpose, in_.number, who);
    return seconds * std::exp(in_.order.arrival_sigma * rng.normal());
  }

  // The busy come when they are done, a quarter of an hour on average.
  void send_ordinary(const dispatch::Recommendation& answer) {
    for (const auto& choice : answer.ordinary) {
      const auto resource = in_.index.resource(choice.id);
      if (!choice.arrival || !resource) continue;
      double at = decision_ + varied(choice.arrival->seconds, ordinary_way, *resource);
      if (!choice.free) at += chance(in_.order.seed, ordinary_way, in_.number, *resource + 1'000'000).exponential(900);
      ordinary_ = std::min(ordinary_, at);
      live_.set_resource(*resource, live_.resource(*resource).state, incident_.id);
      sent_.push_back(*resource);
    }
  }

  void alert(const dispatch::Recommendation& answer, double at) {
    for (const auto& choice : answer.responders) {
      const auto unit = in_.index.unit(choice.unit);
      if (!unit) continue;
      auto rng = chance(in_.order.seed, reply_of, in_.number, *unit);
      alerted_.push_back({choice, *unit, draw_reply(in_.order.replies, rng)});
      course_.units.push_back({choice.unit, instant(at), dispatch::CourseAnswer::waiting, {}});
      const auto& reply = alerted_.back().reply;
      if (reply.answer == Answer::silent) continue;
      answers_.push({at + reply.seconds, alerted_.size() - 1, ++pushed_});
    }
  }

  void take() {
    const auto [at, who, order] = answers_.top();
    answers_.pop();
    auto& unit = course_.units[who];
    if (unit.answer == dispatch::CourseAnswer::stood_down) return;
    const bool accepts = alerted_[who].reply.answer == Answer::accepts;
    unit.answer = accepts ? dispatch::CourseAnswer::accepted : dispatch::CourseAnswer::refused;
    unit.answered = instant(at);
    if (accepts) result_.accepted.push_back(alerted_[who].unit);
    go_on(at);
    // beyond those that are chosen, the others are thanked and stay
    if (accepts && course_.units[who].answer == dispatch::CourseAnswer::accepted) set_out(alerted_[who], at);
  }

  void set_out(const Alerted& alerted, double at) {
    if (!alerted.choice.arrival) return;
    const double there = at + varied(alerted.choice.arrival->seconds, responder_way, alerted.unit);
    first_responder_ = std::min(first_responder_, there);
    const auto& aed = alerted.choice.aed;
    if (!aed) return;
    auto rng = chance(in_.order.seed, door, in_.number, alerted.unit);
    if (aed->id.empty() || !rng.chance(in_.order.door_locked)) aed_ = std::min(aed_, there);
  }

  StoryResult finish() {
    const auto& care = in_.order.care;
    auto& out = result_.outcome;
    out.reached = std::min(ordinary_, first_responder_) < kNever;
    const double ordinary = std::min(ordinary_, kNobody + decision_);
    const double scene = std::min(ordinary, first_responder_);
    const double cpr = std::min(cpr_, scene);
    const double shock = std::min(ordinary + care.ambulance_attach, aed_ + care.attach);
    out.scene = static_cast<float>(scene);
    out.cpr = static_cast<float>(cpr);
    out.shock = static_cast<float>(shock);
    out.responder_first = first_responder_ < ordinary;
    out.alerts = static_cast<std::uint16_t>(alerted_.size());
    out.accepted = static_cast<std::uint16_t>(result_.accepted.size());
    const double cpr_minutes = (cpr + care.collapse_before_call) / 60;
    const double shock_minutes = (shock + care.collapse_before_call) / 60;
    const double logit = 0.26 - 0.106 * cpr_minutes - 0.139 * shock_minutes;
    out.survival =
        static_cast<float>(care.shockable / (1 + std::exp(-logit)) + (1 - care.shockable) * care.otherwise_survive);
    return std::move(result_);
  }

  const StoryInput& in_;
  dispatch::LiveState& live_;
  dispatch::Incident incident_;
  double decision_ = 0, cpr_ = kNever;
  double ordinary_ = kNever, first_responder_ = kNever, aed_ = kNever;
  std::vector<Alerted> alerted_;
  std::vector<std::uint32_t> sent_;
  dispatch::AlertCourse course_;  // its units as alerted_
  double due_ = kNever;           // when the policy is asked again
  std::priority_queue<Answering, std::vector<Answering>, std::greater<>> answers_;
  std::uint32_t pushed_ = 0;
  StoryResult result_;
};

}  // namespace

base::Rng chance(std::uint64_t seed, std::uint64_t purpose, std::uint64_t a, std::uint64_t b) {
  std::uint64_t state = seed;
  for (const auto part : {purpose, a, b}) {  // splitmix64's finaliser over the parts
    state += 0x9e3779b97f4a7c15ULL + part;
    state = (state ^ (state >> 30)) * 0xbf58476d1ce4e5b9ULL;
    state = (state ^ (state >> 27)) * 0x94d049bb133111ebULL;
    state ^= state >> 31;
  }
  return base::Rng(state);
}

StoryResult tell(const StoryInput& input, dispatch::LiveState& live) { return Story(input, live).run(); }

}  // namespace kjede::sim
