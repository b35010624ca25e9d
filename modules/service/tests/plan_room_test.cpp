#include "kjede/service/plan_room.hpp"

#include "../../planning/tests/small_area.hpp"
#include "kjede/service/cover.hpp"

namespace kjede::service {
namespace {

using planning::testing_area::write;
using text::Json;

struct Small {
  std::filesystem::path folder = write();
  std::unique_ptr<PlanRoom> room;
  base::NoProgress silence;

  Small() {
    std::filesystem::create_directories(folder / "plans");
    std::ofstream(folder / "plans" / "base.yaml") << "scenario: base\nname: {nb: I dag, en: Today}\nservice: ..\n";
    auto opened = PlanRoom::open((folder / "plans").string());
    EXPECT_TRUE(opened) << base::render(opened.error());
    room = *std::move(opened);
  }
  static PlanChoice choice(const char* plan) {
    auto choice = read_plan_choice(Json::parse(plan));
    EXPECT_TRUE(choice) << base::render(choice.error());
    return *std::move(choice);
  }
  Json coverage(const char* plan) const {
    const auto answer = room->coverage(choice(plan));
    EXPECT_TRUE(answer) << base::render(answer.error());
    return Json::parse(*answer);
  }
};

std::string station_of(const Json& coverage, const std::string& vehicle) {
  for (const auto& one : coverage["fleet"]) {
    if (one["vehicle"] == vehicle) return one["station"];
  }
  return {};
}

TEST(PlanChoice, SaysEveryFaultAtOnceAndIsTheSameWhenWritten) {
  const auto choice = read_plan_choice(Json::parse(
      R"({"yeer": 2030, "move": {"s1": {"lon": 500, "lat": 61}}, "add": [{"lon": 5, "lat": 61}], "close": "s1"})"));
  ASSERT_FALSE(choice);
  std::vector<std::string> said;
  for (const auto& fault : choice.error()) said.push_back(fault.message);
  EXPECT_THAT(said, ::testing::ElementsAre("a member of the plan is not known here", "a place in 'move' has no lon",
                                           "a station in 'add' has no id", "'close' of a plan does not have its shape",
                                           "'base' is missing"));
  const auto whole = Json::parse(
      R"({"base":"base","year":2030,"open":["tunnel"],"move":{"s1":{"lon":5.05,"lat":61.0,"name":"There"}},)"
      R"("add":[{"id":"n1","lon":5.1,"lat":61.0}],"close":["s2"],"vehicles":{"b1":"n1"},"extra":["n1"]})");
  EXPECT_EQ(plan_choice_json(*read_plan_choice(whole)).dump(), whole.dump());
}

TEST(PlanRoom, CoversWhatTheLocationModelCovers) {
  const Small small;
  const auto json = small.coverage(R"("base")");
  EXPECT_EQ(json["before_minutes"], 2.0);
  EXPECT_EQ(json["groups"][0]["population"], 3500.0);
  EXPECT_EQ(json["groups"][0]["population_share"], 1.0);
  EXPECT_EQ(json["zones"]["features"][0]["properties"]["minutes"], 7.0);
  base::NoProgress silence;
  CoverOrder order;
  order.area = (small.folder / "plans" / "base.yaml").string();
  order.by = "settlement";
  order.request.busy = {0.0};
  const auto oracle = cover(order, silence);
  ASSERT_TRUE(oracle) << base::render(oracle.error());
  for (std::size_t g = 0; g < oracle->groups.size(); ++g) {
    const auto& group = json["groups"][(g + 1) % oracle->groups.size()];  // all is the first here, the last there
    EXPECT_NEAR(group["calls_within"].get<double>(), oracle->groups[g].covered, 1e-6);
    EXPECT_NEAR(group["calls_per_day"].get<double>(), oracle->groups[g].demand, 1e-6);
  }
}

TEST(PlanRoom, VehiclesOfAClosedStationGoToTheNearestUnlessTheyArePlaced) {
  const Small small;
  const auto closed = small.coverage(R"({"base": "base", "close": ["s1"]})");
  EXPECT_EQ(station_of(closed, "a1"), "s2");
  EXPECT_NEAR(closed["groups"][0]["population_share"].get<double>(), 1500.0 / 3500, 1e-12);
  const auto placed = small.coverage(
      R"({"base": "base", "close": ["s1"], "add": [{"id": "n1", "name": "New", "lon": 5.05, "lat": 61}],
          "vehicles": {"a1": "n1"}, "extra": ["s2"]})");
  EXPECT_EQ(station_of(placed, "a1"), "n1");
  EXPECT_EQ(station_of(placed, "a2"), "n1");  // the nearest one that is open
  EXPECT_EQ(station_of(placed, "extra_1"), "s2");
  EXPECT_EQ(placed["groups"][0]["population_share"], 1.0);
}

TEST(PlanRoom, TheSameSeedIsTheSameDay) {
  const Small small;
  const auto played = [&](std::uint64_t seed, int weekday) {
    const auto day = small.room->day(Small::choice(R"("base")"), {.seed = seed, .weekday = weekday});
    EXPECT_TRUE(day) << base::render(day.error());
    return *day;
  };
  EXPECT_EQ(played(3, 2), played(3, 2));
  EXPECT_NE(played(3, 2), played(4, 2));
  EXPECT_NE(played(3, 2), played(3, 3));
  EXPECT_FALSE(small.room->day(Small::choice(R"("base")"), {.seed = 1, .weekday = 8}));
}

// Every unit is at one place at a time, drives begin where the last part ended, and what is said fits what is drawn.
TEST(PlanRoom, ADayHangsTogether) {
  const Small small;
  int parts = 0, arrivals = 0;
  for (int weekday = 1; weekday <= 7; ++weekday) {
    const auto day = Json::parse(*small.room->day(Small::choice(R"("base")"), {.seed = 7, .weekday = weekday}));
    for (const auto& unit : day["units"]) {
      double until = -1e9;
      Json at;
      for (const auto& part : unit["parts"]) {
        EXPECT_GE(part["from"].get<double>(), until);
        EXPECT_GT(part["until"], part["from"]);
        if (part["from"] == until && !at.is_null()) {
          EXPECT_NEAR(part["line"].front()[1].get<double>(), at[1].get<double>(), 0.002) << part["state"];
        }
        until = part["until"];
        at = part["line"].back();
        ++parts;
      }
    }
    double before = 0;
    for (const auto& event : day["events"]) {
      EXPECT_GE(event["at"].get<double>(), before);
      before = event["at"];
      arrivals += event["kind"] == "arrived" ? 1 : 0;
    }
    EXPECT_LE(day["counts"]["acute_within"], day["counts"]["acute_answered"]);
  }
  EXPECT_GT(parts, 10);
  EXPECT_GT(arrivals, 2);
}

TEST(PlanRoom, APlanThatCannotBeIsRefusedWithTheReason) {
  const Small small;
  const auto none = small.room->coverage(Small::choice(R"({"base": "base", "close": ["s1", "s2"]})"));
  ASSERT_FALSE(none);
  EXPECT_EQ(none.error().front().message, "station 's1' is closed, but vehicle 'a1' belongs to it");
  const auto unknown =
      small.room->coverage(Small::choice(R"({"base": "base", "move": {"s3": {"lon": 5, "lat": 61}}})"));
  ASSERT_FALSE(unknown);
  EXPECT_EQ(unknown.error().front().message, "service area 'small' has no station 's3'");
  EXPECT_FALSE(small.room->coverage(Small::choice(R"("nothing")")));
}

}  // namespace
}  // namespace kjede::service
