// Any bytes as newline-delimited JSON.

#include <cstdint>
#include <cstdlib>
#include <string>

#include "kjede/text/ndjson.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  auto reader = kjede::text::NdjsonReader::from_text("fuzz.ndjson", {reinterpret_cast<const char*>(data), size});
  if (!reader) return 0;
  std::uint64_t rows = 0;
  for (kjede::text::JsonRow row; reader->next(row);) {
    if (row.row != ++rows) std::abort();
    for (const auto& field : row.fields) {
      if (row.find(field.path) == nullptr && field.path.find('*') == std::string_view::npos) std::abort();
    }
    row.find_all("a[*].b");
  }
  return 0;
}
