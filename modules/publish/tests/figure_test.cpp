#include "kjede/publish/figure.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "kjede/testing/golden.hpp"
#include "sample.hpp"

namespace kjede::publish {
namespace {

using ::testing::HasSubstr;
using Json = nlohmann::ordered_json;

void expect_spec(const Figure& figure) {
  const auto text = Json::parse(figure.spec).dump(1) + "\n" + figure.alt + "\n" + figure.legend + "\n";
  kjede::testing::expect_golden(text, std::string(KJEDE_ROOM_DIR "/tests/golden/figure/") + figure.id + ".json");
}

UnitBars few_bars() {
  auto bars = sample::bars();
  bars.rows.erase(bars.rows.begin() + 8, bars.rows.end() - 1);
  return bars;
}

TEST(Figure, SpecificationsAreExact) {
  const Look look{.synthetic = true};
  auto funnel_rows = sample::funnel_data();
  funnel_rows.rows.resize(5);
  funnel_rows.curve.resize(4);
  auto boxes = sample::boxes();
  boxes.rows.resize(3);
  auto trends = sample::trend_data();
  expect_spec(unit_bars("bars", few_bars(), look));
  expect_spec(funnel("funnel", funnel_rows, look));
  expect_spec(limits_by_unit("limits", funnel_rows, look));
  expect_spec(percentile_boxes("boxes", boxes, look));
  expect_spec(trend("trend", trends, look));
  expect_spec(age_pyramid("pyramid", "Alder og kjønn", {{0, 4, 3, std::nullopt}, {5, 0, 7, 8}}, look));
  auto levels = sample::levels();
  levels.rows.resize(2);
  expect_spec(stacked_levels("stacked", levels, look));
  expect_spec(count_bars("counts", sample::counts(false), look));
  expect_spec(spc_figure("spc", sample::charts(2, 5), {.title = "Kapnografi", .scale = {.fraction = true}}, look));
}

UnitPanels two_panels() {
  const auto row = [](const char* name, double value, std::int64_t n, bool nation = false) {
    return UnitRow{name, CellState::shown, value, value - 0.1, value + 0.1, {}, n, {}, nation};
  };
  UnitPanels panels{.title = "Ingen problemer", .scale = {.fraction = true}, .norm_name = "normalbefolkningen"};
  panels.panels = {{"Gange", {row("Bergen", 0.75, 20), row("Hele landet", 0.66, 235, true)}, 0.8},
                   {"Smerter eller ubehag", {row("Bergen", 0.5, 20), row("Hele landet", 0.51, 235, true)}, {}}};
  for (auto& panel : panels.panels) panel.rows.push_back({"Førde", CellState::masked});
  return panels;
}

TEST(Figure, PanelsShowTheSameUnitsAndTheGeneralPopulation) {
  const auto figure = unit_panels("panels", two_panels(), {.synthetic = true});
  EXPECT_EQ(
      figure.alt,
      "Ingen problemer. Søylediagram med 2 enheter. Hele landet: Gange 66\u00a0% og Smerter eller ubehag 51\u00a0%.");
  EXPECT_EQ(figure.legend,
            "Streker: 95 % konfidensintervall. Svart strek: normalbefolkningen. "
            "Øvrige enheter vises ikke (færre enn 5 hendelser)");
  EXPECT_EQ(figure.spec.find("Førde"), std::string::npos);
  expect_spec(figure);
}

TEST(Figure, BarsSayTheChangeFromTheYearBefore) {
  auto bars = few_bars();
  bars.rows[0].change = 0.034;
  bars.rows[1].change = -0.118;
  bars.rows[2].change = 0.002;
  bars.change_from = "2023";
  const auto figure = unit_bars("bars", bars, {});
  EXPECT_THAT(figure.legend, HasSubstr("Til høyre: endring fra 2023 i prosentpoeng"));
  for (const auto* note : {"  +3\"", "  −12\"", "  ±0\""}) EXPECT_THAT(figure.spec, HasSubstr(note));
}

TEST(Figure, StackedLevelsMarkTheGeneralPopulation) {
  auto levels = sample::levels();
  levels.rows.resize(1);
  levels.rows[0].norm = 0.75;
  const auto figure = stacked_levels("stacked", levels, {});
  EXPECT_THAT(figure.spec, HasSubstr("\"norm\":0.25"));
  EXPECT_THAT(figure.legend, HasSubstr("Svart strek: «"));
}

TEST(Figure, AltTextSaysTheMainFinding) {
  const auto figure = unit_bars("bars", few_bars(), {});
  EXPECT_EQ(figure.alt,
            "Bruk av kapnograf utenfor sykehus, 2024. Søylediagram med 8 enheter. Hele landet: 88\u00a0%. Høyest: St. "
            "Olavs hospital 95\u00a0%. "
            "Lavest: Finnmarkssykehuset 60\u00a0%. 1 av 6 enheter når målet (≥ 90 %).");
}

TEST(Figure, MaskedAndEmptyUnitsShowSignsAndNoNumbers) {
  const auto figure = unit_bars("bars", few_bars(), {});
  const auto rows = Json::parse(figure.spec)["data"]["values"];
  const auto row = [&](const std::string& name) {
    for (const auto& one : rows) {
      if (one["unit"] == name) return one;
    }
    return Json();
  };
  for (const auto* name : {"Helgelandssykehuset", "Førde"}) {
    EXPECT_TRUE(row(name)["value"].is_null());
    EXPECT_TRUE(row(name)["low"].is_null());
    EXPECT_EQ(row(name)["note"], "");
    EXPECT_EQ(row(name)["goal"], "none");
  }
  EXPECT_EQ(row("Helgelandssykehuset")["sign"], "*");
  EXPECT_EQ(row("Førde")["sign"], "–");
  EXPECT_THAT(figure.legend, HasSubstr("* skjult av hensyn til personvernet (færre enn 5 hendelser"));
  EXPECT_THAT(figure.legend, HasSubstr("– ingen hendelser"));
}

TEST(Figure, UnitsStandByValueWithHiddenOnesLast) {
  const auto rows = Json::parse(unit_bars("bars", few_bars(), {}).spec)["data"]["values"];
  double last = 2.0;
  for (const auto& row : rows) {
    const double value = row["value"].is_null() ? -1.0 : row["value"].get<double>();
    EXPECT_LE(value, last);
    last = value;
  }
}

TEST(Figure, AGapBreaksTheControlChartsLine) {
  auto charts = sample::charts(3, 24);
  const auto rows = Json::parse(spc_figure("spc", charts, {.title = "x"}, {}).spec)["data"]["values"];
  std::vector<int> stretches;
  for (const auto& row : rows) {
    if (row["panel"] == "Nordlandssykehuset" && !row["value"].is_null()) {
      stretches.push_back(row["stretch"].get<int>());
    }
  }
  EXPECT_EQ(stretches.front(), 0);
  EXPECT_EQ(stretches.back(), 2);
}

TEST(Figure, EnglishHasEnglishWordsAndPoints) {
  const auto figure = percentile_boxes("boxes", sample::boxes(), {.language = Language::en, .synthetic = true});
  EXPECT_THAT(figure.alt, HasSubstr("Percentile chart of 18 units. Norway: median 9.4, P90 22.0."));
  EXPECT_EQ(Json::parse(figure.spec)["title"]["subtitle"], "Synthetic data");
}

}  // namespace
}  // namespace kjede::publish
