// AEDs in every format, with what is wrong in them; the safeguard against broken deliveries; the nearest open ones.

#include <filesystem>

#include "kjede/service/aeds.hpp"
#include "scheme_fixture.hpp"

namespace kjede::service {
namespace {

using kjede::testing::said;

const base::Date kDay = base::make_date(2026, 5, 18);  // a Monday
constexpr const char* kSwiss = KJEDE_SOURCE_DIR "/../shared/data/interop/aed-osm-swiss/osm-aed-switzerland.json";

// As the register's interface is described (standards §5); no recorded reply was to be had.
std::string asset(int number, const std::string& more) {
  return "{\"ASSET_GUID\": \"G" + std::to_string(number) +
         "\", \"SITE_NAME\": \"Rådhuset\", \"SITE_LATITUDE\": 60.1, \"SITE_LONGITUDE\": 5." +
         std::to_string(100 + number) +
         ", \"SITE_ADDRESS\": \"Torget 1\", \"SITE_FLOOR_NUMBER\": 1, \"SITE_ACCESS_INFO\": \"spør i resepsjonen\", " +
         more + "}";
}
std::string reply(const std::string& assets) { return "{\"API_MESSAGE\": \"ok\", \"ASSETS\": [" + assets + "]}"; }

const std::string kOffice =
    "\"OPENING_HOURS_LIMITED\": \"Y\", \"OPENING_HOURS_CLOSED_HOLIDAYS\": \"Y\", \"OPENING_HOURS_MON_FROM\": 800, "
    "\"OPENING_HOURS_MON_TO\": 1530, \"ELECTRODE_EXPIRY_DATE\": \"2027-03-31T22:00:00Z\", \"BATTERY_OK\": \"Y\", "
    "\"MODIFIED_DATE\": \"2026-01-31T23:30:00Z\", \"ACTIVE\": \"Y\"";
const std::string kAlways = "\"OPENING_HOURS_LIMITED\": \"N\", \"MODIFIED_DATE\": \"2026-02-01\", \"ACTIVE\": \"Y\"";

class AedImportTest : public SchemeStoreTest {
 protected:
  base::Result<AedImport> take(const std::string& name, const std::string& text, bool complete = false,
                               double max_removed = 0.05) {
    AedImportQuery query;
    query.files = {write(name, text)};
    query.complete = complete;
    query.max_removed = max_removed;
    query.rejects = (folder_ / "rejects.csv").string();
    query.language = "en";
    base::NoProgress quiet;
    return import_aeds(shipped(), *records_, query, base::Instant(kDay) + std::chrono::hours(hour_++), quiet);
  }
  dispatch::Scheme scheme() {
    auto loaded = load_scheme(*records_, shipped(), std::nullopt);
    EXPECT_EQ(said(loaded), "ok");
    return *loaded;
  }
  std::string many(int from, int to) {
    std::string all;
    for (int i = from; i < to; ++i) all += (i == from ? "" : ", ") + asset(i, kAlways);
    return reply(all);
  }
  int hour_ = 6;
};

TEST_P(AedImportTest, ReadsTheNationalRegister) {
  const auto done = take("reply.json", reply(asset(1, kOffice) + ", " + asset(2, kAlways)));
  ASSERT_EQ(said(done), "ok");
  EXPECT_EQ(done->report.batch.created, 2);
  EXPECT_EQ(done->no_hours, 0u);
  const auto found = scheme();
  ASSERT_EQ(found.aeds.size(), 2u);
  const auto& office = found.aeds[0];
  EXPECT_EQ(office.id, "G1");
  EXPECT_EQ(office.location, "Torget 1; etasje/level 1; spør i resepsjonen");
  EXPECT_EQ(office.electrodes_expire, base::make_date(2027, 4, 1));  // midnight in Oslo
  ASSERT_TRUE(office.hours);
  EXPECT_EQ(state_at(*office.hours, kDay, 12 * 60), dispatch::DoorState::open);
  EXPECT_EQ(state_at(*office.hours, kDay, 16 * 60), dispatch::DoorState::closed);
  EXPECT_TRUE(found.aeds[1].hours && found.aeds[1].hours->always());
}

TEST_P(AedImportTest, TheSameReplyTwiceChangesNothing) {
  const auto text = reply(asset(1, kOffice) + ", " + asset(2, "\"ACTIVE\": \"Y\""));
  ASSERT_EQ(said(take("reply.json", text)), "ok");
  hour_ += 48;  // the second has no day of its own; it keeps the one it got
  const auto again = take("reply.json", text);
  ASSERT_EQ(said(again), "ok");
  EXPECT_EQ(again->report.batch.unchanged, 2);
  EXPECT_EQ(again->no_hours, 1u);
}

TEST_P(AedImportTest, TakesDeletedAndInactiveOnes) {
  ASSERT_EQ(said(take("reply.json", many(0, 40))), "ok");
  const auto done = take("deleted.json", reply("{\"ASSET_GUID\": \"G3\", \"DELETED_SINCE\": \"2026-05-01\"}, "
                                               "{\"ASSET_GUID\": \"G4\", \"ACTIVE\": \"N\"}, "
                                               "{\"ASSET_GUID\": \"G999\", \"DELETED_SINCE\": \"2026-05-01\"}"));
  ASSERT_EQ(said(done), "ok");
  EXPECT_EQ(done->removed, 1u);
  EXPECT_EQ(done->unknown, 1u);
  EXPECT_EQ(done->report.batch.changed, 2);
  const auto found = scheme();
  EXPECT_EQ(found.aeds.size(), 39u);
  EXPECT_EQ(std::count_if(found.aeds.begin(), found.aeds.end(), [](const auto& aed) { return !aed.in_service; }), 1);
}

TEST_P(AedImportTest, RefusesACompleteDeliveryThatLacksTooMany) {
  ASSERT_EQ(said(take("reply.json", many(0, 40))), "ok");
  EXPECT_EQ(
      said(take("reply.json", many(0, 30), true)),
      "KJ0943: 10 of 40 AEDs (25.0 %) would disappear; at most 5.0 % may go at once. Nothing was changed.; look at the "
      "delivery; if they are really gone, say --max-removed 0.26");
  EXPECT_EQ(scheme().aeds.size(), 40u);
  const auto few = take("reply.json", many(0, 38), true);
  ASSERT_EQ(said(few), "ok");
  EXPECT_EQ(few->removed, 2u);
  EXPECT_EQ(scheme().aeds.size(), 38u);
  ASSERT_EQ(said(take("reply.json", many(0, 30), true, 0.3)), "ok");
  EXPECT_EQ(scheme().aeds.size(), 30u);
  const auto back = take("reply.json", many(0, 40), true);  // those that come back are in use again
  ASSERT_EQ(said(back), "ok");
  EXPECT_EQ(scheme().aeds.size(), 40u);
}

TEST_P(AedImportTest, SaysWhatAFileIsNot) {
  EXPECT_EQ(said(take("reply.json", "{\"API_ERROR\": \"token expired\"}")).substr(0, 8), "KJ0942: ");
  EXPECT_NE(
      said(take("reply.json", "{\"API_ERROR\": \"token expired\"}"))
          .find("is an error reply of the AED register: token expired; ask the register again; nothing was changed"),
      std::string::npos);
  EXPECT_NE(said(take("reply.json", "{\"assets\": []}")).find("holds neither ASSETS, elements nor features"),
            std::string::npos);
  EXPECT_NE(said(take("reply.json", "{\"ASSETS\": 3}")).find("'ASSETS' must be a list"), std::string::npos);
  EXPECT_EQ(
      said(take("aeds.csv", "aed_id;updated\n", true)),
      "KJ0942: a complete delivery, or one of several files, is of one JSON format; give replies of the register or "
      "OpenStreetMap's JSON alone, or leave out --complete");
}

TEST_P(AedImportTest, RejectsAnAssetWithoutAPlaceAndKeepsTheOthers) {
  const auto done = take("reply.json", reply(asset(1, kAlways) +
                                             ", {\"ASSET_GUID\": \"G2\", \"ACTIVE\": \"Y\"}, "
                                             "{\"SITE_LATITUDE\": 60, \"SITE_LONGITUDE\": 5}, " +
                                             "{\"ASSET_GUID\": \"G4\", \"SITE_LATITUDE\": 99, \"SITE_LONGITUDE\": 5}"));
  ASSERT_EQ(said(done), "ok");
  EXPECT_EQ(done->report.batch.created, 1);
  EXPECT_EQ(done->report.batch.rejected, 3);
}

TEST_P(AedImportTest, KeepsAnAssetWhoseHoursAreNoTimes) {
  const auto done =
      take("reply.json", reply(asset(1,
                                     "\"OPENING_HOURS_LIMITED\": \"Y\", \"OPENING_HOURS_MON_FROM\": 2560, "
                                     "\"OPENING_HOURS_MON_TO\": 1600, \"OPENING_HOURS_TUE_FROM\": 800")));
  ASSERT_EQ(said(done), "ok");
  EXPECT_EQ(done->report.batch.created, 1);
  ASSERT_EQ(done->hours.size(), 1u);
  EXPECT_EQ(done->hours[0].text, "MON 2560-1600; TUE 800-");
}

TEST_P(AedImportTest, KeepsJunkOfOpenStreetMapAsUnknown) {
  const auto node = [](int id, const std::string& tags) {
    return "{\"type\": \"node\", \"id\": " + std::to_string(id) +
           ", \"lat\": 47.1, \"lon\": 8.1, \"tags\": {\"emergency\": \"defibrillator\"" + tags + "}}";
  };
  const auto done =
      take("osm.json", "{\"elements\": [" + node(1, ", \"access\": \"PUB\", \"opening_hours\": \"24/7\"") + ", " +
                           node(2, ", \"access\": \"yes\", \"opening_hours\": \"7/24\"") + ", " +
                           node(3, ", \"opening_hours\": \"sunrise-sunset\"") + ", " + node(4, "") +
                           ", {\"type\": \"node\", \"id\": 5, \"tags\": {\"amenity\": \"bench\"}}]}");
  ASSERT_EQ(said(done), "ok");
  EXPECT_EQ(done->report.batch.created, 4);
  EXPECT_EQ(done->no_hours, 1u);
  ASSERT_EQ(done->hours.size(), 2u);
  EXPECT_EQ(done->hours[0].text, "7/24");
  EXPECT_EQ(done->hours[0].example, "osm/node/2");
  ASSERT_EQ(done->access.size(), 1u);
  EXPECT_EQ(done->access[0].text, "PUB");
  const auto all = scheme();
  const auto near = aeds_near(all, {.lon = 8.1, .lat = 47.1, .open = true}, kDay, 600);
  ASSERT_EQ(near.size(), 1u);  // what is unknown is never taken for open
  EXPECT_EQ(near[0].aed->id, "osm/node/1");
}

TEST_P(AedImportTest, PassesOverThoseTheNationalRegisterHas) {
  ASSERT_EQ(said(take("reply.json", many(1, 3))), "ok");
  const auto done =
      take("osm.geojson",
           "{\"type\": \"FeatureCollection\", \"features\": [{\"id\": \"node/7\", \"properties\": {\"emergency\": "
           "\"defibrillator\", \"ref:hjertestarterregister\": \"G1\"}, \"geometry\": {\"type\": \"Point\", "
           "\"coordinates\": [5.1, 60.1]}}, {\"id\": \"node/8\", \"properties\": {\"emergency\": "
           "\"defibrillator\"}, \"geometry\": {\"type\": \"Point\", \"coordinates\": [5.2, 60.1]}}]}");
  ASSERT_EQ(said(done), "ok");
  EXPECT_EQ(done->doubled, 1u);
  EXPECT_EQ(done->report.batch.created, 1);
}

TEST_P(AedImportTest, TakesTheSwissAeds) {
  if (!std::filesystem::exists(kSwiss)) GTEST_SKIP() << "the shared data is not here";
  AedImportQuery query;
  query.files = {kSwiss};
  query.rejects = (folder_ / "rejects.csv").string();
  base::NoProgress quiet;
  const auto done = import_aeds(shipped(), *records_, query, base::Instant(kDay), quiet);
  ASSERT_EQ(said(done), "ok");
  EXPECT_EQ(done->report.batch.created, 1550);
  EXPECT_TRUE(done->hours.empty());  // all of this file's say 24/7
  ASSERT_EQ(done->access.size(), 2u);
  EXPECT_EQ(done->access[0].text, "PUB");
  EXPECT_EQ(done->access[0].count, 2u);
  EXPECT_EQ(done->access[1].text, "7/24");
}

TEST_P(AedImportTest, FindsTheNearestAndSaysWhetherTheDoorIsOpen) {
  ASSERT_EQ(said(take("reply.json", reply(asset(1, kOffice) + ", " + asset(2, kAlways)))), "ok");
  const auto all = scheme();
  const auto at = [&](int minute) { return aeds_near(all, {.lon = 5.101, .lat = 60.1}, kDay, minute); };
  ASSERT_EQ(at(600).size(), 2u);
  EXPECT_EQ(at(600)[0].aed->id, "G1");
  EXPECT_EQ(at(600)[0].door, dispatch::DoorState::open);
  EXPECT_EQ(at(1000)[0].door, dispatch::DoorState::closed);
  EXPECT_NEAR(at(600)[1].metres, 55.4, 0.1);
  EXPECT_EQ(aeds_near(all, {.lon = 5.101, .lat = 60.1, .within = 10}, kDay, 600).size(), 1u);
  EXPECT_EQ(said(place_of("5.1;60.1")),
            "KJ0914: '5.1;60.1' is no place; write longitude,latitude in degrees: 10.75,59.91");
  EXPECT_EQ(said(place_of("60.1,195")),
            "KJ0914: '60.1,195' is no place; write longitude,latitude in degrees: 10.75,59.91");
}

KJEDE_BOTH_ADAPTERS(AedImportTest);

}  // namespace
}  // namespace kjede::service
