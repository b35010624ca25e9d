#include "kjede/service/cover.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "kjede/planning/codes.hpp"
#include "kjede/planning/equity.hpp"
#include "kjede/text/json.hpp"
#include "kjede/text/source.hpp"
#include "kjede/text/table.hpp"

namespace kjede::service {
namespace {

using text::Json;
namespace codes = planning::codes;

base::Result<std::vector<std::string>> ids_of_plan(const planning::TableText& plan) {
  KJEDE_ASSIGN(const auto json, text::parse_json(text::make_source(plan.name, plan.text)));
  std::vector<std::string> ids;
  if (json.is_object() && json.contains("sites") && json["sites"].is_array())
    for (const auto& id : json["sites"])
      if (id.is_string()) ids.push_back(id.get<std::string>());
  if (ids.empty())
    return base::fail(codes::bad_table, fmt::format("{} names no sites", plan.name),
                      "give what `kjede plan locate --json` printed");
  return ids;
}

base::Result<std::vector<int>> vehicles_at(const planning::LocationProblem& problem,
                                           const std::vector<std::string>& ids) {
  if (ids.empty()) {
    std::vector<int> all(problem.sites.size(), 1);
    for (std::size_t s = 0; s < all.size(); ++s) all[s] = problem.capacity[s] == 0 ? 0 : std::max(1, problem.keep[s]);
    return all;
  }
  std::vector<int> vehicles(problem.sites.size(), 0);
  base::Diagnostics faults;
  for (const auto& id : ids) {
    const auto at = std::find(problem.sites.begin(), problem.sites.end(), id);
    if (at != problem.sites.end()) {
      ++vehicles[static_cast<std::size_t>(at - problem.sites.begin())];
      continue;
    }
    const auto near = base::nearest(id, problem.sites);
    const auto fault = base::fail(codes::unknown_id, fmt::format("'{}' is no candidate", id),
                                  near.empty() ? std::string() : fmt::format("did you mean '{}'?", near));
    faults.push_back(fault.diagnostics.front());
  }
  if (!faults.empty()) return base::fail(std::move(faults));
  return vehicles;
}

std::vector<std::string> group_names(const planning::LocationInput& input, const std::string& by) {
  std::vector<std::string> names;
  for (const auto& place : input.places) {
    if (by == "place")
      names.push_back(place.place);
    else
      names.emplace_back(by == "settlement" ? (place.rural ? "rural" : "urban") : "");
  }
  return names;
}

double share(double part, double whole) { return whole > 0.0 ? part / whole : 0.0; }

Json group_json(const planning::CoverageGroup& group) {
  return {{"name", group.name},
          {"points", group.points},
          {"demand", group.demand},
          {"covered", share(group.covered, group.demand)},
          {"expected", share(group.expected, group.demand)},
          {"mean_nearest", group.mean_nearest},
          {"unreachable", share(group.unreachable, group.demand)}};
}

std::string percent(double value, bool comma) {
  auto text = fmt::format("{:.1f} %", 100.0 * value);
  if (comma) std::replace(text.begin(), text.end(), '.', ',');
  return text;
}

std::string decimal(double value, int decimals, bool comma) {
  auto text = fmt::format("{:.{}f}", value, decimals);
  if (comma) std::replace(text.begin(), text.end(), '.', ',');
  return text;
}

Json feature(const planning::PointPlace& place, Json properties) {
  return {{"type", "Feature"},
          {"geometry", {{"type", "Point"}, {"coordinates", Json::array({*place.lon, *place.lat})}}},
          {"properties", std::move(properties)}};
}

Json point_properties(const CoverAnswer& answer, std::size_t i) {
  const auto& point = answer.points[i];
  Json properties{{"id", answer.input.problem.points[i]},
                  {"kind", "point"},
                  {"demand", answer.input.problem.periods.front().weight[i]},
                  {"covered", point.covered},
                  {"chance", point.chance}};
  if (!answer.input.places[i].place.empty()) properties["place"] = answer.input.places[i].place;
  if (std::isinf(point.nearest)) return properties;
  properties["nearest"] = point.nearest;
  properties["site"] = answer.input.problem.sites[point.site];
  return properties;
}

}  // namespace

base::Result<CoverAnswer> cover(CoverOrder order, base::Progress& progress) {
  CoverAnswer answer;
  auto& options = order.options;
  options.model = planning::LocationModel::mexclp;
  options.fleet = 1;
  auto& request = order.request;
  if (!order.area.empty()) {
    KJEDE_ASSIGN(auto place, open_area(order.area));
    KJEDE_TRY(fill_from_area(place, order.tables, request, options, order.run, progress));
    if (order.at.empty() && !order.plan) order.at = planning::present_sites(place.situation);
  }
  if (request.busy.empty()) request.busy = {0.0};
  KJEDE_ASSIGN(answer.input, planning::make_location_problem(order.tables, request, options));
  auto ids = order.at;
  if (order.plan) {
    KJEDE_ASSIGN(ids, ids_of_plan(*order.plan));
  }
  const auto& problem = answer.input.problem;
  KJEDE_ASSIGN(answer.vehicles, vehicles_at(problem, ids));
  answer.points = planning::cover_points(problem, options, 0, answer.vehicles);
  const auto& demand = problem.periods.front().weight;
  if (order.by != "none") answer.groups = cover_groups(demand, answer.points, group_names(answer.input, order.by));
  const std::vector<std::string> everything(answer.points.size());
  answer.groups.push_back(cover_groups(demand, answer.points, everything).front());
  std::vector<double> chances;
  for (const auto& point : answer.points) chances.push_back(point.chance);
  answer.gini = planning::gini(demand, chances);
  answer.worst_decile = planning::worst_share(demand, chances);
  return answer;
}

std::string cover_json(const CoverAnswer& answer) {
  Json json{{"schema_version", 1}, {"total", group_json(answer.groups.back())}};
  json["gini"] = answer.gini;
  json["worst_decile"] = answer.worst_decile;
  json["groups"] = Json::array();
  for (std::size_t g = 0; g + 1 < answer.groups.size(); ++g) json["groups"].push_back(group_json(answer.groups[g]));
  return text::to_text(json);
}

std::string cover_text(const CoverAnswer& answer, const std::string& language, std::size_t width) {
  using text::Align;
  const bool nb = language != "en";
  const auto column = [](const char* title) { return text::TableColumn{title, Align::right}; };
  text::Table table({{nb ? "Sted" : "Place"},
                     column(nb ? "Punkter" : "Points"),
                     column(nb ? "Behov" : "Demand"),
                     column(nb ? "Dekket" : "Covered"),
                     column(nb ? "Forventet" : "Expected"),
                     column(nb ? "Nærmeste" : "Nearest")});
  for (std::size_t g = 0; g < answer.groups.size(); ++g) {
    const auto& group = answer.groups[g];
    const bool all = g + 1 == answer.groups.size();
    const std::string name = all ? (nb ? "Alle" : "All") : (group.name.empty() ? "–" : group.name);
    table.add({text::TableCell(name, all ? text::Tone::bold : text::Tone::plain), std::to_string(group.points),
               decimal(group.demand, 0, nb), percent(share(group.covered, group.demand), nb),
               percent(share(group.expected, group.demand), nb), decimal(group.mean_nearest, 1, nb)});
  }
  return table.render({.max_width = width}) + fmt::format("\n{} {}   Gini {}\n", nb ? "Verste tidel" : "Worst decile",
                                                          percent(answer.worst_decile, nb),
                                                          decimal(answer.gini, 3, nb));
}

base::Result<std::string> cover_geojson(const CoverAnswer& answer) {
  Json json{{"type", "FeatureCollection"}, {"features", Json::array()}};
  const auto& problem = answer.input.problem;
  for (std::size_t i = 0; i < answer.points.size(); ++i) {
    const auto& place = answer.input.places[i];
    if (!place.lon || !place.lat)
      return base::fail(codes::bad_table, fmt::format("point '{}' has no lon and lat", problem.points[i]),
                        "a map needs columns lon and lat in the table of points");
    if (problem.periods.front().weight[i] > 0.0)
      json["features"].push_back(feature(place, point_properties(answer, i)));
  }
  for (std::size_t s = 0; s < answer.vehicles.size(); ++s) {
    const auto at = std::find(problem.points.begin(), problem.points.end(), problem.sites[s]);
    if (answer.vehicles[s] == 0 || at == problem.points.end()) continue;
    json["features"].push_back(feature(answer.input.places[static_cast<std::size_t>(at - problem.points.begin())],
                                       {{"id", problem.sites[s]}, {"kind", "site"}, {"vehicles", answer.vehicles[s]}}));
  }
  return text::to_text(json);
}

}  // namespace kjede::service
