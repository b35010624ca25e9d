#pragma once
// Demand for ambulances from a store's missions: the next hours, how well such forecasts hold, and the demand of
// another year. The models are in room planning; here calls are read, names resolved, and results written.
//
//   KJEDE_ASSIGN(const auto calls, service::read_demand(catalog, *records, {.zone = "municipality"}));
//   KJEDE_ASSIGN(const auto forecast, service::forecast_demand(calls, {.hours = 24}));

#include <optional>
#include <string>
#include <vector>

#include "kjede/catalog/model.hpp"
#include "kjede/planning/demand_evaluation.hpp"
#include "kjede/planning/demand_projection.hpp"
#include "kjede/service/measurement_table.hpp"
#include "kjede/store/records.hpp"

namespace kjede::service {

struct DemandQuery {
  std::string register_id = "mission";
  std::string zone = "zone";            // variables; zone empty: the whole area as one
  std::string priority = "priority";    // empty: all calls alike
  std::optional<std::string> from, to;  // days or periods; nothing: all
};

// Calls, one for each incident (rows of one `incident_id` are one call, at its first time).
struct DemandCalls {
  planning::DemandData data;
  std::string time_zone;
  std::vector<catalog::Label> priority_names;
  std::int64_t without_priority = 0;  // left out
  std::int64_t without_zone = 0;      // in the zone "" of their own
};

// Fails with KJ0930 for a register or variable there is not, KJ0915 when there are no calls.
base::Result<DemandCalls> read_demand(const catalog::Catalog& catalog, store::RecordStore& records,
                                      const DemandQuery& query);

// The local time of an hour, "2024-03-01T07:00".
std::string local_hour(const DemandCalls& calls, const planning::DemandSlot& slot);

struct ForecastQuery {
  std::size_t hours = 24;
  std::optional<std::string> at;  // the first hour forecast, local time; calls from then on are not looked at
};

struct ForecastHour {
  planning::DemandSlot slot;
  std::vector<planning::CallCount> by_priority;
  planning::CallCount all;
  std::optional<std::uint32_t> observed;  // when it lies before the end of the data
};

struct DemandForecast {
  std::vector<ForecastHour> past;  // the day before, as the model expected it
  std::vector<ForecastHour> next;
  std::vector<planning::LevelLaw> laws;  // per priority
  std::vector<double> levels;            // recent calls by expected ones
  planning::DemandModel model;
};
base::Result<DemandForecast> forecast_demand(const DemandCalls& calls, const ForecastQuery& query);
std::string forecast_table(const DemandCalls& calls, const DemandForecast& forecast, const TableOptions& options);
std::string forecast_json(const DemandCalls& calls, const DemandForecast& forecast);
base::Result<std::string> forecast_svg(const DemandCalls& calls, const DemandForecast& forecast,
                                       const std::string& home, std::string_view language);

std::string holdout_table(const DemandCalls& calls, const planning::Holdout& holdout, const TableOptions& options);
std::string holdout_json(const DemandCalls& calls, const planning::Holdout& holdout);
base::Result<std::string> holdout_svg(const DemandCalls& calls, const planning::Holdout& holdout,
                                      const std::string& home, std::string_view language);

// `calls` with the municipality as zone: calls a year by municipality and priority.
std::vector<planning::MunicipalCalls> calls_by_municipality(const DemandCalls& calls);
std::string projection_table(const DemandCalls& calls, const planning::Projection& projection,
                             const TableOptions& options);
std::string projection_json(const planning::Projection& projection);

}  // namespace kjede::service
