#include "area_tables.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "keys.hpp"
#include "kjede/planning/codes.hpp"
#include "kjede/text/csv.hpp"
#include "kjede/text/source.hpp"

namespace kjede::planning {
namespace {

// One table held in memory: rows of cells by column name, each with the place of its line.
class Cells {
 public:
  Cells(const std::filesystem::path& path, const std::vector<std::string>& needed, base::Diagnostics& problems)
      : problems_(problems) {
    const auto file = text::read_source(path);
    if (!file) {
      add(file.error());
      return;
    }
    file_ = *file;
    auto reader = text::CsvReader::from_text(path.string(), file_->text);
    if (!reader) {
      add(reader.error());
      return;
    }
    header_ = reader->header();
    good_ = std::all_of(needed.begin(), needed.end(), [&](const auto& column) { return has(column); });
    for (const auto& column : needed) {
      if (!has(column))
        problem(problems, codes::area_table, line_span(1), fmt::format("column '{}' is missing", column),
                advice(column, header_));
    }
    for (text::CsvRow row; reader->next(row);) {
      if (row.problem) {
        add({*row.problem});
        continue;
      }
      rows_.push_back({{row.fields.begin(), row.fields.end()}, line_span(static_cast<int>(row.line))});
    }
    if (good_ && rows_.empty()) problem(problems, codes::area_table, line_span(1), "the table has no rows");
  }

  std::size_t size() const { return good_ ? rows_.size() : 0; }
  const std::vector<std::string>& header() const { return header_; }
  bool has(const std::string& column) const {
    return std::find(header_.begin(), header_.end(), column) != header_.end();
  }
  const base::SourceSpan& span(std::size_t row) const { return rows_[row].span; }

  std::string text(std::size_t row, const std::string& column) const {
    const auto at = static_cast<std::size_t>(std::find(header_.begin(), header_.end(), column) - header_.begin());
    const auto& cells = rows_[row].cells;
    return at < cells.size() ? cells[at] : std::string();
  }
  std::string need(std::size_t row, const std::string& column) {
    auto value = text(row, column);
    if (value.empty()) say(row, fmt::format("'{}' is empty", column));
    return value;
  }
  double number(std::size_t row, const std::string& column, double low, double high) {
    const auto written = text(row, column);
    const auto value = number_in(written);
    if (value && *value >= low && *value <= high) return *value;
    say(row, fmt::format("'{}' is a number from {} to {}, not '{}'", column, low, high, written));
    return low;
  }
  std::string id(std::size_t row) {
    auto value = need(row, "id");
    if (!value.empty() && !ids_.insert(value).second) say(row, fmt::format("id '{}' is given twice", value));
    return value;
  }
  void say(std::size_t row, std::string message, std::string what_to_do = {}) {
    problem(problems_, codes::area_table, rows_[row].span, std::move(message), std::move(what_to_do));
  }

 private:
  struct Row {
    std::vector<std::string> cells;
    base::SourceSpan span;
  };
  void add(const base::Diagnostics& more) { problems_.insert(problems_.end(), more.begin(), more.end()); }
  base::SourceSpan line_span(int line) const { return {file_, line, 1, line, 2}; }

