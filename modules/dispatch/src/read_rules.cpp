#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "kjede/dispatch/codes.hpp"
#include "kjede/dispatch/rule_set.hpp"
#include "kjede/text/yaml.hpp"

namespace kjede::dispatch {
namespace {

using text::YamlNode;

constexpr std::array<std::string_view, 5> kMet{"enforced", "linted", "logged", "measured", "attested"};

class Reader {
 public:
  explicit Reader(const YamlNode& root) : root_(root) {}

  base::Result<RuleSet> read() {
    static const std::vector<std::string> keys{
        "rules",       "version",         "name",   "source",    "groups",          "indications", "equipment",
        "with oxygen", "practice within", "skills", "knowledge", "agreement items", "requirements"};
    check_keys(root_, keys);
    RuleSet rules;
    rules.id = text(root_, "rules");
    rules.version = text(root_, "version");
    rules.name = words(root_, "name");
    rules.source = text(root_, "source");
    if (const auto* all = mapping(root_, "requirements")) read_requirements(*all, rules);
    numbers_ = &rules;
    if (const auto* all = mapping(root_, "groups")) read_groups(*all, rules);
    if (const auto* all = mapping(root_, "indications")) {
      for (const auto& [key, value] : all->entries) rules.indications[key.scalar] = words_of(value);
    }
    rules.equipment = items("equipment");
    rules.with_oxygen = items("with oxygen");
    rules.skills = items("skills");
    rules.knowledge = items("knowledge");
    rules.agreement_items = items("agreement items");
    if (const auto* practice = mapping(root_, "practice within")) read_practice(*practice, rules);
    if (!problems_.empty()) return base::fail(std::move(problems_));
    return rules;
  }

 private:
  void trouble(std::string message, const base::SourceSpan& span, std::string suggestion = {}) {
    auto problem = base::fail(codes::rule_file, std::move(message), span, std::move(suggestion));
    problems_.push_back(std::move(problem.diagnostics.front()));
  }

  void check_keys(const YamlNode& node, const std::vector<std::string>& known) {
    for (const auto& [key, value] : node.entries) {
      if (std::find(known.begin(), known.end(), key.scalar) != known.end()) continue;
      const auto near = base::nearest(key.scalar, known);
      trouble(
          fmt::format("unknown key '{}'", key.scalar), key.span,
          near.empty() ? fmt::format("one of: {}", fmt::join(known, ", ")) : fmt::format("did you mean '{}'?", near));
    }
  }

  const YamlNode* child(const YamlNode& node, std::string_view key) {
    const auto* found = node.find(key);
    if (found == nullptr) trouble(fmt::format("'{}' is missing", key), node.span);
    return found;
  }

  const YamlNode* mapping(const YamlNode& node, std::string_view key) {
    const auto* found = child(node, key);
    if (found == nullptr || found->is_mapping()) return found;
    trouble(fmt::format("'{}' must be a mapping", key), found->span, "write it as {a: b}");
    return nullptr;
  }

  std::string text(const YamlNode& node, std::string_view key) {
    const auto* found = child(node, key);
    if (found == nullptr) return {};
    if (!found->is_scalar() || found->scalar.empty()) {
      trouble(fmt::format("'{}' must be a text", key), found->span);
      return {};
    }
    return found->scalar;
  }

  Words words_of(const YamlNode& node) {
    if (!node.is_mapping()) {
      trouble("words in both languages are needed", node.span, "write {nb: …, en: …}");
      return {};
    }
    check_keys(node, {"nb", "en"});
    return {text(node, "nb"), text(node, "en")};
  }
  Words words(const YamlNode& node, std::string_view key) {
    const auto* found = child(node, key);
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
      if (!value.is_mapping()) {
        trouble(fmt::format("requirement {} must be a mapping", key.scalar), value.span);
        continue;
      }
      check_keys(value, {"section", "strength", "met", "text", "how", "tests"});
      Requirement requirement{key.scalar, text(value, "section"), text(value, "strength"), Met::attested,
                              text(value, "text")};
      const auto met = text(value, "met");
      const auto found = std::find(kMet.begin(), kMet.end(), met);
      if (found == kMet.end()) {
        if (!met.empty()) {
          trouble(fmt::format("'{}' is no way to meet a requirement", met), value.find("met")->span,
                  "one of: enforced, linted, logged, measured, attested");
        }
      } else {
        requirement.met = static_cast<Met>(found - kMet.begin());
      }
      requirement.how = text(value, "how");
      if (const auto* tests = child(value, "tests")) {
        for (const auto& test : tests->items) requirement.tests.push_back(test.scalar);
        if (requirement.tests.empty()) trouble(fmt::format("{} names no test", key.scalar), tests->span);
      }
      rules.requirements.push_back(std::move(requirement));
    }
  }

  void read_groups(const YamlNode& node, RuleSet& rules) {
    for (const auto& [key, value] : node.entries) {
      if (!value.is_mapping()) {
        trouble(fmt::format("group {} must be a mapping", key.scalar), value.span);
        continue;
      }
      check_keys(value, {"name", "requirement", "channel", "provider", "organisations"});
      GroupRule group{key.scalar, words(value, "name"), {}, text(value, "channel"), {}};
      if (const auto* from = child(value, "requirement")) group.requirement = requirement(*from);
      if (const auto* providers = child(value, "provider")) {
        for (const auto& provider : providers->items) group.providers.push_back(provider.scalar);
        if (group.providers.empty()) trouble("'provider' must list who may agree", providers->span);
      }
      if (value.find("organisations") != nullptr) read_organisations(value, group);
      rules.groups.push_back(std::move(group));
    }
  }

  void read_organisations(const YamlNode& node, GroupRule& group) {
    const auto* all = mapping(node, "organisations");
    if (all == nullptr) return;
    check_keys(*all, {"names", "requirement"});
    if (const auto* from = child(*all, "requirement")) group.organisations_requirement = requirement(*from);
    const auto* names = child(*all, "names");
    if (names == nullptr) return;
    for (const auto& name : names->items) group.organisations.push_back(name.scalar);
    if (group.organisations.empty()) trouble("'names' must list organisations", names->span);
  }

  std::vector<Item> items(std::string_view key) {
    std::vector<Item> out;
    const auto* all = mapping(root_, key);
    if (all == nullptr) return out;
    for (const auto& [name, from] : all->entries) out.push_back({name.scalar, requirement(from)});
    return out;
  }

  void read_practice(const YamlNode& node, RuleSet& rules) {
    check_keys(node, {"months", "requirement"});
    const auto months = text(node, "months");
    const auto [end, error] = std::from_chars(months.data(), months.data() + months.size(), rules.practice_months);
    if (error != std::errc() || end != months.data() + months.size() || rules.practice_months < 1) {
      trouble("'months' must be a whole number from 1", node.span);
    }
    if (const auto* from = child(node, "requirement")) rules.practice_requirement = requirement(*from);
  }

  const YamlNode& root_;
  const RuleSet* numbers_ = nullptr;
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
