#include "identity_staging.hpp"

#include <sodium.h>

#include "kjede/store/codes.hpp"

namespace kjede::store {
namespace {

bool parse(std::string_view pseudonym, Key& out) {
  std::size_t size = 0;
  return pseudonym.size() == 2 * out.size() &&
         sodium_hex2bin(out.data(), out.size(), pseudonym.data(), pseudonym.size(), nullptr, &size, nullptr) == 0 &&
         size == out.size();
}

}  // namespace

base::Result<void> IdentityStaging::start() {
  KJEDE_TRY(database_.scan("select pseudonym from kjede_identity", {}, [&](const Chunk& chunk) {
    Key key;
    for (const auto text : chunk.columns[0].texts) {
      if (parse(text, key)) known_.insert(key);
    }
  }));
  KJEDE_TRY(database_.execute("create temporary table kjede_new_identity (pseudonym text, sealed text)"));
  const std::vector<Column> columns{{"pseudonym", ColumnType::text}, {"sealed", ColumnType::text}};
  KJEDE_ASSIGN(rows_, database_.append("kjede_new_identity", columns));
  return {};
}

base::Result<void> IdentityStaging::put(const Person& person) {
  if (!keys_)
    return base::fail(codes::no_key_file, "identities cannot be sealed without a key file", "name one with --key-file");
  if (!rows_) KJEDE_TRY(start());
  Key key;
  if (!parse(person.pseudonym, key))
    return base::fail(codes::bad_person, "a person's pseudonym is not one of this store");
  if (!known_.insert(key).second) return {};
  rows_->text(person.pseudonym);
  rows_->text(keys_->seal(person));
  return rows_->end_row();
}

void IdentityStaging::add(const Person& person) {
  if (error_) return;
  if (auto done = put(person); !done) error_ = done.unexpected();
}

base::Result<void> IdentityStaging::move_into_store() {
  if (error_) return *error_;
  if (!rows_) return {};
  KJEDE_TRY(rows_->finish());
  rows_.reset();
  // known persons again: another program may have added them since
  KJEDE_TRY(database_.execute(
      "insert into kjede_identity (pseudonym, sealed) select n.pseudonym, n.sealed from kjede_new_identity n "
      "where not exists (select 1 from kjede_identity k where k.pseudonym = n.pseudonym)"));
  KJEDE_TRY(database_.execute("drop table kjede_new_identity"));
  return {};
}

}  // namespace kjede::store
