#include "fixture.hpp"
#include "kjede/registry/identifier.hpp"

namespace kjede::registry {
namespace {

TEST_F(ImportTest, GoodRowsLandAndTheReportSaysWhatWasFound) {
  const auto report = import_text(
      "event;day;called;age;lactate;hospital;cpr;comment\n"
      "e1;2024-05-01;2024-05-01T10:00;70;1,5;Oslo;Ja;x\n"
      "e2;1.5.2024;;;2;ous;no;y\n");
  EXPECT_EQ(report.rows, 2U);
  EXPECT_EQ(report.batch.created, 2);
  EXPECT_EQ(report.batch.rejected, 0);
  EXPECT_EQ(report.files[0].description.en, "CSV, delimiter ';', ASCII, decimal comma, line ends LF");
  ASSERT_EQ(report.notes.size(), 1U);
  EXPECT_EQ(report.notes[0].code, "KJ0507");
  EXPECT_NE(report.notes[0].message.find("the column 'comment' is not used"), std::string::npos);
  EXPECT_EQ(report.rejects, "");
  EXPECT_FALSE(std::filesystem::exists(folder_.at("rejects.csv")));
  EXPECT_EQ(stored("event, day, called, age, lactate, hospital, cpr"),
            "[e1][2024-05-01][2024-05-01T08:00:00Z][70][1.500000][oslo][yes]\n"
            "[e2][2024-05-01][][][2.000000][oslo][no]\n");
}

TEST_F(ImportTest, TheSameFileTwiceChangesNothing) {
  const std::string file = "event,day,age\na,2024-01-01,1\nb,2024-01-02,2\n";
  const auto first = import_text(file);
  const auto second = import_text(file);
  EXPECT_EQ(second.batch.unchanged, 2);
  EXPECT_EQ(second.batch.created + second.batch.changed, 0);
  EXPECT_EQ(second.batch.data_version, first.batch.data_version);
  EXPECT_EQ(second.batch.number, first.batch.number);
  const auto third = import_text("age;event;day\n1;a;01.01.2024\n3;b;02.01.2024\n");  // another form, one change
  EXPECT_EQ(third.batch.unchanged, 1);
  EXPECT_EQ(third.batch.changed, 1);
  EXPECT_EQ(stored("event, version, age"), "[a][1][1]\n[b][2][3]\n");
}

TEST_F(ImportTest, RejectsSayWhyAndNeverWhat) {
  const auto report = import_text(
      "event,day,called,arrived,age,lactate,hospital,cpr\n"
      "e1,2024-02-30,,,1,1,oslo,yes\n"
      "e2,2024-13-05,,,1,1,oslo,yes\n"
      "e3,05/13/2024,,,1,1,oslo,yes\n"
      "e4,2024-01-01,2024-03-31T02:30,,1,1,oslo,yes\n"
      "e5,2024-01-01,2024-01-01,,1,1,oslo,yes\n"
      "e6,2024-01-01,2024-01-01T25:00,,1,1,oslo,yes\n"
      "e7,2024-01-01,2024-01-01T10:00,2024-01-01T09:00,1,1,oslo,yes\n"
      "e8,2024-01-01,,,130,abc,nowhere,jess\n"
      ",2024-01-01,,,,,,\n"
      "e9,2024-01-01,,,1.5,,,\n"
      "e10,2021-01-01,,,,,old,\n");
  EXPECT_EQ(report.batch.rejected, 11);
  EXPECT_EQ(report.batch.created, 0);
  EXPECT_EQ(report.rejects, folder_.at("rejects.csv"));
  EXPECT_EQ(
      rejects(),
      "in.csv,1,2,day,date-like text of 10 characters,the calendar has no such day,correct it at the source,KJ0516,no\n"
      "in.csv,2,3,day,date-like text of 10 characters,the month is above 12: day and month may be swapped,state 'time' "
      "in a mapping,KJ0517,no\n"
      "in.csv,3,4,day,date-like text of 10 characters,not a date Kjede knows,\"write 2024-12-31, or state 'time' in a "
      "mapping\",KJ0518,no\n"
      "in.csv,4,5,called,date-like text of 16 characters,the clock in Europe/Oslo skipped this time,check the clock or "
      "the time zone of the source,KJ0519,no\n"
      "in.csv,5,6,called,date-like text of 10 characters,a date without a time of day,\"give the time too, or map the "
      "column to a date\",KJ0528,no\n"
      "in.csv,6,7,called,date-like text of 16 characters,the clock has no such time,correct it at the "
      "source,KJ0516,no\n"
      "in.csv,7,8,,rule 'in_order',the ambulance arrived before the call,correct the values at the source,KJ0523,no\n"
      "in.csv,8,9,age,number above range,allowed: 0 to 120,check the value at its source,KJ0512,no\n"
      "in.csv,8,9,lactate,text of 3 characters,not a number,write digits with one decimal mark and no "
      "blanks,KJ0511,no\n"
      "in.csv,8,9,hospital,text of 7 characters,\"no hospital has this name, number or alias\",\"add an alias to the "
      "catalog, or 'units' to the mapping\",KJ0514,no\n"
      "in.csv,8,9,cpr,text of 4 characters,not one of the variable's codes,\"allowed: yes, no, unknown; or translate "
      "it in a mapping\",KJ0513,no\n"
      "in.csv,9,10,event,nothing,the register requires a value,fill it in at the source,KJ0510,no\n"
      "in.csv,10,11,age,number-like text of 3 characters,not a whole number,\"round it at the source, if that is "
      "right\",KJ0511,no\n"
      "in.csv,11,12,hospital,unit 'old',\"closed 2020-12-31, before the record's day\",use the unit that was open that "
      "day,KJ0515,no\n");
  ASSERT_FALSE(report.problems.empty());
  EXPECT_EQ(report.problems[0].rows, 1U);
}

TEST_F(ImportTest, WarningsKeepTheRow) {
  const auto report = import_text("event,day,called,arrived\ne1,2024-10-27,2024-10-27T02:30,2024-10-27T09:00\n");
  EXPECT_EQ(report.batch.created, 1);
  EXPECT_EQ(report.batch.warned, 1);
  EXPECT_EQ(stored("called"), "[2024-10-27T00:30:00Z]\n");
  EXPECT_EQ(rejects(),
            "in.csv,1,2,called,date-like text of 16 characters,the clock in Europe/Oslo showed this time twice; the "
            "first is taken,export times with their offset,KJ0520,yes\n"
            "in.csv,1,2,,rule 'slow',more than two hours to the scene,correct the values at the source,KJ0523,yes\n");
}

TEST_F(ImportTest, PersonsAreSealedApartAndNeverShown) {
  const auto report = import_text(
      "event,day,national_id,patient\n"
      "e1,2024-01-01,109155 96784,Kari Prøve\n"
      "e2,2024-01-01,10915596785,Ola Prøve\n"
      "e3,2024-01-01,Kari Prøve,10915596784\n"
      "e4,2024-01-01,1091559678,x\n"
      "e5,2024-01-01,,Uten Nummer\n");
  EXPECT_EQ(report.batch.created, 2);
  EXPECT_EQ(rejects(),
            "in.csv,2,3,national_id,text of 11 digits,the check digits of the fødselsnummer do not fit,check it "
            "against the patient record,KJ0521,no\n"
            "in.csv,3,4,national_id,text of 9 characters,an identity number has digits only,check it against the "
            "patient record,KJ0521,no\n"
            "in.csv,4,5,national_id,text of 10 digits,\"an identity number has 11 digits, a DUF number 12\",check it "
            "against the patient record,KJ0521,no\n");
  const auto persons =
      store_->database().query("select person from " + store::table_of("trial") + " where record_key = 'e1'");
  const auto pseudonym = std::get<std::string>(persons->rows[0][0]);
  EXPECT_EQ(pseudonym.find("10915596784"), std::string::npos);
  EXPECT_EQ(store_->identity(pseudonym).value()->identifier.reveal(), "10915596784");
  EXPECT_EQ(store_->identity(pseudonym).value()->name.reveal(), "Kari Prøve");
  EXPECT_EQ(stored("coalesce(person, '-') = '-'"), "[]\n[]\n");
}

TEST_F(ImportTest, TestPersonsOnlyWhereTheyBelong) {
  catalog_.registers[0].test_persons = false;
  import_text("event,day,national_id\ne1,2024-01-01,10915596784\n");
  EXPECT_EQ(rejects(),
            "in.csv,1,2,national_id,text of 11 digits,a test person's number in a register of real persons,"
            "\"leave test persons out, or set 'test persons: yes' in the register\",KJ0522,no\n");
  options_.test_persons = true;
  EXPECT_EQ(import_text("event,day,national_id\ne1,2024-01-01,10915596784\n").batch.created, 1);
}

TEST_F(ImportTest, AListOfRejectsDoesNotOutliveItsImport) {
  import_text("event,day\ne1,bad\n");
  EXPECT_TRUE(std::filesystem::exists(folder_.at("rejects.csv")));
  import_text("event,day\ne1,2024-01-01\n");
  EXPECT_FALSE(std::filesystem::exists(folder_.at("rejects.csv")));
  folder_.write("rejects.csv", "mine\n");
  import_text("event,day\ne1,2024-01-01\n");
  EXPECT_EQ(folder_.read("rejects.csv"), "mine\n");
}

TEST_F(ImportTest, ColumnsMayBeNamedByLabels) {
  import_text("NB EVENT,en day,nb age\ne1,2024-01-01,7\n");
  EXPECT_EQ(stored("event, age"), "[e1][7]\n");
}

// An H-number of the old form: the check digits are those of the number without its mark.
std::string old_h_number() {
  for (int serial = 0;; ++serial) {
    const auto verdict = check_identifier("0101" + std::to_string(1'000'000 + serial));
    if (!verdict.valid() || verdict.only_2032_rule) continue;
    std::string marked = "0101" + std::to_string(1'000'000 + serial);
    marked[2] = '4';
    if (check_identifier(marked).legacy_h) return marked;
  }
}

TEST_F(ImportTest, OldHNumbersAreKeptWithAWarning) {
  const auto report = import_text("event,day,national_id\ne1,2024-01-01," + old_h_number() + "\n");
  EXPECT_EQ(report.batch.created, 1);
  EXPECT_EQ(rejects(),
            "in.csv,1,2,national_id,text of 11 digits,an H-number with the check digits of the number without its mark,"
            "ask the source to correct it,KJ0529,yes\n");
}

TEST_F(ImportTest, IdentityNumbersInTextsAreRejectedUnseen) {
  // birth number, D-number, H-number (+40), synthetic (+80), parted, amid words
  const std::vector<std::string> numbers = {"14036110121", "54036110115",  "14436110104",
                                            "14836110197", "020570 20051", "030671-30064"};
  std::string file = "event,day,note\n";
  for (std::size_t i = 0; i < numbers.size(); ++i)
    file += "e" + std::to_string(i) + ",2024-01-01,born " + numbers[i] + ".\n";
  file += "free,2024-01-01,01019012345\nlonger,2024-01-01,1" + numbers[0] + "\n";
  const auto report = import_text(file);
  EXPECT_EQ(report.batch.rejected, static_cast<std::int64_t>(numbers.size()));
  EXPECT_EQ(report.batch.created, 2);
  ASSERT_EQ(report.problems.size(), 1U);
  EXPECT_EQ(report.problems[0].field, "note");
  EXPECT_EQ(report.problems[0].code, "KJ0530");
  EXPECT_EQ(report.problems[0].reason.en, "the text holds a valid identity number");
  for (const auto& number : numbers) EXPECT_EQ(rejects().find(number.substr(0, 6)), std::string::npos);
}

TEST_F(ImportTest, ARegisterMayOnlyWarnOfIdentityNumbersInTexts) {
  catalog_.registers[0].rejects_person_numbers = false;
  const auto report = import_text("event,day,note\ne1,2024-01-01,14036110121\n");
  EXPECT_EQ(report.batch.created, 1);
  EXPECT_EQ(report.batch.warned, 1);
  EXPECT_EQ(rejects(),
            "in.csv,1,2,note,text of 11 digits,the text holds a valid identity number,take it out; identity belongs in "
            "the identity column,KJ0530,yes\n");
}

TEST_F(ImportTest, ReasonsAreNorwegianWhenAsked) {
  language_ = "nb";
  const auto report = import_text(
      "event,day,called,arrived,age,cpr\n"
      "e1,2024-02-30,,,1,yes\n"
      "e2,2024-01-01,2024-01-01T10:00,2024-01-01T09:00,130,jess\n"
      "e3,2024-01-01\n");
  EXPECT_EQ(report.files[0].description.nb, "CSV, skilletegn ',', ASCII, linjeskift LF");
  EXPECT_EQ(
      rejects(),
      "in.csv,1,2,day,datolignende tekst på 10 tegn,kalenderen har ingen slik dag,rett det i kilden,KJ0516,no\n"
      "in.csv,2,3,age,tall over grensen,tillatt: 0 til 120,sjekk verdien i kilden,KJ0512,no\n"
      "in.csv,2,3,cpr,tekst på 4 tegn,ikke en av variabelens koder,\"tillatt: yes, no, unknown; eller oversett den "
      "i en mapping\",KJ0513,no\n"
      "in.csv,2,3,,regelen «in_order»,the ambulance arrived before the call,rett verdiene i kilden,KJ0523,no\n"
      "in.csv,3,4,,uleselig rad,raden har ikke like mange felter som overskriften,se etter et skilletegn som "
      "mangler eller er for mye,KJ0525,no\n");
}

TEST_F(ImportTest, TextsHaveLimits) {
  import_text("event,day,note\ne1,2024-01-01," + std::string(10'001, 'x') +
              "\ne2,2024-01-01,a\x01"
              "z\n");
  EXPECT_EQ(
      rejects(),
      "in.csv,1,2,note,text of 10001 characters,longer than 10000 bytes,shorten or clean it in the source,KJ0526,no\n"
      "in.csv,2,3,note,text of 3 characters,a control character in the text,shorten or clean it in the "
      "source,KJ0526,no\n");
}

TEST_F(ImportTest, RepeatedKeysAreOneRecordOnlyIfTheyAgree) {
  const auto report =
      import_text("event,day,age\na,2024-01-01,1\nb,2024-01-01,1\na,2024-01-01,1\nb,2024-01-01,2\nc,2024-01-01,3\n");
  EXPECT_EQ(report.repeated, 1U);
  EXPECT_EQ(report.batch.created, 2);
  EXPECT_EQ(report.batch.rejected, 2);
  EXPECT_EQ(stored("event, age"), "[a][1]\n[c][3]\n");
  EXPECT_EQ(rejects(),
            "in.csv,2,3,event,repeated key,\"the same key stands in rows 2, 4 with different values\",keep the right "
            "row and import again,KJ0524,no\n"
            "in.csv,4,5,event,repeated key,\"the same key stands in rows 2, 4 with different values\",keep the right "
            "row and import again,KJ0524,no\n");
}

TEST_F(ImportTest, BadRowsOfTheFormatAreRejectedToo) {
  const auto report = import_text("event,day\ne1,2024-01-01,x\ne2,\"2024-01-01\ne3,2024-01-01\n");
  EXPECT_EQ(report.batch.created, 1);
  EXPECT_EQ(report.batch.rejected, 2);
  EXPECT_NE(rejects().find("3 fields where the header names 2"), std::string::npos);
  EXPECT_EQ(report.problems[0].code, "KJ0525");
  EXPECT_NE(rejects().find("the quote that opens field 2 is not closed"), std::string::npos);
}

TEST_F(ImportTest, SqlInTextAndNamesIsData) {
  const std::string nasty = "'); drop table records_trial; --";
  const auto report = import_text("event,day,note\n" + nasty + ",2024-01-01,\"\"\"; delete from x; --\"\n");
  EXPECT_EQ(report.batch.created, 1);
  EXPECT_EQ(stored("event, note"), "[" + nasty + "][\"; delete from x; --]\n");
}

TEST_F(ImportTest, DecimalsThatCouldBeThousandsAreAsked) {
  import_text("event;day;lactate\na;2024-01-01;1,234\nb;2024-01-01;1.5\nc;2024-01-01;1,5\nd;2024-01-01;1.234,5\n");
  EXPECT_EQ(rejects(),
            "in.csv,1,2,lactate,number-like text of 5 characters,the comma may be a decimal or a thousand mark,"
            "state 'decimal' in a mapping,KJ0527,no\n"
            "in.csv,4,5,lactate,number-like text of 7 characters,not a number,write digits with one decimal mark and "
            "no blanks,KJ0511,no\n");
  EXPECT_EQ(stored("lactate"), "[1.500000]\n[1.500000]\n");
}

TEST_F(ImportTest, AFileThatDoesNotFitIsRefusedBeforeAnythingIsRead) {
  EXPECT_EQ(refusal("event,dag\na,2024-01-01\n"),
            "error[KJ0506]: 'in.csv' has no column for the required variable 'day'\n"
            "  = did you mean 'dag'?\n");
  EXPECT_EQ(refusal("x", "in.doc"),
            "error[KJ0505]: the name of 'in.doc' does not tell its format\n"
            "  = give it the ending .csv, .ndjson, .xml or .parquet, or say 'source' in a mapping\n");
  EXPECT_EQ(refusal("<a/>", "in.xml"),
            "error[KJ0502]: an XML file needs a mapping that says which elements are records\n"
            "  = write 'records: EMSDataSet/Header/PatientCareReport'\n");
  EXPECT_EQ(store_->batches().value().size(), 0U);
}

class StopAtOnce final : public base::Progress {
 public:
  void at(std::string_view, std::uint64_t, std::uint64_t) override {}
  bool stop_requested() const override { return true; }
};

TEST_F(ImportTest, StoppedMeansAsBefore) {
  import_text("event,day\na,2024-01-01\n");
  StopAtOnce progress;
  const auto path = folder_.write("more.csv", "event,day\nb,2024-01-01\nc,bad\n");
  const std::vector<std::string> files{path};
  const auto stopped = import_records(catalog_, catalog_.registers[0], files, options_, *store_, progress);
  ASSERT_FALSE(stopped);
  EXPECT_EQ(base::render(stopped.error()), "error[KJ0508]: stopped; the store is as it was before\n");
  EXPECT_EQ(stored("event"), "[a]\n");
  EXPECT_FALSE(std::filesystem::exists(folder_.at("rejects.csv")));
  EXPECT_FALSE(std::filesystem::exists(folder_.at("rejects.csv.part")));
}

TEST_F(ImportTest, RejectsThatCannotBeWrittenStopTheImport) {
  const auto path = folder_.write("in.csv", "event,day\na,bad\nb,2024-01-01\n");
  base::NoProgress progress;
  options_.rejects = "/no/such/folder/rejects.csv";
  const std::vector<std::string> files{path};
  const auto failed = import_records(catalog_, catalog_.registers[0], files, options_, *store_, progress);
  ASSERT_FALSE(failed);
  EXPECT_EQ(base::render(failed.error()),
            "error[KJ0509]: cannot write '/no/such/folder/rejects.csv': No such file or directory\n"
            "  = choose another place with --rejects\n");
  EXPECT_EQ(stored("event"), "");
}

}  // namespace
}  // namespace kjede::registry
