// What was found about a person, for the one who asked.

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "kjede/service/identity.hpp"
#include "kjede/text/table.hpp"

namespace kjede::service {
namespace {

using Json = nlohmann::ordered_json;

struct Shown {
  std::string label, value;
};

std::string plain_text(const base::Value& value, const std::string& zone_name) {
  if (const auto* text = std::get_if<std::string>(&value)) return *text;
  if (const auto* whole = std::get_if<std::int64_t>(&value)) return fmt::format("{}", *whole);
  if (const auto* real = std::get_if<double>(&value)) return fmt::format("{}", *real);
  if (const auto* date = std::get_if<base::Date>(&value)) return base::to_string(*date);
  if (const auto* truth = std::get_if<bool>(&value)) return *truth ? "yes" : "no";
  if (const auto* time = std::get_if<base::Instant>(&value)) {
    const auto zone = base::TimeZone::find(zone_name);
    return zone ? zone->local_text(*time) : base::to_string(*time);
  }
  return {};
}

Shown shown(const catalog::Catalog& catalog, const catalog::Register& reg, const std::string& name,
            const base::Value& value, bool nb) {
  const auto in = [nb](const catalog::Label& label) { return nb || label.en.empty() ? label.nb : label.en; };
  const auto* variable = reg.find(name);
  Shown out{variable == nullptr ? name : in(variable->label), plain_text(value, reg.time_zone)};
  if (variable == nullptr) return out;
  for (const auto& code : variable->codes) {
    if (code.code == out.value) out.value = in(code.name);
  }
  const auto* unit = variable->type == catalog::VariableType::unit ? catalog.units.find(out.value) : nullptr;
  if (unit != nullptr) out.value = in(unit->name);
  return out;
}

std::string values_text(const catalog::Catalog& catalog, const PersonRecord& record, bool nb) {
  const auto* reg = catalog.find_register(record.register_id);
  text::Table table({{nb ? "variabel" : "variable"}, {nb ? "verdi" : "value"}});
  for (const auto& [name, value] : record.values) {
    if (base::is_missing(value)) continue;
    const auto one = shown(catalog, *reg, name, value, nb);
    table.add({one.label, one.value});
  }
  return fmt::format("\n{} {}\n{}", record.register_id, record.key, table.render());
}

std::string list_text(const PersonAnswer& answer, bool nb) {
  text::Table table({{"register"}, {nb ? "post" : "record"}, {nb ? "dato" : "date"}});
  for (const auto& record : answer.records) table.add({record.register_id, record.key, base::to_string(record.date)});
  return table.render();
}

}  // namespace

std::string to_text(const catalog::Catalog& catalog, const PersonAnswer& answer, bool values,
                    std::string_view language) {
  const bool nb = language != "en";
  std::string text;
  if (answer.person) {
    text += fmt::format(fmt::runtime(nb ? "Identitetsnummer {}, navn {}\n" : "Identity number {}, name {}\n"),
                        answer.person->identifier.reveal(), answer.person->name.reveal());
  }
  if (answer.records.empty())
    return text + (nb ? "Registrene har ingenting om personen.\n" : "The registers hold nothing on this person.\n");
  text += list_text(answer, nb);
  if (!values) return text;
  for (const auto& record : answer.records) text += values_text(catalog, record, nb);
  return text;
}

std::string to_json(const catalog::Catalog& catalog, const PersonAnswer& answer, bool values) {
  Json document{{"schema_version", 1}, {"logged", answer.logged}, {"person", nullptr}, {"records", Json::array()}};
  if (answer.person) {
    document["person"] = {{"identifier", answer.person->identifier.reveal()}, {"name", answer.person->name.reveal()}};
  }
  for (const auto& record : answer.records) {
    Json one{{"register", record.register_id}, {"record", record.key}, {"date", base::to_string(record.date)}};
    const auto* reg = catalog.find_register(record.register_id);
    for (const auto& [name, value] : record.values) {
      if (values && !base::is_missing(value)) one["values"][name] = plain_text(value, reg->time_zone);
    }
    document["records"].push_back(std::move(one));
  }
  return document.dump(1) + "\n";
}

}  // namespace kjede::service
