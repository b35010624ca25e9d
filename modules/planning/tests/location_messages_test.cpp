// What is said about tables and constraints that cannot be used, word for word.

#include <gmock/gmock.h>

#include "instances.hpp"
#include "kjede/planning/location_tables.hpp"

namespace kjede::planning {
namespace {

using Model = LocationModel;

const char* const three_points = "id,x,y,weight\na,0,0,5\nb,100,0,3\nfar,9000,0,1\n";

std::string faults_of(const LocationTables& tables, const LocationRequest& request, const LocationOptions& options) {
  const auto input = make_location_problem(tables, request, options);
  if (!input) return base::render(input.error());
  const auto plan = solve_location(input->problem, options);
  return plan ? "" : base::render(plan.error());
}

std::string faults_of_points(const std::string& text, const LocationOptions& options = {.fleet = 1},
                             const LocationRequest& request = {.radius = 100.0}) {
  return faults_of({.points = TableText{"p.csv", text}}, request, options);
}

TEST(LocationMessages, EveryFaultOfAPointsTableAtItsPlace) {
  EXPECT_EQ(faults_of_points("id,x,y,weight\na,0,0,-1\na,1,1,1\nb,east,2,\n"),
            "p.csv:2:1: error[KJ1401]: -1 in column 'weight' is below 0\n"
            "   2 | a,0,0,-1\n     | ^\n"
            "p.csv:3:1: error[KJ1401]: id 'a' stands twice\n"
            "   3 | a,1,1,1\n     | ^\n"
            "p.csv:4:1: error[KJ1401]: 'east' in column 'x' is not a number\n"
            "   4 | b,east,2,\n     | ^ write numbers with a decimal point and no thousands separator\n"
            "p.csv:4:1: error[KJ1401]: column 'weight' is empty\n"
            "   4 | b,east,2,\n     | ^\n");
}

TEST(LocationMessages, MissingColumnsAndTables) {
  EXPECT_EQ(faults_of_points("id,x,yy\na,0,0\n"),
            "p.csv:1:1: error[KJ1401]: p.csv has no column 'y'\n   1 | id,x,yy\n     | ^ its columns are id, x, yy\n");
  EXPECT_EQ(faults_of({}, {}, {}),
            "error[KJ1403]: there is neither a table of points nor one of costs\n"
            "  = give --points (id,x,y,weight) or --costs (from,to,cost)\n");
}

TEST(LocationMessages, UnknownIds) {
  EXPECT_EQ(faults_of_points(three_points, {.fleet = 1}, {.radius = 100.0, .keep = {"fat"}, .close = {"b"}}),
            "error[KJ1402]: 'fat', which must be kept, is no candidate\n  = did you mean 'far'?\n");
  EXPECT_EQ(faults_of({.points = TableText{"p.csv", "id,weight\nullern,1\n"},
                       .costs = TableText{"c.csv", "from,to,cost\ns,akre,4\n"}},
                      {}, {.model = Model::pmedian, .fleet = 1}),
            "c.csv:2:1: error[KJ1402]: 'akre' is no point\n   2 | s,akre,4\n     | ^\n");
}

TEST(LocationMessages, OptionsThatAreMissing) {
  EXPECT_EQ(faults_of_points(three_points, {.model = Model::mexclp, .fleet = 1}, {}),
            "error[KJ1403]: mexclp needs a radius\n  = give --radius, or a column 'radius' in the points\n"
            "error[KJ1403]: mexclp needs a busy fraction\n  = give --busy, e.g. --busy 0.3\n");
  EXPECT_EQ(faults_of_points(three_points, {.model = Model::mclp}),
            "error[KJ1403]: mclp needs the number of sites to place, at least 1\n  = give --sites\n");
  EXPECT_EQ(faults_of_points(three_points, {.model = Model::mexclp, .fleet = 1}, {.radius = 9.0, .busy = {1.0}}),
            "error[KJ1403]: a busy fraction of 1 is not between 0 and 1\n");
}

TEST(LocationMessages, ConstraintsThatContradict) {
  EXPECT_EQ(faults_of_points(three_points, {.model = Model::mclp, .fleet = 4}),
            "error[KJ1404]: 4 sites are asked for, and there are only 3 candidates\n");
  EXPECT_EQ(faults_of_points(three_points, {.model = Model::mclp, .fleet = 1},
                             {.radius = 100.0, .keep = {"a", "b"}, .close = {"b"}}),
            "error[KJ1404]: site b must be kept and must be closed\n"
            "error[KJ1404]: 2 sites must be kept, and only 1 are allowed\n");
  EXPECT_EQ(faults_of_points(three_points, {.model = Model::lscm}, {.radius = 100.0, .close = {"far"}}),
            "error[KJ1404]: 1 point has to be reached, and no candidate reaches it: far\n"
            "  = raise the radius, add candidates, or leave these points out\n");
  EXPECT_EQ(faults_of_points(three_points, {.model = Model::lscm, .fleet = 1}),
            "error[KJ1404]: 1 sites cannot reach every point: at least 2 are needed, and 2 are enough\n"
            "  = allow more sites, or raise the radius\n");
  EXPECT_EQ(
      faults_of_points(three_points, {.model = Model::bernoulli_nash, .fleet = 1}, {.radius = 100.0, .busy = {0.3}}),
      "error[KJ1404]: reaching every point takes at least 2 vehicles, and there are 1\n"
      "  = allow more, raise the radius, or leave points out\n"
      "  = the heuristic found no plan; an exact search may still find one\n");
}

}  // namespace
}  // namespace kjede::planning
