#pragma once
// A small register that the tests of expressions share.

#include <string>

#include "kjede/base/diagnostic.hpp"
#include "kjede/catalog/parse.hpp"

namespace kjede::catalog {

inline Variable variable(std::string name, VariableType type, std::string measure = {}) {
  Variable made;
  made.label = {name, name};
  made.name = std::move(name);
  made.type = type;
  made.measure = std::move(measure);
  return made;
}

inline Variable coded(std::string name, std::vector<std::string> codes, std::string unknown = "unknown") {
  auto made = variable(std::move(name), VariableType::code);
  for (auto& code : codes) made.codes.push_back({code, {code, code}, code == unknown});
  return made;
}

inline Register small_register() {
  Register reg;
  reg.id = "ohca";
  reg.key = "event_id";
  reg.date = "arrest_date";
  reg.time_zone = "Europe/Oslo";
  reg.variables = {variable("event_id", VariableType::text),
                   variable("arrest_date", VariableType::date),
                   variable("call_received", VariableType::time),
                   variable("ambulance_on_scene", VariableType::time),
                   variable("age", VariableType::integer, "years"),
                   variable("children", VariableType::integer),
                   variable("lactate", VariableType::number, "mmol/L"),
                   variable("burned", VariableType::number, "%"),
                   variable("ventilation", VariableType::number, "days"),
                   coded("capnography", {"yes", "no", "unknown"}),
                   coded("shocked", {"yes", "no", "unknown"}),
                   coded("airway", {"none", "mask", "supraglottic", "endotracheal", "unknown"}),
                   coded("witnessed", {"none", "bystander", "ems", "unknown"}),
                   coded("cpc", {"1", "2", "3", "4", "5"}),
                   variable("comment", VariableType::text)};
  auto hospital = variable("hospital", VariableType::unit);
  hospital.unit_kind = "hospital";
  reg.variables.push_back(hospital);
  for (auto& found : reg.variables) {
    if (found.name == "airway") found.label = {"Luftvei", "Airway"};
  }
  return reg;
}

inline Units small_units() {
  const auto unit = [](std::string id, std::string kind, std::string parent, std::string angiography = {}) {
    Unit made;
    made.id = id;
    made.kind = std::move(kind);
    made.parent = std::move(parent);
    made.name = {id, id};
    if (!angiography.empty()) made.attributes["angiography"] = angiography;
    return made;
  };
  return Units({{"nation", {}, {}}, {"hf", {}, {}}, {"hospital", {}, {}}},
               {unit("no", "nation", ""), unit("nord", "hf", "no"), unit("sor", "hf", "no"),
                unit("tromso", "hospital", "nord", "yes"), unit("bodo", "hospital", "nord", "no"),
                unit("arendal", "hospital", "sor", "yes")});
}

// The tree of an expression in small_register(), or its rendered mistakes.
struct Parsed {
  ExpressionPtr tree;
  std::string messages;
};

inline Parsed parsed(const std::string& text, Wanted wanted = Wanted::any, const std::vector<Cohort>& cohorts = {},
                     const std::map<std::string, ExpressionPtr>& parameters = {}) {
  static const Register reg = small_register();
  static const Units units = small_units();
  const Scope scope{&reg, &units, &cohorts, &parameters, nullptr, nullptr};
  auto result = parse_expression(text, place_in_text("rule", text), scope, wanted);
  if (result) return {*result, ""};
  return {nullptr, base::render(result.error())};
}

}  // namespace kjede::catalog
