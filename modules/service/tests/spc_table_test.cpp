// Charts of anyone's CSV: what is read, what is shown, and the exact message for each kind of bad input.
#include "kjede/service/spc_table.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "kjede/testing/golden.hpp"
#include "kjede/text/json.hpp"

namespace kjede::service {
namespace {

using ::testing::HasSubstr;
using text::Json;

SpcRequest shares() { return {.x = "month", .y = "events", .n = "patients"}; }

std::string failure(std::string_view text, const SpcRequest& request) {
  const auto charts = read_spc("d.csv", text, request);
  return charts ? "no error" : base::render(charts.error());
}

std::string shown(std::string_view text, SpcRequest request, const std::string& language = "en") {
  request.language = language;
  const auto charts = read_spc("d.csv", text, request);
  return charts ? render_spc(*charts, {}) : base::render(charts.error());
}

Json document(std::string_view text, SpcRequest request) {
  request.language = "en";
  const auto charts = read_spc("d.csv", text, request);
  EXPECT_TRUE(charts) << (charts ? "" : base::render(charts.error()));
  return charts ? Json::parse(spc_json(*charts)) : Json();
}

// Two units over six quarters; one lacks a quarter, one improves.
constexpr std::string_view two_units =
    "quarter;unit;events;patients\n"
    "2023-Q2;Oslo;20;40\n2023-Q1;Oslo;22;40\n2023-Q3;Oslo;19;40\n2023-Q4;Oslo;39;40\n2024-Q1;Oslo;38;40\n"
    "2024-Q2;Oslo;40;40\n2023-Q1;Ålesund;3;9\n2023-Q3;Ålesund;4;8\n2023-Q4;Ålesund;;7\n2024-Q1;Ålesund;5;\n";

SpcRequest by_unit() { return {.x = "quarter", .y = "events", .n = "patients", .facet = "unit", .chart = "p"}; }

TEST(SpcTable, ShowsPointsLimitsAndSignalsOfEachFacet) {
  testing::expect_golden(shown(two_units, by_unit()),
                         std::filesystem::path(KJEDE_ROOM_DIR) / "tests/golden/spc_two_units.txt");
}

TEST(SpcTable, SpeaksNorwegian) {
  auto request = by_unit();
  request.baseline = "2023-Q1..2023-Q3";
  request.splits = {"2024-Q1"};
  request.exclude = {"2023-Q4", "2030"};
  testing::expect_golden(shown(two_units, request, "nb"),
                         std::filesystem::path(KJEDE_ROOM_DIR) / "tests/golden/spc_baseline.nb.txt");
}

TEST(SpcTable, ShowsBaselineSplitAndExclusionByDate) {
  auto request = by_unit();
  request.baseline = "2023-Q1..2023-Q3";
  request.splits = {"2024-Q1"};
  request.exclude = {"2023-Q4", "2030"};
  testing::expect_golden(shown(two_units, request),
                         std::filesystem::path(KJEDE_ROOM_DIR) / "tests/golden/spc_baseline.txt");
}

TEST(SpcTable, ShowsRowsWhereAValueIsMadeOfSeveral) {
  EXPECT_EQ(shown("d,v\n1,10\n1,14\n2,12\n3,9.5\n", {.x = "d", .y = "v"}),
            "Chart run of v by d; centre line: median\n\n"
            "d  rows  value  centre  lower  upper  remarks\n"
            "─  ────  ─────  ──────  ─────  ─────  ───────\n"
            "1     2  12.00   12.00      –      –\n"
            "2     1  12.00   12.00      –      –\n"
            "3     1   9.50   12.00      –      –\n"
            "Longest run 1 (a signal above 3), crossings 0 (a signal below 0), 1 useful observation.\n"
            "Too few to judge: at least 10 useful observations are advised.\n"
            "No runs signal.\n");
}

TEST(SpcTable, WritesOneDocument) {
  const auto json = document(two_units, by_unit());
  EXPECT_EQ(json.at("schema_version"), 1);
  EXPECT_EQ(json.at("request").at("period"), "quarter");
  EXPECT_EQ(json.at("request").at("moving_ranges_screened"), true);
  ASSERT_EQ(json.at("charts").size(), 2U);
  const auto& unit = json.at("charts")[1];
  EXPECT_EQ(unit.at("facet"), "Ålesund");
  ASSERT_EQ(unit.at("points").size(), 5U);  // the quarter without a row is there, empty
  EXPECT_EQ(unit.at("points")[1].at("x"), "2023-Q2");
  EXPECT_EQ(unit.at("points")[1].at("value"), nullptr);
  EXPECT_EQ(unit.at("summary")[0].at("n_obs"), 5);
  EXPECT_EQ(unit.at("summary")[0].at("n_useful"), 2);
  EXPECT_EQ(unit.at("summary")[0].at("too_few_to_judge"), true);
  EXPECT_EQ(json.at("remarks"), Json::array({"1 row with a numerator but no denominator counted as missing: row 10"}));
}

TEST(SpcTable, DrawsOnePanelAFacet) {
  const auto charts = read_spc("d.csv", two_units, by_unit());
  ASSERT_TRUE(charts);
  const auto svg = spc_svg(*charts, KJEDE_SOURCE_DIR, "en");
  if (!svg) GTEST_SKIP() << base::render(svg.error());
  EXPECT_THAT(*svg, HasSubstr("<svg"));
  EXPECT_THAT(*svg, HasSubstr("Ålesund"));
  EXPECT_THAT(*svg, HasSubstr("events / patients"));
  EXPECT_EQ(*spc_svg(*charts, KJEDE_SOURCE_DIR, "en"), *svg);
}

TEST(SpcTable, ReadsDatesNumbersAndDecimalCommas) {
  const SpcRequest days{.x = "d", .y = "v", .period = "month"};
  for (const char* text : {"d;v\n31.01.2024;1,5\n01.02.2024;2,5\n15.02.2024;3,5\n",
                           "d,v\n2024-01-31,1.5\n2024-02-01 08:30,2.5\n2024-02-15T10:00:00Z,3.5\n"}) {
    const auto json = document(text, days);
    EXPECT_EQ(json.at("charts")[0].at("points")[0].at("x"), "2024-01");
    EXPECT_EQ(json.at("charts")[0].at("points")[1].at("value"), 3);
  }
  const auto numbers = document("d,v\n10,1\n9,2\n,3\n", {.x = "d", .y = "v"});
  EXPECT_EQ(numbers.at("charts")[0].at("points")[0].at("x"), "9");
  EXPECT_EQ(numbers.at("remarks")[0], "1 row without x left out: row 3");
}

TEST(SpcTable, SaysWhatIsWrongWithColumns) {
  EXPECT_EQ(failure("", shares()), "error[KJ0915]: 'd.csv' is empty\n");
  EXPECT_EQ(failure("month,events,patients\n", shares()), "error[KJ0915]: 'd.csv' has a header but no rows\n");
  EXPECT_EQ(failure("month,event,patients\n2024-01,1,2\n", shares()),
            "error[KJ0912]: 'd.csv': there is no column 'events' (--y)\n  = did you mean 'event'?\n");
  EXPECT_EQ(failure("a,b\n1,2\n", shares()),
            "error[KJ0912]: 'd.csv': there is no column 'month' (--x)\n  = its columns are a, b\n");
}

TEST(SpcTable, SaysWhatIsWrongWithRows) {
  const std::string head = "month,events,patients\n2024-01,1,2\n";
  EXPECT_EQ(failure(head + "2024-02,3,2\n", shares()),
            "error[KJ0805]: 'd.csv', row 2: the numerator is larger than the denominator\n"
            "  = check that both count the same, or use chart u for events per exposure\n");
  EXPECT_EQ(failure(head + "2024-02,-3,2\n", shares()), "error[KJ0804]: 'd.csv', row 2: the numerator is below 0\n");
  EXPECT_EQ(failure(head + "2024-02,1,-2\n", shares()), "error[KJ0804]: 'd.csv', row 2: the denominator is below 0\n");
  EXPECT_EQ(failure(head + "2024-02,one,2\n", shares()),
            "error[KJ0913]: 'd.csv', row 2: 'events' is not a number\n  = leave a missing value empty\n");
  EXPECT_EQ(failure(head + "2024-13,1,2\n2024-03,1,2\n", shares()),
            "error[KJ0913]: 'd.csv', row 2: 'month' is not a date, as in most rows\n");
  auto rates = shares();
  rates.chart = "u";
  EXPECT_EQ(failure(head + "2024-02,1,0\n", rates),
            "error[KJ0806]: 'd.csv', row 2: events, but the denominator of the subgroup is 0\n"
            "  = give the exposure, or leave the numerator empty\n");
}

TEST(SpcTable, SaysWhatIsWrongWithOptions) {
  const std::string_view data = "month,events,patients\n2024-01,1,2\n";
  const auto with = [&](auto change) {
    auto request = shares();
    change(request);
    return failure(data, request);
  };
  EXPECT_EQ(with([](auto& r) { r.chart = "x"; }),
            "error[KJ0914]: chart 'x' is not known\n  = use run, i, mr, xbar, s, t, p, pp, u, up, c, g or ip\n");
  EXPECT_EQ(with([](auto& r) { r.chart = "u", r.n = ""; }),
            "error[KJ0914]: chart u divides by a denominator\n"
            "  = name its column with --n, or use --chart c for plain counts\n");
  EXPECT_EQ(with([](auto& r) { r.chart = "c"; }),
            "error[KJ0914]: chart c takes no denominator\n"
            "  = leave out --n, or use --chart u for events per exposure\n");
  EXPECT_EQ(with([](auto& r) { r.period = "week"; }),
            "error[KJ0914]: --period 'week' is not known\n  = use year, tertial, quarter or month\n");
  EXPECT_EQ(with([](auto& r) { r.baseline = "spring"; }),
            "error[KJ0914]: --baseline 'spring' is not a date\n"
            "  = write 2024-02-29, or a period: 2024, 2024-T1, 2024-Q1, 2024-02\n");
  EXPECT_EQ(with([](auto& r) { r.baseline = "2024..2023"; }),
            "error[KJ0914]: --baseline '2024..2023' ends before it begins\n");
  EXPECT_EQ(with([](auto& r) { r.centre = 80; }),
            "error[KJ0808]: 'd.csv', the centre line of chart p is a share between 0 and 1\n");
  EXPECT_EQ(failure("u,v\na,1\nb,2\n", {.x = "u", .y = "v", .splits = {"b"}}),
            "error[KJ0914]: --split needs dates or numbers on the x axis\n");
}

TEST(SpcTable, NeverRepeatsACell) {
  const auto message = failure("month,events,patients\n2024-01,01829912345,2\n2024-02,Kari Nordmann,2\n", shares());
  EXPECT_THAT(message, ::testing::Not(HasSubstr("01829912345")));
  EXPECT_THAT(message, ::testing::Not(HasSubstr("Nordmann")));
}

}  // namespace
}  // namespace kjede::service
