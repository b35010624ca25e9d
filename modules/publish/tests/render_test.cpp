#include "kjede/publish/render.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <cstdlib>
#include <fstream>

#include "sample.hpp"

namespace kjede::publish {
namespace {

std::vector<Figure> every_kind(const Look& look) {
  return {unit_bars("bars", sample::bars(), look), funnel("funnel", sample::funnel_data(), look), limits_by_unit("limits", sample::funnel_data(), look),
          percentile_boxes("boxes", sample::boxes(), look), trend("trend", sample::trend_data(), look), age_pyramid("pyramid", "Alder og kjønn", sample::ages(), look),
          stacked_levels("stacked", sample::levels(), look), count_bars("counts", sample::counts(false), look), count_bars("columns", sample::counts(true), look),
          spc_figure("spc", sample::charts(18, 24), {.title = "Bruk av kapnograf", .scale = {.fraction = true}, .period = base::PeriodKind::quarter}, look),
          spc_figure("single", sample::charts(1, 24), {.title = "Bruk av kapnograf", .scale = {.fraction = true, .axis = "Andel"}, .period = base::PeriodKind::quarter}, look)};
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

}  // namespace
}  // namespace kjede::publish
