#include "kjede/text/ndjson.hpp"

#include <gtest/gtest.h>

#include <filesystem>

namespace kjede::text {
namespace {

std::string rows(std::string text, const NdjsonOptions& options = {}) {
  auto reader = NdjsonReader::from_text("t.ndjson", std::move(text), options);
  if (!reader) return base::render(reader.error());
  std::string out;
  for (JsonRow row; reader->next(row);) {
    out += std::to_string(row.row) + "@" + std::to_string(row.line);
    if (row.problem) out += "!" + std::string(row.problem->code) + " " + row.problem->message;
    for (const auto& f : row.fields) out += " " + std::string(f.path) + "=" + std::string(f.text);
    out += "\n";
  }
  return out;
}

TEST(Ndjson, FlattensToPaths) {
  EXPECT_EQ(
      rows("{\"id\":\"a\",\"period\":{\"start\":\"2024-01-01\"},\"type\":[{\"coding\":[{\"code\":1.50},{\"code\":2}]}],"
           "\"x\":null,\"y\":true,\"z\":[],\"s\":\"\\u00e5\\n\"}\n\n{}\r\n"),
      "1@1 id=a period.start=2024-01-01 type[0].coding[0].code=1.50 type[0].coding[1].code=2 x= y=true s=å\n\n2@3\n");
}

TEST(Ndjson, FindsByPathAndWildcard) {
  auto reader =
      NdjsonReader::from_text("t", R"({"type":[{"coding":[{"code":"a"},{"code":"b"}]},{"coding":[{"code":"c"}]}]})");
  ASSERT_TRUE(reader);
  JsonRow row;
  ASSERT_TRUE(reader->next(row));
  EXPECT_EQ(row.find("type[1].coding[0].code")->text, "c");
  EXPECT_EQ(row.find("type[*].coding[1].code")->text, "b");
  EXPECT_EQ(row.find_all("type[*].coding[*].code").size(), 3U);
  EXPECT_EQ(row.find("type[*].coding"), nullptr);
}

TEST(Ndjson, BadLinesAreReportedAndReadingGoesOn) {
  EXPECT_EQ(
      rows("{\"a\":1}\n{\"a\":}\n[1]\n{\"a\":1}{\"b\":2}\n{\"a\":1,\"a\":2}\n{\"a\":\"\xE5\"}\n{\"a\":01}\n{\"a\":2}"),
      "1@1 a=1\n"
      "2@2!KJ0130 't.ndjson' row 2 (line 2): not valid JSON (The JSON document has an improper structure)\n"
      "3@3!KJ0131 't.ndjson' row 3 (line 3): the line is not a JSON object\n"
      "4@4!KJ0131 't.ndjson' row 4 (line 4): more than one value on the line\n"
      "5@5!KJ0132 't.ndjson' row 5 (line 5): a key stands twice in one object\n"
      "6@6!KJ0104 't.ndjson' row 6 (line 6): bytes that are not UTF-8\n"
      "7@7!KJ0130 't.ndjson' row 7 (line 7): not valid JSON (Problem while parsing a number)\n"
      "8@8 a=2\n");
}

TEST(Ndjson, Limits) {
  NdjsonOptions small;
  small.depth = 3;
  small.fields = 2;
  EXPECT_EQ(rows("{\"a\":{\"b\":{\"c\":1}}}\n", small),
            "1@1!KJ0133 't.ndjson' row 1 (line 1): nested deeper than 3 levels\n");
  EXPECT_EQ(rows("{\"a\":[1,2,3]}\n", small), "1@1!KJ0133 't.ndjson' row 1 (line 1): more than 2 fields\n");
}

TEST(Ndjson, RealEncounters) {
  const std::filesystem::path file = KJEDE_SOURCE_DIR "/../shared/data/interop/fhir-synthea-10/Encounter.000.ndjson";
  if (!std::filesystem::exists(file)) GTEST_SKIP() << "no ../shared/data: the Synthea encounters are not here";
  auto reader = NdjsonReader::open(file);
  ASSERT_TRUE(reader);
  std::size_t n = 0;
  for (JsonRow row; reader->next(row); ++n) {
    ASSERT_FALSE(row.problem) << row.problem->message;
    ASSERT_NE(row.find("period.start"), nullptr);
  }
  EXPECT_EQ(n, 1215U);
}

}  // namespace
}  // namespace kjede::text
