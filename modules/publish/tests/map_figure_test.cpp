#include "kjede/publish/map_figure.hpp"

#include <gmock/gmock.h>

#include <nlohmann/json.hpp>

namespace kjede::publish {
namespace {

using Json = nlohmann::ordered_json;
using ::testing::HasSubstr;

RegionMap small_map() {
  RegionMap map;
  map.title = "Kart";
  map.finding = "Kart: ett sted raskere.";
  map.background = {{true, {{5.0, 61.0}, {5.1, 61.0}, {5.1, 61.1}}}};
  map.roads = {{MapRoad::main, {5.0, 61.0}, {5.5, 61.4}}, {MapRoad::ferry, {5.5, 61.4}, {5.6, 61.4}}};
  map.points = {{{5.2, 61.2}, "Vik", MapChange::better, 900}};
  map.symbols = {{MapSign::hospital, {5.2, 61.2}, "Sykehus"}};
  map.change_names = {"mye raskere", "raskere", "likt", "senere", "mye senere"};
  return map;
}

TEST(MapFigure, IsAsWideAsAskedAndAsHighAsTheCountry) {
  const auto figure = region_map("map", small_map(), {.language = Language::nb, .synthetic = true, .width = 500});
  const auto spec = Json::parse(figure.spec);
  EXPECT_EQ(spec["width"], 500);
  // 0.6 degrees of longitude by 0.4 of latitude at 61.2 degrees north
  EXPECT_NEAR(spec["height"].get<double>(), 500 * 0.42 / (0.6 * 0.4818 + 0.02), 60);
  EXPECT_EQ(spec["description"], "Kart: ett sted raskere.");
  EXPECT_THAT(figure.spec, HasSubstr("Syntetiske data"));
  EXPECT_EQ(figure.spec,
            region_map("map", small_map(), {.language = Language::nb, .synthetic = true, .width = 500}).spec);
}

TEST(MapFigure, ColourNeverStandsAlone) {
  const auto spec = Json::parse(region_map("map", small_map(), {}).spec);
  bool found = false;
  for (const auto& layer : spec["layer"]) {
    if (!layer.contains("encoding") || !layer["encoding"].contains("color")) continue;
    found = true;
    EXPECT_EQ(layer["encoding"]["color"]["field"], layer["encoding"]["shape"]["field"]);
  }
  EXPECT_TRUE(found);
}

TEST(ChangePlot, HasNoChangeInTheMiddleAndWordsAtTheEnds) {
  ChangePlot plot;
  plot.title = "Endring";
  plot.axis = "minutter";
  plot.better = "bedre";
  plot.worse = "dårligere";
  plot.rows = {{"hele", "Plan 2", -1.5, -2.0, -1.0}, {"hele", "Plan 3", 0.5, {}, {}}};
  const auto spec = Json::parse(change_plot("change", plot, {}).spec);
  const auto& domain = spec["layer"][1]["encoding"]["x"]["scale"]["domain"];
  EXPECT_EQ(domain[0].get<double>(), -domain[1].get<double>());
  EXPECT_GE(domain[1].get<double>(), 2.0);
  EXPECT_EQ(spec["layer"][3]["mark"]["text"], "bedre");
  EXPECT_EQ(spec["layer"][4]["mark"]["text"], "dårligere");
}

}  // namespace
}  // namespace kjede::publish
