#pragma once
// A guideline for first responders as data: who may take part, what they bring, practise and agree on, and every
// numbered requirement with how it is met. Another version of the guideline is another file.
//
//   KJEDE_ASSIGN(const auto rules, read_rules(file));   // catalog/rules/akutthjelper-2019-draft.yaml

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "kjede/base/result.hpp"

namespace kjede::dispatch {

struct Words {
  std::string nb, en;
  const std::string& in(bool norwegian) const { return norwegian ? nb : en; }
};

enum class Met : std::uint8_t { enforced, linted, logged, measured, attested };
std::string_view to_string(Met met);

struct Requirement {
  std::string number;    // R52
  std::string section;   // 2.6.1
  std::string strength;  // shall, must, should, may, fact, derived
  Met met = Met::attested;
  std::string text;
  std::string how{};                 // what in Kjede meets it
  std::vector<std::string> tests{};  // that show it: "Lint.FindsEachOfTheNineItems", "indicator responder_first"
};

// A name and the requirement it comes from, in the file's order.
struct Item {
  std::string name;
  std::string requirement;
};

struct GroupRule {
  std::string id;  // fire, primary_care, volunteer
  Words name;
  std::string requirement;
  std::string channel;                       // unless the agreement says otherwise
  std::vector<std::string> providers;        // kinds of party that may agree
  std::vector<std::string> organisations{};  // one of these is in an organisation's name; none: any may take part
  std::string organisations_requirement{};
};

struct RuleSet {
  std::string id;
  std::string version;
  Words name;
  std::string source;
  std::vector<GroupRule> groups;
  std::map<std::string, Words> indications;
  std::vector<Item> equipment, with_oxygen, skills, knowledge, agreement_items;
  int practice_months = 12;
  std::string practice_requirement;
  std::vector<Requirement> requirements;

  const GroupRule* group(std::string_view id) const;
  const Requirement* requirement(std::string_view number) const;
};

// All that is wrong at once (KJ1240), with places: unknown keys, missing keys, a requirement that is not listed.
base::Result<RuleSet> read_rules(const std::shared_ptr<const base::SourceFile>& file);

}  // namespace kjede::dispatch
