#include "kjede/planning/compare.hpp"

#include <gmock/gmock.h>

#include "kjede/planning/scenario.hpp"
#include "small_area.hpp"

namespace kjede::planning {
namespace {

struct Made {
  ServiceArea area;
  std::vector<Situation> situations;
};

Made make(const std::vector<std::string>& scenarios) {
  std::map<std::string, std::string> files;
  for (std::size_t i = 0; i < scenarios.size(); ++i)
    files["s" + std::to_string(i) + ".yaml"] =
        "scenario: s" + std::to_string(i) + "\nname: {nb: En, en: One}\nservice: .\n" + scenarios[i];
  const auto folder = testing_area::write(files);
  Made made{*read_service_area(folder), {}};
  const auto roads = AreaNetwork::open(made.area);
  for (const auto& [path, _] : files) {
    auto situation = make_situation(made.area, *read_scenario(folder / path), *roads);
    EXPECT_TRUE(situation.has_value()) << base::render(situation.error());
    made.situations.push_back(std::move(*situation));
  }
  return made;
}

TEST(Compare, TheSamePlanTwiceDiffersByNothing) {
  const auto made = make({"", ""});
  base::NoProgress quiet;
  const auto result = compare(made.area, made.situations, {}, quiet);
  ASSERT_TRUE(result.has_value());
  EXPECT_EQ(result->replications, 6);
  for (const auto& group : result->groups) {
    EXPECT_EQ(group.p90[1].change->mean, 0);
    EXPECT_EQ(group.within[1].change->mean, 0);
    EXPECT_EQ(verdict(group.mean[1], true), Verdict::unclear);
  }
  EXPECT_EQ(result->survival->survivors[1].change->mean, 0);
}

TEST(Compare, TheTunnelHelpsThoseBehindIt) {
  const auto made = make({"", "roads: {open: [tunnel]}\n"});
  base::NoProgress quiet;
  const auto result = compare(made.area, made.situations, {.days = 200, .replications = 8}, quiet);
  ASSERT_TRUE(result.has_value());
  const auto& west = result->places[0].response;
  EXPECT_EQ(west.id, "Vest");
  EXPECT_EQ(verdict(west.mean[1], true), Verdict::better);
  EXPECT_GT(result->survival->survivors[1].change->mean, 0);
}

TEST(Compare, FirstRespondersSaveLivesAndChangeNoResponseTime) {
  const auto made = make({"", "first responders: {municipalities: [East], available: 0.8, delay: 2 min}\n"});
  base::NoProgress quiet;
  const auto result = compare(made.area, made.situations, {}, quiet);
  ASSERT_TRUE(result.has_value());
  EXPECT_EQ(result->groups[0].p90[1].change->mean, 0);
  EXPECT_GT(result->survival->survivors[1].change->mean, 0);
}

TEST(Compare, AnySeedAndAnyNumberOfThreadsGivesTheSameTwice) {
  const auto made = make({"", "turnout: {acute: -20 s}\n"});
  base::NoProgress quiet;
  const auto one = compare(made.area, made.situations, {.seed = 3, .threads = 1}, quiet);
  const auto two = compare(made.area, made.situations, {.seed = 3, .threads = 2}, quiet);
  ASSERT_TRUE(one.has_value() && two.has_value());
  EXPECT_EQ(one->groups[0].p90[1].value.mean, two->groups[0].p90[1].value.mean);
  EXPECT_EQ(one->missions, two->missions);
  // turnout is drawn before anyone decides, so twenty seconds less are twenty seconds less
  EXPECT_NEAR(one->groups[0].mean[1].change->mean, -20.0 / 60, 1e-6);
}

// Asks to stop once so many replications are done.
class Impatient final : public base::Progress {
 public:
  explicit Impatient(std::uint64_t after) : after_(after) {}
  void at(std::string_view, std::uint64_t, std::uint64_t) override { ++calls_; }
  bool stop_requested() const override { return calls_ >= after_; }

 private:
  std::uint64_t after_, calls_ = 0;
};

TEST(Compare, StoppedKeepsWhatIsDoneAndSaysSo) {
  const auto made = make({"", ""});
  Impatient progress(1);
  const auto result = compare(made.area, made.situations, {}, progress);
  ASSERT_TRUE(result.has_value());
  EXPECT_FALSE(result->complete);
  EXPECT_EQ(result->replications, 1);
  EXPECT_EQ(result->replications_wanted, 6);
  EXPECT_FALSE(result->groups[0].p90[1].change->interval.has_value());
}

}  // namespace
}  // namespace kjede::planning
