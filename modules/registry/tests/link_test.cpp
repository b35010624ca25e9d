#include "kjede/registry/link.hpp"

#include <rapidcheck.h>

#include "fixture.hpp"

namespace kjede::registry {
namespace {

PersonEvent event(std::string person, int day) {
  return {std::move(person), base::make_date(2024, 1, 1) + std::chrono::days(day), {}};
}

TEST(Link, SamePersonWithinThreeDaysOnceEach) {
  const std::vector<PersonEvent> records{event("a", 10), event("a", 20), event("b", 5), event("c", 5)};
  const std::vector<PersonEvent> courses{event("a", 13), event("a", 14), event("b", 9), event("d", 5), event("a", 20)};
  const auto linkage = link(records, courses);
  EXPECT_EQ(linkage.pairs, (std::vector<std::pair<std::size_t, std::size_t>>{{0, 0}, {1, 4}}));
  EXPECT_EQ(linkage.only_first, (std::vector<std::size_t>{2, 3}));
  EXPECT_EQ(linkage.only_second, (std::vector<std::size_t>{1, 2, 3}));
}

// As many pairs as the best pairing of one person's events has (by trying all).
std::size_t most_pairs(const std::vector<int>& a, std::vector<int> b, std::size_t i = 0) {
  if (i == a.size()) return 0;
  std::size_t best = most_pairs(a, b, i + 1);
  for (std::size_t j = 0; j < b.size(); ++j) {
    if (std::abs(a[i] - b[j]) > link_window_days) continue;
    auto rest = b;
    rest.erase(rest.begin() + static_cast<std::ptrdiff_t>(j));
    best = std::max(best, 1 + most_pairs(a, rest, i + 1));
  }
  return best;
}

TEST(Link, NoPairingHasMorePairs) {
  EXPECT_TRUE(rc::check("pairs are as many as can be", [] {
    const auto days = rc::gen::resize(5, rc::gen::container<std::vector<int>>(rc::gen::inRange(0, 12)));
    const auto a = *days;
    const auto b = *days;
    std::vector<PersonEvent> first, second;
    for (const int day : a) first.push_back(event("p", day));
    for (const int day : b) second.push_back(event("p", day));
    const auto linkage = link(first, second);
    RC_ASSERT(linkage.pairs.size() == most_pairs(a, b));
    RC_ASSERT(linkage.pairs.size() + linkage.only_first.size() == a.size());
    RC_ASSERT(linkage.pairs.size() + linkage.only_second.size() == b.size());
  }));
}

TEST_F(ImportTest, FindsCasesTheRegisterLacks) {
  import_text("event,day,national_id\ne1,2024-01-10,10915596784\ne2,2024-03-01,28894698995\ne3,2024-03-01,\n");
  const auto zone = *base::TimeZone::find("Europe/Oslo");
  const auto path =
      folder_.write("npr.csv",
                    "national_id;admitted;discharged;died;codes\n"
                    "10915596784;2024-01-12T10:00;2024-01-14T10:00;;I46.1 I21\n"  // e1, two days later
                    "10915596784;2024-01-15T09:00;2024-01-20T10:00;;Z50\n"        // 23 hours after: the same course
                    "28894698995;2024-06-01T10:00;2024-06-03T10:00;;ZXG20\n"      // not in the register
                    "03923248608;2024-06-01T10:00;2024-06-03T10:00;;I46 Z508\n"   // rehabilitation: left out
                    "03923248608;2024-07-01T10:00;2024-07-01T20:00;;I490\n"       // no night
                    "03923248608;2024-08-01T10:00;2024-08-01T20:00;2024-08-01;FYAB88\n"  // died that day
                    "03923248608;2024-09-01T10:00;2024-09-05T20:00;;J18\n");
  const auto stays = read_stays(path, zone, *store_);
  ASSERT_TRUE(stays) << base::render(stays.error());
  const auto courses = courses_of(stays->stays, zone);
  EXPECT_EQ(courses.size(), 6U);
  const auto records = person_events(*store_, "trial", base::make_date(2024, 1, 1), base::make_date(2024, 12, 31), 1);
  ASSERT_TRUE(records) << base::render(records.error());
  const auto found = find_cases(*records, courses);
  EXPECT_EQ(found.both, 1);
  EXPECT_EQ(found.registry_only, 1);
  EXPECT_EQ(found.other_only, 2);
  EXPECT_EQ(base::to_string(found.missing.at(0).admitted).substr(0, 4), "2024");
}

TEST_F(ImportTest, StaysThatCannotBeReadAreRefusedWithoutTheirValues) {
  const auto zone = *base::TimeZone::find("Europe/Oslo");
  const auto refusal = [&](const std::string& text) {
    const auto path = folder_.write("npr.csv", text);
    std::string said = base::render(read_stays(path, zone, *store_).error());
    for (auto at = said.find(path); at != std::string::npos; at = said.find(path)) {
      said.replace(at, path.size(), "npr.csv");
    }
    return said;
  };
  EXPECT_EQ(refusal("national_id;admitted;codes\n"),
            "error[KJ0506]: 'npr.csv' has no column 'discharged'\n"
            "error[KJ0506]: 'npr.csv' has no column 'died'\n"
            "  = hospital stays need national_id, admitted, discharged, died and codes\n");
}

TEST_F(ImportTest, EveryStayThatCannotBeReadIsListedWithItsRow) {
  const auto path = folder_.write("npr.csv",
                                  "national_id;admitted;discharged;died;codes\n"
                                  "10915596785;2024-13-01;2024-02-30;i går;I46\n"
                                  "10915596784;2024-01-12T10:00;2024-01-14T10:00;;I46\n"
                                  "10915596784;2024-03-12;2024-03-10;;I46\n"
                                  ";2024-03-12;2024-03-13;;I46\n"
                                  "10915596784;2024-01-12T10:00\n");
  const auto list = folder_.at("rejects.csv");
  const auto read = read_stays(path, *base::TimeZone::find("Europe/Oslo"), *store_, {list, "en"});
  ASSERT_TRUE(read) << base::render(read.error());
  EXPECT_EQ(read->stays.size(), 1U);
  EXPECT_EQ(read->rows, 5U);
  EXPECT_EQ(read->rejected, 3U);
  EXPECT_EQ(read->unnumbered, 1U);
  EXPECT_EQ(read->rejects, list);
  auto said = folder_.read("rejects.csv");
  for (auto at = said.find(path); at != std::string::npos; at = said.find(path))
    said.replace(at, path.size(), "npr.csv");
  EXPECT_EQ(said,
            "file,row,line,field,value_class,reason,what_to_do,code,row_kept\n"
            "npr.csv,1,2,national_id,text of 11 digits,the check digits of the fødselsnummer do not fit,"
            "check it against the patient record,KJ0521,no\n"
            "npr.csv,1,2,admitted,date-like text of 10 characters,the month is above 12: day and month may be swapped,"
            "write dates as 2024-12-31 and times as 2024-12-31T23:59,KJ0517,no\n"
            "npr.csv,1,2,discharged,date-like text of 10 characters,the calendar has no such day,"
            "correct it at the source,KJ0516,no\n"
            "npr.csv,1,2,died,text of 5 characters,not a date Kjede knows,"
            "write dates as 2024-12-31 and times as 2024-12-31T23:59,KJ0518,no\n"
            "npr.csv,3,4,discharged,date-like text of 10 characters,discharged before admitted,"
            "correct it at the source,KJ0523,no\n"
            "npr.csv,5,6,,unreadable row,'npr.csv' row 5 (line 6): 2 fields where the header names 5,"
            "look for a missing delimiter,KJ0525,no\n");
}

}  // namespace
}  // namespace kjede::registry
