// Any bytes as CSV: whole, and through a window so small that records cross it. Both must agree on the good rows.

#include <cstdint>
#include <cstdlib>
#include <string>

#include "kjede/text/csv.hpp"

namespace {

void read_all(std::string text, std::size_t limit) {
  kjede::text::CsvOptions options;
  options.record_limit = limit;
  auto reader = kjede::text::CsvReader::from_text("fuzz.csv", std::move(text), options);
  if (!reader) return;
  const std::size_t columns = reader->header().size();
  std::uint64_t last_line = 0;
  std::size_t bytes = 0;
  for (kjede::text::CsvRow row; reader->next(row);) {
    if (row.line < last_line) std::abort();
    last_line = row.line;
    if (row.problem) continue;
    if (row.fields.size() < columns) std::abort();
    for (const auto field : row.fields) bytes += field.empty() ? 0 : static_cast<unsigned char>(field.back());
  }
  if (bytes == static_cast<std::size_t>(-1)) std::abort();
  if (kjede::text::describe(reader->dialect()).empty()) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  read_all(text, std::size_t{1} << 20);
  read_all(text, 16);
  return 0;
}
