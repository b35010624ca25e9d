// The demonstration's simulator: a picture that lives, the same for the same seed, and never on real data.

#include "kjede/service/play.hpp"

#include "kjede/service/recommendation.hpp"
#include "kjede/service/scheme.hpp"
#include "scheme_fixture.hpp"

namespace kjede::service {
namespace {

using dispatch::EventKind;

const base::Date kDay = base::make_date(2026, 5, 18);  // a Monday
const base::Instant kStart = base::Instant(kDay) + std::chrono::hours(9);

class PlayTest : public SchemeStoreTest {
 protected:
  // An hour of play at a speed of 6: ten minutes of the clock, four turns a second.
  std::string hour(std::uint64_t seed, const std::string& name) {
    auto scheme = load_scheme(*records_, shipped(), std::nullopt);
    EXPECT_EQ(kjede::testing::said(scheme), "ok");
    base::NoProgress quiet;
    auto session = *RecommendSession::open(*std::move(scheme), draft(), {}, kStart, quiet);
    auto log = *ResponderLog::open({(folder_ / (name + ".duckdb")).string(), "", store::Mode::read_write});
    LivePicture picture;
    Play play(*log, *session, picture, {.seed = seed, .speed = 6, .patience = 20});
    Outbox outbox(*log, play.channels(), play.outbox_options());
    for (int quarter = 0; quarter < 2400; ++quarter) {
      const auto now = kStart + std::chrono::milliseconds(250 * quarter);
      const auto played = play.turn(now);
      EXPECT_EQ(kjede::testing::said(played), "ok");
      const auto sent = outbox.turn(now);
      EXPECT_EQ(kjede::testing::said(sent), "ok");
    }
    EXPECT_TRUE(log->verify()->ok());  // no responder without an ambulance, the chain whole
    std::string out;
    const auto events = *log->events();
    for (const auto& [seq, key, event] : events) {
      ++kinds_[event.kind];
      out += std::string(to_string(event.kind)) + " " + event.incident + " " + event.unit + " " +
             base::to_string(event.occurred) + " " + event.recorder + "\n";
    }
    for (const auto& [id, said] : picture.all())
      out += id + (said.place ? " " + std::to_string(said.place->lon) : "") + "\n";
    return out;
  }

  std::map<EventKind, int> kinds_;
};

TEST_P(PlayTest, CallsComeUnitsMoveAndRespondersAnswerInTheirWays) {
  bring_demonstration(kDay, false);
  const auto first = hour(7, "first");
  for (const auto kind : {EventKind::incident_opened, EventKind::recommended, EventKind::ordinary_alerted,
                          EventKind::responder_alerted, EventKind::acknowledged, EventKind::refused, EventKind::silent,
                          EventKind::mobile, EventKind::arrived, EventKind::ended, EventKind::closed}) {
    EXPECT_GT(kinds_[kind], 0) << to_string(kind);
  }
  EXPECT_EQ(hour(7, "again"), first);
  EXPECT_NE(hour(8, "other"), first);
}

TEST_P(PlayTest, NothingIsPlayedBesideRealData) {
  auto log = *ResponderLog::open({(folder_ / "log.duckdb").string(), "", store::Mode::read_write});
  EXPECT_EQ(
      kjede::testing::said(claim_for_play(*records_, *log, kStart)),
      "KJ0975: the store is empty: there is no synthetic scheme to play on; play on a store of its own: `kjede demo` "
      "makes its files, `kjede import` takes them in");
  bring_demonstration(kDay, false);
  EXPECT_EQ(kjede::testing::said(claim_for_play(*records_, *log, kStart)), "ok");
  EXPECT_EQ(kjede::testing::said(claim_for_play(*records_, *log, kStart)), "ok");
  const auto real =
      write("ambulanser.csv",
            "resource_id,updated,kind,station,state,lon,lat\nA1,2026-05-18,ambulance,S,available,5.3,60.4\n");
  EXPECT_EQ(bring("ordinary_resource", real, base::Instant(kDay) + std::chrono::hours(20)).substr(0, 5), "1 new");
  const auto refused = kjede::testing::said(claim_for_play(*records_, *log, kStart));
  EXPECT_NE(refused.find("KJ0975"), std::string::npos) << refused;
  EXPECT_NE(refused.find("ambulanser.csv"), std::string::npos) << refused;
}

TEST_P(PlayTest, NothingIsPlayedBesideRealMissions) {
  bring_demonstration(kDay, false);
  auto log = *ResponderLog::open({(folder_ / "log.duckdb").string(), "", store::Mode::read_write});
  const dispatch::MissionEvent opened{EventKind::incident_opened,
                                      "i1",
                                      "",
                                      kStart,
                                      "amk",
                                      kStart,
                                      "op3",
                                      {{"initiator", "amk"},
                                       {"purpose", "life_saving"},
                                       {"indication", "severe_injury"},
                                       {"priority", "acute"},
                                       {"in_hospital", false}}};
  ASSERT_EQ(kjede::testing::said(log->propose("k", {opened})), "ok");
  EXPECT_EQ(kjede::testing::said(claim_for_play(*records_, *log, kStart)),
            "KJ0975: the log holds missions that no play has made: nothing is played beside real missions; play on a "
            "store of "
            "its own: `kjede demo` makes its files, `kjede import` takes them in");
}

TEST_P(PlayTest, AChannelThatIsBrokenIsToldAndComesBack) {
  bring_demonstration(kDay, false);
  auto scheme = load_scheme(*records_, shipped(), std::nullopt);
  base::NoProgress quiet;
  auto session = *RecommendSession::open(*std::move(scheme), draft(), {}, kStart, quiet);
  auto log = *ResponderLog::open({(folder_ / "log.duckdb").string(), "", store::Mode::read_write});
  LivePicture picture;
  Play play(*log, *session, picture, {});
  Outbox outbox(*log, play.channels(), play.outbox_options());
  const auto problem = [&](int second) {
    EXPECT_EQ(kjede::testing::said(outbox.turn(kStart + std::chrono::seconds(second))), "ok");
    for (const auto& channel : outbox.channels()) {
      if (channel.name == "110") return channel.problem;
    }
    return std::string("no such channel");
  };
  EXPECT_EQ(problem(0), "");
  EXPECT_TRUE(play.set_down("110", true));
  EXPECT_FALSE(play.set_down("pigeons", true));
  EXPECT_EQ(problem(6), "heartbeat_lost");
  play.set_down("110", false);
  EXPECT_EQ(problem(12), "");
}

KJEDE_BOTH_ADAPTERS(PlayTest);

}  // namespace
}  // namespace kjede::service
