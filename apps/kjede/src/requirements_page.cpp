#include "requirements_page.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace kjede::app {
namespace {

std::string cell(std::string text) {
  for (std::size_t at = 0; (at = text.find('|', at)) != std::string::npos; at += 2) text.insert(at, 1, '\\');
  return text;
}

}  // namespace

std::string requirements_page(const dispatch::RuleSet& rules) {
  std::map<dispatch::Met, int> counts;
  for (const auto& requirement : rules.requirements) ++counts[requirement.met];
  auto page = fmt::format(
      "# How Kjede meets the guideline for first responders\n\nMade by `kjede reference requirements` from "
      "`catalog/rules/{}.yaml`; do not edit.\n\n{} Version {}. Source: {}\n\n**enforced**: it cannot happen otherwise "
      "· "
      "**linted**: `kjede responders lint` finds and names it · **logged**: the mission log holds it, and closing asks "
      "for "
      "it · **measured**: an indicator · **attested**: a human answers for it, in the register "
      "`responder_attestation`.\n\nOf {} rows: ",
      rules.id, rules.name.en + ".", rules.version, rules.source, rules.requirements.size());
  for (int met = 0; met <= static_cast<int>(dispatch::Met::attested); ++met) {
    const auto each = static_cast<dispatch::Met>(met);
    page += fmt::format("{}{} {}", met == 0 ? "" : ", ", counts[each], to_string(each));
  }
  page += ".\n\n| # | § | strength | requirement | met | how | tests |\n|---|---|---|---|---|---|---|\n";
  for (const auto& each : rules.requirements) {
    page += fmt::format("| {} | {} | {} | {} | {} | {} | {} |\n", each.number, each.section, each.strength,
                        cell(each.text), to_string(each.met), cell(each.how), fmt::join(each.tests, "<br>"));
  }
  return page;
}

}  // namespace kjede::app
