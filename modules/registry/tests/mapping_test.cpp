#include "kjede/registry/mapping.hpp"

#include "fixture.hpp"

namespace kjede::registry {
namespace {

std::string problem(const std::string& yaml) {
  const auto mapping = load_mapping(text::make_source("m.yaml", yaml));
  return mapping ? "no error" : base::render(mapping.error());
}

TEST(Mapping, ReportsAllMistakesWithTheirPlace) {
  EXPECT_EQ(
      problem(
          "mapping: x\nvariable: {}\ntime: \"%d.%q\"\nsource: excel\ndecimal: both\ntime zone: Oslo\nvariables: {}\n"),
      "m.yaml:2:1: error[KJ0501]: unknown key 'variable' in a mapping\n"
      "   2 | variable: {}\n"
      "     | ^^^^^^^^ did you mean 'variables'?\n"
      "m.yaml:3:7: error[KJ0502]: %q is not known; use %Y %m %d %H %I %M %S %p %z\n"
      "   3 | time: \"%d.%q\"\n"
      "     |       ^^^^^^^ for example \"%d.%m.%Y %H:%M\"\n"
      "m.yaml:6:12: error[KJ0502]: there is no time zone 'Oslo'\n"
      "   6 | time zone: Oslo\n"
      "     |            ^^^^ write an IANA name such as Europe/Oslo\n"
      "m.yaml:5:10: error[KJ0502]: 'decimal' is \",\" or \".\"\n"
      "   5 | decimal: both\n"
      "     |          ^^^^\n"
      "m.yaml:4:9: error[KJ0502]: 'source' is csv, ndjson, xml or parquet\n"
      "   4 | source: excel\n"
      "     |         ^^^^^\n"
      "m.yaml:7:12: error[KJ0502]: 'variables' names variables and where they come from\n"
      "   7 | variables: {}\n"
      "     |            ^^\n");
  EXPECT_EQ(problem("variables: {a: {from: x, constant: y}}\n"),
            "m.yaml:1:16: error[KJ0502]: exactly one of 'from', 'first of', 'constant' and 'row number' is needed\n"
            "   1 | variables: {a: {from: x, constant: y}}\n"
            "     |                ^^^^^^^^^^^^^^^^^^^^^^\n");
}

TEST(Mapping, ARuleNeedsAColumn) {
  EXPECT_EQ(problem("variables: {a: {from: []}}\n"),
            "m.yaml:1:23: error[KJ0502]: 'from' names no column\n"
            "   1 | variables: {a: {from: []}}\n"
            "     |                       ^^\n");
}

TEST_F(ImportTest, AMappingRenamesTranslatesAndComputes) {
  map(R"(
mapping: foreign
register: trial
source: csv
delimiter: ";"
encoding: latin-1
time: "%d.%m.%Y %H:%M"
time zone: America/New_York
decimal: ","
missing: [NA, "."]
keep: {from: kind, in: [A, B]}
variables:
  event: {from: [region, id], join: "-"}
  day: {from: date, time: "%d.%m.%Y"}
  called: {from: [date, clock]}
  arrived: {from: [date, clock], plus: {from: seconds, unit: s}}
  age: {from: born, age at: date}
  lactate: {from: lac, scale: 0.5}
  hospital: {from: place, units: {NORD: oslo}, otherwise: missing}
  cpr: {from: hlr, codes: {"1": yes, "2": no, "9": missing}, otherwise: unknown, absent: unknown}
  note: {constant: foreign}
ignore: [junk]
)");
  const auto report = import_text(
      "kind;region;id;date;clock;seconds;born;lac;place;hlr;junk\n"
      "A;\xD8st;1;01.07.2024;12:00;90;02.07.2000;3,5;NORD;1;x\n"
      "B;\xD8st;2;01.07.2024;NA;90;;.;X\xD8;9;x\n"
      "B;\xD8st;3;01.07.2024;12:00;;;;;;x\n"
      "C;\xD8st;3;01.07.2024;12:00;;;;;;x\n");
  EXPECT_EQ(report.passed_over, 1U);
  EXPECT_TRUE(report.notes.empty());
  EXPECT_EQ(report.files[0].description.en, "CSV, delimiter ';', Windows-1252 (Latin-1), decimal comma, line ends LF");
  EXPECT_EQ(rejects(), "");
  EXPECT_EQ(stored("event, day, called, arrived, age, lactate, hospital, cpr, note"),
            "[Øst-1][2024-07-01][2024-07-01T16:00:00Z][2024-07-01T16:01:30Z][23][1.750000][oslo][yes][foreign]\n"
            "[Øst-2][2024-07-01][][][][][][][foreign]\n"
            "[Øst-3][2024-07-01][2024-07-01T16:00:00Z][][][][][unknown][foreign]\n");
}

TEST_F(ImportTest, AMappingMayOnlyNameWhatIsThere) {
  map("variables:\n  event: idd\n  dag: date\n  cpr: {from: hlr, codes: {\"1\": yess}}\n  hospital: {from: hlr, units: "
      "{x: nowhere}}\n");
  EXPECT_EQ(refusal("id,date,hlr\n"),
            "m.yaml:2:10: error[KJ0504]: 'in.csv' has no column 'idd'\n"
            "   2 |   event: idd\n"
            "     |          ^^^ did you mean 'id'?\n"
            "m.yaml:3:3: error[KJ0503]: the register 'trial' has no variable 'dag'\n"
            "   3 |   dag: date\n"
            "     |   ^^^ did you mean 'day'?\n"
            "m.yaml:4:33: error[KJ0503]: 'yess' is not a code of 'cpr'\n"
            "   4 |   cpr: {from: hlr, codes: {\"1\": yess}}\n"
            "     |                                 ^^^^ did you mean 'yes'?\n"
            "m.yaml:5:36: error[KJ0503]: there is no hospital 'nowhere'\n"
            "   5 |   hospital: {from: hlr, units: {x: nowhere}}\n"
            "     |                                    ^^^^^^^ the units stand in the tables of the catalog's folder units\n");
}

TEST_F(ImportTest, NdjsonWithPathsAndWildcards) {
  map(R"(
keep: {from: resourceType, in: [Encounter]}
variables:
  event: id
  day: period.start
  called: period.start
  cpr: {from: "type[*].coding[*].code", codes: {"185": yes}}
  note: {from: subject.reference, after: Patient/}
)");
  import_text(
      "{\"resourceType\":\"Encounter\",\"id\":\"a\",\"period\":{\"start\":\"2024-01-01T23:30:00-05:00\"},\"type\":[{"
      "\"coding\":[{\"code\":\"7\"},{\"code\":\"185\"}]}],\"subject\":{\"reference\":\"Patient/9\"}}\n"
      "{\"resourceType\":\"Other\"}\n{broken\n",
      "in.ndjson");
  EXPECT_EQ(stored("event, day, called, cpr, note"), "[a][2024-01-02][2024-01-02T04:30:00Z][yes][9]\n");
  EXPECT_NE(rejects().find("not valid JSON"), std::string::npos);
}

TEST_F(ImportTest, XmlWithReasonsForMissingValues) {
  map(R"(
source: xml
records: Set/Header/Report
variables:
  event: "@UUID"
  day: times/t3
  called: times/t3
  age:
    first of:
      - {from: age/years, when: {from: age/unit, in: [years]}}
      - {from: age/unit, codes: {"mo*": 0}, otherwise: missing}
  note: {from: arrest/a2, codes: {"1": one, "2": two, "3": three}, prefer: [three, two]}
  cpr: {from: arrest/a1, codes: {"3001": yes}, missing reasons: {"7701003": unknown, "7701001": no}}
)");
  import_text(
      "<Set xmlns:xsi='x'><Header>"
      "<Report "
      "UUID='a'><times><t3>2024-01-01T10:00:00+01:00</t3></times><arrest><a1>3001</a1><a2>1</a2><a2>2</a2></"
      "arrest><age><years>7</years><unit>years</unit></age></Report>\n"
      "<Report UUID='b'><times><t3>2024-01-01T10:00:00+01:00</t3></times><arrest><a1 xsi:nil='true' "
      "NV='7701003'/><a2>1</a2></arrest><age><years>7</years><unit>months</unit></age></Report>\n"
      "<Report UUID='c'><times/></Report>"
      "</Header></Set>",
      "in.xml");
  EXPECT_EQ(stored("event, called, cpr, age, note"),
            "[a][2024-01-01T09:00:00Z][yes][7][two]\n[b][2024-01-01T09:00:00Z][unknown][0][one]\n");
  EXPECT_EQ(rejects(), "in.xml,3,3,day,nothing,the register requires a value,fill it in at the source,KJ0510,no\n");
}

}  // namespace
}  // namespace kjede::registry
