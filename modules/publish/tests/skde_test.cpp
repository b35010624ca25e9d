#include "kjede/publish/skde.hpp"

#include <gtest/gtest.h>

#include "sample_catalog.hpp"

namespace kjede::publish {
namespace {

TEST(Skde, WritesTheSixColumnsAtTheFinestLevel) {
  const auto upload = skde_upload(sample::small_catalog(), sample::measurements(), {});
  ASSERT_TRUE(upload) << base::render(upload.error());
  EXPECT_EQ(upload->csv,
            "context;year;orgnr;ind_id;var;denominator\n"
            "caregiver;2024;974557746;hjertestans_gjenopplivet;30;60\n"
            "caregiver;2024;983974724;hjertestans_responstid;19,25;200\n");
  ASSERT_EQ(upload->notes.size(), 1U);
  EXPECT_EQ(upload->notes[0].severity, base::Severity::warning);
  EXPECT_EQ(upload->notes[0].message, "rosc_ihca 2024: 1 masked units are withheld; SKDE's totals will lack them");
}

TEST(Skde, IncludesMaskedUnitsWhenAsked) {
  const auto upload = skde_upload(sample::small_catalog(), sample::measurements(), {.include_masked = true});
  ASSERT_TRUE(upload);
  EXPECT_NE(upload->csv.find("caregiver;2024;974743272;hjertestans_gjenopplivet;1;4\n"), std::string::npos);
  EXPECT_TRUE(upload->notes.empty());
}

TEST(Skde, RefusesMoreEventsThanPatients) {
  auto measurements = sample::measurements();
  measurements[0].numerator = 90;
  const auto upload = skde_upload(sample::small_catalog(), measurements, {});
  ASSERT_FALSE(upload);
  EXPECT_EQ(upload.error()[0].code, "KJ0705");
  EXPECT_EQ(upload.error()[0].message, "row 1: var '95' is above the denominator");
  EXPECT_EQ(upload.error()[0].notes[0], "check: overflow_var");
}

TEST(Skde, RefusesAUnitWithoutNumber) {
  auto catalog = sample::small_catalog();
  catalog.units = catalog::Units({}, {sample::unit("haukeland", "hospital", "", "Haukeland", "")});
  const auto upload = skde_upload(catalog, sample::measurements(), {});
  ASSERT_FALSE(upload);
  EXPECT_EQ(upload.error()[0].code, "KJ0709");
  EXPECT_EQ(upload.error()[0].message, "unit 'haukeland' and the units above it have no organisation number");
}

SkdeKnown known() { return {{"1", "974557746"}, {"share"}, {"time"}, ','}; }

std::vector<std::string> checks(const base::Diagnostics& found) {
  std::vector<std::string> names;
  for (const auto& one : found) {
    names.push_back(one.notes.front().substr(7));
  }
  return names;
}

TEST(Skde, ChecksColumnsFirst) {
  const auto found = check_skde({{"context", "year", "orgnr", "ind_id", "var", "extra"}, {}}, known());
  EXPECT_EQ(checks(found), (std::vector<std::string>{"missing_var", "invalid_var"}));
  EXPECT_EQ(found[0].message, "the column 'denominator' is missing");
  EXPECT_EQ(found[1].message, "the column 'extra' does not belong here");
}

TEST(Skde, ChecksEveryRuleInTheReceiversOrder) {
  const SkdeTable table{{"context", "year", "orgnr", "ind_id", "var", "denominator"},
                        {{"home", "2024", "974557746", "share", "1", "2"},
                         {"caregiver", "2024", "5", "share", "1", "2"},
                         {"caregiver", "2024", "1", "other", "1", "2"},
                         {"caregiver", "2024", "1", "share", "one", "2"},
                         {"caregiver", "2024", "1", "share", "1,5", "2"},
                         {"caregiver", "2024", "1", "share", "1", "two"},
                         {"caregiver", "2024", "1", "share", "1", "2,5"},
                         {"caregiver", "2024", "1", "share", "0", "0"},
                         {"caregiver", "this", "1", "share", "1", "2"},
                         {"caregiver", "2024,5", "1", "share", "1", "2"},
                         {"caregiver", "2024", "1", "time", "NA", "2"},
                         {"caregiver", "2024", "1", "time", "4,2", "2"},
                         {"caregiver", "2024", "1", "time", "4,3", "2"},
                         {"caregiver", "2024", "1", "share", "3", "2"}}};
  EXPECT_EQ(checks(check_skde(table, known())),
            (std::vector<std::string>{"invalid_context", "invalid_org", "invalid_ind", "numeric_var", "numeric_var",
                                      "natural_var", "numeric_denominator", "natural_denominator", "zero_denominator",
                                      "numeric_year", "natural_year", "values_exists", "duplicated_inds",
                                      "duplicated_inds", "overflow_var"}));
}

}  // namespace
}  // namespace kjede::publish
