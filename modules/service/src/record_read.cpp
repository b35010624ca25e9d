// Records as forms show them: the current version, and those before it.

#include <fmt/format.h>

#include <algorithm>

#include "form_scope.hpp"

namespace kjede::service {
namespace {

using text::Json;
using Row = std::vector<base::Value>;

Json value_json(const base::Value& value) {
  if (const auto* text = std::get_if<std::string>(&value)) return *text;
  if (const auto* whole = std::get_if<std::int64_t>(&value)) return *whole;
  if (const auto* real = std::get_if<double>(&value)) return *real;
  if (const auto* truth = std::get_if<bool>(&value)) return *truth;
  if (const auto* date = std::get_if<base::Date>(&value)) return base::to_string(*date);
  if (const auto* time = std::get_if<base::Instant>(&value)) return base::to_string(*time);
  return nullptr;
}

const base::Value* at(const store::Table& table, const Row& row, std::string_view name) {
  for (std::size_t c = 0; c < table.columns.size(); ++c) {
    if (table.columns[c].name == name) return &row[c];
  }
  return nullptr;  // the definition is newer than the store
}

Json values_of(const catalog::Register& reg, const store::Table& table, const Row& row) {
  Json values = Json::object();
  for (const auto& variable : reg.variables) {
    if (variable.derived) continue;
    const auto* value = at(table, row, variable.name);
    values[variable.name] = value == nullptr ? Json(nullptr) : value_json(*value);
  }
  return values;
}

// As a person reads them; nothing is what it was.
Json changes(const Json& before, const Json& after) {
  const auto shown = [](const Json& value) {
    return value.is_null() || value.is_string() ? value : Json(value.dump());
  };
  Json list = Json::array();
  for (const auto& [name, value] : after.items()) {
    const auto earlier = before.value(name, Json(nullptr));
    if (earlier != value) list.push_back({{"variable", name}, {"before", shown(earlier)}, {"after", shown(value)}});
  }
  return list;
}

// "form kari.ndjson" and "upload kari.csv" say who; other names are those of files that a command took in.
void add_origin(Json& json, const std::string& source) {
  json["recorded_by"] = nullptr;
  json["source"] = source;
  for (const std::string way : {"form", "upload"}) {
    if (!source.starts_with(way + " ")) continue;
    const auto dot = source.rfind('.');
    json["recorded_by"] = source.substr(way.size() + 1, dot - way.size() - 1);
    json["source"] = way;
  }
}

std::int64_t version_of(const base::Value& value) {
  const auto* number = std::get_if<std::int64_t>(&value);
  return number == nullptr ? 0 : *number;
}

}  // namespace

base::Result<bool> has_records(store::RecordStore& records, const catalog::Register& reg) {
  KJEDE_ASSIGN(const auto batches, records.batches());
  return std::any_of(batches.begin(), batches.end(), [&](const auto& batch) { return batch.register_id == reg.id; });
}

bool within_grants(const catalog::Catalog& catalog, const catalog::Register& reg, const Json& values,
                   const std::vector<Grant>& grants) {
  if (may(grants, Role::registrar, "", catalog) || may(grants, Role::secretariat, "", catalog)) return true;
  return std::any_of(reg.variables.begin(), reg.variables.end(), [&](const catalog::Variable& variable) {
    if (variable.type != catalog::VariableType::unit || variable.derived) return false;
    const auto found = values.find(variable.name);
    return found != values.end() && found->is_string() &&
           may(grants, Role::registrar, found->get<std::string>(), catalog);
  });
}

base::Result<std::optional<StoredRecord>> current_record(const catalog::Catalog& catalog, store::RecordStore& records,
                                                         const catalog::Register& reg, const std::string& key,
                                                         const std::vector<Grant>& grants) {
  using Found = std::optional<StoredRecord>;
  KJEDE_ASSIGN(const bool any, has_records(records, reg));
  if (!any) return Found();
  KJEDE_ASSIGN(const auto last, records.batch_at({}));
  KJEDE_ASSIGN(const auto table, records.database().query(fmt::format("select * from {} where record_key = $1 and {}",
                                                                      store::table_of(reg.id), store::current_at(last)),
                                                          Row{key}));
  if (table.rows.empty()) return Found();
  const auto& row = table.rows.front();
  StoredRecord record{key, version_of(*at(table, row, "version")), {}, values_of(reg, table, row)};
  if (const auto* person = std::get_if<std::string>(at(table, row, "person"))) record.person = *person;
  return within_grants(catalog, reg, record.values, grants) ? Found(std::move(record)) : Found();
}

base::Result<std::string> versions_json(store::RecordStore& records, const catalog::Register& reg,
                                        const std::string& key) {
  KJEDE_ASSIGN(const auto table,
               records.database().query(
                   fmt::format("select * from {} where record_key = $1 order by version desc", store::table_of(reg.id)),
                   Row{key}));
  KJEDE_ASSIGN(const auto batches, records.batches());
  Json versions = Json::array();
  for (std::size_t i = 0; i < table.rows.size(); ++i) {
    const auto& row = table.rows[i];
    Json json{{"version", version_of(*at(table, row, "version"))}};
    const auto number = version_of(*at(table, row, "batch_from"));
    for (const auto& batch : batches) {
      if (batch.number != number) continue;
      json["recorded"] = base::to_string(batch.recorded);
      add_origin(json, batch.source);
    }
    const auto before = i + 1 < table.rows.size() ? values_of(reg, table, table.rows[i + 1]) : Json(Json::object());
    json["changes"] = changes(before, values_of(reg, table, row));
    versions.push_back(std::move(json));
  }
  const Json document{{"schema_version", 1}, {"register", reg.id}, {"key", key}, {"versions", std::move(versions)}};
  return text::to_text(document, -1) + "\n";
}

Json record_object(const catalog::Register& reg, const StoredRecord& record) {
  return {{"schema_version", 1},
          {"register", reg.id},
          {"key", record.key},
          {"version", record.version},
          {"person", !record.person.empty()},
          {"values", record.values}};
}

}  // namespace kjede::service
