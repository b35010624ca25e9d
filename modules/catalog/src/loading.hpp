#pragma once
// A catalog while it is read: what is known so far, and what is wrong with it. One file per subject reads its part
// and checks it; load.cpp says in which order.

#include <filesystem>
#include <map>
#include <set>
#include <string>

#include "fields.hpp"
#include "kjede/catalog/model.hpp"

namespace kjede::catalog {

struct Loading {
  std::filesystem::path folder;
  Catalog catalog;
  Problems problems;
  std::map<std::string, std::vector<CodeValue>, std::less<>> code_lists;
  std::set<std::string, std::less<>> unread_registers;  // ids whose file could not be read: not reported as absent
  bool units_broken = false;                            // then levels and attributes are not checked
  const std::map<std::string, std::string>* given_parameters = nullptr;  // values that replace those of the files
  std::set<std::string> known_parameters, used_parameters;
  std::map<std::string, base::SourceSpan> places;       // "indicator bystander_cpr": where it is defined
};

// False, with a report that shows both places, when something of this name was defined before.
bool claim(Loading& loading, const std::string& what, const base::SourceSpan& span);

void read_code_lists(const text::YamlNode& node, Loading& loading);
std::vector<CodeValue> read_codes(const text::YamlNode& node, Loading& loading);
void read_units(const text::YamlNode& node, const std::filesystem::path& folder, Loading& loading,
                std::vector<UnitKind>& kinds, std::vector<Unit>& units);
void read_unit_table(const std::filesystem::path& path, Loading& loading, std::vector<Unit>& units);
void read_population(const std::filesystem::path& path, Loading& loading);
void check_unit_tree(const std::vector<UnitKind>& kinds, const std::vector<Unit>& units, Loading& loading);
void read_register(const text::YamlNode& node, std::string_view stem, Loading& loading);
Variable read_variable(const text::YamlNode& key, const text::YamlNode& node, Loading& loading);
void resolve_derived(const text::YamlNode& variables, Register& reg, Loading& loading);
void read_cohorts(const std::vector<text::YamlNode>& files, Loading& loading);
void read_indicator(const text::YamlNode& node, std::string_view stem, Loading& loading);
void read_analyses(const text::YamlNode& node, Loading& loading);

// The register a definition names; null, with a report, when there is none.
const Register* register_named(Fields& fields, Loading& loading);
// A clause of a definition; nothing, with reports, when it is not understood.
std::optional<Clause> read_clause(const text::YamlNode& node, const Scope& scope, Wanted wanted, Loading& loading);
Scope scope_of(const Register& reg, const Loading& loading);
// A variable that `key` names; null, with a report, when the register has none of a type that fits.
const Variable* variable_named(const text::YamlNode& node, const Register& reg, std::string_view what,
                               std::initializer_list<VariableType> types, Loading& loading);
std::vector<UnknownPolicy> read_unknown(Fields& fields, const Register& reg, bool can_exclude, Loading& loading);

// Whether a record of this register can lack the variable, or hold a code that means unknown.
bool can_be_unknown(const Variable& variable, const Register& reg);
// Variables that can make a clause unknown: those it mentions outside `is known` and `is unknown`, less those that
// the same clause or what was asked before it proves known.
Words undecided(const Clause& clause, const std::vector<const Clause*>& held, const std::vector<Exclusion>& passed,
                const Register& reg);

}  // namespace kjede::catalog
