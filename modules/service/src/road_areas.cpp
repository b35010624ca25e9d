#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "kjede/publish/isochrone_map.hpp"
#include "kjede/publish/render.hpp"
#include "kjede/road/codes.hpp"
#include "kjede/road/sweep.hpp"
#include "kjede/service/road_answers.hpp"

namespace kjede::service {

namespace {

constexpr std::size_t all_roads_drawn = 60'000;  // arcs; above, only those of more than local weight

bool is_main(road::RoadClass kind) { return kind <= road::RoadClass::tertiary_link; }

publish::GeoPoint geo(road::Location p) { return {p.lon_degrees(), p.lat_degrees()}; }

publish::GeoLine geo(const road::Ring& ring) {
  publish::GeoLine line;
  for (const auto& p : ring) line.push_back(geo(p));
  return line;
}

// Each road once, main ones apart.
std::vector<publish::MapRoads> roads_to_draw(const RoadSession& session) {
  const auto& roads = session.roads();
  std::vector<publish::MapRoads> drawn{{false, {}}, {true, {}}};
  const bool few = roads.shape.arc_count() <= all_roads_drawn;
  for (road::NodeId tail = 0; tail < roads.shape.node_count(); ++tail) {
    for (auto arc = roads.shape.first_out[tail]; arc < roads.shape.first_out[tail + 1]; ++arc) {
      const bool oneway = (roads.flags[arc] & road::arc_oneway) != 0;
      const bool shown = oneway || tail < roads.shape.head[arc];
      const bool main = is_main(roads.road_class[arc]);
      const bool ferry = (roads.flags[arc] & road::arc_ferry) != 0;
      if (!shown || ferry || session.weights()[arc] >= road::unreachable || (!few && !main)) continue;
      drawn[main ? 1 : 0].lines.push_back(geo(road::arc_line(roads, tail, arc)));
    }
  }
  return drawn;
}

std::string minutes_text(road::Millis time) { return fmt::format("{:g} min", time / 60'000.0); }

std::string finding(const RoadAreas& areas, bool nb) {
  std::string text = nb ? "Kart over områder som nås innen" : "Map of the areas reached within";
  for (const auto& area : areas.areas) {
    text += fmt::format("{} {} ({:.1f} km²)", &area == &areas.areas.front() ? "" : ",", minutes_text(area.threshold),
                        area.square_kilometres);
  }
  return text;
}

}  // namespace

base::Result<RoadAreas> road_areas(const RoadSession& session, const std::vector<std::string>& starts,
                                   const std::vector<double>& minutes, double reach, double cell) {
  RoadAreas answer;
  base::Diagnostics problems;
  for (const auto& text : starts) {
    auto point = session.point(text);
    if (point) {
      answer.starts.push_back(*std::move(point));
    } else {
      problems.insert(problems.end(), point.error().begin(), point.error().end());
    }
  }
  if (!problems.empty()) return base::fail(std::move(problems));
  std::vector<road::Entry> entries;
  for (const auto& start : answer.starts) {
    for (const auto& access : start.at.out) entries.push_back({access.node, access.time});
  }
  road::IsochroneOptions options{{}, session.off_road_speed(), reach, cell};
  for (const double m : minutes) {
    options.thresholds.push_back(m > 0 && m < 1e6 ? static_cast<road::Millis>(std::lround(m * 60'000)) : 0);
  }
  answer.times = road::sweep_nearest(session.graph(), entries, road::Direction::from_nodes);
  KJEDE_ASSIGN(answer.areas, road::isochrones(session.roads(), session.weights(), answer.times, options));
  return answer;
}

base::Result<AreaPicture> draw_areas(const RoadSession& session, const RoadAreas& areas, const std::string& title,
                                     const std::string& language, const std::string& home, bool png) {
  const bool nb = language == "nb";
  publish::IsochroneMap map;
  map.title = !title.empty() ? title : nb ? "Områder som nås i tide" : "Areas reached in time";
  map.finding = finding(areas, nb);
  for (const auto& area : areas.areas) {
    publish::MapLevel level{minutes_text(area.threshold), {}};
    for (const auto& polygon : area.polygons) {
      publish::GeoPolygon shape{geo(polygon.outer)};
      for (const auto& hole : polygon.holes) shape.push_back(geo(hole));
      level.polygons.push_back(std::move(shape));
    }
    map.levels.push_back(std::move(level));
  }
  map.roads = roads_to_draw(session);
  for (const auto& start : areas.starts) map.starts.push_back(geo(start.at.point));
  map.start_name = nb ? "◆ start" : "◆ start";
  const auto& texts = session.roads().texts;
  map.note = texts.source;
  if (texts.licence.find("ODbL") != std::string::npos) map.note += nb ? ", lisens ODbL 1.0" : ", licence ODbL 1.0";
  const publish::Look look{.language = nb ? publish::Language::nb : publish::Language::en, .width = 640};
  KJEDE_ASSIGN(const auto tools, publish::find_tools(home));
  const std::vector<publish::Figure> figures{publish::isochrone_map("isochrones", map, look)};
  KJEDE_ASSIGN(auto drawn, publish::render(figures, {.tools = tools, .png_zoom = png ? 2.0 : 0.0}));
  return AreaPicture{std::move(drawn.front().svg), std::move(drawn.front().png)};
}

}  // namespace kjede::service
