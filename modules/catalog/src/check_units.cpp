// Units form a tree, and what speaks of them speaks of units that exist.

#include <fmt/format.h>

#include <map>
#include <set>

#include "kjede/catalog/codes.hpp"
#include "loading.hpp"

namespace kjede::catalog {
namespace {

using ById = std::map<std::string, const Unit*, std::less<>>;

void check_kind(const Unit& unit, const Words& kinds, Loading& loading) {
  for (const auto& kind : kinds) {
    if (kind == unit.kind) return;
  }
  const auto near = did_you_mean(unit.kind, kinds);
  loading.problems.error(codes::unknown_unit_kind, unit.span,
                         fmt::format("unit '{}' has the unknown kind '{}'", unit.id, unit.kind),
                         near.empty() ? fmt::format("kinds are {}", joined(kinds)) : near);
}

void check_parent(const Unit& unit, const ById& by_id, const Words& ids, Loading& loading) {
  if (unit.parent.empty() || by_id.count(unit.parent) > 0) return;
  loading.problems.error(codes::unit_tree, unit.span,
                         fmt::format("unit '{}' lies under '{}', which does not exist", unit.id, unit.parent),
                         did_you_mean(unit.parent, ids));
}

// The units of a circle that goes through `start`, as "a → b → a"; empty when there is none.
std::string circle_through(const Unit& start, const ById& by_id) {
  std::string path = start.id;
  std::set<std::string> seen{start.id};
  for (auto next = by_id.find(start.parent); next != by_id.end(); next = by_id.find(next->second->parent)) {
    path += " → " + next->first;
    if (next->first == start.id) return path;
    if (!seen.insert(next->first).second) return {};
  }
  return {};
}

void check_circles(const std::vector<Unit>& units, const ById& by_id, Loading& loading) {
  std::set<std::string> told;
  for (const auto& unit : units) {
    const auto path = told.count(unit.id) > 0 ? std::string() : circle_through(unit, by_id);
    if (path.empty()) continue;
    loading.problems.error(codes::unit_tree, unit.span, fmt::format("unit '{}' lies below itself: {}", unit.id, path),
                           "correct one parent");
    for (auto step = by_id.find(unit.parent); told.insert(step->first).second;
         step = by_id.find(step->second->parent)) {
    }
  }
}

void check_attributes(const Unit& unit, Loading& loading) {
  for (const auto& declared : loading.catalog.unit_attributes) {
    const auto found = unit.attributes.find(declared.id);
    if (found == unit.attributes.end() || loading.catalog.attribute_value(declared.id, found->second) != nullptr)
      continue;
    Words values;
    for (const auto& code : declared.values) values.push_back(code.code);
    const auto near = did_you_mean(found->second, values);
    loading.problems.error(
        codes::unit_table, unit.span,
        fmt::format("unit '{}' has {} = {}, which is not declared", unit.id, declared.id, found->second),
        near.empty() ? fmt::format("values are {}", joined(values)) : near);
  }
}

void check_roots(const std::vector<Unit>& units, Loading& loading) {
  const Unit* root = nullptr;
  for (const auto& unit : units) {
    if (!unit.parent.empty()) continue;
    if (root != nullptr) {
      loading.problems.error(codes::unit_tree, unit.span,
                             fmt::format("unit '{}' has no parent, but '{}' is the root already", unit.id, root->id),
                             "name its parent");
    } else {
      root = &unit;
    }
  }
}

}  // namespace

void check_unit_tree(const std::vector<UnitKind>& kinds, const std::vector<Unit>& units, Loading& loading) {
  Words kind_ids;
  Words ids;
  ById by_id;
  for (const auto& kind : kinds) kind_ids.push_back(kind.id);
  for (const auto& unit : units) {
    ids.push_back(unit.id);
    by_id.emplace(unit.id, &unit);
  }
  for (const auto& unit : units) {
    check_kind(unit, kind_ids, loading);
    check_parent(unit, by_id, ids, loading);
    check_attributes(unit, loading);
  }
  check_circles(units, by_id, loading);
  check_roots(units, loading);
  std::set<std::string> told;
  for (const auto& row : loading.catalog.population) {
    if (by_id.count(row.unit) > 0 || !told.insert(row.unit).second) continue;
    const auto group =
        fmt::format("population of {} {} {} {} {}", row.unit, row.year, row.sex, row.age_from, row.age_to);
    loading.problems.error(codes::population, loading.places.at(group),
                           fmt::format("population of '{}', which is no unit", row.unit), did_you_mean(row.unit, ids));
  }
}

}  // namespace kjede::catalog
