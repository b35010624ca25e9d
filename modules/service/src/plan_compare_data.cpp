#include <fmt/format.h>

#include "case_reader.hpp"
#include "kjede/service/plan_compare.hpp"
#include "kjede/text/csv_writer.hpp"
#include "plan_figures.hpp"

namespace kjede::service {
namespace {

using planning::Compared;
using planning::Comparison;
using text::CsvWriter;

Json estimate_json(const sim::Estimate& estimate) {
  return {{"value", number(estimate.mean)}, {"interval", pair(estimate.interval)}};
}

Json compared_json(const Compared& figure) {
  Json json = estimate_json(figure.value);
  json["change"] = figure.change ? estimate_json(*figure.change) : Json(nullptr);
  return json;
}

Json all_json(const std::vector<Compared>& figures) {
  Json list = Json::array();
  for (const auto& one : figures) list.push_back(compared_json(one));
  return list;
}

constexpr const char* kVerdicts[] = {"better", "worse", "unclear"};

// With what the change means: better or worse only when its interval leaves 0 out.
Json judged_json(const std::vector<Compared>& figures, bool lower_is_better) {
  Json list = all_json(figures);
  for (std::size_t s = 0; s < figures.size(); ++s) {
    if (figures[s].change)
      list[s]["verdict"] = kVerdicts[static_cast<std::size_t>(planning::verdict(figures[s], lower_is_better))];
  }
  return list;
}

// Who gains or loses in scenario s: places whose mean response time has changed for certain and enough to matter.
Json changed_json(const Comparison& result, std::size_t s, planning::Verdict which) {
  const auto places = changed_places(result, s, which);
  Json list = Json::array();
  for (const auto* place : places) {
    auto json = compared_json(place->response.mean[s]);
    json["place"] = place->response.id;
    json["municipality"] = place->municipality;
    json["population"] = number(place->response.population);
    json["lon"] = number(place->lon);
    json["lat"] = number(place->lat);
    list.push_back(std::move(json));
  }
  return {{"people", number(people_in(places))}, {"places", std::move(list)}};
}

Json group_json(const planning::GroupFigures& group) {
  return {{"id", group.id},
          {"population", number(group.population)},
          {"acute_missions_a_year", number(group.missions_a_year)},
          {"missions", group.counted},
          {"mean_minutes", judged_json(group.mean, true)},
          {"median_minutes", judged_json(group.median, true)},
          {"p90_minutes", judged_json(group.p90, true)},
          {"share_within_target", judged_json(group.within, false)}};
}

Json scenarios_json(const Comparison& result) {
  Json list = Json::array();
  for (std::size_t s = 0; s < result.scenarios.size(); ++s) {
    const auto& one = result.scenarios[s];
    list.push_back({{"id", one.id},
                    {"name", {{"nb", one.name.nb}, {"en", one.name.en}}},
                    {"year", one.year},
                    {"policy", one.policy},
                    {"stations", one.stations},
                    {"vehicles", one.vehicles},
                    {"population", number(one.population)},
                    {"calls_a_day", number(one.calls_a_day)}});
    if (s == 0) continue;
    list.back()["gain"] = changed_json(result, s, planning::Verdict::better);
    list.back()["lose"] = changed_json(result, s, planning::Verdict::worse);
  }
  return list;
}

Json stations_json(const Comparison& result) {
  Json list = Json::array();
  for (const auto& one : result.stations) {
    Json busy = Json::array(), missions = Json::array();
    for (const auto& figure : one.busy) busy.push_back(figure ? compared_json(*figure) : Json(nullptr));
    for (const auto& count : one.missions_a_day) missions.push_back(number(count));
    list.push_back({{"id", one.id}, {"name", one.name}, {"busy", busy}, {"missions_a_day", missions}});
  }
  return list;
}

Json survival_json(const planning::SurvivalFigures& figures) {
  const auto name = [](planning::SurvivalCurve curve) {
    constexpr const char* names[] = {"larsen", "valenzuela", "waalewijn", "de_maio"};
    return names[static_cast<std::size_t>(curve)];
  };
  Json curves = Json::array();
  for (const auto& one : figures.by_curve) {
    curves.push_back(
        {{"utstein", name(one.utstein)}, {"others", name(one.others)}, {"survivors", all_json(one.survivors)}});
  }
  return {{"arrests_a_year", figures.arrests},
          {"survivors_a_year", all_json(figures.survivors)},
          {"by_curve", curves},
          {"register_survival", number(figures.register_survival)}};
}

void estimate_cells(CsvWriter& csv, const std::optional<sim::Estimate>& estimate) {
  if (!estimate) {
    csv.empty().empty().empty();
    return;
  }
  csv.number(estimate->mean);
  if (estimate->interval)
    csv.number(estimate->interval->low).number(estimate->interval->high);
  else
    csv.empty().empty();
}

const std::vector<std::string> figure_columns{"value", "low", "high", "change", "change_low", "change_high"};

std::string key_csv(const Comparison& result) {
  CsvWriter csv;
  std::vector<std::string> header{"figure", "scenario"};
  header.insert(header.end(), figure_columns.begin(), figure_columns.end());
  csv.row(header);
  for (const auto& row : key_figures(result, Language::en)) {
    for (std::size_t s = 0; s < result.scenarios.size(); ++s) {
      csv.text(row.id).text(result.scenarios[s].id);
      estimate_cells(csv, (*row.values)[s].value);
      estimate_cells(csv, (*row.values)[s].change);
      csv.end_row();
    }
  }
  return csv.take();
}

std::string places_csv(const Comparison& result) {
  CsvWriter csv;
  std::vector<std::string> header{"place", "municipality", "settlement", "population", "scenario", "figure"};
  header.insert(header.end(), figure_columns.begin(), figure_columns.end());
  csv.row(header);
  for (const auto& place : result.places) {
    const auto& response = place.response;
    const std::pair<const char*, const std::vector<Compared>*> figures[] = {{"mean_minutes", &response.mean},
                                                                            {"median_minutes", &response.median},
                                                                            {"p90_minutes", &response.p90},
                                                                            {"share_within_target", &response.within}};
    for (std::size_t s = 0; s < result.scenarios.size(); ++s) {
      for (const auto& [name, values] : figures) {
        csv.text(response.id)
            .text(place.municipality)
            .text(place.urban ? "urban" : "rural")
            .number(response.population, 0);
        csv.text(result.scenarios[s].id).text(name);
        estimate_cells(csv, (*values)[s].value);
        estimate_cells(csv, (*values)[s].change);
        csv.end_row();
      }
    }
  }
  return csv.take();
}

std::string stations_csv(const Comparison& result) {
  CsvWriter csv;
  csv.row({"station", "name", "scenario", "lon", "lat", "busy", "low", "high", "change", "change_low", "change_high",
           "missions_a_day"});
  for (const auto& station : result.stations) {
    for (std::size_t s = 0; s < result.scenarios.size(); ++s) {
      if (!station.busy[s]) continue;
      csv.text(station.id).text(station.name).text(result.scenarios[s].id);
      csv.number(station.where[s].first).number(station.where[s].second);
      estimate_cells(csv, station.busy[s]->value);
      estimate_cells(csv, station.busy[s]->change);
      csv.number(*station.missions_a_day[s]).end_row();
    }
  }
  return csv.take();
}

// One point a place; mean response and change by scenario, and whether the change is beyond doubt.
std::string places_geojson(const Comparison& result) {
  Json features = Json::array();
  for (const auto& place : result.places) {
    Json properties{{"place", place.response.id},
                    {"municipality", place.municipality},
                    {"population", number(place.response.population)}};
    for (std::size_t s = 0; s < result.scenarios.size(); ++s) {
      const auto& mean = place.response.mean[s];
      const auto& id = result.scenarios[s].id;
      properties["mean_minutes_" + id] = number(mean.value.mean);
      if (!mean.change) continue;
      properties["change_minutes_" + id] = number(mean.change->mean);
      properties["verdict_" + id] = kVerdicts[static_cast<std::size_t>(planning::verdict(mean, true))];
    }
    features.push_back({{"type", "Feature"},
                        {"properties", properties},
                        {"geometry", {{"type", "Point"}, {"coordinates", {place.lon, place.lat}}}}});
  }
  Json whole{{"type", "FeatureCollection"}, {"features", features}};
  if (result.synthetic) whole["synthetic"] = true;
  return text::to_text(whole);
}

}  // namespace

std::string comparison_json(const CompareAnswer& answer) {
  const auto& result = answer.result;
  Json groups = Json::array(), places = Json::array();
  for (const auto& group : result.groups) groups.push_back(group_json(group));
  for (const auto& place : result.places) {
    auto json = group_json(place.response);
    json["municipality"] = place.municipality;
    json["settlement"] = place.urban ? "urban" : "rural";
    places.push_back(std::move(json));
  }
  const auto& service = result.service;
  Json whole{{"schema_version", 1},
             {"area", result.area},
             {"synthetic", result.synthetic},
             {"complete", result.complete},
             {"replications", result.replications},
             {"replications_wanted", result.replications_wanted},
             {"days", result.days},
             {"seed", result.seed},
             {"missions", result.missions},
             {"targets_minutes", {{"urban", number(result.urban_target)}, {"rural", number(result.rural_target)}}},
             {"scenarios", scenarios_json(result)},
             {"groups", groups},
             {"service",
              {{"slowest_tenth_minutes", all_json(service.slowest_tenth)},
               {"busy", all_json(service.busy)},
               {"share_waited", all_json(service.waited)},
               {"kilometres_a_year", all_json(service.kilometres_a_year)},
               {"moves_per_shift", all_json(service.moves_per_shift)},
               {"acute_70_minutes_and_more_a_year", all_json(service.beyond)}}},
             {"survival", result.survival ? survival_json(*result.survival) : Json(nullptr)},
             {"places", places},
             {"stations", stations_json(result)}};
  return text::to_text(whole);
}

std::vector<publish::ExportFile> comparison_tables(const CompareAnswer& answer) {
  return {{"key_figures.csv", key_csv(answer.result)},
          {"places.csv", places_csv(answer.result)},
          {"stations.csv", stations_csv(answer.result)},
          {"places.geojson", places_geojson(answer.result)}};
}

}  // namespace kjede::service
