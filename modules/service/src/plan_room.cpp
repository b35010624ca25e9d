#include "kjede/service/plan_room.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "kjede/planning/codes.hpp"
#include "kjede/service/codes.hpp"
#include "kjede/service/plan_compare.hpp"

namespace kjede::service {
namespace {

namespace fs = std::filesystem;
using text::Json;

base::Result<std::vector<planning::Scenario>> read_folder(const std::string& folder) {
  std::vector<fs::path> files;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(folder, error)) {
    if (entry.path().extension() == ".yaml") files.push_back(entry.path());
  }
  if (files.empty())
    return base::fail(codes::bad_choice, fmt::format("there is no scenario in '{}'", folder),
                      "`kjede demo region --out DIR` makes some in DIR/scenarios");
  std::sort(files.begin(), files.end());
  std::vector<planning::Scenario> scenarios;
  base::Diagnostics problems;
  for (const auto& file : files) {
    auto scenario = planning::read_scenario(file);
    if (scenario) {
      scenarios.push_back(*std::move(scenario));
    } else {
      problems.insert(problems.end(), scenario.error().begin(), scenario.error().end());
    }
  }
  if (!problems.empty()) return base::fail(std::move(problems));
  return scenarios;
}

Json label(const planning::Label& words) {
  return {{"nb", words.nb.empty() ? words.en : words.nb}, {"en", words.en.empty() ? words.nb : words.en}};
}

// West, south, east and north of everything the area has.
Json bounds_of(const planning::ServiceArea& area) {
  double west = 180, south = 90, east = -180, north = -90;
  const auto take = [&](const auto& places) {
    for (const auto& one : places) {
      west = std::min(west, one.lon);
      east = std::max(east, one.lon);
      south = std::min(south, one.lat);
      north = std::max(north, one.lat);
    }
  };
  take(area.stations);
  take(area.hospitals);
  take(area.zones);
  return {west, south, east, north};
}

}  // namespace

PlanRoom::PlanRoom(std::vector<planning::Scenario> scenarios, planning::ServiceArea area, planning::AreaNetwork roads)
    : scenarios_(std::move(scenarios)), area_(std::move(area)), roads_(std::move(roads)) {}

base::Result<std::unique_ptr<PlanRoom>> PlanRoom::open(const std::string& folder) {
  KJEDE_ASSIGN(auto scenarios, read_folder(folder));
  KJEDE_ASSIGN(auto area, planning::read_service_area(scenarios.front().service));
  std::error_code error;
  std::erase_if(scenarios, [&](const planning::Scenario& one) {
    return one.service != scenarios.front().service && !fs::equivalent(one.service, scenarios.front().service, error);
  });
  KJEDE_ASSIGN(auto roads, planning::AreaNetwork::open(area));
  return std::unique_ptr<PlanRoom>(new PlanRoom(std::move(scenarios), std::move(area), std::move(roads)));
}

const planning::Scenario* PlanRoom::find(const std::string& id) const {
  const auto found = std::find_if(scenarios_.begin(), scenarios_.end(), [&](const auto& one) { return one.id == id; });
  return found == scenarios_.end() ? nullptr : &*found;
}

std::string PlanRoom::scenarios_json() const {
  Json scenarios = Json::array();
  for (const auto& one : scenarios_) {
    scenarios.push_back({{"id", one.id},
                         {"name", label(one.name)},
                         {"description", label(one.description)},
                         {"year", one.year == 0 ? area_.year : one.year}});
  }
  Json stations = Json::array();
  for (const auto& station : area_.stations) {
    const auto vehicles = std::count_if(area_.vehicles.begin(), area_.vehicles.end(),
                                        [&](const auto& vehicle) { return vehicle.station == station.id; });
    stations.push_back({{"id", station.id},
                        {"name", station.name},
                        {"lon", station.lon},
                        {"lat", station.lat},
                        {"vehicles", vehicles}});
  }
  Json vehicles = Json::array();
  for (const auto& vehicle : area_.vehicles)
    vehicles.push_back({{"id", vehicle.id},
                        {"station", vehicle.station},
                        {"always", vehicle.from == vehicle.to},
                        {"from", vehicle.from},
                        {"to", vehicle.to}});
  Json hospitals = Json::array();
  for (const auto& hospital : area_.hospitals)
    hospitals.push_back({{"id", hospital.id}, {"name", hospital.name}, {"lon", hospital.lon}, {"lat", hospital.lat}});
  Json projects = Json::array();
  for (const auto& project : roads_.roads().projects)
    projects.push_back({{"id", project.id}, {"name", {{"nb", project.name}, {"en", project.name}}}});
  const Json document{
      {"schema_version", 1},
      {"area",
       {{"id", area_.id}, {"name", label(area_.name)}, {"synthetic", area_.synthetic}, {"bounds", bounds_of(area_)}}},
      {"scenarios", std::move(scenarios)},
      {"stations", std::move(stations)},
      {"vehicles", std::move(vehicles)},
      {"hospitals", std::move(hospitals)},
      {"projects", std::move(projects)},
      {"years", area_.years}};
  return text::to_text(document, -1) + "\n";
}

base::Result<std::string> PlanRoom::compare(const std::vector<PlanChoice>& choices, const planning::CompareOrder& order,
                                            base::Progress& progress) const {
  CompareAnswer answer;
  answer.area = area_;
  answer.roads = roads_;
  base::Diagnostics problems;
  for (const auto& choice : choices) {
    KJEDE_ASSIGN(auto scenario, chosen(choice));
    if (auto situation = planning::make_situation(area_, scenario, roads_)) {
      answer.situations.push_back(*std::move(situation));
    } else {
      problems.insert(problems.end(), situation.error().begin(), situation.error().end());
    }
    answer.scenarios.push_back(std::move(scenario));
  }
  if (!problems.empty()) return base::fail(std::move(problems));
  KJEDE_ASSIGN(answer.result, planning::compare(answer.area, answer.situations, order, progress));
  return comparison_json(answer);
}

}  // namespace kjede::service
