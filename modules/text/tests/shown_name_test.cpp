#include "kjede/text/shown_name.hpp"

#include <gtest/gtest.h>

namespace kjede::text {
namespace {

TEST(ShownName, HeadingsAreShownPersonsAreNot) {
  for (const char* name :
       {"arrest_date", "Dato for hjertestans", "PATIENT ID", "eTimes.03", "Patient ID", "Kjønn", "ÅR"}) {
    EXPECT_EQ(shown_name(name), name);
  }
  for (const char* name : {"14836110197", "148361 10197", "Ola Nordmann", "Nordmann, Ola", "Åse Østby",
                           "service.Ola Nordmann", "{\"name\": \"Ola Nordmann\"", "Ola-Kari Nordmann"}) {
    EXPECT_TRUE(looks_personal(name)) << name;
    EXPECT_EQ(shown_name(name), "(not shown: it may be a person)");
  }
}

TEST(ShownName, ListsCountWhatTheyLeaveOut) {
  EXPECT_EQ(shown_names(std::vector<std::string>{"a", "b"}), "a, b");
  EXPECT_EQ(shown_names(std::vector<std::string>{"a", "Ola Nordmann", "14836110197"}), "a and 2 more");
  EXPECT_EQ(shown_names(std::vector<std::string>{"Ola Nordmann"}), "1 more");
}

}  // namespace
}  // namespace kjede::text
