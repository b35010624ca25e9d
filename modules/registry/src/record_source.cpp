#include "record_source.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "kjede/registry/codes.hpp"
#include "sources.hpp"

namespace kjede::registry {
namespace {

SourceFormat format_of(const std::string& path) {
  std::string extension = std::filesystem::path(path).extension().string();
  std::transform(extension.begin(), extension.end(), extension.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  if (extension == ".csv" || extension == ".tsv" || extension == ".txt") return SourceFormat::csv;
  if (extension == ".ndjson" || extension == ".jsonl" || extension == ".json") return SourceFormat::ndjson;
  if (extension == ".xml") return SourceFormat::xml;
  if (extension == ".parquet") return SourceFormat::parquet;
  return SourceFormat::by_name;
}

}  // namespace

base::Result<std::unique_ptr<RecordSource>> open_source(const SourceRequest& request) {
  if (request.ndjson) return open_ndjson(request);
  switch (request.format == SourceFormat::by_name ? format_of(request.path) : request.format) {
    case SourceFormat::csv: return open_csv(request);
    case SourceFormat::ndjson: return open_ndjson(request);
    case SourceFormat::xml: return open_xml(request);
    case SourceFormat::parquet: return open_parquet(request);
    case SourceFormat::by_name: break;
  }
  return base::fail(codes::unknown_format, fmt::format("the name of '{}' does not tell its format", request.path),
                    "give it the ending .csv, .ndjson, .xml or .parquet, or say 'source' in a mapping");
}

}  // namespace kjede::registry
