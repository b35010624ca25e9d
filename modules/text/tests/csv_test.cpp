#include "kjede/text/csv.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdio>
#include <filesystem>
#include <fstream>

namespace kjede::text {
namespace {

CsvReader reader(std::string text, const CsvOptions& options = {}) {
  auto opened = CsvReader::from_text("t.csv", std::move(text), options);
  EXPECT_TRUE(opened) << (opened ? "" : base::render(opened.error()));
  return std::move(opened).value();
}

std::string refusal(std::string text) {
  const auto opened = CsvReader::from_text("t.csv", std::move(text));
  return opened ? "no error" : base::render(opened.error());
}

// Each row as row@line[a][b] or row@line!message, one a line.
std::string rows(CsvReader& from) {
  std::string out;
  for (CsvRow row; from.next(row);) {
    out += std::to_string(row.row) + "@" + std::to_string(row.line);
    if (row.problem) {
      out += "!" + std::string(row.problem->code) + " " + row.problem->message + "\n";
      continue;
    }
    for (const auto field : row.fields) out += "[" + std::string(field) + "]";
    out += "\n";
  }
  return out;
}

std::string rows(std::string text, const CsvOptions& options = {}) {
  auto from = reader(std::move(text), options);
  return rows(from);
}

std::string dialect(std::string text) {
  auto from = reader(std::move(text));
  rows(from);
  return describe(from.dialect());
}

class TemporaryFile {
 public:
  explicit TemporaryFile(const std::string& name)
      : path_(std::filesystem::temp_directory_path() / ("kjede-text-" + std::to_string(::getpid()) + name)) {}
  ~TemporaryFile() { std::filesystem::remove(path_); }
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;
  const std::filesystem::path& path() const { return path_; }
  void write(const std::string& text) { std::ofstream(path_, std::ios::binary) << text; }

