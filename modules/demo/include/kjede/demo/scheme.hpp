#pragma once
// A synthetic first-responder scheme: organisations, agreements, units, persons with dated practice, equipment,
// attestations, AEDs and ordinary resources, laid out on the synthetic region or on given places. Nobody and nothing in
// it exists. A few faults are put in on purpose; they are listed, so that what lint finds can be compared.
//
//   demo::CsvFolder files("scheme");  KJEDE_ASSIGN(auto faults, demo::make_scheme({.day = today}, files));
//
// Same options and version of Kjede: the same rows on every machine.

#include <cstdint>
#include <string>
#include <vector>

#include "kjede/demo/rows.hpp"

namespace kjede::demo {

// Where people are. `weight`: in proportion to it, things are put here.
struct SchemePlace {
  double lon = 0, lat = 0;
  double weight = 1;
  std::string municipality;
};

struct SchemeOptions {
  std::uint64_t seed = 2024;
  base::Date day{};  // the scheme is in order on this day, but for the faults
  int aeds = 500;
  int units = 75;
  int responders = 300;
  int resources = 40;
  int scale = 1;  // so many times all of these
  bool faults = true;
  std::vector<SchemePlace> places{};    // empty: the synthetic region's zones
  std::vector<std::string> attested{};  // requirements that a human answers for, by number
  // The size of Norway.
  static SchemeOptions national() { return {.aeds = 12'000, .units = 1'500, .responders = 6'000, .resources = 600}; }
};

// One deliberate fault, as `kjede responders lint` should name it.
struct SchemeFault {
  std::string subject;  // organisation, agreement, unit, responder, scheme
  std::string id;
  std::string requirement;
};

// Tables in the order of the registers they are for. Fails with KJ1003 for sizes below 1 or without a day, and with
// whatever the sink fails with.
base::Result<std::vector<SchemeFault>> make_scheme(const SchemeOptions& options, RowSink& sink);

// A CSV with the columns lon, lat and perhaps weight (or population) and municipality. KJ1003 says which row is wrong.
base::Result<std::vector<SchemePlace>> read_places(const std::string& path);

}  // namespace kjede::demo
