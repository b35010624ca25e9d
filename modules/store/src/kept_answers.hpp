#pragma once
// Answers that follow from the data alone and were dear to find: the table kjede_answer, and what a store opened for
// reading has still to write.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kjede/store/database.hpp"

namespace kjede::store {

struct KeptAnswer {
  std::string subject;  // what it is about; of each subject the last few are kept
  std::string key;
  std::string answer;
};

base::Result<std::optional<std::string>> read_answer(Database& database, std::string_view key);
// In a transaction of its own, or in the one that is open.
base::Result<void> write_answers(Database& database, const std::vector<KeptAnswer>& answers);

}  // namespace kjede::store
