// The invariant (R60), three ways: every reachable state of small missions, long random missions, and an auditor that
// shares no code with the rules. KJEDE_MISSION_BATCHES sets how many random batches are tried (default 200 000).

#include <gtest/gtest.h>

#include <cstdlib>
#include <deque>
#include <set>

#include "kjede/base/rng.hpp"
#include "kjede/dispatch/mission.hpp"
#include "mission_events.hpp"

namespace kjede::dispatch {
namespace {

using testing_events::event;

using Batch = std::vector<MissionEvent>;

MissionEvent filled(EventKind kind, const std::string& unit) {
  if (kind == EventKind::ordinary_alerted) return testing_events::ordinary(unit);
  if (kind == EventKind::responder_alerted) return testing_events::responder(unit);
  auto e = event(kind, unit);
  if (kind == EventKind::not_alerted) e.fields = {{"reason", "no time gain"}};
  if (kind == EventKind::ended) e.fields = {{"identity", "p-1"}};
  if (kind == EventKind::police_requested) e.fields = {{"channel", "112"}, {"reason", "nearest"}};
  if (kind == EventKind::handed_over) {
    e.fields = {{"to", "A1"}, {"own_arrival", "2026-05-17T12:08:00Z"}, {"care", {"cpr"}}, {"deviations", "none"}};
  }
  return e;
}

std::vector<MissionEvent> alphabet(const std::vector<std::string>& ordinary,
                                   const std::vector<std::string>& responders) {
  using enum EventKind;
  std::vector<MissionEvent> out{filled(closed, ""), filled(not_alerted, "")};
  for (const auto& unit : ordinary) {
    for (const auto kind : {ordinary_alerted, acknowledged, refused, mobile, arrived, ended, ordinary_cancelled}) {
      out.push_back(filled(kind, unit));
    }
  }
  for (const auto& unit : responders) {
    for (const auto kind :
         {responder_alerted, acknowledged, refused, silent, mobile, arrived, handed_over, stood_down, ended}) {
      out.push_back(filled(kind, unit));
    }
  }
  return out;
}

// A mission without its times: what the rules can tell apart.
std::string state_of(const Mission& mission) {
  std::string text = mission.closed ? "c" : "o";
  text += mission.considered ? '1' : '0';
  for (const auto& [name, unit] : mission.units) {
    text += name + std::string(to_string(unit.progress)) + (unit.arrived ? 'a' : '-') + (unit.handed_over ? 'h' : '-') +
            (unit.identified ? 'i' : '-');
  }
  return text;
}

bool covered(const Mission& mission) {
  for (const auto& [name, unit] : mission.units) {
    const bool gone = unit.progress == UnitProgress::refused || unit.progress == UnitProgress::stood_down ||
                      unit.progress == UnitProgress::silent;
    if (unit.role == UnitRole::ordinary && !gone) return true;
  }
  return false;
}

bool has(const Batch& events, EventKind kind) {
  for (const auto& e : events) {
    if (e.kind == kind) return true;
  }
  return false;
}

bool responder_out(const Mission& mission) {
  for (const auto& [name, unit] : mission.units) {
    if (unit.role == UnitRole::responder && unit.progress <= UnitProgress::handed_over) return true;
  }
  return false;
}

void expect_held(const Mission& before, const Batch& events, const Mission& after) {
  if (has(events, EventKind::responder_alerted)) {
    EXPECT_TRUE(covered(after)) << state_of(before);
  }
  const bool was_exposed = !covered(before) && responder_out(before);
  if (!covered(after) && responder_out(after) && !was_exposed) {
    EXPECT_TRUE(has(events, EventKind::alarm_raised)) << state_of(before);
  }
}

struct Search {
  std::size_t states = 0;
  std::size_t accepted = 0;
  std::size_t refused = 0;
};

// Breadth first over all states that any sequence of batches can reach.
Search search(const std::vector<Batch>& batches) {
  Search result;
  std::set<std::string> seen;
  std::deque<Mission> open{replay(std::vector{testing_events::opening()})};
  seen.insert(state_of(open.front()));
  while (!open.empty()) {
    const auto mission = std::move(open.front());
    open.pop_front();
    ++result.states;
    for (const auto& batch : batches) {
      const auto events = decide(mission, batch);
      if (!events) {
        ++result.refused;
        continue;
      }
      ++result.accepted;
      auto next = mission;
      for (const auto& e : *events) apply(next, e);
      expect_held(mission, *events, next);
      if (seen.insert(state_of(next)).second) open.push_back(std::move(next));
    }
  }
  return result;
}

TEST(MissionInvariant, HoldsInEveryStateOfOneAndOneWithAllPairs) {
  const auto singles = alphabet({"A1"}, {"s1"});
  std::vector<Batch> batches;
  for (const auto& a : singles) {
    batches.push_back({a});
    for (const auto& b : singles) batches.push_back({a, b});
  }
  const auto result = search(batches);
  EXPECT_GT(result.states, 100u);
  EXPECT_GT(result.accepted, 1000u);
  RecordProperty("states", static_cast<int>(result.states));
}

TEST(MissionInvariant, HoldsInEveryStateOfTwoAndOne) {
  std::vector<Batch> batches;
  const auto singles = alphabet({"A1", "A2"}, {"s1"});
  for (const auto& a : singles) batches.push_back({a});
  batches.push_back({filled(EventKind::ordinary_alerted, "A1"), filled(EventKind::responder_alerted, "s1")});
  batches.push_back({filled(EventKind::ordinary_cancelled, "A1"), filled(EventKind::ordinary_alerted, "A2")});
  batches.push_back({filled(EventKind::ordinary_cancelled, "A1"), filled(EventKind::ordinary_cancelled, "A2")});
  const auto result = search(batches);
  EXPECT_GT(result.states, 1000u);
  RecordProperty("states", static_cast<int>(result.states));
}

std::string trail(const std::vector<Batch>& batches) {
  std::string text;
  for (const auto& batch : batches) {
    text += " [";
    for (const auto& e : batch) text += std::string(to_string(e.kind)) + " " + e.unit + "; ";
    text += "]";
  }
  return text;
}

TEST(MissionInvariant, HoldsOverLongRandomMissions) {
  const char* wanted = std::getenv("KJEDE_MISSION_BATCHES");
  const auto batches = wanted == nullptr ? 200'000L : std::atol(wanted);
  const auto singles = alphabet({"A1", "A2", "A3"}, {"s1", "s2", "s3"});
  base::Rng rng(20260517);
  std::size_t accepted = 0;
  for (long i = 0; i < batches;) {
    auto mission = replay(std::vector{testing_events::opening()});
    std::vector<Batch> written{{testing_events::opening()}};
    for (int step = 0; step < 40 && !mission.closed; ++step, ++i) {
      Batch proposed;
      for (auto n = 1 + rng.below(3); n > 0; --n) proposed.push_back(singles[rng.below(singles.size())]);
      const auto events = decide(mission, std::move(proposed));
      if (!events) continue;
      ++accepted;
      for (const auto& e : *events) apply(mission, e);
      written.push_back(*events);
    }
    std::vector<AuditedBatch> audited;
    for (const auto& batch : written) audited.push_back({batch});
    const auto breaches = audit_invariant(audited);
    ASSERT_TRUE(breaches.empty()) << breaches.front().what << " after " << trail(written);
  }
  EXPECT_GT(accepted, static_cast<std::size_t>(batches / 50));
}

TEST(MissionAudit, FindsABreach) {
  const Batch alone{testing_events::opening(), testing_events::responder("s1")};
  auto breaches = audit_invariant(std::vector<AuditedBatch>{{alone}});
  ASSERT_EQ(breaches.size(), 2u);
  EXPECT_EQ(breaches[0].what, "a first responder was alerted without an ordinary resource");
  const Batch together{testing_events::opening(), testing_events::responder("s1"), testing_events::ordinary("A1")};
  const Batch cancelled{event(EventKind::ordinary_cancelled, "A1")};
  breaches = audit_invariant(std::vector<AuditedBatch>{{together}, {cancelled}});
  ASSERT_EQ(breaches.size(), 1u);
  EXPECT_EQ(breaches[0].what, "a first responder was left without an ordinary resource and no alarm was raised");
}

}  // namespace
}  // namespace kjede::dispatch
