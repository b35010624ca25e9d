#include "kjede/publish/document.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <fstream>

#include "kjede/publish/report.hpp"
#include "kjede/testing/golden.hpp"
#include "sample.hpp"

namespace kjede::publish {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

Document small_document() {
  Document document{.id = "small",
                    .title = "Hjertestans & \"HLR\" 2024",
                    .subtitle = "Prøve",
                    .author = "Kjede",
                    .date = base::make_date(2025, 3, 1),
                    .synthetic = true};
  document.facts = {"Data per 1. mars 2025"};
  const Look look{.synthetic = true, .title = false};
  Table table{.id = "levels", .caption = "Målnivå <etter> enhet", .columns = {{"Enhet"}, {"Kapnograf", true}}};
  table.rows = {{{"Bergen"}, {"92\u00a0%", catalog::GoalLevel::green}},
                {{"Fonna #1"}, {"*"}},
                {{"Hele landet", {}, true}, {"88\u00a0%", catalog::GoalLevel::yellow, true}}};
  Section first{
      .number = "1",
      .title = "Sammendrag",
      .id = "sammendrag",
      .blocks = {Paragraph{"78 % (1997/2553) fikk HLR [før] ambulansen; *, _ og $ er bare tegn."}, List{{"en", "to"}}}};
  first.sections.push_back({.title = "Summary in English",
                            .id = "summary",
                            .language = Language::en,
                            .blocks = {Paragraph{"All numbers are computed."}}});
  Section second{.number = "2",
                 .title = "Resultater",
                 .id = "resultater",
                 .blocks = {table, Illustration{unit_bars("bars", sample::bars(), look),
                                                "HLR av tilstedeværende, 2024 (n = 2553)."}}};
  document.sections = {first, second};
  return document;
}

TEST(Document, TypstIsExact) {
  kjede::testing::expect_golden(typst(small_document()), KJEDE_ROOM_DIR "/tests/golden/document/small.typ");
}

TEST(Document, HtmlIsExact) {
  kjede::testing::expect_golden(html(small_document(), {{"bars", "<svg role=\"img\" aria-label=\"x\"></svg>"}}),
                                KJEDE_ROOM_DIR "/tests/golden/document/small.html");
}

TEST(Document, HtmlStandsAlone) {
  const auto page = html(small_document(), {{"bars", "<svg></svg>"}});
  EXPECT_THAT(page, HasSubstr("<html lang=\"nb\">"));
  EXPECT_THAT(page, HasSubstr("<section id=\"summary\" lang=\"en\">"));
  EXPECT_THAT(page, HasSubstr("syntetiske demonstrasjonsdata"));
  EXPECT_THAT(page, HasSubstr("<td class=\"n green\">92\u00a0% grønn</td>"));
  EXPECT_THAT(page, Not(HasSubstr("<script")));
  EXPECT_THAT(page, Not(HasSubstr("http://")));
  EXPECT_THAT(page, Not(HasSubstr("https://")));
}

std::string output_of(const std::string& command) {
  std::string text;
  if (auto* pipe = popen(command.c_str(), "r")) {
    char block[4096];
    for (std::size_t n = 0; (n = fread(block, 1, sizeof block, pipe)) > 0;) {
      text.append(block, n);
    }
    pclose(pipe);
  }
  return text;
}

class Pdf : public ::testing::Test {
 protected:
  void SetUp() override {
    const auto tools = sample::tools();
    if (!tools) {
      GTEST_SKIP() << base::render(tools.error());
    }
    const auto files = print_report(small_document(), *tools);
    ASSERT_TRUE(files) << base::render(files.error());
    const auto again = print_report(small_document(), *tools);
    ASSERT_TRUE(again);
    for (std::size_t i = 0; i < files->size(); ++i) {
      EXPECT_EQ((*files)[i].content, (*again)[i].content) << (*files)[i].path;
    }
    const auto found =
        std::find_if(files->begin(), files->end(), [](const ExportFile& file) { return file.path == "small.pdf"; });
    ASSERT_NE(found, files->end());
    pdf_ = found->content;
    path_ = ::testing::TempDir() + "kjede_small.pdf";
    std::ofstream(path_, std::ios::binary) << pdf_;
  }

  std::string pdf_, path_;
};

TEST_F(Pdf, IsTaggedTitledAndDatedByItsData) {
  const auto info = output_of("pdfinfo -isodates " + path_ + " 2>/dev/null");
  if (info.empty()) {
    GTEST_SKIP() << "pdfinfo is not installed";
  }
  EXPECT_THAT(info, HasSubstr("Tagged:          yes"));
  EXPECT_THAT(info, HasSubstr("Title:           Hjertestans & \"HLR\" 2024"));
  EXPECT_THAT(info, HasSubstr("CreationDate:    2025-03-01"));
}

TEST_F(Pdf, ClaimsUniversalAccessibilityAndHasItsParts) {
  EXPECT_THAT(pdf_, HasSubstr("<pdfuaid:part>1</pdfuaid:part>"));
  EXPECT_THAT(pdf_, HasSubstr("/Lang (nb"));
  EXPECT_THAT(pdf_, HasSubstr("/Type /StructTreeRoot"));
  EXPECT_THAT(pdf_, HasSubstr("/DisplayDocTitle true"));
  EXPECT_THAT(pdf_, HasSubstr("/Type /Outlines"));
}

TEST_F(Pdf, TablesHaveHeadersAndFiguresHaveDescriptions) {
  const auto tree = output_of("pdfinfo -struct-text " + path_ + " 2>/dev/null");
  if (tree.empty()) {
    GTEST_SKIP() << "pdfinfo is not installed";
  }
  EXPECT_THAT(tree, HasSubstr("TH"));
  EXPECT_THAT(tree, HasSubstr("Figure"));
  EXPECT_THAT(tree, HasSubstr("H1"));
}

TEST_F(Pdf, IsWellFormed) {
  const auto check = output_of("qpdf --check " + path_ + " 2>&1");
  if (check.find("not found") != std::string::npos) {
    GTEST_SKIP() << "qpdf is not installed";
  }
  EXPECT_THAT(check, HasSubstr("No syntax or stream encoding errors found"));
}

}  // namespace
}  // namespace kjede::publish
