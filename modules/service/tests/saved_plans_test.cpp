#include "kjede/service/saved_plans.hpp"

#include "kjede/testing/fresh_store.hpp"

namespace kjede::service {
namespace {

using kjede::testing::said;
using text::Json;

class SavedPlansTest : public kjede::testing::StoreTest {
 protected:
  void SetUp() override {
    StoreTest::SetUp();
    if (IsSkipped()) return;
    ASSERT_EQ(said(store::prepare_plans(db())), "ok");
  }
  base::Result<SavedPlan> save(const std::string& user, std::int64_t from, const std::string& name,
                               const std::string& scenario = "base") {
    PlanToSave order{"tunnel-2030", name, from, {}};
    order.plan.id = scenario;
    return save_plan(db(), order, user, base::Instant(std::chrono::hours(++hour_)));
  }
  int hour_ = 1;
};

TEST_P(SavedPlansTest, TwoWhoSaveAtOnceGetOneVersionAndOneConflict) {
  ASSERT_TRUE(save("kari", 0, "Tunnel")->kept);
  EXPECT_TRUE(save("ola", 1, "Tunnel and Midtdal")->kept);
  const auto late = save("kari", 1, "Tunnel and winter", "winter");
  ASSERT_EQ(said(late), "ok");
  EXPECT_FALSE(late->kept);
  EXPECT_EQ(late->current.saved_by, "ola");
  EXPECT_EQ(late->current.owner, "kari");
  EXPECT_TRUE(save("kari", 2, "Tunnel and winter", "winter")->kept);  // seen, and saved over it
  const auto first = Json::parse(**saved_plan_json(db(), "tunnel-2030", 1, "kari"));
  EXPECT_EQ(first["name"], "Tunnel");
  EXPECT_EQ(first["versions"].size(), 3U);
  EXPECT_EQ(Json::parse(*saved_plans_json(db(), "ola"))["plans"][0]["version"], 3);
}

TEST_P(SavedPlansTest, TheSameRequestTwiceIsOneVersion) {
  ASSERT_TRUE(save("kari", 0, "Tunnel")->kept);
  EXPECT_TRUE(save("kari", 0, "Tunnel")->kept);
  EXPECT_FALSE(save("ola", 0, "Tunnel")->kept);  // another's plan of the same id
  EXPECT_EQ(store::plan_versions(db(), "tunnel-2030")->size(), 1U);
}

TEST_P(SavedPlansTest, OnlyTheOwnerTakesAPlanAway) {
  ASSERT_TRUE(save("kari", 0, "Tunnel")->kept);
  ASSERT_TRUE(save("ola", 1, "Tunnel")->kept);
  EXPECT_EQ(said(drop_saved_plan(db(), "tunnel-2030", "ola")),
            "KJ0971: the plan is another's; ask its owner, or save a plan of your own");
  EXPECT_TRUE(*drop_saved_plan(db(), "tunnel-2030", "kari"));
  EXPECT_FALSE(*drop_saved_plan(db(), "tunnel-2030", "kari"));
  EXPECT_EQ(said(save("ola", 2, "Tunnel")), "KJ0970: the plan was taken away meanwhile; save it as a new plan");
}

TEST_P(SavedPlansTest, NamesAndIdsThatDoNotFitAreSaid) {
  const auto bad = save_plan(db(), {"../etc", "", 0, {}}, "kari", {});
  ASSERT_FALSE(bad);
  EXPECT_EQ(bad.error().size(), 2U);
  EXPECT_EQ(said(bad), "KJ0914: the id of a plan does not fit; 8 to 40 of a-z, 0-9 and -");
}

KJEDE_BOTH_ADAPTERS(SavedPlansTest);

}  // namespace
}  // namespace kjede::service
