#pragma once
// A service area small enough to see: five nodes on a line, two stations, one hospital, three zones; files in a folder
// of the test's own.
//
//   o---o---o---o---o     each arc 5 minutes with lights, 7 without; a tunnel from the second to the last, reserved
//   s1  z1  h   z2  s2

#include <gmock/gmock.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <string>

namespace kjede::planning::testing_area {

inline std::map<std::string, std::string> files() {
  return {
      {"service.yaml", R"(service: small
name: {nb: Liten, en: Small}
year: 2026
years: [2026, 2030]
roads: {nodes: nodes.csv, arcs: arcs.csv, projects: projects.csv, lights: seconds, normal: seconds_normal}
stations: stations.csv
vehicles: vehicles.csv
hospitals: hospitals.csv
zones: zones.csv
calls:
  acute:
    per 1000 a year: {0_66: 100, 67: 300}
    triage: {constant: 30 s}
    alert: {constant: 60 s}
    turnout: {constant: 60 s}
    to patient: {constant: 60 s}
    at scene: {mean: 20 min}
    transport: 0.5
    at hospital: {mean: 15 min}
cardiac arrest:
  treated: 2905
  survivors: 457
  utstein: 399
  utstein survivors: 167
  witnessed by ambulance: 352
  bystander cpr: 0.78
  bystander cpr after: 140 s
  response: {10: 5 min, 25: 7 min, 50: 9.4 min, 75: 14 min, 90: 22 min}
simulation: {days: 28, replications: 6, seed: 7}
)"},
      {"nodes.csv", "id,lon,lat\n0,5.00,61\n1,5.05,61\n2,5.10,61\n3,5.15,61\n4,5.20,61\n"},
      {"arcs.csv",
       "from,to,seconds,seconds_normal,class,project\n0,1,300,420,primary,\n1,0,300,420,primary,\n"
       "1,2,300,420,primary,\n2,1,300,420,primary,\n2,3,300,420,primary,\n3,2,300,420,primary,\n"
       "3,4,300,420,primary,\n4,3,300,420,primary,\n1,4,120,120,trunk,tunnel\n4,1,120,120,trunk,tunnel\n"},
      {"projects.csv", "id,name,opens\ntunnel,Tunnelen,2029-01-01\n"},
      {"stations.csv", "id,name,lon,lat,municipality\ns1,First,5.00,61,West\ns2,Second,5.20,61,East\n"},
      {"vehicles.csv", "id,station,kind,from,to\na1,s1,ambulance,,\na2,s1,ambulance,07:30,19:30\nb1,s2,ambulance,,\n"},
      {"hospitals.csv", "id,name,lon,lat\nh,Hospital,5.10,61\n"},
      {"zones.csv",
       "id,lon,lat,place,municipality,settlement,population,population_2030,arrests,arrests_2030,population_0_66,"
       "population_67,population_2030_0_66,population_2030_67\n"
       "z1,5.05,61,Vest,West,urban,2000,2100,1,1.2,1700,300,1700,400\n"
       "z2,5.15,61,Midt,East,rural,1000,1000,0.6,0.7,800,200,750,250\n"
       "z3,5.20,61,Aust,East,rural,500,480,0.3,0.4,400,100,360,120\n"},
      {"base.yaml", "scenario: base\nname: {nb: I dag, en: Today}\nservice: .\n"}};
}

// Writes the files, some of them replaced, and gives the folder.
inline std::filesystem::path write(const std::map<std::string, std::string>& other = {}) {
  const auto* test = ::testing::UnitTest::GetInstance()->current_test_info();
  const auto folder = std::filesystem::path(::testing::TempDir()) /
                      (std::string("kjede-area-") + test->test_suite_name() + "-" + test->name());
  std::filesystem::create_directories(folder);
  auto all = files();
  for (const auto& [path, content] : other) all[path] = content;
  for (const auto& [path, content] : all) std::ofstream(folder / path, std::ios::binary) << content;
  return folder;
}

// The text with one part replaced; the part must be there.
inline std::string with(std::string text, const std::string& part, const std::string& other) {
  const auto at = text.find(part);
  EXPECT_NE(at, std::string::npos) << part;
  return text.replace(at, part.size(), other);
}

// Rendered messages without the folder's path.
inline std::string without(std::string text, const std::filesystem::path& folder) {
  const auto prefix = folder.string() + "/";
  for (auto at = text.find(prefix); at != std::string::npos; at = text.find(prefix)) text.erase(at, prefix.size());
  return text;
}

}  // namespace kjede::planning::testing_area
