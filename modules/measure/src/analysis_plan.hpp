#pragma once
// The statement that counts the analyses of one register.

#include <optional>
#include <string>
#include <vector>

#include "finest_counts.hpp"
#include "kjede/measure/analyse.hpp"

namespace kjede::measure {

struct AnalysisPart {
  std::string id;
  catalog::Label name;
  std::size_t column = 0;
  bool optional_part = false;  // left out when it is 0 everywhere
};

struct AnalysisColumns {
  const catalog::Analysis* analysis = nullptr;
  std::size_t unit = 0;
  std::size_t total = 0;
  std::vector<AnalysisPart> parts;
  std::vector<AnalysisPart> men;  // as bands
  std::vector<AnalysisPart> women;
  std::optional<std::size_t> values;
  std::int64_t value_micros = 0;
  double unit_seconds = 1;  // of the shown unit, for durations
};

struct AnalysisPlan {
  std::string sql;
  StatementShape shape;
  std::vector<AnalysisColumns> analyses;
};

AnalysisPlan plan_analyses(const catalog::Catalog& catalog, const catalog::Register& reg,
                           const std::vector<const catalog::Analysis*>& analyses, store::Dialect dialect,
                           const PlanOptions& options);

inline constexpr int kOldestBand = 100;  // ages from here on stand in one band

}  // namespace kjede::measure
