#pragma once
// The two secrets of a store and what is done with them: pseudonyms (HMAC-SHA-256) and sealing (XChaCha20-Poly1305).
// They live in a key file outside the database, mode 0600:
//
//   kjede-keys 1
//   pseudonym <64 hexadecimal digits>
//   sealing <64 hexadecimal digits>

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "kjede/base/result.hpp"
#include "kjede/store/records.hpp"

namespace kjede::store {

using Key = std::array<unsigned char, 32>;

class Keys {
 public:
  static Keys random();
  static base::Result<Keys> load(const std::string& path);  // codes no_key_file, key_file_open_to_others, bad_key_file
  base::Result<void> save_new(const std::string& path) const;
  Keys(const Keys&) = default;
  Keys& operator=(const Keys&) = default;
  ~Keys();  // wipes them

  // Says whether these are a store's keys, and nothing else about them.
  std::string check_value() const;

  base::Result<std::string> pseudonym(const base::Sensitive<std::string>& identifier) const;
  std::string extract_pseudonym(std::string_view pseudonym, std::string_view extract) const;

  // Bound to the pseudonym: moved to another person's row, it does not open. Base64.
  std::string seal(const Person& person) const;
  std::optional<Person> unseal(std::string_view pseudonym, std::string_view sealed) const;

 private:
  Keys() = default;
  Key pseudonym_{};
  Key sealing_{};
};

}  // namespace kjede::store
