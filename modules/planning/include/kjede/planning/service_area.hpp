#pragma once
// A service area as its owner describes it: the tables of a folder and the assumptions in service.yaml
// (docs/decisions/0008-planning-rooms.md). Nothing here is simulated; situation.hpp puts it on the roads.
//
//   KJEDE_ASSIGN(const auto area, read_service_area("region/service.yaml"));   // or the folder

#include <array>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "kjede/base/result.hpp"
#include "kjede/dispatch/policy.hpp"
#include "kjede/planning/survival.hpp"
#include "kjede/road/speed_model.hpp"
#include "kjede/sim/model.hpp"

namespace kjede::planning {

struct Label {
  std::string nb, en;
  const std::string& in(std::string_view language) const { return language == "en" ? en : nb; }
};

struct AreaStation {
  std::string id, name, municipality;
  double lon = 0, lat = 0;
  std::uint32_t capacity = sim::none;
  base::SourceSpan span = {};
};

struct AreaVehicle {
  std::string id, station, kind;
  int from = 0, to = 0;  // minutes of the day on duty; equal: always
  base::SourceSpan span = {};
};

struct AreaHospital {
  std::string id, name;
  double lon = 0, lat = 0;
  std::vector<std::string> kinds;  // what it can receive, beside any patient
  base::SourceSpan span = {};
};

struct ZonePeople {
  double population = 0;
  double arrests = 0;           // treated cardiac arrests a year, expected
  std::vector<double> by_band;  // as ServiceArea::bands
};

struct AreaZone {
  std::string id, place, municipality;
  bool urban = false;
  double lon = 0, lat = 0;
  std::vector<ZonePeople> people;  // as ServiceArea::years
  base::SourceSpan span = {};
};

// One priority's calls.
struct AreaCalls {
  sim::Priority priority = sim::Priority::acute;
  std::vector<double> per_1000;  // a year, by band
  std::array<double, 168> hour_factor = sim::Stream::flat();
  sim::Law triage, alert, turnout, to_patient, scene, handover;
  double transport = 1;
  double second_unit = 0;                             // share to which two units are sent
  std::vector<std::pair<std::string, double>> needs;  // of the transported: kind of hospital, share
  bool lights = true;
};

struct AreaRoads {
  std::filesystem::path file;                   // made by `kjede road import`; or the tables:
  std::filesystem::path nodes, arcs, projects;  // projects may be empty
  std::string lights = "seconds", normal;       // names of modes; winter's empty: as the others
  std::string winter_lights, winter_normal;
  std::optional<road::SpeedModel> speeds;  // how times change over the day; nothing: they do not
  std::array<road::TimeClass, 24> weekday = usual_weekday(), weekend = usual_weekend();
  base::SourceSpan span = {};

  // Rush 7–9 and 15–17, night 23–6, day between; no rush on Saturdays and Sundays.
  static std::array<road::TimeClass, 24> usual_weekday();
  static std::array<road::TimeClass, 24> usual_weekend();
};

// What the register says of a year of cardiac arrests: what the survival curves are calibrated to.
struct ArrestRegister {
  double treated = 0, survivors = 0;
  double utstein = 0, utstein_survivors = 0;  // seen by a bystander, shockable
  double ambulance_witnessed = 0;
  double bystander_cpr = 0;           // share of those not seen by the ambulance
  double bystander_cpr_after = 0;     // minutes from the call
  std::map<double, double> response;  // percentile → minutes
  SurvivalCurve utstein_curve = SurvivalCurve::valenzuela, other_curve = SurvivalCurve::waalewijn;
};

struct RunPlan {
  int days = 28, warm_up_days = 1, replications = 16;
  std::uint64_t seed = 1;
};

struct ServiceArea {
  std::string id;
  Label name;
  bool synthetic = false;
  std::filesystem::path folder;
  int year = 0;            // of the zones' first figures
  std::vector<int> years;  // the zones have figures for
  std::vector<std::string> bands;
  AreaRoads roads;
  std::vector<AreaStation> stations;
  std::vector<AreaVehicle> vehicles;
  std::map<std::string, std::uint8_t> takes;  // by kind of vehicle, bit p: priority p; a kind that is not here: all
  std::vector<AreaHospital> hospitals;
  std::vector<AreaZone> zones;
  std::filesystem::path background;             // GeoJSON behind maps; may be empty
  double urban_target = 12, rural_target = 25;  // minutes
  std::vector<AreaCalls> calls;
  double drive_sigma = 0;
  std::optional<ArrestRegister> arrests;
  dispatch::Policy policy;
  RunPlan run;

  std::optional<std::size_t> year_index(int wanted) const;
};

// `path`: a folder with service.yaml, or that file. Fails with everything that is wrong with the description and its
// tables, each at its place: unknown keys, missing columns, cells that are no numbers, ids given twice, vehicles of no
// station, an empty fleet, zones without people, coordinates that are none.
base::Result<ServiceArea> read_service_area(const std::filesystem::path& path);

}  // namespace kjede::planning
