// Any bytes as XML; the first line of the input, if it starts with '/', is the record path.

#include <cstdint>
#include <string>

#include "kjede/text/xml.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string text(reinterpret_cast<const char*>(data), size);
  std::string path = "a";
  if (text.starts_with('/')) {
    const auto end = std::min(text.find('\n'), text.size() - 1);
    path = text.substr(1, end);
    text.erase(0, end + 1);
  }
  auto reader = kjede::text::XmlReader::from_text("fuzz.xml", std::move(text), path);
  if (!reader) return 0;
  for (kjede::text::XmlRecord record; reader->next(record);) {
    for (const auto& field : record.fields()) record.values(field.path);
    record.values("../*/b[2]/@c");
  }
  return 0;
}
