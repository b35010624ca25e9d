// Any CSV text as a mission log to replay: never a crash, and the calls that come in are in order of time, in a zone
// that there is, with durations that a simulation can use.

#include <cstdint>
#include <cstdlib>
#include <string>

#include "kjede/sim/mission_trace.hpp"

using namespace kjede;

namespace {

sim::Service two_zones() {
  sim::Service service;
  service.stations.push_back({.id = "s"});
  service.hospitals.push_back({.id = "h"});
  service.zones.push_back({.id = "a", .lon = 5, .lat = 60});
  service.zones.push_back({.id = "b", .lon = 6, .lat = 61});
  return service;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const sim::Service service = two_zones();
  const auto trace = sim::read_missions(service, "m.csv", std::string(reinterpret_cast<const char*>(data), size), {});
  if (!trace) {
    if (base::render(trace.error()).empty()) std::abort();
    return 0;
  }
  sim::Time before = 0;
  for (const auto& call : trace->calls) {
    if (call.received < before || call.zone >= service.zones.size() || call.triage > call.ready) std::abort();
    if (call.to_patient > call.scene) std::abort();
    before = call.received;
  }
  return 0;
}
