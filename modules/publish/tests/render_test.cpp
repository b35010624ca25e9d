#include "kjede/publish/render.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <cstdlib>
#include <fstream>

#include "sample.hpp"

namespace kjede::publish {
namespace {

std::vector<Figure> every_kind(const Look& look) {
  return {unit_bars("bars", sample::bars(), look),
          funnel("funnel", sample::funnel_data(), look),
          limits_by_unit("limits", sample::funnel_data(), look),
          percentile_boxes("boxes", sample::boxes(), look),
          trend("trend", sample::trend_data(), look),
          age_pyramid("pyramid", "Alder og kjønn", sample::ages(), look),
          stacked_levels("stacked", sample::levels(), look),
          count_bars("counts", sample::counts(false), look),
          count_bars("columns", sample::counts(true), look),
          spc_figure("spc", sample::charts(18, 24),
                     {.title = "Bruk av kapnograf", .scale = {.fraction = true}, .period = base::PeriodKind::quarter},
                     look),
          spc_figure("single", sample::charts(1, 24),
                     {.title = "Bruk av kapnograf",
                      .scale = {.fraction = true, .axis = "Andel"},
                      .period = base::PeriodKind::quarter},
                     look)};
}

// KJEDE_KEEP_FIGURES=folder keeps the pictures, to be looked at.
void keep(const std::vector<Rendered>& pictures, const std::string& suffix) {
  if (const char* folder = std::getenv("KJEDE_KEEP_FIGURES")) {
    for (const auto& picture : pictures) {
      std::ofstream(std::string(folder) + "/" + picture.id + suffix + ".png") << picture.png;
      std::ofstream(std::string(folder) + "/" + picture.id + suffix + ".svg") << picture.svg;
    }
  }
}

TEST(Render, DrawsEveryKindOfFigureTheSameTwice) {
  auto tools = sample::tools();
  if (!tools) {
    GTEST_SKIP() << base::render(tools.error());
  }
  for (const auto language : {Language::nb, Language::en}) {
    const auto figures = every_kind({.language = language, .synthetic = true, .title = language == Language::nb});
    const auto first = render(figures, {.tools = *tools, .png_zoom = 2});
    ASSERT_TRUE(first) << base::render(first.error());
    keep(*first, language == Language::nb ? "" : "_en");
    const auto second = render(figures, {.tools = *tools, .png_zoom = 2});
    ASSERT_TRUE(second);
    for (std::size_t i = 0; i < figures.size(); ++i) {
      EXPECT_EQ((*first)[i].svg, (*second)[i].svg);
      EXPECT_EQ((*first)[i].png, (*second)[i].png);
      EXPECT_NE((*first)[i].svg.find("role=\"img\" aria-label=\""), std::string::npos);
      EXPECT_EQ((*first)[i].png.substr(1, 3), "PNG");
    }
  }
}

TEST(Render, EighteenControlChartsWithPictureTakeUnderASecond) {
  auto tools = sample::tools();
  if (!tools) {
    GTEST_SKIP() << base::render(tools.error());
  }
  const auto begin = std::chrono::steady_clock::now();
  const std::vector figures{
      spc_figure("spc", sample::charts(18, 24), {.title = "Kapnografi", .scale = {.fraction = true}}, {})};
  ASSERT_TRUE(render(figures, {.tools = *tools}));
  const auto taken = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  RecordProperty("seconds", std::to_string(taken));
  EXPECT_LT(taken, 3.0) << "the promise is one second; three leave room for a busy machine";
}

TEST(Render, SaysWhatIsMissing) {
  const auto none = find_tools("/nowhere");
  ASSERT_FALSE(none);
  EXPECT_EQ(none.error().front().code, "KJ0701");
  EXPECT_EQ(none.error().front().message, "no render/render.mjs below '/nowhere'");
  const auto no_font = find_tools(KJEDE_SOURCE_DIR, "/nowhere");
  ASSERT_FALSE(no_font);
  EXPECT_EQ(no_font.error().front().message, "the font Open Sans is not in '/nowhere'");
  EXPECT_EQ(no_font.error().front().suggestion, "install the package fonts-open-sans");
}

TEST(Render, SaysThatNodeIsNotThere) {
  const std::vector figures{Figure{.id = "x", .spec = "{}"}};
  const auto result = render(figures, {.tools = {.node = "no-such-node", .script = "render.mjs", .fonts = "/"}});
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().front().message, "cannot start 'no-such-node'");
  EXPECT_EQ(result.error().front().suggestion, "install node 18 or newer; scripts/bootstrap does it");
}

TEST(Render, NamesTheFigureThatCannotBeDrawn) {
  auto tools = sample::tools();
  if (!tools) {
    GTEST_SKIP() << base::render(tools.error());
  }
  const std::vector figures{Figure{.id = "broken", .spec = R"({"mark": {"type": "nothing"}})"},
                            trend("good", sample::trend_data(), {})};
  const auto result = render(figures, {.tools = *tools});
  ASSERT_FALSE(result);
  ASSERT_EQ(result.error().size(), 1U);
  EXPECT_EQ(result.error().front().code, "KJ0703");
  EXPECT_EQ(result.error().front().message.substr(0, 8), "broken: ");
}

}  // namespace
}  // namespace kjede::publish
