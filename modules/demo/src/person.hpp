#pragma once
// Invented people. Identity numbers are well formed (control digits) and can belong to nobody: month + 80 is the
// range the Norwegian tax administration keeps for synthetic test persons.

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "kjede/base/rng.hpp"
#include "kjede/base/time.hpp"

namespace kjede::demo {

struct Person {
  std::array<char, 11> identity{};  // ddmmyyiiikk, month + 80
  std::uint32_t serial = 0;         // makes the name
  std::string_view identity_text() const { return {identity.data(), identity.size()}; }
};

class People {
 public:
  explicit People(base::Rng rng);
  // Someone who has been `age` whole years old on that day; a number is given twice only when all are used up.
  Person make(int age, bool male, base::Date on);

 private:
  base::Rng rng_;
  std::uint32_t serial_ = 0;
  std::vector<std::uint16_t> used_;  // individual numbers tried, per birth day and sex
};

}  // namespace kjede::demo
