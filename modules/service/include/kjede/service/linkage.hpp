#pragma once
// How complete a register is beside another source (registry/link.hpp): counts and coverage, nothing about a person.
//
//   KJEDE_ASSIGN(auto linked, service::link(catalog, *records, {.register_id = "ohca", .file = "npr.csv"}, access));

#include <optional>
#include <string>

#include "kjede/catalog/model.hpp"
#include "kjede/registry/link.hpp"
#include "kjede/service/access.hpp"
#include "kjede/stats/quality.hpp"

namespace kjede::service {

struct LinkQuery {
  std::string register_id{};
  std::string file{};                 // hospital stays: see registry::read_stays
  std::optional<std::string> from{};  // days, both included; nothing: the first and last admission of the file
  std::optional<std::string> to{};
  std::string rejects{};        // list of the rows that could not be read; empty: <register>.link.rejects.csv
  std::string language = "nb";  // of that list: nb or en
};

struct LinkAnswer {
  std::string register_id;
  std::string file;  // without folders
  base::Date from{}, to{};
  std::size_t stays = 0;
  registry::StaysFile read;  // without its stays: rows, rejected, unnumbered, problems, the list
  std::size_t courses = 0;   // stays less than 24 hours apart are one
  std::size_t records = 0;   // with a known person
  registry::CaseFinding found;
  stats::Coverage coverage;
  std::int64_t logged = 0;
};

base::Result<LinkAnswer> link(const catalog::Catalog& catalog, store::RecordStore& records, const LinkQuery& query,
                              const Access& access);

std::string to_text(const LinkAnswer& answer, std::string_view language);
std::string to_json(const LinkAnswer& answer);

}  // namespace kjede::service
