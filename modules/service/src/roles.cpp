#include "kjede/service/roles.hpp"

#include <algorithm>
#include <bit>

namespace kjede::service {
namespace {

constexpr std::array<std::string_view, 7> kNames{"unit_reader", "registrar",       "secretariat",  "planner",
                                                 "dispatcher",  "data_protection", "administrator"};

bool within(std::string_view unit, const std::string& scope, const catalog::Catalog& catalog) {
  for (const auto* one = catalog.units.find(unit); one != nullptr; one = catalog.units.find(one->parent)) {
    if (one->id == scope) return true;
  }
  return false;
}

}  // namespace

std::string_view to_string(Role role) {
  return kNames[static_cast<std::size_t>(std::countr_zero(static_cast<unsigned>(role)))];
}

std::optional<Role> parse_role(std::string_view text) {
  const auto found = std::find(kNames.begin(), kNames.end(), text);
  if (found == kNames.end()) return std::nullopt;
  return kRoles[static_cast<std::size_t>(found - kNames.begin())];
}

bool may(const std::vector<Grant>& grants, Role role, std::string_view unit, const catalog::Catalog& catalog) {
  return std::any_of(grants.begin(), grants.end(), [&](const Grant& grant) {
    return grant.role == role && (grant.unit.empty() || within(unit, grant.unit, catalog));
  });
}

}  // namespace kjede::service
