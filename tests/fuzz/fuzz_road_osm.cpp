// Any bytes as OpenStreetMap data: text (OPL) when the first byte is even, else PBF. Never a crash; what comes in is a
// sound network.

#include <cstdint>
#include <cstdlib>
#include <string>

#include "kjede/road/import_osm.hpp"

using namespace kjede;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 2) return 0;
  const std::string bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  const auto done = road::import_osm_bytes("x", bytes, data[0] % 2 == 0 ? "opl" : "pbf", {}, {});
  if (done && !road::check_network(done->network.view())) std::abort();
  if (!done && base::render(done.error()).empty()) std::abort();
  return 0;
}
