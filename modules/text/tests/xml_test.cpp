#include "kjede/text/xml.hpp"

#include <gtest/gtest.h>

#include <filesystem>

namespace kjede::text {
namespace {

constexpr const char* sample = R"(<?xml version="1.0" encoding="UTF-8"?>
<EMSDataSet xmlns="http://www.nemsis.org" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
  <Header>
    <DemographicGroup><dAgency.02>A1</dAgency.02></DemographicGroup>
    <PatientCareReport UUID="u-1">
      <eTimes><eTimes.03>2024-01-01T10:00:00+01:00</eTimes.03><eTimes.05 xsi:nil="true" NV="7701003"/></eTimes>
      <eArrest><eArrest.03>1</eArrest.03><eArrest.03>2</eArrest.03><eArrest.04 xsi:nil="1" PN="8801019"/></eArrest>
    </PatientCareReport>
    <PatientCareReport UUID="u-2"><eTimes/></PatientCareReport>
  </Header>
</EMSDataSet>)";

std::string show(const std::vector<XmlValue>& values) {
  std::string out;
  for (const auto& v : values) out += v.missing ? "<" + std::string(v.reason) + ">" : "[" + std::string(v.text) + "]";
  return out;
}

std::string refusal(std::string text, std::string_view path = "a", const XmlOptions& options = {}) {
  const auto reader = XmlReader::from_text("t.xml", std::move(text), path, options);
  return reader ? "no error" : base::render(reader.error());
}

TEST(Xml, RecordsAndValuesByPath) {
  auto reader = XmlReader::from_text("t.xml", sample, "EMSDataSet/Header/PatientCareReport");
  ASSERT_TRUE(reader);
  EXPECT_EQ(reader->size(), 2U);
  XmlRecord record;
  ASSERT_TRUE(reader->next(record));
  EXPECT_EQ(record.line(), 5U);
  EXPECT_EQ(show(record.values("@UUID")), "[u-1]");
  EXPECT_EQ(show(record.values("eTimes/eTimes.03")), "[2024-01-01T10:00:00+01:00]");
  EXPECT_EQ(show(record.values("eTimes/eTimes.05")), "<7701003>");
  EXPECT_EQ(show(record.values("eArrest/eArrest.03")), "[1][2]");
  EXPECT_EQ(show(record.values("eArrest/eArrest.03[2]")), "[2]");
  EXPECT_EQ(show(record.values("eArrest/eArrest.04")), "<8801019>");
  EXPECT_EQ(show(record.values("*/eArrest.03")), "[1][2]");
  EXPECT_EQ(show(record.values("../DemographicGroup/dAgency.02")), "[A1]");
  EXPECT_EQ(show(record.values("no/such")), "");
  EXPECT_EQ(record.fields().size(), 8U);
  ASSERT_TRUE(reader->next(record));
  EXPECT_EQ(record.row(), 2U);
  EXPECT_EQ(show(record.values("eTimes")), "<>");
  EXPECT_FALSE(reader->next(record));
}

TEST(Xml, OneNameFindsRecordsAnywhere) {
  EXPECT_EQ(XmlReader::from_text("t.xml", sample, "PatientCareReport")->size(), 2U);
  EXPECT_EQ(XmlReader::from_text("t.xml", "<x:a xmlns:x='u'><x:b/></x:a>", "a/b")->size(), 1U);
}

TEST(Xml, RefusesDoctypesAndEntities) {
  EXPECT_EQ(refusal("<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>\n<a>&x;</a>"),
            "t.xml:1:1: error[KJ0141]: a document type declaration (DOCTYPE) is refused\n"
            "  = remove it; entities are not expanded\n");
}

TEST(Xml, BrokenFilesHaveAPlaceButNoText) {
  EXPECT_EQ(refusal("<a>\n  <b>41819012345</c>\n</a>"), "t.xml:2:19: error[KJ0140]: start-end tags mismatch\n");
  EXPECT_EQ(
      refusal("<a>\n<b \xE5/></a>"),
      "t.xml:2:4: error[KJ0104]: bytes that are not UTF-8\n  = save the file as UTF-8, or declare its encoding\n");
  EXPECT_EQ(refusal(std::string("<a>\0</a>", 8)), "t.xml:1:4: error[KJ0105]: NUL byte\n  = is this a text file?\n");
  EXPECT_EQ(refusal("\xFF\xFE<"), "error[KJ0104]: 't.xml' is UTF-16, which is not read\n  = save it as UTF-8\n");
  EXPECT_EQ(refusal(""), "t.xml:1:1: error[KJ0140]: no document element found\n");
  EXPECT_EQ(refusal("<a/>", ""),
            "error[KJ0143]: '' does not name record elements\n  = write it as EMSDataSet/Header/PatientCareReport\n");
}

TEST(Xml, LimitsDepth) {
  std::string deep;
  for (int i = 0; i < 100'000; ++i) deep += "<a>";
  for (int i = 0; i < 100'000; ++i) deep += "</a>";
  EXPECT_EQ(refusal(deep), "t.xml:1:769: error[KJ0142]: nested deeper than 256 levels\n");
}

TEST(Xml, DeclaredLatin1) {
  auto reader = XmlReader::from_text("t.xml", "<?xml version='1.0' encoding='ISO-8859-1'?><a><b>bl\xE5</b></a>", "a");
  ASSERT_TRUE(reader);
  XmlRecord record;
  ASSERT_TRUE(reader->next(record));
  EXPECT_EQ(show(record.values("b")), "[blå]");
}

TEST(Xml, RealNemsisFiles) {
  const std::filesystem::path folder =
      KJEDE_SOURCE_DIR "/../shared/data/interop/nemsis/Compliance/Pre-Testing/xml/full";
  if (!std::filesystem::exists(folder)) GTEST_SKIP() << "no ../shared/data: the NEMSIS samples are not here";
  std::size_t records = 0;
  for (const auto& file : std::filesystem::directory_iterator(folder)) {
    auto reader = XmlReader::open(file.path(), "EMSDataSet/Header/PatientCareReport");
    ASSERT_TRUE(reader) << base::render(reader.error());
    for (XmlRecord r; reader->next(r); ++records) EXPECT_EQ(r.values("eTimes/eTimes.03").size(), 1U);
  }
  EXPECT_GE(records, 5U);
}

}  // namespace
}  // namespace kjede::text
