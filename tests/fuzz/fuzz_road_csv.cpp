// Any two CSV texts as nodes and arcs (cut at the first '~'): never a crash, and what comes in is a sound network whose
// road file reads back.

#include <cstdint>
#include <cstdlib>
#include <string>

#include "kjede/road/import_csv.hpp"
#include "kjede/road/road_file.hpp"

using namespace kjede;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  const auto cut = text.find('~');
  if (cut == std::string::npos) return 0;
  const auto done = road::import_csv_text({"n.csv", text.substr(0, cut), "a.csv", text.substr(cut + 1)}, {}, {});
  if (!done) {
    if (base::render(done.error()).empty()) std::abort();
    return 0;
  }
  if (!road::check_network(done->network.view())) std::abort();
  const auto bytes = road::road_file_bytes(done->network.view());
  if (!road::RoadFile::from_bytes("x.road", bytes)) std::abort();
  return 0;
}
