#pragma once
// New persons of an import: sealed as they come (no plain text is kept), told apart from known ones, moved into
// kjede_identity with the batch.

#include <array>
#include <cstring>
#include <memory>
#include <optional>
#include <unordered_set>

#include "keys.hpp"

namespace kjede::store {

class IdentityStaging {
 public:
  IdentityStaging(Database& database, const std::optional<Keys>& keys) : database_(database), keys_(keys) {}
  void add(const Person& person);
  // Inside the import's transaction.
  base::Result<void> move_into_store();
  void drop() { rows_.reset(); }

 private:
  struct First8 {
    std::size_t operator()(const Key& key) const {
      std::size_t out = 0;
      std::memcpy(&out, key.data(), sizeof out);
      return out;
    }
  };
  base::Result<void> start();
  base::Result<void> put(const Person& person);

  Database& database_;
  const std::optional<Keys>& keys_;
  std::unique_ptr<Appender> rows_;
  std::unordered_set<Key, First8> known_;
  std::optional<base::Unexpected> error_;
};

}  // namespace kjede::store
