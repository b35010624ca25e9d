#include "kept_answers.hpp"

#include <fmt/format.h>

#include "schema.hpp"

namespace kjede::store {
namespace {

// Of one subject. More than the versions of data and definitions that people go to and fro between.
constexpr int kMostAnswers = 16;

// A store that an earlier version made gets the table when there is something to keep.
constexpr std::string_view kTable =
    R"(create table if not exists kjede_answer (number bigint not null, subject text collate "C" not null,
       answer_key text collate "C" not null, answer text collate "C" not null))";

base::Result<void> write_inside(Database& database, const std::vector<KeptAnswer>& answers) {
  KJEDE_TRY(database.execute(kTable));
  for (const auto& kept : answers) {
    const std::vector<base::Value> key{kept.key};
    KJEDE_TRY(database.execute("delete from kjede_answer where answer_key = $1", key));
    const std::vector<base::Value> row{kept.subject, kept.key, kept.answer};
    KJEDE_TRY(
        database.execute("insert into kjede_answer (number, subject, answer_key, answer) "
                         "select coalesce(max(number), 0) + 1, $1, $2, $3 from kjede_answer",
                         row));
    const std::vector<base::Value> subject{kept.subject};
    KJEDE_TRY(database.execute(fmt::format("delete from kjede_answer where subject = $1 and number not in (select "
                                           "number from kjede_answer where subject = $1 order by number desc limit {})",
                                           kMostAnswers),
                               subject));
  }
  return {};
}

}  // namespace

base::Result<std::optional<std::string>> read_answer(Database& database, std::string_view key) {
  KJEDE_ASSIGN(const bool any, has_table(database, "kjede_answer"));
  if (!any) return std::optional<std::string>();
  const std::vector<base::Value> parameters{std::string(key)};
  KJEDE_ASSIGN(auto found, database.query("select answer from kjede_answer where answer_key = $1", parameters));
  if (found.rows.empty()) return std::optional<std::string>();
  return std::optional(std::get<std::string>(std::move(found.rows.front().front())));
}

base::Result<void> write_answers(Database& database, const std::vector<KeptAnswer>& answers) {
  if (database.in_transaction()) return write_inside(database, answers);
  KJEDE_TRY(database.begin());
  if (auto written = write_inside(database, answers); !written) {
    if (database.in_transaction()) static_cast<void>(database.rollback().has_value());
    return written;
  }
  return database.commit();
}

}  // namespace kjede::store
