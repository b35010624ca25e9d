#pragma once
// How well a demand model predicts hours it has not seen: rolling origin. At each origin everything is fitted anew to
// what lies before, and the hours until the next origin are predicted and compared with what came. Beside it, the same
// hours by the rules of thumb that services use.
//
//   KJEDE_ASSIGN(const auto holdout, evaluate_demand(data, {}, {.origins = 13, .weeks = 4}));

#include <optional>
#include <string>
#include <vector>

#include "kjede/planning/demand_forecast.hpp"

namespace kjede::planning {

struct HoldoutOptions {
  std::size_t origins = 13;  // the last ends with the data
  std::size_t weeks = 4;     // between origins
};

// One way to predict, over all held-out hours.
struct HoldoutScore {
  std::string method;          // model, live_1h, live_24h, mean_4_weeks, mean_8_weeks, medic
  std::string priority;        // empty: all together, hour by hour
  bool by_zone = false;        // each zone and hour by itself
  std::size_t cells = 0;       // hours, or hours × zones
  std::size_t left_out = 0;    // hours the rule could not predict (medic without earlier years)
  double deviance = 0.0;       // Poisson, per cell
  double mean_absolute = 0.0;  // |calls − expected|, per cell
  // Share of cells whose calls lay within the interval, and the share that the forecast itself promised (above the
  // nominal level, counts being whole). Rules of thumb have none.
  std::optional<double> within_80, promised_80, within_95, promised_95;
};

// What was predicted for an hour of all priorities together, for a figure.
struct HoldoutHour {
  DemandSlot slot;
  std::uint32_t calls = 0;
  double expected = 0.0;
  CallInterval interval_80, interval_95;
};

struct Holdout {
  std::vector<HoldoutScore> scores;
  std::vector<HoldoutHour> last_weeks;  // the model's forecast of the last origin
  std::size_t first_hour = 0;           // slot of the first held-out hour
};

// A rule that predicts 0 calls is scored as if half a call had come in its window. Fails with KJ1430.
base::Result<Holdout> evaluate_demand(const DemandData& data, const DemandOptions& options,
                                      const HoldoutOptions& holdout);

}  // namespace kjede::planning
