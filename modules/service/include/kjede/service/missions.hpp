#pragma once
// What a store holds of missions, said once after an import; and how busy the stations are: time on missions against
// time on stand-by.
//
//   KJEDE_ASSIGN(const auto activity, service::station_activity(catalog, *records, {.vehicles = "vehicles.csv"}));

#include <string>
#include <vector>

#include "kjede/service/measure.hpp"
#include "kjede/service/measurement_table.hpp"

namespace kjede::service {

// Missions, incidents, from when to when, which times are missing and how often, from the register's analyses. Empty
// when the register has none.
base::Result<std::string> missions_summary(const catalog::Catalog& catalog, store::RecordStore& records,
                                           const std::string& register_id, const std::string& language);

struct ActivityQuery {
  std::optional<std::string> year, from, to;  // as in MeasureQuery; widened to whole months
  std::string vehicles;                       // table id,station[,from,to]; empty: every vehicle seen is always on duty
  std::string indicator = "mission_active";
  std::size_t lowest = 15;  // stations shown, those with least activity; 0: all
};

struct StationActivity {
  std::string station;
  std::int64_t missions = 0;
  std::size_t vehicles = 0;
  double active_hours = 0;   // sum over missions of t8 − t2
  double on_duty_hours = 0;  // of all its vehicles
  double standby_hours = 0;  // what is left; not below 0
  double share_active = 0;   // active / on duty
};

struct Activity {
  base::Period first, last;               // months
  std::vector<StationActivity> stations;  // least active first
  std::int64_t without_times = 0;         // missions that could not be counted
  base::Diagnostics warnings;
};

// KJ0912 and KJ0913 for a vehicle table that cannot be read; stations without vehicles on duty are warned of.
base::Result<Activity> station_activity(const catalog::Catalog& catalog, store::RecordStore& records,
                                        const ActivityQuery& query);
std::string activity_table(const Activity& activity, const TableOptions& options);
std::string activity_json(const Activity& activity);
std::string activity_csv(const Activity& activity);
// The figure of active and stand-by time; `home`: where the renderer is.
base::Result<std::string> activity_svg(const Activity& activity, const std::string& home, std::string_view language);

}  // namespace kjede::service
