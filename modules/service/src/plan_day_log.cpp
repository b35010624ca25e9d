#include "plan_day_log.hpp"

#include <algorithm>
#include <charconv>

#include "kjede/text/csv.hpp"

namespace kjede::service {
namespace {

class LogReader {
 public:
  LogReader(const std::vector<std::string>& header, base::Instant midnight) : header_(header), midnight_(midnight) {}

  DayMission read(const text::CsvRow& row) {
    row_ = &row;
    DayMission mission;
    mission.incident = text("incident_id");
    mission.priority = text("priority");
    mission.status = text("status");
    mission.place = text("place");
    mission.zone = text("zone");
    mission.station = text("station");
    mission.vehicle = text("vehicle");
    mission.hospital = text("hospital");
    mission.lon = number("lon");
    mission.lat = number("lat");
    mission.urban = text("settlement") == "urban";
    mission.received = time("call_received");
    mission.alerted = time("resource_alerted");
    mission.mobile = time("resource_mobile");
    mission.arrived = time("arrived_scene");
    mission.left = time("left_scene");
    mission.at_hospital = time("at_hospital");
    mission.clear = time("clear");
    mission.at_station = time("at_station");
    return mission;
  }

 private:
  std::string_view field(std::string_view name) const {
    const auto at = std::find(header_.begin(), header_.end(), name);
    const auto i = static_cast<std::size_t>(at - header_.begin());
    return i < row_->fields.size() ? row_->fields[i] : std::string_view();
  }
  std::string text(std::string_view name) const { return std::string(field(name)); }

  double number(std::string_view name) const {
    const auto found = field(name);
    double value = 0;
    std::from_chars(found.data(), found.data() + found.size(), value);
    return value;
  }

  std::optional<double> time(std::string_view name) const {
    const auto wall = base::parse_wall_time(field(name));
    if (!wall) return std::nullopt;
    const auto since = wall->local.time_since_epoch() - midnight_.time_since_epoch();
    return std::chrono::duration<double>(since).count();
  }

  const std::vector<std::string>& header_;
  base::Instant midnight_;
  const text::CsvRow* row_ = nullptr;
};

}  // namespace

base::Result<std::vector<DayMission>> read_day_log(const std::string& log, base::Instant midnight) {
  text::CsvOptions options;
  options.delimiter = ',';
  KJEDE_ASSIGN(auto csv, text::CsvReader::from_text("mission log", log, options));
  LogReader reader(csv.header(), midnight);
  std::vector<DayMission> missions;
  for (text::CsvRow row; csv.next(row);) {
    if (row.problem) return base::fail(base::Diagnostics{*row.problem});
    missions.push_back(reader.read(row));
  }
  return missions;
}

}  // namespace kjede::service
