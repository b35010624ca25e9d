#include "plan_report_figures.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "kjede/text/json.hpp"
#include "kjede/text/source.hpp"

namespace kjede::service {
namespace {

using planning::Verdict;
using publish::Figure;
using publish::MapChange;
using text::Json;

constexpr double large_change = 2;  // minutes

publish::MapPosition position(const Json& pair) { return {pair.at(0).get<double>(), pair.at(1).get<double>()}; }

// Polygons with a property `kind`: water or land, in drawing order.
base::Result<std::vector<publish::MapArea>> background_of(const planning::ServiceArea& area) {
  std::vector<publish::MapArea> areas;
  if (area.background.empty()) return areas;
  KJEDE_ASSIGN(auto file, text::read_source(area.background));
  KJEDE_ASSIGN(const auto json, text::parse_json(file));
  for (const auto& feature : json.value("features", Json::array())) {
    if (feature.value("geometry", Json::object()).value("type", "") != "Polygon") continue;
    publish::MapArea one;
    one.water = feature.value("properties", Json::object()).value("kind", "water") == "water";
    for (const auto& pair : feature["geometry"]["coordinates"].at(0)) {
      if (pair.is_array() && pair.size() >= 2) one.outline.push_back(position(pair));
    }
    areas.push_back(std::move(one));
  }
  return areas;
}

std::optional<publish::MapRoad> kind_of(road::RoadClass kind) {
  using enum road::RoadClass;
  switch (kind) {
    case motorway:
    case trunk:
    case primary: return publish::MapRoad::main;
    case secondary:
    case tertiary: return publish::MapRoad::minor;
    case ferry: return publish::MapRoad::ferry;
    default: return std::nullopt;
  }
}

// Main roads and ferries, each once; a project's only where the scenario opens it.
std::vector<publish::MapLine> roads_of(const CompareAnswer& answer, std::size_t scenario) {
  const auto& roads = answer.roads->roads();
  const auto& open = answer.scenarios[scenario].open_projects;
  std::vector<publish::MapLine> lines;
  for (road::NodeId tail = 0; tail < roads.shape.node_count(); ++tail) {
    for (auto arc = roads.shape.first_out[tail]; arc < roads.shape.first_out[tail + 1]; ++arc) {
      const auto head = roads.shape.head[arc];
      if (head < tail && (roads.flags[arc] & road::arc_oneway) == 0) continue;  // the other direction is drawn
      auto kind = kind_of(roads.road_class[arc]);
      if (roads.project[arc] != 0) {
        const auto& id = roads.projects[roads.project[arc] - 1U].id;
        const bool opened = std::any_of(open.begin(), open.end(), [&](const auto& one) { return one.id == id; });
        if (!opened) continue;
        kind = publish::MapRoad::project;
      }
      if (!kind) continue;
      const auto a = roads.nodes[tail], b = roads.nodes[head];
      lines.push_back({*kind, {a.lon_degrees(), a.lat_degrees()}, {b.lon_degrees(), b.lat_degrees()}});
    }
  }
  return lines;
}

std::vector<publish::MapSymbol> symbols_of(const CompareAnswer& answer, std::size_t scenario) {
  using publish::MapSign;
  std::vector<publish::MapSymbol> symbols;
  for (const auto& station : answer.result.stations) {
    const bool before = station.busy.front().has_value(), after = station.busy[scenario].has_value();
    const publish::MapPosition from{station.where.front().first, station.where.front().second};
    const publish::MapPosition to{station.where[scenario].first, station.where[scenario].second};
    const bool moved = before && after && station.moved[scenario];
    if (before && (!after || moved)) symbols.push_back({MapSign::moved_from, from, station.name});
    if (after && (!before || moved)) symbols.push_back({MapSign::moved_to, to, station.name});
    if (before && after && !moved) symbols.push_back({MapSign::station, to, station.name});
  }
  for (const auto& hospital : answer.area.hospitals)
    symbols.push_back({MapSign::hospital, {hospital.lon, hospital.lat}, hospital.name});
  return symbols;
}

MapChange class_of(const planning::Compared& mean) {
  const auto which = place_verdict(mean);
  if (which == Verdict::unclear) return MapChange::same;
  const bool large = std::abs(mean.change->mean) >= large_change;
  if (which == Verdict::better) return large ? MapChange::much_better : MapChange::better;
  return large ? MapChange::much_worse : MapChange::worse;
}

// Names of what has changed, with the change; and of the larger towns.
std::vector<publish::MapPoint> points_of(const CompareAnswer& answer, std::size_t s, Language language) {
  std::vector<publish::MapPoint> points;
  for (const auto& place : answer.result.places) {
    const auto& mean = place.response.mean[s];
    const auto change = class_of(mean);
    std::string name;
    if (change != MapChange::same)
      name = fmt::format("{} {}", place.response.id, signed_words(mean.change->mean, Measure::minutes, language));
    else if (place.urban)
      name = place.response.id;
    points.push_back({{place.lon, place.lat}, name, change, place.response.population});
  }
  std::stable_sort(points.begin(), points.end(),
                   [](const auto& a, const auto& b) { return a.people > b.people; });  // large names placed first
  return points;
}

publish::ChangePlot changes(const CompareAnswer& answer, Language language, Measure measure) {
  const bool nb = language == Language::nb, minutes = measure == Measure::minutes;
  publish::ChangePlot plot;
  plot.lower_is_better = minutes;
  plot.better = nb ? "bedre" : "better";
  plot.worse = nb ? "dårligere" : "worse";
  for (const auto& group : answer.result.groups) {
    for (std::size_t s = 1; s < answer.result.scenarios.size(); ++s) {
      const auto& change = *(minutes ? group.p90 : group.within)[s].change;
      const double scale = minutes ? 1 : 100;
      publish::ChangeRow row{group_name(group.id, answer.result, language),
                             answer.result.scenarios[s].name.in(nb ? "nb" : "en"), change.mean * scale};
      if (change.interval) {
        row.low = change.interval->low * scale;
        row.high = change.interval->high * scale;
      }
      plot.rows.push_back(std::move(row));
    }
  }
  return plot;
}

}  // namespace

base::Result<Figure> gain_map(const CompareAnswer& answer, std::size_t s, const publish::Look& look) {
  const bool nb = look.language == Language::nb;
  publish::RegionMap map;
  KJEDE_ASSIGN(map.background, background_of(answer.area));
  map.roads = roads_of(answer, s);
  map.points = points_of(answer, s, look.language);
  map.symbols = symbols_of(answer, s);
  map.change_names = nb ? std::vector<std::string>{"minst 2 min raskere", "raskere", "endring under 15 s eller usikker",
                                                   "senere", "minst 2 min senere"}
                        : std::vector<std::string>{"at least 2 min sooner", "sooner", "change under 15 s or uncertain",
                                                   "later", "at least 2 min later"};
  const auto gain = changed_places(answer.result, s, Verdict::better),
             loss = changed_places(answer.result, s, Verdict::worse);
  map.title = answer.result.scenarios[s].name.in(nb ? "nb" : "en");
  map.finding = fmt::format(fmt::runtime(nb ? "Kart: {} steder får raskere hjelp, {} senere."
                                            : "Map: {} places are reached sooner, {} later."),
                            gain.size(), loss.size());
  auto figure = publish::region_map(fmt::format("map_{}", answer.result.scenarios[s].id), map, look);
  figure.legend =
      nb ? "Trekant opp: raskere, ned: senere, sirkel: under 15 sekunder eller usikkert; størrelsen viser innbyggerne. "
           "Firkant: stasjon, gul: ny plass, kryss: gammel plass. Rødt kors: sykehus. Stiplet blått: "
           "ferje. Lilla: åpnet vei"
         : "Triangle up: sooner, down: later, circle: under 15 seconds or uncertain; the size shows the people. "
           "Square: "
           "station, yellow: new place, cross: old place. Red cross: hospital. Dashed blue: ferry. Purple: "
           "opened road";
  return figure;
}

Figure change_plot(const CompareAnswer& answer, Measure measure, const publish::Look& look) {
  const bool nb = look.language == Language::nb, minutes = measure == Measure::minutes;
  auto plot = changes(answer, look.language, measure);
  plot.axis = minutes ? (nb ? "minutter" : "minutes") : (nb ? "prosentpoeng" : "percentage points");
  const char* what = minutes ? (nb ? "90-persentil" : "the 90th percentile")
                             : (nb ? "andel innen målet" : "the share within the target");
  plot.title = fmt::format(fmt::runtime(nb ? "Endring i {}" : "Change of {}"), what);
  plot.finding = plot.title + (nb ? " med intervall." : " with interval.");
  return publish::change_plot(minutes ? "change_p90" : "change_within", plot, look);
}

}  // namespace kjede::service
