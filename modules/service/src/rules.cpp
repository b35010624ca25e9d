#include "kjede/service/rules.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "kjede/service/codes.hpp"
#include "kjede/text/source.hpp"

namespace kjede::service {

base::Result<dispatch::RuleSet> load_rules(const std::string& catalog_folder, const std::string& name) {
  if (name.ends_with(".yaml")) {
    KJEDE_ASSIGN(const auto file, text::read_source(name));
    return dispatch::read_rules(file);
  }
  const auto folder = std::filesystem::path(catalog_folder) / "rules";
  std::vector<std::string> names;
  std::error_code none;
  for (const auto& entry : std::filesystem::directory_iterator(folder, none)) {
    if (entry.path().extension() == ".yaml") names.push_back(entry.path().stem().string());
  }
  std::sort(names.begin(), names.end());
  if (names.empty()) {
    return base::fail(codes::no_rules, fmt::format("there is no rule set in '{}'", folder.string()),
                      "name a rule file with --rules FILE.yaml");
  }
  if (!name.empty() && std::find(names.begin(), names.end(), name) == names.end()) {
    const auto near = base::nearest(name, names);
    return base::fail(
        codes::no_rules, fmt::format("there is no rule set '{}'", name),
        near.empty() ? fmt::format("use one of: {}", fmt::join(names, ", ")) : fmt::format("did you mean '{}'?", near));
  }
  KJEDE_ASSIGN(const auto file, text::read_source(folder / ((name.empty() ? names.front() : name) + ".yaml")));
  return dispatch::read_rules(file);
}

}  // namespace kjede::service
