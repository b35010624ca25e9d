#include "kjede/planning/demand_projection.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <cmath>
#include <filesystem>
#include <fstream>

namespace kjede::planning {
namespace {

class ProjectionTest : public ::testing::Test {
 protected:
  ~ProjectionTest() override { std::filesystem::remove_all(folder_); }
  std::string file(const std::string& name, const std::string& text) {
    std::filesystem::create_directories(folder_);
    std::ofstream(folder_ / name) << text;
    return (folder_ / name).string();
  }
  std::filesystem::path folder_ =
      std::filesystem::temp_directory_path() / ("kjede-projection-" + std::to_string(::getpid()));
};

TEST_F(ProjectionTest, ReadsLongAndWideTablesTogether) {
  const auto ages = file("ages.csv",
                         "region\tage\tPersons 2015\tPersons 2016\n"
                         "0101 Halden\t0 years\t100\t110\n"
                         "0101 Halden (-2019)\t105 years or older\t1\t2\n"
                         "1515 Herøy (Møre og Romsdal)\t5 years\t7\t0\n");
  const auto totals =
      file("totals.csv", "kommunenr_2016,kommune,pop_2016,pop_2030_extrapolated\n0101,Halden,30544,34419\n");
  const auto more =
      file("long.csv", "municipality,year,age_from,age_to,persons\nMoss,2016,0,9,1000\nMoss,2016,,,5000\n");
  const auto population = read_population({ages, totals, more});
  ASSERT_TRUE(population) << base::render(population.error());
  ASSERT_EQ(population->size(), 3U);
  EXPECT_EQ((*population)[1].name, "Herøy (Møre og Romsdal)");
  EXPECT_TRUE((*population)[1].ages.contains(2015));
  EXPECT_FALSE((*population)[1].ages.contains(2016));  // nobody: the number was not in use
  const auto& halden = population->front();
  EXPECT_EQ(halden.code + " " + halden.name, "0101 Halden");
  EXPECT_EQ(halden.ages.at(2016)[0], 110);
  EXPECT_EQ(halden.ages.at(2015)[105], 1);
  EXPECT_EQ(halden.total.at(2030), 34419);
  EXPECT_EQ(population->back().ages.at(2016)[9], 100);
  EXPECT_EQ(population->back().total.at(2016), 5000);
}

TEST_F(ProjectionTest, TellsAllMistakesOfATable) {
  const auto path = file("bad.csv", "municipality,year,persons\nA,2016,many\nB,soon,7\n");
  const auto none = file("none.csv", "place,count\nA,1\n");
  const auto read = read_population({path, none});
  ASSERT_FALSE(read);
  EXPECT_EQ(base::render(read.error()),
            "error[KJ1431]: '" + path +
                "', row 1: the number of persons cannot be read\n"
                "  = write a number, and leave the cell empty where it is not known\n"
                "error[KJ1431]: '" +
                path +
                "', row 2: the year cannot be read\n  = write 2016\n"
                "error[KJ1431]: '" +
                none +
                "' is no table of population\n"
                "  = give it municipality,year,persons, or municipality and a column a year\n");
}

MunicipalPopulation town(const std::string& name, int year, double young, double old) {
  MunicipalPopulation out{"", name, {}, {}};
  out.ages[year][30] = young;
  out.ages[year][80] = old;
  return out;
}

// Twice as many old people, who call five times as often.
TEST_F(ProjectionTest, HoldsTheRatesByAge) {
  auto place = town("A", 2016, 900, 100);
  place.ages[2030] = town("A", 2030, 900, 200).ages[2030];
  const std::vector<AgeRate> rates{{"acute", 0, 66, 20.0}, {"acute", 67, 105, 100.0}};
  const auto result = project({place}, rates, {{"A", "acute", 28.0}, {"B", "acute", 5.0}}, {});
  ASSERT_TRUE(result) << base::render(result.error());
  EXPECT_DOUBLE_EQ(result->municipalities[0].factor, 38.0 / 28.0);
  EXPECT_EQ(result->municipalities[0].basis, ProjectionBasis::by_age);
  EXPECT_EQ(result->without_population, std::vector<std::string>{"B"});
  ASSERT_EQ(result->priorities.size(), 1U);
  EXPECT_NEAR(result->priorities[0].per_year[2], 38.0 + 5.0, 1e-9);
  EXPECT_NEAR(result->priorities[0].per_year[4], 43.0 * std::pow(1.02, 14), 1e-9);
  EXPECT_NEAR(result->priorities[0].per_year[0], 43.0 * std::pow(0.98, 14), 1e-9);
}

// Known by age until 2017 only: the cohorts grow older, and the total is the one projected.
TEST_F(ProjectionTest, CarriesAgesOnByCohorts) {
  MunicipalPopulation place{"", "A", {{2030, 1000.0}}, {}};
  for (std::size_t a = 0; a < 100; ++a) {
    place.ages[2016][a] = a < 60 ? 20.0 : 5.0;
    place.ages[2017][a] = a < 61 ? 20.0 : 5.0;
  }
  const std::vector<AgeRate> rates{{"acute", 0, 59, 10.0}, {"acute", 60, 105, 100.0}};
  const auto result = project({place}, rates, {{"A", "acute", 32.0}}, {});
  ASSERT_TRUE(result) << base::render(result.error());
  EXPECT_EQ(result->municipalities[0].basis, ProjectionBasis::by_cohorts);
  EXPECT_EQ(result->municipalities[0].persons_target, 1000.0);
  EXPECT_GT(result->municipalities[0].factor, 1.0);  // fewer people, but more of them old
  const auto by_number = project({place}, {}, {{"A", "acute", 32.0}}, {});
  EXPECT_DOUBLE_EQ(by_number->municipalities[0].factor, 1000.0 / 1400.0);
  EXPECT_EQ(by_number->municipalities[0].basis, ProjectionBasis::total);
}

TEST_F(ProjectionTest, FailsWhenNothingIsKnown) {
  const auto result = project({}, {}, {{"A", "acute", 1.0}}, {});
  ASSERT_FALSE(result);
  EXPECT_EQ(base::render(result.error()),
            "error[KJ1431]: no municipality of the calls has a population in 2016 and in 2030\n"
            "  = name them in the table as the calls do, by name or number\n");
}

TEST_F(ProjectionTest, ReadsRates) {
  const auto good = read_rates(file("r.csv", "priority,age_from,age_to,per_1000\nacute,67,,85.5\n"));
  ASSERT_TRUE(good);
  EXPECT_EQ(good->front().age_to, 105);
  const auto path = file("b.csv", "priority,age_from,age_to,per_1000\nacute,x,,85.5\n");
  const auto bad = read_rates(path);
  ASSERT_FALSE(bad);
  EXPECT_EQ(base::render(bad.error()), "error[KJ1431]: '" + path +
                                           "', row 1: an age or the rate cannot be read\n"
                                           "  = write acute,67,79,85.5; leave age_to empty for and older\n");
}

}  // namespace
}  // namespace kjede::planning
