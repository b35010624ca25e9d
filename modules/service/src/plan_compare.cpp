#include "kjede/service/plan_compare.hpp"

#include <fmt/format.h>

#include <filesystem>

#include "kjede/planning/codes.hpp"

namespace kjede::service {
namespace {

void add(base::Diagnostics& problems, const base::Diagnostics& more) {
  problems.insert(problems.end(), more.begin(), more.end());
}

bool same_folder(const std::filesystem::path& a, const std::filesystem::path& b) {
  std::error_code none;
  return a == b || std::filesystem::equivalent(a, b, none);
}

base::Result<std::vector<planning::Scenario>> read_all(const std::vector<std::string>& files) {
  std::vector<planning::Scenario> scenarios;
  base::Diagnostics problems;
  for (const auto& file : files) {
    auto scenario = planning::read_scenario(file);
    if (!scenario) {
      add(problems, scenario.error());
      continue;
    }
    if (!scenarios.empty() && !same_folder(scenario->service, scenarios.front().service))
      problems.push_back({planning::codes::other_area.id,
                          base::Severity::error,
                          fmt::format("scenario '{}' is of service area '{}', the first of '{}'", scenario->id,
                                      scenario->service.string(), scenarios.front().service.string()),
                          scenario->span,
                          {},
                          "compare scenarios of one service area"});
    scenarios.push_back(std::move(*scenario));
  }
  if (!problems.empty()) return base::fail(std::move(problems));
  return scenarios;
}

}  // namespace

base::Result<CompareAnswer> plan_compare(const CompareQuery& query, base::Progress& progress) {
  CompareAnswer answer;
  KJEDE_ASSIGN(answer.scenarios, read_all(query.files));
  KJEDE_ASSIGN(answer.area, planning::read_service_area(answer.scenarios.front().service));
  KJEDE_ASSIGN(answer.roads, planning::AreaNetwork::open(answer.area));
  base::Diagnostics problems;
  for (const auto& scenario : answer.scenarios) {
    auto situation = planning::make_situation(answer.area, scenario, *answer.roads);
    if (situation)
      answer.situations.push_back(std::move(*situation));
    else
      add(problems, situation.error());
  }
  if (!problems.empty()) return base::fail(std::move(problems));
  KJEDE_ASSIGN(answer.result, planning::compare(answer.area, answer.situations, query.order, progress));
  return answer;
}

}  // namespace kjede::service
