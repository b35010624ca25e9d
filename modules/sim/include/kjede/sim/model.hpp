#pragma once
// A service area in memory: what the simulator needs to know, whoever read it and from where.
//
// Places are numbered: station s is place s, hospital h is place stations + h, zone z is place stations + hospitals +
// z. Virtual time is in milliseconds and starts on a Monday at local midnight. check() finds what cannot be simulated.
//
//   Service service = …;                       // planning reads it from a folder
//   KJEDE_TRY(check(service));

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "kjede/base/result.hpp"
#include "kjede/sim/travel.hpp"

namespace kjede::sim {

using dispatch::none;
using dispatch::Priority;
using dispatch::priority_count;

inline constexpr Time second = 1000, minute = 60 * second, hour = 60 * minute, day = 24 * hour, week = 7 * day;

struct Station {
  std::string id{}, name{}, municipality{};
  double lon = 0, lat = 0;
  std::uint32_t capacity = none;  // vehicles that may stand by here; none: any number
  bool hard_cover = false;        // its last idle unit is not moved away (rural, covered by nobody else)
};

struct Vehicle {
  std::string id{};
  std::uint32_t station = 0;
  std::uint32_t kinds = 1;     // bits of what it can do; a call asks for some
  std::uint8_t takes = 0b111;  // bit p: may be sent to missions of priority p
  int from = 0, to = 0;        // on duty each day, minutes after midnight, over midnight too; equal: always
  int rest_after = 0;          // minutes from the start of the shift to the meal; 0: none. Needs from != to
  int rest_length = 30;        // minutes
};

struct Hospital {
  std::string id{}, name{};
  double lon = 0, lat = 0;
  std::uint32_t kinds = 1;  // bits of what it can receive
};

struct Zone {
  std::string id{}, place{}, municipality{};
  bool urban = true;
  double lon = 0, lat = 0;
  double population = 0;
  Millis access_lights = 0, access_normal = 0;  // between the road and the scene
};

// How a duration is drawn. Means and such in milliseconds.
struct Law {
  enum class Kind : std::uint8_t { constant, exponential, lognormal, weibull, normal, sample } kind = Kind::constant;
  double a = 0;                  // constant: value; exponential: mean; lognormal: median; weibull: shape; normal: mean
  double b = 0;                  // lognormal: σ of the logarithm; weibull: scale; normal: sd (below 0 becomes 0)
  std::vector<double> values{};  // sample: one of these
  double mean() const;
};

// Of the transported patients this share needs a hospital with these kinds.
struct Need {
  std::uint32_t kinds = 1;
  double share = 1;
};

// One stream of calls: a priority, or a part of it with its own rhythm. Non-homogeneous Poisson.
struct Stream {
  Priority priority = Priority::acute;
  double per_day = 0;                            // expected calls per average day
  std::array<double, 168> hour_factor = flat();  // hour of the week, mean 1
  std::vector<double> zone_weight{};             // per zone, any scale
  Law triage;                                    // t0 to t1
  Law ready;                                     // t0 until a unit is looked for; at least triage, long when that is long
  Law turnout;                                   // alerted to wheels rolling, from a station
  Law to_patient;                                // t4 to t5
  Law scene;                                     // t4 to t6 (or to clear, without transport)
  Law handover;                                  // t7 to t8
  double transport = 1;                          // probability
  std::vector<Need> needs{};                     // empty: any hospital
  std::uint32_t kinds = 1;                       // of the unit
  double second_unit = 0;                        // probability that two units are sent, when two are free
  Drive drive = Drive::lights;
  static constexpr std::array<double, 168> flat() {
    std::array<double, 168> ones{};
    ones.fill(1);
    return ones;
  }
};

struct Demand {
  std::vector<Stream> streams{};
  std::vector<double> week_factor{};  // repeated over the run's weeks; empty: 1
  double drive_sigma = 0;             // σ of log(real drive / tabulated drive), one draw per call
};

// A call with everything random about it, drawn before anyone decides anything (common random numbers).
struct Call {
  Time received = 0;   // t0
  Millis triage = 0;   // t0 to t1
  Millis ready = 0;    // t0 until a unit is looked for
  Millis turnout = 0;  // of the unit that goes from its station
  Millis to_patient = 0;
  Millis scene = 0;
  Millis handover = 0;
  float drive_factor = 1;  // real drive / tabulated drive
  std::uint32_t zone = 0;
  std::uint32_t hospital = none;  // none: the nearest that suits
  std::uint32_t need = 1;         // kinds the hospital must have
  std::uint32_t kinds = 1;        // kinds the unit must have
  std::uint32_t incident = 0;     // running number
  Priority priority = Priority::acute;
  Drive drive = Drive::lights;
  bool transport = true;
  bool two_units = false;  // another is sent too, when one is free
  bool support = false;    // this is the other's part of the call: it does not transport
};

// Response-time targets (call received to first unit at the scene), by settlement and priority.
struct Targets {
  std::array<Millis, priority_count> urban{12 * 60'000, 25 * 60'000, 60 * 60'000};
  std::array<Millis, priority_count> rural{25 * 60'000, 40 * 60'000, 90 * 60'000};
  Millis of(const Zone& zone, Priority priority) const {
    return (zone.urban ? urban : rural)[static_cast<std::size_t>(priority)];
  }
};

struct Service {
  std::string name{};
  std::vector<Station> stations{};
  std::vector<Vehicle> vehicles{};
  std::vector<Hospital> hospitals{};
  std::vector<Zone> zones{};
  TravelPlan travel;
  Demand demand;  // of generated calls
  Targets targets;
  double road_factor = 1.3;  // kilometres driven per one in a straight line, where tables know no metres

  std::uint32_t place_of_station(std::uint32_t s) const { return s; }
  std::uint32_t place_of_hospital(std::uint32_t h) const { return static_cast<std::uint32_t>(stations.size()) + h; }
  std::uint32_t place_of_zone(std::uint32_t z) const {
    return static_cast<std::uint32_t>(stations.size() + hospitals.size()) + z;
  }
  std::uint32_t place_count() const {
    return static_cast<std::uint32_t>(stations.size() + hospitals.size() + zones.size());
  }
};

// Everything that stands in the way of a simulation, all at once (KJ13…): no station, an empty fleet, tables of the
// wrong size, zones that no station reaches, transports that no hospital can receive, laws without meaning.
base::Result<void> check(const Service& service);

}  // namespace kjede::sim
