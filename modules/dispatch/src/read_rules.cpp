#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "kjede/dispatch/codes.hpp"
#include "kjede/dispatch/rule_set.hpp"
#include "kjede/text/keys.hpp"

namespace kjede::dispatch {
namespace {

using text::Keys;
using text::YamlNode;

constexpr std::array<std::string_view, 5> kMet{"enforced", "linted", "logged", "measured", "attested"};

class Reader {
 public:
  explicit Reader(const YamlNode& root) : root_(root) {}

  base::Result<RuleSet> read() {
    Keys keys(root_, "the rule file", codes_, problems_);
    RuleSet rules;
    rules.id = keys.need_text("rules");
    rules.version = keys.need_text("version");
    rules.name = words(keys, "name");
    rules.source = keys.need_text("source");
    if (const auto* all = mapping(keys, "requirements")) read_requirements(*all, rules);
    numbers_ = &rules;
    if (const auto* all = mapping(keys, "groups")) read_groups(*all, rules);
    if (const auto* all = mapping(keys, "indications")) {
      for (const auto& [key, value] : all->entries) rules.indications[key.scalar] = words_of(value);
    }
    rules.equipment = items(keys, "equipment");
    rules.with_oxygen = items(keys, "with oxygen");
    rules.skills = items(keys, "skills");
    rules.knowledge = items(keys, "knowledge");
    rules.agreement_items = items(keys, "agreement items");
    if (const auto* practice = mapping(keys, "practice within")) read_practice(*practice, rules);
    keys.finish();
    if (!problems_.empty()) return base::fail(std::move(problems_));
    return rules;
  }

 private:
  void trouble(std::string message, const base::SourceSpan& span, std::string suggestion = {}) {
    text::problem(problems_, codes::rule_file, span, std::move(message), std::move(suggestion));
  }

  const YamlNode* mapping(Keys& keys, std::string_view key) {
    const auto* found = keys.need(key);
    if (found == nullptr || found->is_mapping()) return found;
    trouble(fmt::format("'{}' must be a mapping", key), found->span, "write it as {a: b}");
    return nullptr;
  }

  Words words_of(const YamlNode& node) {
    if (!node.is_mapping()) {
      trouble("words in both languages are needed", node.span, "write {nb: …, en: …}");
      return {};
    }
    Keys keys(node, "words in both languages", codes_, problems_);
    Words words{keys.need_text("nb"), keys.need_text("en")};
    keys.finish();
    return words;
  }
  Words words(Keys& keys, std::string_view key) {
    const auto* found = keys.need(key);
    return found == nullptr ? Words{} : words_of(*found);
  }

  std::string requirement(const YamlNode& node) {
    if (!node.is_scalar() || numbers_->requirement(node.scalar) == nullptr) {
      trouble(fmt::format("'{}' is not among the requirements", node.scalar), node.span,
              "use a number that stands under 'requirements'");
    }
    return node.scalar;
  }

  void read_requirements(const YamlNode& node, RuleSet& rules) {
    for (const auto& [key, value] : node.entries) {
      Keys keys(value, fmt::format("requirement {}", key.scalar), codes_, problems_);
      if (!value.is_mapping()) continue;
      Requirement requirement{key.scalar, keys.need_text("section"), keys.need_text("strength"), Met::attested,
                              keys.need_text("text")};
      const auto met = keys.need_text("met");
      const auto found = std::find(kMet.begin(), kMet.end(), met);
      if (found != kMet.end()) {
        requirement.met = static_cast<Met>(found - kMet.begin());
      } else if (!met.empty()) {
        trouble(fmt::format("'{}' is no way to meet a requirement", met), value.find("met")->span,
                "one of: enforced, linted, logged, measured, attested");
      }
      requirement.how = keys.need_text("how");
      if (const auto* tests = keys.need("tests")) {
        for (const auto& test : tests->items) requirement.tests.push_back(test.scalar);
        if (requirement.tests.empty()) trouble(fmt::format("{} names no test", key.scalar), tests->span);
      }
      keys.finish();
      rules.requirements.push_back(std::move(requirement));
    }
  }

  void read_groups(const YamlNode& node, RuleSet& rules) {
    for (const auto& [key, value] : node.entries) {
      Keys keys(value, fmt::format("group {}", key.scalar), codes_, problems_);
      if (!value.is_mapping()) continue;
      GroupRule group{key.scalar, words(keys, "name"), {}, keys.need_text("channel"), {}};
      if (const auto* from = keys.need("requirement")) group.requirement = requirement(*from);
      if (const auto* providers = keys.need("provider")) {
        for (const auto& provider : providers->items) group.providers.push_back(provider.scalar);
        if (group.providers.empty()) trouble("'provider' must list who may agree", providers->span);
      }
      if (keys.find("organisations") != nullptr) read_organisations(keys, group);
      keys.finish();
      rules.groups.push_back(std::move(group));
    }
  }

  void read_organisations(Keys& of_group, GroupRule& group) {
    const auto* all = mapping(of_group, "organisations");
    if (all == nullptr) return;
    Keys keys(*all, "'organisations'", codes_, problems_);
    if (const auto* from = keys.need("requirement")) group.organisations_requirement = requirement(*from);
    if (const auto* names = keys.need("names")) {
      for (const auto& name : names->items) group.organisations.push_back(name.scalar);
      if (group.organisations.empty()) trouble("'names' must list organisations", names->span);
    }
    keys.finish();
  }

  std::vector<Item> items(Keys& keys, std::string_view key) {
    std::vector<Item> out;
    const auto* all = mapping(keys, key);
    if (all == nullptr) return out;
    for (const auto& [name, from] : all->entries) out.push_back({name.scalar, requirement(from)});
    return out;
  }

  void read_practice(const YamlNode& node, RuleSet& rules) {
    Keys keys(node, "'practice within'", codes_, problems_);
    if (keys.need("months") != nullptr) rules.practice_months = keys.whole("months", 1, 1200).value_or(1);
    if (const auto* from = keys.need("requirement")) rules.practice_requirement = requirement(*from);
    keys.finish();
  }

  const YamlNode& root_;
  const RuleSet* numbers_ = nullptr;
  const text::KeyCodes codes_{codes::rule_file, codes::rule_file};
  base::Diagnostics problems_;
};

}  // namespace

std::string_view to_string(Met met) { return kMet[static_cast<std::size_t>(met)]; }

const GroupRule* RuleSet::group(std::string_view name_of_group) const {
  const auto found = std::find_if(groups.begin(), groups.end(), [&](const auto& g) { return g.id == name_of_group; });
  return found == groups.end() ? nullptr : &*found;
}

const Requirement* RuleSet::requirement(std::string_view number) const {
  const auto found =
      std::find_if(requirements.begin(), requirements.end(), [&](const auto& r) { return r.number == number; });
  return found == requirements.end() ? nullptr : &*found;
}

base::Result<RuleSet> read_rules(const std::shared_ptr<const base::SourceFile>& file) {
  KJEDE_ASSIGN(const auto root, text::parse_yaml(file));
  if (!root.is_mapping()) return base::fail(codes::rule_file, "a rule file is a mapping", root.span);
  return Reader(root).read();
}

}  // namespace kjede::dispatch
