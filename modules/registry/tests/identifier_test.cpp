#include "kjede/registry/identifier.hpp"

#include <gtest/gtest.h>

#include <filesystem>

#include "kjede/text/csv.hpp"

namespace kjede::registry {
namespace {

TEST(Identifier, KnowsTheKinds) {
  const auto synthetic = check_identifier("10915596784");
  EXPECT_TRUE(synthetic.valid());
  EXPECT_TRUE(synthetic.synthetic);
  EXPECT_EQ(check_identifier("81212121223").kind, IdentifierKind::fh_number);
  EXPECT_TRUE(check_identifier("81212121223").valid());
  EXPECT_EQ(check_identifier("123").fault, IdentifierFault::length);
  EXPECT_EQ(check_identifier("1091559678x").fault, IdentifierFault::not_digits);
  EXPECT_EQ(check_identifier("10915596785").fault, IdentifierFault::check_digits);
  EXPECT_EQ(normalise_identifier("109155 96784"), "10915596784");
  EXPECT_EQ(normalise_identifier("109155-96784"), "10915596784");
}

// Every vector of the collection: valid under either rule or not, as its source says.
TEST(Identifier, AgreesWithThePublishedVectors) {
  const std::filesystem::path file = KJEDE_SOURCE_DIR "/../shared/data/interop/identifiers/no-person-id-vectors.csv";
  if (!std::filesystem::exists(file)) GTEST_SKIP() << "no ../shared/data: the identifier vectors are not here";
  auto reader = text::CsvReader::open(file);
  ASSERT_TRUE(reader);
  int checked = 0;
  for (text::CsvRow row; reader->next(row); ++checked) {
    ASSERT_FALSE(row.problem);
    const std::string_view kind = row.fields[1];
    if (kind.find("ORG") != std::string_view::npos) continue;
    const auto verdict = check_identifier(row.fields[0]);
    if (kind.find("only decidable with century") != std::string_view::npos) continue;  // the century is gone from 2032
    const bool duf = kind.find("DUF valid") != std::string_view::npos;
    const bool listed = duf || (row.fields[5] == "1" && kind.find("INVALID") == std::string_view::npos);
    const bool legacy = kind.find("legacy") != std::string_view::npos;
    EXPECT_EQ(verdict.valid(), listed || legacy) << "vector of kind " << kind;
    EXPECT_EQ(verdict.legacy_h, legacy) << kind;
    if (listed && verdict.kind != IdentifierKind::duf) {
      EXPECT_EQ(verdict.only_2032_rule, row.fields[4] == "0") << kind;
    }
  }
  EXPECT_GT(checked, 30);
}

}  // namespace
}  // namespace kjede::registry
