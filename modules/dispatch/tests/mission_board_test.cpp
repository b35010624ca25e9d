#include "kjede/dispatch/mission_board.hpp"

#include <gtest/gtest.h>

#include "mission_events.hpp"

namespace kjede::dispatch {
namespace {

using testing_events::event;
using testing_events::opening;
using testing_events::ordinary;

MissionEvent on(std::string incident, MissionEvent e) {
  e.incident = std::move(incident);
  return e;
}

TEST(MissionBoard, KeepsAUnitOnOneIncident) {
  MissionBoard board;
  for (const auto& e : {opening(), on("i2", opening()), ordinary("A1")}) board.apply(e);
  EXPECT_EQ(board.incident_of("A1"), "i1");
  const auto refused = board.decide({on("i2", ordinary("A1"))});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().front().message, "'A1' is out on another incident, 'i1'");
  EXPECT_TRUE(board.decide({on("i2", ordinary("A2"))}));
  board.apply(event(EventKind::ordinary_cancelled, "A1"));
  EXPECT_EQ(board.incident_of("A1"), "");
  EXPECT_TRUE(board.decide({on("i2", ordinary("A1"))}));
}

TEST(MissionBoard, FreesUnitsOfAClosedMission) {
  MissionBoard board;
  for (const auto& e : {opening(), ordinary("A1"), event(EventKind::closed)}) board.apply(e);
  EXPECT_EQ(board.incident_of("A1"), "");
}

TEST(MissionBoard, CountsWhatAStepLookedAt) {
  MissionBoard board;
  for (const auto& e : {opening(), ordinary("A1"), event(EventKind::mobile, "A1")}) board.apply(e);
  const auto seen = board.seen({event(EventKind::arrived, "A1"), ordinary("A2"), event(EventKind::arrived, "A1")});
  ASSERT_EQ(seen.size(), 3u);
  EXPECT_EQ(seen[0].tag, "i1");
  EXPECT_EQ(seen[0].events, 3);
  EXPECT_EQ(seen[1].tag, "unit:A1");
  EXPECT_EQ(seen[1].events, 2);
  EXPECT_EQ(seen[2].tag, "unit:A2");
  EXPECT_EQ(seen[2].events, 0);
}

}  // namespace
}  // namespace kjede::dispatch
