#include "kjede/dispatch/lint.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <regex>
#include <set>
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
  for (const auto& requirement : from.requirements) {
    if (requirement.met != Met::attested) continue;
    scheme.attestations.push_back({requirement.number, "chief physician", "D1", base::make_date(2026, 1, 1), {}});
  }
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

// All tests of the tree, as "Suite.Name".
std::set<std::string> tests_of_the_tree() {
  std::set<std::string> names;
  static const std::regex declared(R"(TEST(?:_F|_P)?\((\w+), (\w+)\))");
  for (const auto* folder : {KJEDE_SOURCE_DIR "/modules", KJEDE_SOURCE_DIR "/tests"}) {
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
      if (!entry.path().string().ends_with("_test.cpp")) continue;
      std::stringstream text;
      text << std::ifstream(entry.path()).rdbuf();
      const auto content = text.str();
      for (std::sregex_iterator at(content.begin(), content.end(), declared), end; at != end; ++at)
        names.insert((*at)[1].str() + "." + (*at)[2].str());
    }
  }
  return names;
}

TEST(Rules, EveryRequirementIsMetInAWayThatATestShows) {
  const auto tests = tests_of_the_tree();
  const std::string indicator = "indicator ";
  for (const auto& requirement : rules().requirements) {
    EXPECT_FALSE(requirement.how.empty()) << requirement.number;
    EXPECT_FALSE(requirement.tests.empty()) << requirement.number;
    for (const auto& test : requirement.tests) {
      const bool is_there = test.starts_with(indicator)
                                ? std::filesystem::exists(KJEDE_SOURCE_DIR "/catalog/indicators/" +
                                                          test.substr(indicator.size()) + ".yaml")
                                : tests.contains(test);
      EXPECT_TRUE(is_there) << requirement.number << " cites " << test;
    }
  }
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
            "organisation sund R17: is not among the organisations of the rule set\n"
            "organisation sund R113: no follow-up arrangement\n"
            "agreement a1 R103: 'municipality' is not the right party for the group\n"
            "agreement a1 R107: volunteers have no wage cover\n"
            "agreement a1 R104b: the framework agreement is not named\n"
            "agreement a1 R12: differs from the main rule: alerted by '110', not 'direct'\n"
            "responder s81 R93: is not a registered member\n");
}

TEST(Lint, FindsWhatAnAgreementSaysWrongly) {
  const auto all = rules();
  auto scheme = sound(all);
  auto& agreement = scheme.agreements[0];
  agreement.principal.clear();
  agreement.indications = {"headache"};
  agreement.wages = false;
  agreement.equipment_costs = false;
  agreement.channel.clear();
  EXPECT_EQ(said(lint(scheme, all, kDay)),
            "agreement a1 R47: the indication 'headache' is not in the rule set\n"
            "agreement a1 R104: the principal is not stated\n"
            "agreement a1 R106: wage cover is not agreed\n"
            "agreement a1 R108: costs of equipment and its upkeep are not agreed\n"
            "agreement a1 R61: the way of alerting is not stated\n");
  agreement = sound(all).agreements[0];
  agreement.principal = "municipality";
  agreement.indications.clear();
  agreement.channel = "direct";
  EXPECT_EQ(said(lint(scheme, all, kDay)),
            "agreement a1 R105.1: the agreement states no indication\n"
            "agreement a1 R72: the principal is not the health trust\n"
            "agreement a1 R12: differs from the main rule: alerted by 'direct', not '110'\n");
}

TEST(Lint, AsksForTrainingInOtherToolsAndForNodnettBesideThem) {
  const auto all = rules();
  auto scheme = sound(all);
  scheme.units[0].other_tools = {"Locus"};
  EXPECT_EQ(said(lint(scheme, all, kDay)), "responder s81 R55: not trained: Locus\n");
  scheme.units[0].talkgroup.clear();
  scheme.responders[0].trained["other_tool"] = base::make_date(2024, 1, 10);
  EXPECT_EQ(said(lint(scheme, all, kDay)),
            "unit u1 R30! not available in nødnett\n"
            "unit u1 R31: Locus does not replace nødnett\n");
}

TEST(Lint, AsksForConfirmedTrainingByCurrentProcedures) {
  const auto all = rules();
  auto scheme = sound(all);
  scheme.responders[0].confidentiality_confirmed = false;
  scheme.responders[0].procedures = "P1 v2";
  EXPECT_EQ(said(lint(scheme, all, kDay)),
            "responder s81 R81: the training in confidentiality is not confirmed\n"
            "responder s81 R69: trained by P1 v2, the organisation now has P1 v3\n");
}

TEST(Lint, AsksWhoAnswersForWhatNoRegisterCanShow) {
  const auto all = rules();
  auto scheme = sound(all);
  std::erase_if(scheme.attestations, [](const auto& each) { return each.requirement == "R74"; });
  scheme.attestations.front().to = base::make_date(2026, 5, 16);
  scheme.attestations.push_back({"R999", "chief physician", "D2", {}, {}});
  EXPECT_EQ(said(lint(scheme, all, kDay)),
            "scheme R999 R999: there is no such requirement in the rule set\n"
            "scheme " +
                scheme.attestations.front().requirement + " " + scheme.attestations.front().requirement +
                ": the attestation does not hold on the day\n"
                "scheme R74 R74: nobody answers for the requirement\n");
}

TEST(Lint, FindsARowWithoutItsUnitOrOrganisation) {
  const auto all = rules();
  auto scheme = sound(all);
  scheme.responders[0].unit = "gone";
  scheme.agreements[0].organisation = "gone";
  EXPECT_EQ(said(lint(scheme, all, kDay)),
            "agreement a1 R08! its organisation does not exist\n"
            "unit u1 R08! no agreement through its organisation\n"
            "responder s81 R08! the unit does not exist\n");
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
