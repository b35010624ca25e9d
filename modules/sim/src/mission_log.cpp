#include "mission_log.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <tuple>

#include "kjede/text/csv_writer.hpp"

namespace kjede::sim {
namespace {

constexpr std::array<std::string_view, priority_count> priority_names = {"acute", "urgent", "planned"};

// ISO 8601 in the run's fixed offset: simulated days know no summer time.
class Clock {
 public:
  explicit Clock(const Order& order) : offset_(order.utc_offset_minutes) {
    start_ = std::chrono::duration_cast<std::chrono::milliseconds>(order.start.time_since_epoch()).count();
    const int away = std::abs(offset_);
    std::snprintf(zone_.data(), zone_.size(), "%c%02d:%02d", offset_ < 0 ? '-' : '+', away / 60 % 24, away % 60);
  }

  std::string text(Time time) const {
    const Time local = start_ + time;
    const auto date = base::Date(std::chrono::days(local / day));
    const auto in_day = static_cast<int>(local % day);
    std::array<char, 40> out{};
    std::snprintf(out.data(), out.size(), "T%02d:%02d:%02d.%03d%s", in_day / 3'600'000, in_day / 60'000 % 60,
                  in_day / 1000 % 60, in_day % 1000, zone_.data());
    return base::to_string(date) + out.data();
  }

 private:
  int offset_;
  Time start_ = 0;
  std::array<char, 8> zone_{};
};

std::string_view status_of(const MissionRow& row) {
  if (row.cancelled) return "cancelled";
  if (row.unit == none) return "";
  return row.hospital == none ? "no_transport" : "completed";
}

void write_times(text::CsvWriter& csv, const Clock& clock, const MissionRow& row) {
  const Call& call = row.call;
  const MissionTimes& times = row.times;
  const Time patient = row.cancelled || times.arrived == unset ? unset : times.arrived + call.to_patient;
  for (const Time time : {call.received, call.received + call.triage, times.alerted, times.mobile, times.arrived,
                          patient, times.left, times.at_hospital, times.clear, times.at_station}) {
    if (time == unset)
      csv.empty();
    else
      csv.text(clock.text(time));
  }
}

void write_unit(text::CsvWriter& csv, const Service& service, std::uint32_t unit) {
  if (unit == none) {
    csv.empty().empty();
    return;
  }
  const Vehicle& vehicle = service.vehicles[unit];
  csv.text(service.stations[vehicle.station].id).text(vehicle.id);
}

}  // namespace

std::string log_header() {
  return "mission_id,incident_id,priority,status,place,municipality,settlement,zone,lon,lat,station,vehicle,hospital,"
         "call_received,incident_created,resource_alerted,resource_mobile,arrived_scene,at_patient,left_scene,"
         "at_hospital,clear,at_station\n";
}

std::string write_log(const Service& service, const Order& order, int replication, std::vector<MissionRow> rows) {
  std::ranges::sort(rows, [](const MissionRow& a, const MissionRow& b) {
    return std::tie(a.call.incident, a.times.alerted, a.unit) < std::tie(b.call.incident, b.times.alerted, b.unit);
  });
  const Clock clock(order);
  const std::string prefix = std::to_string(replication + 1) + "-";
  text::CsvWriter csv;
  std::size_t number = 0;
  for (const auto& row : rows) {
    const Zone& zone = service.zones[row.call.zone];
    csv.text(prefix + std::to_string(++number)).text(prefix + std::to_string(row.call.incident + 1));
    csv.text(priority_names[static_cast<std::size_t>(row.call.priority)]).text(status_of(row));
    csv.text(zone.place).text(zone.municipality).text(zone.urban ? "urban" : "rural").text(zone.id);
    csv.number(zone.lon, 6).number(zone.lat, 6);
    write_unit(csv, service, row.unit);
    csv.text(row.hospital == none ? std::string_view() : std::string_view(service.hospitals[row.hospital].id));
    write_times(csv, clock, row);
    csv.end_row();
  }
  return csv.take();
}

}  // namespace kjede::sim
