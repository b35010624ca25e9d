#pragma once
// Finding a person in the registers: for a patient who asks what is held, and for the registry's secretariat. The
// search is in the access log before anything is shown.
//
//   KJEDE_ASSIGN(auto found, service::find_person(catalog, *records, {.identifier = number}, access));

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "kjede/catalog/model.hpp"
#include "kjede/service/access.hpp"

namespace kjede::service {

struct PersonQuery {
  std::vector<std::string> registers{};                      // none: all
  std::optional<base::Sensitive<std::string>> identifier{};  // a person by identity number …
  std::string record{};                                      // … or by the key of a record in the one register named
  bool identity = false;                                     // also unseal number and name
};

struct PersonRecord {
  std::string register_id;
  std::string key;
  base::Date date;
  std::vector<std::pair<std::string, base::Value>> values;  // stored variables in the register's order
};

struct PersonAnswer {
  std::vector<PersonRecord> records;    // current versions, by register and date
  std::optional<store::Person> person;  // when asked for and known
  std::int64_t logged = 0;              // entry of the access log
};

// Fails on an identity number that is not valid, a register that is not known, a store without keys, and when the
// access cannot be logged; tries that fail are logged as refused.
base::Result<PersonAnswer> find_person(const catalog::Catalog& catalog, store::RecordStore& records,
                                       const PersonQuery& query, const Access& access);

// Personal: for the one who asked. `values`: all variables, else keys and dates. language: nb or en.
std::string to_text(const catalog::Catalog& catalog, const PersonAnswer& answer, bool values,
                    std::string_view language);
std::string to_json(const catalog::Catalog& catalog, const PersonAnswer& answer, bool values);

}  // namespace kjede::service
