#pragma once
// What a person typed, resolved against the catalog.

#include "kjede/service/codes.hpp"
#include "kjede/service/measure.hpp"

namespace kjede::service {

struct Query {
  std::vector<std::string> indicators;
  std::vector<std::string> levels;
  std::vector<std::string> units;
  base::PeriodKind by = base::PeriodKind::year;
  std::vector<std::string> breakdown;  // beside units and periods
  bool whole_range = false;
  bool logs = false;
  std::optional<base::Date> from;
  std::optional<base::Date> to;
  std::optional<base::Instant> as_of;
};

base::Result<Query> resolve(const catalog::Catalog& catalog, const MeasureQuery& typed);

}  // namespace kjede::service
