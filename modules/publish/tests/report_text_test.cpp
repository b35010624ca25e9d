#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "kjede/publish/report.hpp"
#include "sample_catalog.hpp"

namespace kjede::publish {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

std::shared_ptr<const base::SourceFile> file(std::string text) {
  return std::make_shared<const base::SourceFile>(base::SourceFile{"report.yaml", std::move(text)});
}

const catalog::Catalog& small() {
  static const auto catalog = [] {
    auto one = sample::small_catalog();
    catalog::Analysis rhythm;
    rhythm.id = "first_rhythm";
    rhythm.register_id = "ihca";
    rhythm.name = {"Første rytme", "First rhythm"};
    rhythm.levels = {"nation"};
    rhythm.count_ids = {"vf", "vt", "pea"};
    one.analyses.push_back(rhythm);
    return one;
  }();
  return catalog;
}

ReportData small_data() {
  ReportData data{.catalog = &small(),
                  .measurements = sample::measurements(),
                  .period = *base::Period::parse("2024"),
                  .date = base::make_date(2025, 3, 1),
                  .data_version = "v1"};
  auto last = sample::proportion("nation", "norge", "2023", 20, 50);
  data.measurements.push_back(last);
  for (const int year : {2023, 2024}) {
    AnalysisResult rhythm{.analysis = "first_rhythm",
                          .level = "nation",
                          .unit = "norge",
                          .period = {base::PeriodKind::year, year},
                          .total = 200};
    rhythm.counts = {{.id = "vf", .name = {"VF", "VF"}, .count = 33},
                     {.id = "vt", .name = {"VT", "VT"}, .count = 12},
                     {.id = "pea", .name = {"PEA", "PEA"}, .count = 3, .masked = true}};
    data.analyses.push_back(rhythm);
  }
  return data;
}

// The text as composed, or the diagnostics.
std::string composed(const std::string& text) {
  const auto plan = load_report(
      file("report: r\ntitle: T\nsections:\n  - section: S\n    blocks:\n      - text: \"" + text + "\"\n"));
  if (!plan) return base::render(plan.error());
  const auto document = compose(**plan, small_data());
  if (!document) return base::render(document.error());
  return std::get<Paragraph>(document->sections[0].blocks[0]).text;
}

TEST(ReportText, WritesMeasuredNumbers) {
  EXPECT_EQ(composed("{rosc_ihca.value} ({rosc_ihca.numerator} av {rosc_ihca.denominator})"), "48\u00a0% (31 av 64)");
  EXPECT_EQ(composed("{rosc_ihca.value .1}, {rosc_ihca.value @last_year} i {last_year}, {rosc_ihca.value @2023}"),
            "48,4\u00a0%, 40\u00a0% i 2023, 40\u00a0%");
  EXPECT_EQ(composed("{rosc_ihca.low}–{rosc_ihca.high}, {rosc_ihca.level}, {rosc_ihca.relevant}"),
            "25\u00a0%–75\u00a0%, rød, 66");
  EXPECT_EQ(composed("{year} {date} {data_version}"), "2024 1. mars 2025 v1");
}

TEST(ReportText, CountsUnitsAndNamesThem) {
  EXPECT_EQ(composed("{rosc_ihca.red} av {rosc_ihca.units}; {rosc_ihca.highest}"), "2 av 2; Haukeland (50\u00a0%)");
}

TEST(ReportText, WritesAnalyses) {
  EXPECT_EQ(composed("{first_rhythm.vf+vt} av {first_rhythm.total} ({first_rhythm.vf+vt share.1})"),
            "45 av 200 (22,5\u00a0%)");
  EXPECT_EQ(composed("{first_rhythm.vf @all} av {first_rhythm.total @all}"), "66 av 400");
}

TEST(ReportText, HidesWhatIsMaskedAndSaysWhatIsNotMeasured) {
  EXPECT_EQ(composed("{first_rhythm.pea} {first_rhythm.vf+pea share}"), "* *");
  EXPECT_EQ(composed("{rosc_ihca.value @2019}"), "–");
}

TEST(ReportText, PointsAtAPlaceholderThatMeansNothing) {
  EXPECT_EQ(
      composed("{rosc_ihca.valeu}"),
      "report.yaml:6:16: error[KJ0707]: nothing is known of '{rosc_ihca.valeu}'\n"
      "   6 |       - text: \"{rosc_ihca.valeu}\"\n"
      "     |                ^^^^^^^^^^^^^^^^^ name an indicator or analysis of the catalog and one of its fields\n");
  EXPECT_THAT(composed("{nothing.value} {first_rhythm.asystole}"), HasSubstr("'{first_rhythm.asystole}'"));
}

TEST(ReportPlan, RefusesUnknownKeysWithASuggestion) {
  const auto plan =
      load_report(file("report: r\ntitle: T\nsections:\n  - section: S\n    blocks:\n      - barz: rosc_ihca\n"));
  ASSERT_FALSE(plan);
  const auto text = base::render(plan.error());
  EXPECT_THAT(text, HasSubstr("report.yaml:6:9: error[KJ0706]: unknown key 'barz' in a block"));
  EXPECT_THAT(text, HasSubstr("did you mean 'bars'?"));
  EXPECT_THAT(text, HasSubstr("error[KJ0708]: a block shows nothing"));
}

TEST(ReportPlan, SharesOfTheGeneralPopulationArePercentages) {
  const auto with = [](const std::string& norm) {
    return load_report(
        file("report: r\ntitle: T\nsections:\n  - section: S\n    blocks:\n      - panels: [rosc_ihca]\n"
             "        norms: {rosc_ihca: " +
             norm + "}\n"));
  };
  EXPECT_TRUE(with("79 %"));
  EXPECT_TRUE(with("'79,4 %'"));
  const auto wrong = with("0.79");
  ASSERT_FALSE(wrong);
  EXPECT_THAT(base::render(wrong.error()), HasSubstr("report.yaml:7:28: error[KJ0708]: '0.79' is no share"));
}

TEST(ReportText, PartsOfAParagraphAreJoined) {
  const auto plan =
      load_report(file("report: r\ntitle: T\nsections:\n  - section: S\n    blocks:\n      - text: [A b., C d.]\n"));
  ASSERT_TRUE(plan);
  const auto document = compose(**plan, small_data());
  ASSERT_TRUE(document) << base::render(document.error());
  EXPECT_EQ(std::get<Paragraph>(document->sections[0].blocks[0]).text, "A b. C d.");
}

TEST(ReportPlan, NamesAnUnknownIndicatorAtItsBlock) {
  const auto plan =
      load_report(file("report: r\ntitle: T\nsections:\n  - section: S\n    blocks:\n      - bars: rosc_ihcaa\n"));
  ASSERT_TRUE(plan);
  const auto document = compose(**plan, small_data());
  ASSERT_FALSE(document);
  EXPECT_THAT(base::render(document.error()), HasSubstr("report.yaml:6:9: error[KJ0707]: no indicator 'rosc_ihcaa'"));
  EXPECT_THAT(base::render(document.error()), HasSubstr("did you mean 'rosc_ihca'?"));
}

TEST(ReportPlan, SaysWhatMustBeMeasured) {
  const auto plan =
      load_report(file("report: r\ntitle: T\nregisters: [ihca]\nsections:\n  - section: S\n    blocks:\n      - text: "
                       "\"{first_rhythm.vf} {rosc_ihca.improved}\"\n      - bars: response_time\n"));
  ASSERT_TRUE(plan);
  const auto needs = needs_of(**plan, small());
  EXPECT_EQ(needs.registers, std::vector<std::string>{"ihca"});
  EXPECT_EQ(needs.indicators, (std::set<std::string>{"response_time", "rosc_ihca"}));
  EXPECT_EQ(needs.analyses, std::set<std::string>{"first_rhythm"});
  EXPECT_EQ(needs.by_quarter, std::set<std::string>{"rosc_ihca"});
}

TEST(ReportPlan, ThereIsNoReportOfAnotherName) {
  const auto plan = shipped_report("weekly");
  ASSERT_FALSE(plan);
  EXPECT_EQ(plan.error()[0].message, "there is no report 'weekly'");
  EXPECT_EQ(plan.error()[0].suggestion, "choose one of: annual, short, unit");
}

TEST(Report, FiguresAndTablesBearTheNumbersTheTextPointsAt) {
  const auto plan = load_report(
      file("report: r\ntitle: T\nsections:\n  - section: S\n    blocks:\n      - text: \"Se {figure bars_rosc_ihca} og "
           "{table cases_rosc_ihca}.\"\n      - bars: rosc_ihca\n      - cases: rosc_ihca\n"));
  ASSERT_TRUE(plan);
  const auto document = compose(**plan, small_data());
  ASSERT_TRUE(document) << base::render(document.error());
  EXPECT_EQ(std::get<Paragraph>(document->sections[0].blocks[0]).text, "Se figur 1 og tabell 1.");
  const auto& figure = std::get<Illustration>(document->sections[0].blocks[1]);
  EXPECT_THAT(figure.caption, HasSubstr("ROSC inne på sykehus, 2024. treated (n = 64)."));
  const auto& table = std::get<Table>(document->sections[0].blocks[2]);
  EXPECT_EQ(table.rows[1][1].text, "*");  // Voss, 1 of 4
  EXPECT_THAT(html(*document, {}), Not(HasSubstr(">4<")));
}

}  // namespace
}  // namespace kjede::publish
