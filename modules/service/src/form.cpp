#include <string_view>

#include "kjede/catalog/parse.hpp"
#include "kjede/catalog/words.hpp"
#include "kjede/service/forms.hpp"

namespace kjede::service {
namespace {

using text::Json;

Json label(const catalog::Label& words) {
  return {{"nb", words.nb.empty() ? words.en : words.nb}, {"en", words.en.empty() ? words.nb : words.en}};
}

Json codes_of(const catalog::Variable& variable) {
  Json list = Json::array();
  for (const auto& code : variable.codes)
    list.push_back({{"value", code.code}, {"label", label(code.name)}, {"unknown", code.unknown}});
  return list;
}

// Open ones, that a record can name.
Json units_of(const catalog::Catalog& catalog, const std::string& kind) {
  Json list = Json::array();
  for (const auto& unit : catalog.units.all()) {
    if (unit.closed || (!kind.empty() && unit.kind != kind)) continue;
    list.push_back({{"id", unit.id}, {"name", label(unit.name)}});
  }
  return list;
}

Json variable_json(const catalog::Catalog& catalog, const catalog::Variable& variable) {
  const auto number = [](const std::optional<double>& value) { return value ? Json(*value) : Json(nullptr); };
  Json json{{"name", variable.name},
            {"label", label(variable.label)},
            {"description", label(variable.description)},
            {"type", variable.derived ? "derived" : catalog::to_string(variable.type)},
            {"required", variable.required},
            {"source", variable.source},
            {"utstein", variable.utstein},
            {"measure", variable.measure},
            {"min", number(variable.min)},
            {"max", number(variable.max)}};
  if (variable.type == catalog::VariableType::code) json["codes"] = codes_of(variable);
  if (variable.type == catalog::VariableType::unit) json["units"] = units_of(catalog, variable.unit_kind);
  return json;
}

}  // namespace

std::string form_json(const catalog::Catalog& catalog, const catalog::Register& reg) {
  Json json{{"schema_version", 1},
            {"register", reg.id},
            {"name", label(reg.name)},
            {"key", reg.key},
            {"date", reg.date},
            {"time_zone", reg.time_zone},
            {"person", {{"identifier", reg.identifier}, {"name", reg.person_name}}}};
  json["variables"] = Json::array();
  for (const auto& variable : reg.variables) json["variables"].push_back(variable_json(catalog, variable));
  json["rules"] = Json::array();
  for (const auto& rule : reg.rules) {
    const auto mentions = catalog::mentioned(*rule.holds);  // so that a page can say it beside the right fields
    json["rules"].push_back({{"id", rule.id},
                             {"message", label(rule.message)},
                             {"rejects", rule.rejects},
                             {"variables", mentions},
                             {"words",
                              {{"nb", catalog::in_words(*rule.holds, catalog, reg, catalog::Language::nb)},
                               {"en", catalog::in_words(*rule.holds, catalog, reg, catalog::Language::en)}}}});
  }
  return text::to_text(json, -1) + "\n";
}

}  // namespace kjede::service
