// The inputs the fuzzers found worth keeping (tests/fuzz/corpus) go through the readers in every test run.

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <functional>
#include <vector>

#include "kjede/testing/golden.hpp"
#include "kjede/text/csv.hpp"
#include "kjede/text/ndjson.hpp"
#include "kjede/text/source.hpp"
#include "kjede/text/xml.hpp"
#include "kjede/text/yaml.hpp"

namespace kjede::text {
namespace {

// Calls read for each kept input; a crash or a sanitizer's report is the failure. At least one must be there.
void each_input(const std::string& reader, const std::function<void(std::string)>& read) {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(KJEDE_SOURCE_DIR "/tests/fuzz/corpus/" + reader))
    files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  EXPECT_FALSE(files.empty());
  for (const auto& file : files) read(kjede::testing::read_file(file));
}

TEST(Corpus, Csv) {
  each_input("csv", [](std::string text) {
    for (const std::size_t limit : {std::size_t{16}, std::size_t{1} << 20}) {
      auto reader = CsvReader::from_text("kept.csv", text, {.delimiter = {}, .encoding = {}, .record_limit = limit});
      if (!reader) continue;
      std::uint64_t rows = 0;
      for (CsvRow row; reader->next(row);) EXPECT_EQ(row.row, ++rows);
    }
  });
}

TEST(Corpus, Ndjson) {
  each_input("ndjson", [](std::string text) {
    auto reader = NdjsonReader::from_text("kept.ndjson", std::move(text));
    if (!reader) return;
    for (JsonRow row; reader->next(row);) EXPECT_TRUE(!row.problem || row.fields.empty());
  });
}

TEST(Corpus, Xml) {
  each_input("xml", [](std::string text) {
    auto reader = XmlReader::from_text("kept.xml", std::move(text), "a");
    if (!reader) return;
    for (XmlRecord record; reader->next(record);) {
      for (const auto& field : record.fields()) EXPECT_FALSE(record.values(field.path).empty()) << field.path;
    }
  });
}

void visit(const YamlNode& node) {
  if (node.is_scalar()) {
    EXPECT_GE(span_in(node, 0, node.scalar.size()).line, node.span.line);
  }
  for (const auto& item : node.items) visit(item);
  for (const auto& [key, value] : node.entries) {
    visit(key);
    visit(value);
  }
}

TEST(Corpus, Yaml) {
  each_input("yaml", [](std::string text) {
    const auto parsed = parse_yaml(make_source("kept.yaml", std::move(text)));
    if (parsed) return visit(*parsed);
    EXPECT_FALSE(base::render(parsed.error()).empty());
  });
}

}  // namespace
}  // namespace kjede::text