  base::Diagnostics& problems_;
  std::shared_ptr<const base::SourceFile> file_;
  std::vector<std::string> header_;
  std::vector<Row> rows_;
  std::set<std::string> ids_;
  bool good_ = false;
};

void read_stations(const std::filesystem::path& path, ServiceArea& area, base::Diagnostics& problems) {
  Cells table(path, {"id", "name", "lon", "lat", "municipality"}, problems);
  for (std::size_t i = 0; i < table.size(); ++i) {
    AreaStation one;
    one.id = table.id(i);
    one.name = table.need(i, "name");
    one.municipality = table.need(i, "municipality");
    one.lon = table.number(i, "lon", -180, 180);
    one.lat = table.number(i, "lat", -90, 90);
    if (table.has("capacity") && !table.text(i, "capacity").empty())
      one.capacity = static_cast<std::uint32_t>(table.number(i, "capacity", 1, 1000));
    one.span = table.span(i);
    area.stations.push_back(std::move(one));
  }
}

int minute_cell(Cells& table, std::size_t row, const std::string& column) {
  const auto written = table.text(row, column);
  if (written.empty()) return 0;
  const auto minute = minute_of_day_in(written);
  if (!minute) table.say(row, fmt::format("'{}' is a time of day, not '{}'", column, written), "write 07:30");
  return minute.value_or(0) % (24 * 60);
}

void read_vehicles(const std::filesystem::path& path, ServiceArea& area, base::Diagnostics& problems) {
  Cells table(path, {"id", "station", "kind"}, problems);
  std::vector<std::string> stations;
  for (const auto& station : area.stations) stations.push_back(station.id);
  for (std::size_t i = 0; i < table.size(); ++i) {
    AreaVehicle one;
    one.id = table.id(i);
    one.station = table.need(i, "station");
    one.kind = table.text(i, "kind");
    if (!one.station.empty() && std::find(stations.begin(), stations.end(), one.station) == stations.end())
      table.say(i, fmt::format("vehicle '{}' belongs to station '{}', which does not exist", one.id, one.station),
                advice(one.station, stations));
    if (table.has("from") && table.has("to")) {
      one.from = minute_cell(table, i, "from");
      one.to = minute_cell(table, i, "to");
      if (table.text(i, "from").empty() != table.text(i, "to").empty())
        table.say(i, "one of 'from' and 'to' is empty", "give both, or none for day and night");
    }
    one.span = table.span(i);
    area.vehicles.push_back(std::move(one));
  }
}

// "general|trauma"
std::vector<std::string> words_in(const std::string& cell) {
  std::vector<std::string> words;
  std::size_t begin = 0;
  while (begin < cell.size()) {
    const auto end = std::min(cell.find('|', begin), cell.size());
    if (end > begin) words.push_back(cell.substr(begin, end - begin));
    begin = end + 1;
  }
  return words;
}

void read_hospitals(const std::filesystem::path& path, ServiceArea& area, base::Diagnostics& problems) {
  Cells table(path, {"id", "name", "lon", "lat"}, problems);
  for (std::size_t i = 0; i < table.size(); ++i) {
    AreaHospital one;
    one.id = table.id(i);
    one.name = table.need(i, "name");
    one.lon = table.number(i, "lon", -180, 180);
    one.lat = table.number(i, "lat", -90, 90);
    if (table.has("kinds")) one.kinds = words_in(table.text(i, "kinds"));
    one.span = table.span(i);
    area.hospitals.push_back(std::move(one));
  }
}

// population_<band>, but not population_<year> and population_<year>_<band>.
std::vector<std::string> bands_of(const Cells& table, const ServiceArea& area) {
  std::vector<std::string> bands;
  for (const auto& column : table.header()) {
    if (!column.starts_with("population_")) continue;
    const auto rest = column.substr(11);
    const bool of_year = std::any_of(area.years.begin(), area.years.end(),
                                     [&](int year) { return rest.starts_with(std::to_string(year)); });
    if (!of_year) bands.push_back(rest);
  }
  return bands;
}

ZonePeople people_of(Cells& table, std::size_t row, const std::string& suffix, const std::vector<std::string>& bands) {
  constexpr double most = 1e7;
  ZonePeople people;
  const auto column = "population" + suffix;
  people.population = table.number(row, column, 0, most);
  if (table.has("arrests" + suffix)) people.arrests = table.number(row, "arrests" + suffix, 0, most);
  for (const auto& band : bands) people.by_band.push_back(table.number(row, column + "_" + band, 0, most));
  if (people.population <= 0)
    table.say(row, fmt::format("zone '{}' has no population in column '{}'", table.text(row, "id"), column),
              "leave zones without people out");
  return people;
}

void read_zones(const std::filesystem::path& path, ServiceArea& area, base::Diagnostics& problems) {
  std::vector<std::string> needed{"id", "lon", "lat", "place", "municipality", "settlement", "population"};
  for (std::size_t y = 1; y < area.years.size(); ++y) needed.push_back(fmt::format("population_{}", area.years[y]));
  Cells table(path, needed, problems);
  area.bands = bands_of(table, area);
  for (std::size_t i = 0; i < table.size(); ++i) {
    AreaZone one;
    one.id = table.id(i);
    one.place = table.need(i, "place");
    one.municipality = table.need(i, "municipality");
    const auto settlement = table.text(i, "settlement");
    if (settlement != "urban" && settlement != "rural")
      table.say(i, fmt::format("'settlement' is urban or rural, not '{}'", settlement));
    one.urban = settlement == "urban";
    one.lon = table.number(i, "lon", -180, 180);
    one.lat = table.number(i, "lat", -90, 90);
    for (std::size_t y = 0; y < area.years.size(); ++y)
      one.people.push_back(people_of(table, i, y == 0 ? "" : fmt::format("_{}", area.years[y]), area.bands));
    one.span = table.span(i);
    area.zones.push_back(std::move(one));
  }
}

}  // namespace

void read_tables(const AreaTables& files, ServiceArea& area, base::Diagnostics& problems) {
  read_stations(files.stations, area, problems);
  read_vehicles(files.vehicles, area, problems);
  read_hospitals(files.hospitals, area, problems);
  read_zones(files.zones, area, problems);
}

}  // namespace kjede::planning
