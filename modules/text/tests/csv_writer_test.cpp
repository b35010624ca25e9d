#include "kjede/text/csv_writer.hpp"

#include <gtest/gtest.h>

#include <limits>

#include "kjede/text/csv.hpp"

namespace kjede::text {
namespace {

TEST(CsvWriter, QuotesWhatNeedsIt) {
  CsvWriter csv;
  csv.text("a").text("b,c").text("say \"hi\"").text("two\nlines").text(" x ").empty().end_row();
  EXPECT_EQ(csv.str(), "a,\"b,c\",\"say \"\"hi\"\"\",\"two\nlines\",\" x \",\n");
}

TEST(CsvWriter, NeutralisesFormulas) {
  CsvWriter csv(';', "\r\n");
  csv.row({"=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "a=b"});
  EXPECT_EQ(csv.str(), "'=1+1;'+1;'-1;'@SUM(A1);\"'\tx\";\"'\rx\";a=b\r\n");
}

TEST(CsvWriter, NumbersAreNotText) {
  CsvWriter csv;
  csv.number(-5)
      .number(0.1)
      .number(-2.5, 1)
      .number(1.0 / 3, 3)
      .number(std::numeric_limits<double>::quiet_NaN())
      .end_row();
  EXPECT_EQ(csv.take(), "-5,0.1,-2.5,0.333,\n");
  EXPECT_EQ(csv.str(), "");
}

TEST(CsvWriter, WhatIsWrittenReadsBack) {
  const std::vector<std::string> texts{"a", "x,y", "\"", "\n", "a\r\n", "æøå", " ", "a\"b\"c", ""};
  CsvWriter csv;
  csv.row({"c1", "c2", "c3", "c4", "c5", "c6", "c7", "c8", "c9"}).row(texts);
  auto reader = CsvReader::from_text("t.csv", csv.str());
  ASSERT_TRUE(reader);
  CsvRow row;
  ASSERT_TRUE(reader->next(row));
  ASSERT_FALSE(row.problem);
  EXPECT_EQ(std::vector<std::string>(row.fields.begin(), row.fields.end()), texts);
}

}  // namespace
}  // namespace kjede::text
