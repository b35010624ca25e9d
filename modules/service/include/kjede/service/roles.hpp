#pragma once
// What users of the site may do, and where: a grant is a role at a unit (and all below it), or everywhere.
//
//   if (may(grants, Role::registrar, "haukeland", catalog)) …

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kjede/catalog/model.hpp"

namespace kjede::service {

enum class Role : unsigned {
  unit_reader = 1,
  registrar = 2,
  secretariat = 4,
  planner = 8,
  dispatcher = 16,
  data_protection = 32,
  administrator = 64,
};
inline constexpr std::array kRoles{Role::unit_reader, Role::registrar,       Role::secretariat,  Role::planner,
                                   Role::dispatcher,  Role::data_protection, Role::administrator};
std::string_view to_string(Role role);  // "unit_reader"
std::optional<Role> parse_role(std::string_view text);

struct Grant {
  Role role = Role::unit_reader;
  std::string unit;  // empty: all units
  auto operator<=>(const Grant&) const = default;
};

// Whether one of the grants is for the role at the unit or at one above it. An empty unit: a grant for all.
bool may(const std::vector<Grant>& grants, Role role, std::string_view unit, const catalog::Catalog& catalog);

}  // namespace kjede::service
