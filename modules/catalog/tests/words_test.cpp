#include "kjede/catalog/words.hpp"

#include <gtest/gtest.h>

#include "kjede/catalog/load.hpp"
#include "kjede/catalog/parse.hpp"
#include "kjede/catalog/reference.hpp"
#include "kjede/testing/golden.hpp"

namespace kjede::catalog {
namespace {

const Catalog& base_catalog() {
  static const auto catalog = load(std::string(KJEDE_ROOM_DIR) + "/tests/base");
  if (!catalog) throw std::runtime_error(base::render(catalog.error()));
  return *catalog;
}

std::string said(const std::string& text, Language language = Language::nb) {
  const auto& catalog = base_catalog();
  const auto& reg = catalog.registers.front();
  const Scope scope{&reg, &catalog.units, &catalog.cohorts, nullptr, nullptr, nullptr};
  const auto tree = parse_expression(text, place_in_text("x", text), scope, Wanted::any);
  return tree ? in_words(**tree, catalog, reg, language) : base::render(tree.error());
}

TEST(Words, SayADefinition) {
  const auto& catalog = base_catalog();
  const auto& capnography = *catalog.find_indicator("capnography");
  EXPECT_EQ(in_words(capnography, catalog, Language::nb),
            "Utvalg: med i «Voksne». Nevner: luftvei er supraglottisk eller endotrakeal. Teller: kapnografi er ja. "
            "Ukjent kapnografi teller som nei. Ukjent luftvei utelates. Rate per 100\u00A0000 innbyggere per år. "
            "Mål: grønt ≥ 90 %, gult ≥ 70 %, ellers rødt. Høyere er bedre.");
  EXPECT_EQ(in_words(*catalog.find_indicator("response_time"), catalog, Language::en),
            "Selection: in “Not witnessed by ambulance personnel”. Left out: time missing (response time is unknown); "
            "out of bounds (not such that (response time is at least 0 minutes and below 70 minutes)). "
            "Value: response time, in minutes. Percentiles: 10, 50, 90 (type 7). "
            "Goal: green < 12 min, yellow < 25 min, else red, for percentile 90. Lower is better.");
  EXPECT_EQ(in_words(catalog.cohorts[0], catalog, Language::nb),
            "bevitnet er ikke ambulansepersonell; ukjent bevitnet teller som ja");
}

TEST(Words, SayConditions) {
  EXPECT_EQ(said("airway in (supraglottic, endotracheal) or capnography = yes"),
            "(luftvei er supraglottisk eller endotrakeal) eller kapnografi er ja");
  EXPECT_EQ(said("ventilation < 2.5 days and age >= 18"), "respiratortid er under 2,5 døgn og alder er minst 18 år");
  EXPECT_EQ(said("not witnessed = ems and not adults"), "bevitnet er ikke ambulansepersonell og ikke med i «Voksne»");
  EXPECT_EQ(said("on_scene <= call_received"), "fremme på stedet er ikke etter henvendelse mottatt i AMK");
  EXPECT_EQ(said("minutes from call_received to on_scene > 90 s"),
            "tid fra henvendelse mottatt i AMK til fremme på stedet er over 1,5 minutter");
  EXPECT_EQ(said("area of ambulance_service = rural", Language::en), "ambulance service (area) is rural");
  EXPECT_EQ(said("ambulance_service within helse_nord", Language::en), "ambulance service is in Northern Trust");
  EXPECT_EQ(said("year of arrest_date = 2024 and (age is unknown or age < 1)", Language::en),
            "the year of date is 2024 and (age is unknown or age is below 1 years)");
}

TEST(Words, KeepAbbreviationsInSentences) {
  EXPECT_EQ(mid_sentence("AMK-sentral"), "AMK-sentral");
  EXPECT_EQ(mid_sentence("Øyeblikk"), "øyeblikk");
  EXPECT_EQ(mid_sentence("Luftvei"), "luftvei");
  EXPECT_EQ(duration_in_words(216000, "days", Language::nb), "2,5 døgn");
  EXPECT_EQ(duration_in_words(180, "", Language::en), "180 seconds");
  EXPECT_EQ(duration_in_words(7200, "", Language::en), "120 minutes");
}

TEST(Reference, IsThePageOfTheCatalog) {
  testing::expect_golden(reference_page(base_catalog(), Language::en),
                         std::string(KJEDE_ROOM_DIR) + "/tests/reference.md");
}

}  // namespace
}  // namespace kjede::catalog
