// Stations' active and stand-by time as a table, CSV, JSON and a figure.
#include <fmt/format.h>

#include <array>
#include <nlohmann/json.hpp>

#include "kjede/publish/render.hpp"
#include "kjede/publish/words.hpp"
#include "kjede/service/missions.hpp"
#include "kjede/text/csv_writer.hpp"
#include "kjede/text/table.hpp"

namespace kjede::service {
namespace {

using publish::Language;
using text::Align;

std::string range_of(const Activity& activity) {
  return activity.first == activity.last ? activity.first.label()
                                         : activity.first.label() + "–" + activity.last.label();
}

std::string station_name(const StationActivity& station, Language language) {
  if (!station.station.empty()) return station.station;
  return language == Language::nb ? "ukjent" : "unknown";
}

}  // namespace

std::string activity_table(const Activity& activity, const TableOptions& options) {
  const auto language = options.language == "en" ? Language::en : Language::nb;
  const bool nb = language == Language::nb;
  text::Table table({{nb ? "Stasjon" : "Station"},
                     {nb ? "Biler" : "Vehicles", Align::right},
                     {nb ? "Oppdrag" : "Missions", Align::right},
                     {nb ? "Aktiv tid, timer" : "Active, hours", Align::right},
                     {nb ? "Beredskapstid, timer" : "Stand-by, hours", Align::right},
                     {nb ? "Aktiv" : "Active", Align::right}});
  for (const auto& station : activity.stations) {
    table.add({station_name(station, language), publish::integer(static_cast<std::int64_t>(station.vehicles), language),
               publish::integer(station.missions, language), publish::decimal(station.active_hours, 0, language),
               publish::decimal(station.standby_hours, 0, language),
               publish::percent(station.share_active, 1, language)});
  }
  auto text =
      fmt::format("{}, {}\n", nb ? "Aktiv tid og beredskapstid" : "Active and stand-by time", range_of(activity)) +
      table.render({options.colour, options.max_width});
  if (activity.without_times > 0)
    text += fmt::format("{} {}\n", publish::integer(activity.without_times, language),
                        nb ? "oppdrag mangler tider og er ikke med" : "missions lack times and are left out");
  return text;
}

std::string activity_csv(const Activity& activity) {
  text::CsvWriter csv;
  csv.row({"station", "vehicles", "missions", "active_hours", "standby_hours", "on_duty_hours", "share_active"});
  for (const auto& s : activity.stations) {
    csv.text(s.station).number(static_cast<std::uint64_t>(s.vehicles)).number(s.missions);
    csv.number(s.active_hours, 2).number(s.standby_hours, 2).number(s.on_duty_hours, 2).number(s.share_active, 4);
    csv.end_row();
  }
  return csv.take();
}

std::string activity_json(const Activity& activity) {
  nlohmann::ordered_json document{{"schema_version", 1},
                                  {"from", activity.first.label()},
                                  {"to", activity.last.label()},
                                  {"missions_without_times", activity.without_times},
                                  {"stations", nlohmann::ordered_json::array()}};
  for (const auto& s : activity.stations) {
    document["stations"].push_back({{"station", s.station},
                                    {"vehicles", s.vehicles},
                                    {"missions", s.missions},
                                    {"active_hours", s.active_hours},
                                    {"standby_hours", s.standby_hours},
                                    {"on_duty_hours", s.on_duty_hours},
                                    {"share_active", s.share_active}});
  }
  return document.dump(1) + "\n";
}

base::Result<std::string> activity_svg(const Activity& activity, const std::string& home, std::string_view language) {
  KJEDE_ASSIGN(const auto tools, publish::find_tools(home));
  publish::Look look;
  look.language = language == "en" ? Language::en : Language::nb;
  const bool nb = look.language == Language::nb;
  publish::StackedLevels figure;
  figure.title =
      fmt::format("{}, {}", nb ? "Aktiv tid og beredskapstid" : "Active and stand-by time", range_of(activity));
  figure.levels = {nb ? "Aktiv tid" : "Active", nb ? "Beredskapstid" : "Stand-by"};
  figure.ordered = false;
  for (const auto& station : activity.stations)
    figure.rows.push_back(
        {station_name(station, look.language), {station.share_active, 1.0 - station.share_active}, station.missions});
  const std::array figures{publish::stacked_levels("activity", figure, look)};
  KJEDE_ASSIGN(auto pictures, publish::render(figures, {.tools = tools}));
  return std::move(pictures.front().svg);
}

}  // namespace kjede::service
