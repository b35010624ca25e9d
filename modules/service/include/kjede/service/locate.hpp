#pragma once
// `kjede plan locate`: tables in, a plan out, as JSON for scripts and as a table for people.
//
//   KJEDE_ASSIGN(const auto answer, locate(order));
//   print(locate_json(answer, seconds));

#include <string>

#include "kjede/planning/location_tables.hpp"

namespace kjede::service {

struct LocateOrder {
  planning::LocationTables tables;
  planning::LocationRequest request;
  planning::LocationOptions options;
};

struct LocateAnswer {
  LocateOrder order;  // without the tables' texts
  planning::LocationInput input;
  planning::LocationPlan plan;
};

base::Result<LocateAnswer> locate(LocateOrder order);

// schema_version, model, objective, bound, gap, sites (ids as in the file; once per vehicle), seconds, and more.
std::string locate_json(const LocateAnswer& answer, double seconds);
std::string locate_text(const LocateAnswer& answer, const std::string& language, std::size_t width);

}  // namespace kjede::service
