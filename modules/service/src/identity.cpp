#include "kjede/service/identity.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "kjede/registry/codes.hpp"
#include "kjede/registry/identifier.hpp"
#include "kjede/service/codes.hpp"
#include "names.hpp"

namespace kjede::service {
namespace {

bool wanted(const PersonQuery& query, const std::string& id) {
  const auto& list = query.registers;
  return list.empty() || std::find(list.begin(), list.end(), id) != list.end();
}

// Registers of the catalog that were asked for and that something was imported into.
base::Result<std::vector<const catalog::Register*>> stored_registers(const catalog::Catalog& catalog,
                                                                     store::RecordStore& records,
                                                                     const PersonQuery& query) {
  for (const auto& id : query.registers) KJEDE_TRY(find_register(catalog, id));
  KJEDE_ASSIGN(const auto batches, records.batches());
  std::vector<const catalog::Register*> found;
  for (const auto& reg : catalog.registers) {
    const bool stored =
        std::any_of(batches.begin(), batches.end(), [&](const auto& b) { return b.register_id == reg.id; });
    if (stored && !reg.identifier.empty() && wanted(query, reg.id)) found.push_back(&reg);
  }
  return found;
}

PersonRecord record_of(const catalog::Register& reg, const store::Table& table, const std::vector<base::Value>& row) {
  PersonRecord record{reg.id, {}, {}, {}};
  const auto at = [&](std::string_view name) -> const base::Value* {
    for (std::size_t c = 0; c < table.columns.size(); ++c) {
      if (table.columns[c].name == name) return &row[c];
    }
    return nullptr;  // the definition is newer than the store
  };
  record.key = std::get<std::string>(*at("record_key"));
  record.date = std::get<base::Date>(*at("event_date"));
  for (const auto& variable : reg.variables) {
    if (variable.derived) continue;
    const auto* value = at(variable.name);
    record.values.emplace_back(variable.name, value != nullptr ? *value : base::Value{});
  }
  return record;
}

base::Result<std::vector<PersonRecord>> records_of(store::RecordStore& records,
                                                   const std::vector<const catalog::Register*>& registers,
                                                   const std::string& pseudonym) {
  KJEDE_ASSIGN(const auto last, records.batch_at({}));
  const std::vector<base::Value> parameters{pseudonym};
  std::vector<PersonRecord> found;
  for (const auto* reg : registers) {
    KJEDE_ASSIGN(const auto table,
                 records.database().query(
                     fmt::format("select * from {} where person = $1 and {} order by event_date, record_key",
                                 store::table_of(reg->id), store::current_at(last)),
                     parameters));
    for (const auto& row : table.rows) found.push_back(record_of(*reg, table, row));
  }
  return found;
}

base::Result<std::optional<std::string>> person_of_record(store::RecordStore& records,
                                                          const std::vector<const catalog::Register*>& registers,
                                                          const PersonQuery& query) {
  if (query.registers.size() != 1) {
    return base::fail(codes::bad_choice, "a record is found in one register", "name the register before --record");
  }
  if (registers.empty()) return std::optional<std::string>();
  KJEDE_ASSIGN(const auto last, records.batch_at({}));
  const std::vector<base::Value> parameters{query.record};
  KJEDE_ASSIGN(const auto table,
               records.database().query(fmt::format("select person from {} where record_key = $1 and {}",
                                                    store::table_of(registers.front()->id), store::current_at(last)),
                                        parameters));
  if (table.rows.empty()) return std::optional<std::string>();
  const auto* person = std::get_if<std::string>(&table.rows[0][0]);
  return person == nullptr ? std::optional<std::string>() : std::optional(*person);
}

base::Result<std::optional<std::string>> pseudonym_of(store::RecordStore& records,
                                                      const std::vector<const catalog::Register*>& registers,
                                                      const PersonQuery& query) {
  if (!query.identifier) return person_of_record(records, registers, query);
  const auto number = registry::normalise_identifier(query.identifier->reveal());
  if (!registry::check_identifier(number).valid()) {
    return base::fail(registry::codes::bad_identifier, "the identity number is not valid",
                      "check its digits; it is not repeated here");
  }
  KJEDE_ASSIGN(auto pseudonym, records.pseudonym(base::Sensitive<std::string>(number)));
  return std::optional(std::move(pseudonym));
}

base::Result<PersonAnswer> look_up(store::RecordStore& records, const std::vector<const catalog::Register*>& registers,
                                   const PersonQuery& query, std::string& subject) {
  KJEDE_ASSIGN(const auto pseudonym, pseudonym_of(records, registers, query));
  PersonAnswer answer;
  if (!pseudonym) return answer;
  subject = *pseudonym;
  KJEDE_ASSIGN(answer.records, records_of(records, registers, *pseudonym));
  if (query.identity) {
    KJEDE_ASSIGN(answer.person, records.identity(*pseudonym));
  }
  return answer;
}

std::string searched(const std::vector<const catalog::Register*>& registers) {
  std::vector<std::string> ids;
  for (const auto* reg : registers) ids.push_back(reg->id);
  return fmt::format("{}", fmt::join(ids, ", "));
}

}  // namespace

base::Result<PersonAnswer> find_person(const catalog::Catalog& catalog, store::RecordStore& records,
                                       const PersonQuery& query, const Access& access) {
  KJEDE_ASSIGN(const auto registers, stored_registers(catalog, records, query));
  std::string subject = "unknown";
  auto answer = look_up(records, registers, query, subject);
  AccessAct act{query.identity ? "identity" : "search", subject, searched(registers), 0};
  if (answer)
    act.hits = static_cast<std::int64_t>(answer->records.size());
  else
    act = {"refused", subject, std::string(answer.error().front().code), 0};
  auto logged = log_access(records, access, act);
  if (!logged) return logged.unexpected();  // not in the log: nothing is shown
  if (answer) answer->logged = *logged;
  return answer;
}

}  // namespace kjede::service
