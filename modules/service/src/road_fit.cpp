#include "kjede/service/road_fit.hpp"

#include <fmt/format.h>

#include <array>
#include <cmath>

#include "kjede/road/codes.hpp"
#include "kjede/road/csv_table.hpp"
#include "road_words.hpp"

namespace kjede::service {

namespace {

namespace codes = road::codes;

struct TripColumns {
  std::array<std::size_t, 4> place{};  // from_lon, from_lat, to_lon, to_lat
  std::size_t seconds = 0;
  std::optional<std::size_t> priority, time;
};

base::Result<TripColumns> columns_of(const road::CsvTable& table) {
  TripColumns columns;
  std::size_t i = 0;
  for (const char* name : {"from_lon", "from_lat", "to_lon", "to_lat"}) {
    KJEDE_ASSIGN(columns.place[i], table.require(name));
    ++i;
  }
  KJEDE_ASSIGN(columns.seconds, table.require("seconds"));
  columns.priority = table.find("priority");
  columns.time = table.find("time");
  return columns;
}

base::Result<road::ObservedTrip> trip_of(const RoadSession& session, const road::CsvTable& table,
                                         const TripColumns& columns) {
  const auto text = [&](std::size_t column) { return std::string(table.field(column)); };
  KJEDE_ASSIGN(const auto from, session.point(text(columns.place[0]) + "," + text(columns.place[1])));
  KJEDE_ASSIGN(const auto to, session.point(text(columns.place[2]) + "," + text(columns.place[3])));
  const auto seconds = table.number(columns.seconds);
  if (!seconds || *seconds <= 0) {
    return base::fail(codes::bad_travel_time, "the driving time is missing, not above 0, or no number");
  }
  road::ObservedTrip trip{from.at.node, to.at.node, {}, *seconds};
  if (columns.priority && !text(*columns.priority).empty()) {
    const auto priority = road::parse_priority(text(*columns.priority));
    if (!priority) return base::fail(codes::unknown_mode, "unknown priority", "known: acute, urgent, planned");
    trip.when.priority = *priority;
  }
  if (columns.time && !text(*columns.time).empty()) {
    const auto time = road::parse_time_class(text(*columns.time));
    if (!time) return base::fail(codes::unknown_mode, "unknown time class", "known: free, day, rush, night, winter");
    trip.when.time = *time;
  }
  return trip;
}

}  // namespace

base::Result<FittedSpeeds> fit_speeds(const RoadSession& session, const std::string& path) {
  KJEDE_ASSIGN(auto table, road::CsvTable::open(path, ""));
  KJEDE_ASSIGN(const auto columns, columns_of(table));
  FittedSpeeds fitted;
  std::vector<road::ObservedTrip> trips;
  road::RowProblems unreadable;
  while (table.next(unreadable)) {
    auto trip = trip_of(session, table, columns);
    if (trip) {
      trips.push_back(*trip);
      continue;
    }
    auto problem = trip.error().front();
    problem.severity = base::Severity::warning;
    problem.message =
        fmt::format("'{}' row {} (line {}): {}", path, table.place().row, table.place().line, problem.message);
    fitted.left_out.push_back(std::move(problem));
  }
  KJEDE_ASSIGN(fitted.fit, road::fit_speed_model(session.roads(), session.model(), trips));
  fitted.fit.model.name += ", fitted";
  return fitted;
}

std::string to_text(const FittedSpeeds& fitted, std::string_view language) {
  const bool nb = is_nb(language);
  const auto& fit = fitted.fit;
  const auto line = [nb](const char* in_en, const char* in_nb, auto... values) {
    return fmt::format(fmt::runtime(nb ? in_nb : in_en), values...);
  };
  auto text = line("{} trips used; left out: {} rows, {} without a route, {} under a minute\n",
                   "{} turer brukt; utelatt: {} rader, {} uten rute, {} under ett minutt\n", fit.used,
                   fitted.left_out.size(), fit.unreachable, fit.too_short);
  text += line("  observed / modelled, median: {:.3f} before, {:.3f} after\n",
               "  observert / modell, median: {:.3f} før, {:.3f} etter\n", std::exp(fit.bias_before),
               std::exp(fit.bias_after));
  text +=
      line("  spread of log(observed / modelled), robust: {:.3f} before, {:.3f} after\n",
           "  spredning av log(observert / modell), robust: {:.3f} før, {:.3f} etter\n", fit.sd_before, fit.sd_after);
  text +=
      line("  {} trips lie far out and count less\n", "  {} turer ligger langt ute og teller mindre\n", fit.outlying);
  for (const auto kind : road::all_road_classes()) {
    if (fit.hours[kind] < 0.05) continue;
    text += line("  {}: factor {:.2f}, from {:.1f} hours at the limit\n",
                 "  {}: faktor {:.2f}, av {:.1f} timer i fartsgrensen\n", road::to_string(kind),
                 fit.model.class_factor[kind], fit.hours[kind]);
  }
  return text;
}

}  // namespace kjede::service
