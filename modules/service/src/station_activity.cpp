// How busy the stations are: active time from the indicator, time on duty from the table of vehicles.
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <map>
#include <set>

#include "kjede/catalog/parse.hpp"
#include "kjede/service/codes.hpp"
#include "kjede/service/missions.hpp"
#include "kjede/text/csv.hpp"

namespace kjede::service {
namespace {

using measure::Measurement;

struct Duty {
  std::size_t vehicles = 0;
  double hours_a_day = 0;
};

// "7", "7.5", "07:30": hours after midnight.
std::optional<double> hours_of(std::string_view text) {
  const auto colon = text.find(':');
  double hours = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + std::min(colon, text.size()), hours);
  if (error != std::errc() || hours < 0 || hours > 24 ||
      (colon == std::string_view::npos && end != text.data() + text.size()))
    return std::nullopt;
  if (colon == std::string_view::npos) return hours;
  int minutes = 0;
  const auto rest = std::from_chars(text.data() + colon + 1, text.data() + text.size(), minutes);
  if (rest.ec != std::errc() || rest.ptr != text.data() + text.size() || minutes < 0 || minutes > 59)
    return std::nullopt;
  return hours + minutes / 60.0;
}

// Hours a day between two clock times, over midnight too; equal or not given: always.
std::optional<double> duty_hours(std::string_view from, std::string_view to) {
  if (from.empty() && to.empty()) return 24.0;
  const auto begin = hours_of(from);
  const auto end = hours_of(to);
  if (!begin || !end) return std::nullopt;
  return *end > *begin ? *end - *begin : *end - *begin + 24.0;
}

base::Diagnostic fault(const base::Code& code, std::string message, std::string suggestion) {
  return {code.id, base::Severity::error, std::move(message), {}, {}, std::move(suggestion)};
}

base::Result<std::map<std::string, Duty>> read_vehicles(const std::string& path) {
  KJEDE_ASSIGN(auto file, text::CsvReader::open(path));
  const auto column = [&](std::string_view name) {
    const auto& header = file.header();
    return static_cast<std::size_t>(std::find(header.begin(), header.end(), name) - header.begin());
  };
  const auto station = column("station"), from = column("from"), to = column("to");
  if (station == file.header().size())
    return base::fail(codes::unknown_column, fmt::format("'{}': there is no column 'station'", path),
                      "write id,station,from,to: one vehicle a line");
  std::map<std::string, Duty> duty;
  base::Diagnostics faults;
  for (text::CsvRow row; file.next(row);) {
    if (row.problem) {
      faults.push_back(*row.problem);
      continue;
    }
    const auto cell = [&](std::size_t at) { return at < row.fields.size() ? row.fields[at] : std::string_view(); };
    const auto hours = duty_hours(cell(from), cell(to));
    if (!hours) {
      faults.push_back(fault(codes::bad_cell, fmt::format("'{}', row {}: the duty hours cannot be read", path, row.row),
                             "write from and to as 7 or 07:30; leave both empty for always"));
      continue;
    }
    auto& at = duty[std::string(cell(station))];
    ++at.vehicles;
    at.hours_a_day += *hours;
  }
  if (!faults.empty()) return base::fail(std::move(faults));
  return duty;
}

base::Result<std::vector<Measurement>> active_times(const catalog::Catalog& catalog, store::RecordStore& records,
                                                    const ActivityQuery& query, const std::string& by,
                                                    base::Diagnostics& warnings) {
  const auto* indicator = catalog.find_indicator(query.indicator);
  if (indicator == nullptr)
    return base::fail(codes::unknown_name, fmt::format("there is no indicator '{}'", query.indicator),
                      "name an indicator of the active time of missions");
  MeasureQuery measured;
  measured.indicators = {query.indicator};
  measured.levels = {indicator->levels.back()};
  measured.by = "month," + by;
  measured.year = query.year;
  measured.from = query.from;
  measured.to = query.to;
  measured.unmasked = true;  // sums of a station's hours; the figure shows no mission alone
  KJEDE_ASSIGN(auto answer, measure(catalog, records, measured));
  warnings.insert(warnings.end(), answer.warnings.begin(), answer.warnings.end());
  return std::move(answer.results);
}

// Vehicles seen, when no table says which there are: each always on duty.
std::map<std::string, Duty> seen(const std::vector<Measurement>& by_vehicle) {
  std::map<std::string, std::set<std::string>> vehicles;
  for (const auto& m : by_vehicle) vehicles[m.groups[0].value].insert(m.groups[1].value);
  std::map<std::string, Duty> out;
  for (const auto& [station, ids] : vehicles) out[station] = {ids.size(), 24.0 * static_cast<double>(ids.size())};
  return out;
}

double days_in(base::Period first, base::Period last) {
  return static_cast<double>((last.last_day() - first.first_day()).count() + 1);
}

}  // namespace

base::Result<Activity> station_activity(const catalog::Catalog& catalog, store::RecordStore& records,
                                        const ActivityQuery& query) {
  Activity out;
  const bool given = !query.vehicles.empty();
  std::map<std::string, Duty> duty;
  if (given) {
    KJEDE_ASSIGN(duty, read_vehicles(query.vehicles));
  }
  KJEDE_ASSIGN(const auto cells,
               active_times(catalog, records, query, given ? "station" : "station,vehicle", out.warnings));
  if (cells.empty()) return out;
  if (!given) duty = seen(cells);
  const double to_hours = catalog::seconds_in(catalog.find_indicator(query.indicator)->value_measure) / 3600.0;
  out.first = out.last = cells.front().period;
  std::map<std::string, StationActivity> stations;
  for (const auto& [station, on] : duty) stations[station].station = station;
  for (const auto& m : cells) {
    out.first = std::min(out.first, m.period);
    out.last = std::max(out.last, m.period);
    auto& at = stations[m.groups[0].value];
    at.station = m.groups[0].value;
    at.missions += m.denominator;
    if (m.mean) at.active_hours += *m.mean * static_cast<double>(m.denominator) * to_hours;
    for (const auto& left : m.excluded) out.without_times += left.count;
  }
  for (auto& [name, at] : stations) {
    const auto on = duty.find(name);
    if (on == duty.end()) {
      out.warnings.push_back({codes::unknown_name.id,
                              base::Severity::warning,
                              fmt::format("station '{}' has missions and no vehicle in the table", name),
                              {},
                              {},
                              "add its vehicles; it is left out of the activity"});
      continue;
    }
    at.vehicles = on->second.vehicles;
    at.on_duty_hours = on->second.hours_a_day * days_in(out.first, out.last);
    at.standby_hours = std::max(0.0, at.on_duty_hours - at.active_hours);
    at.share_active = at.on_duty_hours > 0 ? std::min(1.0, at.active_hours / at.on_duty_hours) : 0.0;
    if (at.active_hours > at.on_duty_hours) {
      out.warnings.push_back({codes::bad_choice.id,
                              base::Severity::warning,
                              fmt::format("station '{}' was active {:.0f} hours and on duty {:.0f}", name,
                                          at.active_hours, at.on_duty_hours),
                              {},
                              {},
                              "vehicles or duty hours are missing in the table, or missions overlap"});
    }
    out.stations.push_back(at);
  }
  std::stable_sort(out.stations.begin(), out.stations.end(),
                   [](const auto& a, const auto& b) { return a.share_active < b.share_active; });
  if (query.lowest > 0 && out.stations.size() > query.lowest) out.stations.resize(query.lowest);
  return out;
}

}  // namespace kjede::service
