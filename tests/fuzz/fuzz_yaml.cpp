// Any bytes as YAML; every scalar's text must map back to a place inside the file.

#include <cstdint>
#include <cstdlib>
#include <string>

#include "kjede/text/source.hpp"
#include "kjede/text/yaml.hpp"

namespace {

void visit(const kjede::text::YamlNode& node) {
  if (node.span.line < 1 || node.span.column < 1) std::abort();
  if (node.is_scalar() && node.scalar.size() < 64) {
    for (std::size_t i = 0; i < node.scalar.size(); ++i) {
      const auto span = kjede::text::span_in(node, i, i + 1);
      if (span.line < node.span.line) std::abort();
      if (span.end_line < span.line || (span.end_line == span.line && span.end_column < span.column)) std::abort();
    }
  }
  for (const auto& item : node.items) visit(item);
  for (const auto& [key, value] : node.entries) {
    visit(key);
    visit(value);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size > 4096) return 0;
  auto parsed =
      kjede::text::parse_yaml(kjede::text::make_source("fuzz.yaml", {reinterpret_cast<const char*>(data), size}));
  if (parsed)
    visit(*parsed);
  else
    kjede::base::render(parsed.error());
  return 0;
}
