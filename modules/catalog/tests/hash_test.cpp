// What changes a definition's hash, and what does not.

#include <gtest/gtest.h>

#include "kjede/catalog/load.hpp"
#include "scratch.hpp"

namespace kjede::catalog {
namespace {

struct Hashes {
  std::string capnography;
  std::string response_time;
  std::string catalog;
};

Hashes hashes() {
  const auto catalog = load("catalog");
  if (!catalog) throw std::runtime_error(base::render(catalog.error()));
  return {catalog->find_indicator("capnography")->hash, catalog->find_indicator("response_time")->hash, catalog->hash};
}

struct Change {
  const char* file;
  const char* from;
  const char* to;
};

Hashes after(const Change& change) {
  const Scratch scratch("hash");
  scratch.edit(change.file, change.from, change.to);
  return hashes();
}

Hashes before() {
  const Scratch scratch("hash");
  return hashes();
}

TEST(Hash, IsNotChangedByHowThingsAreCalledOrShown) {
  const auto base = before();
  const Change changes[] = {
      {"indicators/capnography.yaml", "indicator: capnography", "# a comment\nindicator: capnography"},
      {"indicators/capnography.yaml", "nb: Bruk av kapnograf", "nb: Kapnografbruk"},
      {"indicators/capnography.yaml", "numerator: capnography = yes", "numerator: (capnography = yes)"},
      {"indicators/capnography.yaml", "  funnel: sd3\n", ""},
      {"registers/ohca.yaml", "nb: Luftvei", "nb: Luftveg"},
      {"cohorts/ohca.yaml", "nb: Voksne", "nb: Vaksne"},
      {"codes.yaml", "nb: Ja", "nb: Jau"}};
  for (const auto& change : changes) {
    const auto changed = after(change);
    EXPECT_EQ(changed.capnography, base.capnography) << change.to;
    EXPECT_EQ(changed.catalog, base.catalog) << change.to;
  }
}

TEST(Hash, IsChangedByWhateverChangesANumber) {
  const auto base = before();
  const Change changes[] = {
      {"indicators/capnography.yaml", "capnography: counts as no", "capnography: excluded"},
      {"indicators/capnography.yaml", ">= 90 %", "> 90 %"},
      {"indicators/capnography.yaml", "interval: wilson", "interval: clopper_pearson"},
      {"cohorts/ohca.yaml", "age >= 18", "age >= 16"},
      {"cohorts/ohca.yaml", "witnessed: counts as yes", "witnessed: counts as no"},
      {"codes.yaml", "no: {nb: Nei, en: \"No\"}", "no: {nb: Nei, en: \"No\", unknown: yes}"},
      {"registers/ohca.yaml", "range: 0.., label: {nb: Respiratortid", "range: 1.., label: {nb: Respiratortid"}};
  for (const auto& change : changes) EXPECT_NE(after(change).catalog, base.catalog) << change.to;
  for (std::size_t i = 0; i + 1 < std::size(changes); ++i)
    EXPECT_NE(after(changes[i]).capnography, base.capnography) << changes[i].to;
}

TEST(Hash, OfOneIndicatorLeavesOthersAlone) {
  const auto base = before();
  const auto changed = after({"indicators/response_time.yaml", "bound: 70 min", "bound: 60 min"});
  EXPECT_NE(changed.response_time, base.response_time);
  EXPECT_EQ(changed.capnography, base.capnography);
}

TEST(Hash, OfAParameterIsThatOfItsValue) {
  const auto base = before();
  EXPECT_EQ(after({"indicators/response_time.yaml", "bound: 70 min", "bound: 4200 s"}).response_time,
            base.response_time);
}

TEST(Population, CountsEveryoneOnce) {
  const Scratch scratch("population");
  scratch.edit("units/population.csv", "ambulanse_nord,2024,female",
               "ambulanse_sor,2024,,,,10\nambulanse_sor,2024,male,,,4\nambulanse_nord,2024,female");
  const auto catalog = load("catalog");
  ASSERT_TRUE(catalog) << base::render(catalog.error());
  EXPECT_EQ(catalog->population_of("ambulanse_nord", 2024), 190'000);
  EXPECT_EQ(catalog->population_of("ambulanse_sor", 2024), 10);
  EXPECT_EQ(catalog->population_of("helse_nord", 2024), 190'010);  // its children
  EXPECT_EQ(catalog->population_of("norge", 2024), 5'000'000);
  EXPECT_FALSE(catalog->population_of("norge", 2023));
}

TEST(Units, AreFoundByAnyOfTheirNames) {
  const Scratch scratch("units");
  const auto catalog = load("catalog");
  ASSERT_TRUE(catalog);
  const auto& units = catalog->units;
  EXPECT_EQ(units.find_by_name("AMBULANSE SØR", "")->id, "ambulanse_sor");
  EXPECT_EQ(units.find_by_name("hn", "")->id, "helse_nord");
  EXPECT_EQ(units.find_by_name("883658752", "hf")->id, "helse_nord");
  EXPECT_EQ(units.find_by_name("Nord", "ambulance_service")->id, "ambulanse_nord");
  EXPECT_EQ(units.find_by_name("Vest", ""), nullptr);
  EXPECT_EQ(units.ancestor("ambulanse_sor", "nation")->id, "norge");
  EXPECT_EQ(units.ancestor("norge", "hf"), nullptr);
}

}  // namespace
}  // namespace kjede::catalog
