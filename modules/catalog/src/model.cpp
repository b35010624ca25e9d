#include "kjede/catalog/model.hpp"

#include <algorithm>
#include <array>

namespace kjede::catalog {
namespace {

// Small letters for ASCII and for the Latin-1 letters of UTF-8 (Æ Ø Å É …), which unit names are written in.
std::string folded(std::string_view text) {
  std::string small;
  bool latin = false;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    const bool big = (byte >= 'A' && byte <= 'Z') || (latin && byte >= 0x80U && byte <= 0x9EU && byte != 0x97U);
    small += big ? static_cast<char>(byte + 0x20U) : c;
    latin = byte == 0xC3U;
  }
  return small;
}

template <class Items>
auto* find_by_id(Items& items, std::string_view id) {
  const auto found = std::find_if(items.begin(), items.end(), [&](const auto& item) { return item.id == id; });
  return found == items.end() ? nullptr : &*found;
}

}  // namespace

Units::Units(std::vector<UnitKind> kinds, std::vector<Unit> units)
    : kinds_(std::move(kinds)), units_(std::move(units)) {
  for (std::size_t i = 0; i < units_.size(); ++i) {
    const auto& unit = units_[i];
    by_id_.emplace(unit.id, i);
    std::vector<std::string> names{unit.id, unit.name.nb, unit.name.en, unit.short_name, unit.orgnr};
    names.insert(names.end(), unit.aliases.begin(), unit.aliases.end());
    for (const auto& name : names) {
      auto& places = by_name_[folded(name)];
      if (!name.empty() && (places.empty() || places.back() != i)) places.push_back(i);
    }
  }
}

const Unit* Units::find(std::string_view id) const {
  const auto found = by_id_.find(id);
  return found == by_id_.end() ? nullptr : &units_[found->second];
}

const Unit* Units::find_by_name(std::string_view text, std::string_view kind) const {
  if (const auto* exact = find(text); exact != nullptr && (kind.empty() || exact->kind == kind)) return exact;
  const auto found = by_name_.find(folded(text));
  if (found == by_name_.end()) return nullptr;
  for (const auto place : found->second) {
    if (kind.empty() || units_[place].kind == kind) return &units_[place];
  }
  return nullptr;
}

const Unit* Units::ancestor(std::string_view id, std::string_view kind) const {
  const auto* unit = find(id);
  for (std::size_t steps = 0; unit != nullptr && steps <= units_.size(); ++steps) {
    if (unit->kind == kind) return unit;
    unit = unit->parent.empty() ? nullptr : find(unit->parent);
  }
  return nullptr;
}

std::vector<const Unit*> Units::of_kind(std::string_view kind) const {
  std::vector<const Unit*> those;
  for (const auto& unit : units_) {
    if (unit.kind == kind) those.push_back(&unit);
  }
  return those;
}

const Variable* Register::find(std::string_view name_wanted) const {
  const auto found =
      std::find_if(variables.begin(), variables.end(), [&](const Variable& v) { return v.name == name_wanted; });
  return found == variables.end() ? nullptr : &*found;
}

const Register* Catalog::find_register(std::string_view id) const { return find_by_id(registers, id); }
const Indicator* Catalog::find_indicator(std::string_view id) const { return find_by_id(indicators, id); }
const Analysis* Catalog::find_analysis(std::string_view id) const { return find_by_id(analyses, id); }

const Cohort* Catalog::find_cohort(std::string_view register_id, std::string_view id) const {
  for (const auto& cohort : cohorts) {
    if (cohort.register_id == register_id && cohort.id == id) return &cohort;
  }
  return nullptr;
}

const Label* Catalog::attribute_value(std::string_view attribute, std::string_view value) const {
  for (const auto& declared : unit_attributes) {
    if (declared.id != attribute) continue;
    for (const auto& code : declared.values) {
      if (code.code == value) return &code.name;
    }
  }
  return nullptr;
}

namespace {

// A unit's own rows: the total when there is one, else by sex, else by age, else by both: everyone once.
std::optional<std::int64_t> own_population(const std::vector<PopulationRow>& rows, std::string_view unit, int year) {
  std::array<std::optional<std::int64_t>, 4> sums;
  for (const auto& row : rows) {
    if (row.unit != unit || row.year != year) continue;
    auto& sum = sums[(row.sex.empty() ? 0U : 1U) + (row.age_from < 0 ? 0U : 2U)];
    sum = sum.value_or(0) + row.persons;
  }
  for (const auto& sum : sums) {
    if (sum) return sum;
  }
  return std::nullopt;
}

}  // namespace

std::optional<std::int64_t> Catalog::population_of(std::string_view unit, int year) const {
  if (const auto own = own_population(population, unit, year)) return own;
  std::optional<std::int64_t> sum;
  for (const auto& child : units.all()) {
    if (child.parent != unit) continue;
    if (const auto part = population_of(child.id, year)) sum = sum.value_or(0) + *part;
  }
  return sum;
}

}  // namespace kjede::catalog