 private:
  std::filesystem::path path_;
};

TEST(Csv, ReadsQuotesNewlinesAndBothLineEnds) {
  EXPECT_EQ(rows("a,b\r\n1,\"x, \"\"y\"\"\r\nz\"\r\n\r\n,\n\"\",last"),
            "1@2[1][x, \"y\"\r\nz]\n2@5[][]\n3@6[][last]\n");
  EXPECT_EQ(rows("a,b\n1,5\" tube\n"), "1@2[1][5\" tube]\n");
  EXPECT_EQ(rows("a\rb\rc\r"), "1@2[b]\n2@3[c]\n");
  EXPECT_EQ(rows("a,b\n"), "");
  EXPECT_EQ(rows("a,b"), "");
}

TEST(Csv, FieldsThatCrossTheBlocksOf64) {
  for (std::size_t length = 0; length < 200; ++length) {
    const std::string x(length, 'x');
    EXPECT_EQ(rows("a,b,c\n" + x + "," + x + ",\"" + x + "\"\"\"\n1,2,3\n"),
              "1@2[" + x + "][" + x + "][" + x + "\"]\n2@3[1][2][3]\n");
  }
}

TEST(Csv, StatesTheDialect) {
  EXPECT_EQ(dialect("a;b\n1,5;2\n"), "delimiter ';', ASCII, decimal comma, line ends LF");
  EXPECT_EQ(dialect("a\tb\r\n1.5\tx\r\n"), "delimiter tab, ASCII, decimal point, line ends CRLF");
  EXPECT_EQ(dialect("a|b\n\xC3\xA6|2\n"), "delimiter '|', UTF-8, line ends LF");
  EXPECT_EQ(dialect("\xEF\xBB\xBF"
                    "a,b\n\"1,5\",2.5\n"),
            "delimiter ',', UTF-8 with byte order mark, decimal points and commas mixed, line ends LF");
  EXPECT_EQ(dialect("name\nx\n"), "delimiter ',', ASCII, line ends LF");
  EXPECT_EQ(dialect("a;b\n\"x,y,z\";1\n\"x,y,z\";1\n"), "delimiter ';', ASCII, line ends LF");
  EXPECT_EQ(dialect("a;text\n1;x, y, z\n2;x, y, z\n"), "delimiter ';', ASCII, line ends LF");
}

TEST(Csv, ExcelSaysTheDelimiterItself) {
  auto from = reader("sep=|\r\na|b;c\r\n1|2;3\r\n");
  EXPECT_EQ(from.header(), (std::vector<std::string>{"a", "b;c"}));
  EXPECT_EQ(rows(from), "1@3[1][2;3]\n");
}

TEST(Csv, FallsBackToLatin1AndSaysSo) {
  auto from = reader("navn;by\nK\xE5re;Troms\xF8\n\x80;x\n");
  EXPECT_EQ(rows(from), "1@2[Kåre][Tromsø]\n2@3[€][x]\n");
  EXPECT_EQ(describe(from.dialect()), "delimiter ';', Windows-1252 (Latin-1), line ends LF");
  auto late = reader("a\nBl\xE5");
  EXPECT_EQ(rows(late), "1@2[Blå]\n");
}

TEST(Csv, ByteOrderMarkIsNotPartOfTheFirstName) {
  EXPECT_EQ(reader("\xEF\xBB\xBFid,x\n").header()[0], "id");
  EXPECT_EQ(reader("\xEF\xBB\xBFid,x\n\xE5,1\n\xE6\xF8,2\n\xE6,3\n\xE6,3\n").header()[0], "id");
}

TEST(Csv, RefusesWhatIsNotText) {
  EXPECT_EQ(refusal(std::string("\xFF\xFE"
                                "a\0,\0",
                                6)),
            "error[KJ0104]: 't.csv' is UTF-16 or UTF-32, which is not read\n"
            "  = save it as UTF-8; in Excel choose 'CSV UTF-8'\n");
  EXPECT_EQ(refusal(std::string("a\0,\0b\0\n\0"
                                "1\0,\0",
                                12))
                .substr(0, 62),
            "error[KJ0104]: 't.csv' is UTF-16 or UTF-32, which is not read\n");
  EXPECT_EQ(refusal("PK\x03\x04...."),
            "error[KJ0104]: 't.csv' is a ZIP archive or an Excel workbook, not text\n"
            "  = open it and save the sheet as 'CSV UTF-8'\n");
  EXPECT_EQ(refusal("\x1F\x8B\x08"), "error[KJ0104]: 't.csv' is compressed\n  = unpack it first\n");
  EXPECT_EQ(refusal("PAR1...."), "error[KJ0104]: 't.csv' is a Parquet file, not text\n  = give it the name .parquet\n");
  EXPECT_EQ(refusal(""), "error[KJ0124]: 't.csv' is empty\n");
  EXPECT_EQ(refusal("\n\n"), "error[KJ0124]: 't.csv' holds no header line\n");
}

TEST(Csv, RefusesHeadersThatCannotBeTrusted) {
  EXPECT_EQ(refusal("a,b,a\n"),
            "error[KJ0120]: 't.csv': the columns 1 and 3 are both named 'a'\n  = rename or remove one\n");
  EXPECT_EQ(refusal("a,,c\n"), "error[KJ0120]: 't.csv': column 2 has no name\n  = name it in the first line\n");
  EXPECT_EQ(refusal(",,\n"),
            "error[KJ0120]: 't.csv': the header names no column\n  = add a first line that names the columns\n");
  EXPECT_EQ(refusal("x,41819012345\n"),
            "error[KJ0120]: 't.csv': the first line seems to be data: column 2 is a number\n"
            "  = add a first line that names the columns\n");
  EXPECT_EQ(refusal("a,\"b\n1,2\n"),
            "error[KJ0122]: the header of 't.csv' has a quote that is not closed\n"
            "  = close it, or write it twice if it belongs to the name\n");
  EXPECT_EQ(refusal(std::string("a,b\0\n", 5)), "error[KJ0105]: 't.csv': NUL byte in the header\n");
}

TEST(Csv, TrailingDelimiterInTheHeaderIsAnUnnamedColumn) {
  auto from = reader("a,b,\n1,2,\n3,4\n");
  EXPECT_EQ(from.header().size(), 2U);
  EXPECT_EQ(from.unnamed_columns(), 1U);
  EXPECT_EQ(rows(from), "1@2[1][2][]\n2@3[3][4]\n");
}

TEST(Csv, BadRowsAreReportedAndReadingGoesOn) {
  EXPECT_EQ(rows("a,b\n1\n1,2,3\n1,2\n"),
            "1@2!KJ0121 't.csv' row 1 (line 2): 1 field where the header names 2\n"
            "2@3!KJ0121 't.csv' row 2 (line 3): 3 fields where the header names 2\n"
            "3@4[1][2]\n");
  EXPECT_EQ(rows(std::string("a,b\n1,\0x\n1,2\n", 13)), "1@2!KJ0105 't.csv' row 1 (line 2): NUL byte\n2@3[1][2]\n");
  EXPECT_EQ(rows("a,b\n\"x\"y,2\n1,2\n"),
            "1@2!KJ0122 't.csv' row 1 (line 2): field 1 has text after its closing quote\n2@3[1][2]\n");
  EXPECT_EQ(
      rows("a\n\xC3\xA6\xC3\xA6\n\xE5\n\xC3\xA6\n"),
      "1@2[ææ]\n2@3!KJ0104 't.csv' row 2 (line 3): bytes that are not UTF-8, in a file that otherwise is\n3@4[æ]\n");
}

TEST(Csv, AnOpenQuoteLosesOneLineOnly) {
  EXPECT_EQ(rows("a,b\n1,2\n3,\"open\n5,6\n7,8\n"),
            "1@2[1][2]\n2@3!KJ0122 't.csv' row 2 (line 3): the quote that opens field 2 is not closed\n"
            "3@4[5][6]\n4@5[7][8]\n");
  EXPECT_EQ(rows("a,b\n1,\"open\n\"5\",6\n7,8\n"),
            "1@2!KJ0122 't.csv' row 1 (line 2): field 2 has text after its closing quote\n2@3[5][6]\n3@4[7][8]\n");
}

TEST(Csv, ALineWithoutEndCostsNoMemory) {
  const TemporaryFile file("-long.csv");
  {
    std::ofstream out(file.path(), std::ios::binary);
    out << "a,b\n1,2\n";
    const std::string block(std::size_t{1} << 20, 'x');
    for (int i = 0; i < 40; ++i) out << block;
    out << "\n3,4\n";
  }
  auto opened = CsvReader::open(file.path());
  ASSERT_TRUE(opened);
  const std::string name = "'" + file.path().string() + "'";
  EXPECT_EQ(rows(*opened),
            "1@2[1][2]\n2@3!KJ0123 " + name + " row 2 (line 3): longer than 16777216 bytes\n3@4[3][4]\n");
}

TEST(Csv, AQuoteOpenForLongerThanTheLimit) {
  TemporaryFile file("-open.csv");
  std::string text = "a,b\n1,\"open\n";
  for (int i = 0; i < 400'000; ++i) text += "2,3\n";
  file.write(text);
  CsvOptions options;
  options.record_limit = 100'000;
  auto opened = CsvReader::open(file.path(), options);
  ASSERT_TRUE(opened);
  std::size_t good = 0;
  std::size_t bad = 0;
  for (CsvRow row; opened->next(row);) (row.problem ? bad : good) += 1;
  EXPECT_EQ(bad, 1U);
  EXPECT_EQ(good, 400'000U);
}

TEST(Csv, FilesLargerThanTheWindowReadTheSame) {
  TemporaryFile file("-large.csv");
  std::string text = "a;b;c\r\n";
  for (int i = 0; i < 120'000; ++i) {
    text += std::to_string(i) + ";\"løype \"\"" + std::to_string(i * 7) + "\"\"\r\n\";æøå\r\n";
  }
  file.write(text);
  auto opened = CsvReader::open(file.path());
  ASSERT_TRUE(opened);
  auto in_memory = reader(text);
  CsvRow one;
  CsvRow other;
  while (opened->next(one)) {
    ASSERT_TRUE(in_memory.next(other));
    ASSERT_FALSE(one.problem);
    ASSERT_TRUE(std::equal(one.fields.begin(), one.fields.end(), other.fields.begin(), other.fields.end()));
    ASSERT_EQ(one.line, other.line);
  }
  EXPECT_FALSE(in_memory.next(other));
  EXPECT_EQ(one.row, 120'000U);
  EXPECT_EQ(one.line, 2U + 2U * 119'999U);
  EXPECT_EQ(opened->bytes_read(), text.size());
}

TEST(Csv, AbsentFilesAndFolders) {
  EXPECT_EQ(base::render(CsvReader::open("no/such.csv").error()),
            "error[KJ0101]: there is no file 'no/such.csv'\n  = check the name and the folder the command runs in\n");
  EXPECT_EQ(CsvReader::open("/").error()[0].message, "'/' is a folder, not a file");
}

}  // namespace
}  // namespace kjede::text
