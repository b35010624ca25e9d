#include "kjede/dispatch/lint.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

namespace kjede::dispatch {
namespace {

const base::Date kDay = base::make_date(2026, 5, 17);

std::shared_ptr<base::SourceFile> source(std::string text) {
  auto file = std::make_shared<base::SourceFile>();
  file->path = "rules.yaml";
  file->text = std::move(text);
  return file;
}

std::string shipped() {
  std::ifstream in(KJEDE_SOURCE_DIR "/catalog/rules/akutthjelper-2019-draft.yaml");
  std::stringstream text;
  text << in.rdbuf();
  return text.str();
}

RuleSet rules() {
  auto read = read_rules(source(shipped()));
  if (!read) throw std::runtime_error(base::render(read.error()));
  return *read;
}

// A scheme without a fault.
Scheme sound(const RuleSet& from) {
  Scheme scheme;
  scheme.organisations.push_back(
      {"sund", "Sund brann", "fire", "municipality", "P1 v3", base::make_date(2027, 1, 1), true});
  Agreement agreement{"a1",
                      "sund",
                      "health_trust",
                      "municipality",
                      base::make_date(2025, 1, 1),
                      base::make_date(2027, 1, 1),
                      "110",
                      {},
                      {},
                      {"unconscious_not_breathing"},
                      "",
                      true,
                      {}};
  for (const auto& item : from.agreement_items) agreement.items[item.name] = "agreed";
  for (const auto& item : from.equipment) {
    agreement.equipment.push_back(item.name);
    scheme.equipment.push_back({"u1", item.name, base::make_date(2026, 12, 31), true});
  }
  scheme.agreements.push_back(agreement);
  scheme.units.push_back({"u1", "Sund 1", "sund", "a1", 5, 60, true, true, "T1", "TG1", "occupational", 120});
  Responder responder{"s81", "u1", false, {}, {}, {}};
  for (const auto& skill : from.skills) responder.practised[skill.name] = base::make_date(2026, 1, 10);
  for (const auto& item : from.knowledge) responder.trained[item.name] = base::make_date(2024, 1, 10);
  scheme.responders.push_back(responder);
  return scheme;
}

std::string said(const std::vector<Finding>& findings) {
  std::string text;
  for (const auto& f : findings) {
    text += std::string(to_string(f.subject)) + " " + f.id + " " + f.requirement + (f.blocks ? "! " : ": ") +
            f.what.en + "\n";
  }
  return text;
}

TEST(Rules, ListsEveryRequirementOfTheDraft) {
  const auto all = rules();
  EXPECT_EQ(all.id, "akutthjelper-2019-draft");
  EXPECT_EQ(all.requirements.size(), 113u);
  EXPECT_EQ(all.agreement_items.size(), 9u);
  EXPECT_EQ(all.equipment.size(), 4u);
  EXPECT_EQ(all.skills.size(), 12u);
  EXPECT_EQ(all.group("fire")->channel, "110");
  EXPECT_EQ(all.requirement("R60")->met, Met::enforced);
  for (const auto& requirement : all.requirements) EXPECT_FALSE(requirement.text.empty()) << requirement.number;
}

TEST(Rules, SaysAllThatIsWrongAtOnce) {
  const auto read =
      read_rules(source("rules: x\nverson: 1\nrequirements: {R1: {section: a, strength: shall, met: hoped, text: t}}\n"
                        "equipment: {aed: R2}\n"));
  ASSERT_FALSE(read);
  const auto text = base::render(read.error());
  EXPECT_NE(text.find("rules.yaml:2:1: error[KJ1240]: unknown key 'verson'"), std::string::npos) << text;
  EXPECT_NE(text.find("did you mean 'version'?"), std::string::npos) << text;
  EXPECT_NE(text.find("'hoped' is no way to meet a requirement"), std::string::npos) << text;
  EXPECT_NE(text.find("'R2' is not among the requirements"), std::string::npos) << text;
  EXPECT_NE(text.find("'groups' is missing"), std::string::npos) << text;
}

TEST(Lint, FindsNothingInASoundScheme) {
  const auto all = rules();
  EXPECT_EQ(said(lint(sound(all), all, kDay)), "");
}

// Guideline invariant 5: removing any one of the nine items gives exactly one finding.
TEST(Lint, FindsEachOfTheNineItems) {
  const auto all = rules();
  for (const auto& item : all.agreement_items) {
    auto scheme = sound(all);
    scheme.agreements[0].items.erase(item.name);
    const auto findings = lint(scheme, all, kDay);
    ASSERT_EQ(findings.size(), 1u) << item.name;
    EXPECT_EQ(findings[0].requirement, item.requirement);
  }
}

TEST(Lint, FindsEachMissingEquipment) {
  const auto all = rules();
  for (const auto& item : all.equipment) {
    auto scheme = sound(all);
    std::erase_if(scheme.equipment, [&](const auto& each) { return each.item == item.name; });
    const auto findings = lint(scheme, all, kDay);
    ASSERT_EQ(findings.size(), 1u) << item.name;
    EXPECT_EQ(findings[0].requirement, item.requirement);
    EXPECT_EQ(findings[0].what.nb, "mangler " + item.name);
  }
}

TEST(Lint, AsksForOximeterAndProcedureWithOxygen) {
  const auto all = rules();
  auto scheme = sound(all);
  scheme.equipment.push_back({"u1", "oxygen", {}, true});
  EXPECT_EQ(said(lint(scheme, all, kDay)), "unit u1 R32: lacks pulse_oximeter\nunit u1 R32: lacks oxygen_procedure\n");
}

TEST(Lint, NamesWhatIsOutOfDate) {
  const auto all = rules();
  auto scheme = sound(all);
  scheme.equipment[0].expires = base::make_date(2026, 5, 16);
  scheme.equipment[1].in_service = false;
  scheme.responders[0].practised["cpr_child"] = base::make_date(2025, 5, 16);
  scheme.responders[0].trained.erase("confidentiality");
  scheme.agreements[0].to = base::make_date(2026, 5, 16);
  scheme.units[0].terminal.clear();
  EXPECT_EQ(said(lint(scheme, all, kDay)),
            "agreement a1 R08! the agreement has ended\n"
            "unit u1 R30! not available in nødnett\n"
            "unit u1 R26: aed expired 2026-05-16\n"
            "unit u1 R27: ventilation_mask is out of service\n"
            "responder s81 R52: last practised cpr_child on 2025-05-16\n"
            "responder s81 R59: not trained: confidentiality\n");
}

TEST(Lint, RefusesPolice) {
  const auto all = rules();
  auto scheme = sound(all);
  scheme.organisations[0].group = "police";
  const auto findings = lint(scheme, all, kDay);
  ASSERT_FALSE(findings.empty());
  EXPECT_EQ(findings[0].requirement, "R21");
  EXPECT_TRUE(findings[0].blocks);
}

TEST(Lint, KnowsVolunteers) {
  const auto all = rules();
  auto scheme = sound(all);
  scheme.organisations[0].group = "volunteer";
  scheme.organisations[0].follow_up = false;
  EXPECT_EQ(said(lint(scheme, all, kDay)),
            "organisation sund R113: no follow-up arrangement\n"
            "agreement a1 R103: 'municipality' is not the right party for the group\n"
            "agreement a1 R107: volunteers have no wage cover\n"
            "agreement a1 R104b: the framework agreement is not named\n"
            "responder s81 R93: is not a registered member\n");
}

TEST(Lint, CountsTwelveMonthsByTheCalendar) {
  const auto last = base::make_date(2025, 5, 17);
  EXPECT_TRUE(practised_in_time(last, base::make_date(2026, 5, 17), 12));
  EXPECT_FALSE(practised_in_time(last, base::make_date(2026, 5, 18), 12));
  EXPECT_TRUE(practised_in_time(base::make_date(2024, 2, 29), base::make_date(2025, 2, 28), 12));
  EXPECT_FALSE(practised_in_time(base::make_date(2024, 2, 29), base::make_date(2025, 3, 1), 12));
  EXPECT_TRUE(practised_in_time(base::make_date(2023, 3, 1), base::make_date(2024, 3, 1), 12));  // 366 days, leap year
}

}  // namespace
}  // namespace kjede::dispatch
