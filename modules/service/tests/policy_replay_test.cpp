#include "kjede/service/policy_replay.hpp"

#include <gtest/gtest.h>

#include "../../dispatch/tests/small_scheme.hpp"
#include "kjede/text/json.hpp"

namespace kjede::service {
namespace {

using namespace dispatch::testing;

struct Town : SmallScheme {
  ReplayQuery query;
  base::NoProgress progress;

  Town() {
    resource("A1", dispatch::ResourceKind::ambulance, 12);
    for (int i = 0; i < 6; ++i) unit("brann-" + std::to_string(i), "brann", i);
    query.number = 300;
    query.policies = {"none", "kjede", "goodsam-scas"};
  }
  base::Result<ReplayAnswer> run() { return replay_policies(scheme, rules, query, noon().instant, progress); }
};

TEST(PolicyReplay, ComparesAndNamesTheBest) {
  Town town;
  const auto answer = town.run();
  ASSERT_TRUE(answer) << base::render(answer.error());
  EXPECT_EQ(answer->run.policies[answer->best].policy.name, "kjede");
  EXPECT_EQ(answer->measures.front().id, "cpr_seconds");
  EXPECT_LT(*answer->measures.front().values[1].change, 0);
  EXPECT_FALSE(answer->measures.front().values[0].change);
  const auto json = text::Json::parse(replay_json(*answer));
  EXPECT_EQ(json["best"], "kjede");
  EXPECT_EQ(json["generated"], true);
  EXPECT_TRUE(json["policies"][1]["survivors_per_year"].contains("change_interval"));
  EXPECT_EQ(replay_json(*answer), replay_json(*town.run()));
  const auto text = replay_text(*answer, "nb", false, 0);
  EXPECT_NE(text.find("300 hjertestans, genererte"), std::string::npos) << text;
  EXPECT_NE(text.find("Best: kjede"), std::string::npos) << text;
}

TEST(PolicyReplay, ExplainsTheChoice) {
  Town town;
  const auto answer = *town.run();
  const auto nb = replay_document(answer, "nb");
  EXPECT_EQ(nb.sections.size(), 4u);
  EXPECT_TRUE(nb.synthetic);
  EXPECT_EQ(publish::figures_of(nb).size(), 4u);
  const auto& first = std::get<publish::Paragraph>(nb.sections[0].blocks[0]).text;
  EXPECT_TRUE(first.starts_with("Best er kjede: ")) << first;
}

TEST(PolicyReplay, RefusesWhatCannotBeCompared) {
  Town town;
  town.query.policies = {"kjede"};
  EXPECT_EQ(base::render(town.run().error()),
            "error[KJ0962]: a comparison needs at least two policies, each once\n"
            "  = give --policies none,kjede,goodsam-scas\n");
  town.query.policies = {"kjede", "kjede"};
  EXPECT_FALSE(town.run());
  town.query.policies = {"kjede", "nobody"};
  EXPECT_TRUE(base::render(town.run().error()).starts_with("error[KJ1202]: there is no policy 'nobody'"));
}

}  // namespace
}  // namespace kjede::service
