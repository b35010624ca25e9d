// Whether a store may be played on: it holds nothing but what `kjede demo` made and what people typed in afterwards.

#include <fmt/format.h>

#include <algorithm>

#include "kjede/service/codes.hpp"
#include "kjede/service/play.hpp"

namespace kjede::service {
namespace {

constexpr std::string_view kTable = "create table if not exists kjede_demonstration (since timestamp not null)";

base::Unexpected refuse(std::string why) {
  return base::fail(codes::not_for_play, std::move(why),
                    "play on a store of its own: `kjede demo` makes its files, `kjede import` takes them in");
}

// Every file of one import: their names are kept as "a.csv, b.csv".
bool all_synthetic(std::string_view names) {
  while (true) {
    if (!names.starts_with("synthetic-")) return false;
    const auto next = names.find(", ");
    if (next == std::string_view::npos) return true;
    names.remove_prefix(next + 2);
  }
}

bool typed_in(std::string_view source) { return source.starts_with("form ") || source.starts_with("upload "); }

}  // namespace

base::Result<void> claim_for_play(store::RecordStore& records, const ResponderLog& log, base::Instant now) {
  KJEDE_ASSIGN(const auto batches, records.batches());
  auto& database = records.database();
  KJEDE_TRY(database.execute(kTable));
  KJEDE_ASSIGN(const auto marks, database.query("select since from kjede_demonstration"));
  const bool marked = !marks.rows.empty();
  if (batches.empty()) return refuse("the store is empty: there is no synthetic scheme to play on");
  for (const auto& batch : batches) {
    if (all_synthetic(batch.source) || (marked && typed_in(batch.source))) continue;
    return refuse(fmt::format("import {} of register '{}' ({}) is not synthetic: nothing is played beside real data",
                              batch.number, batch.register_id, batch.source));
  }
  if (marked) return {};
  bool missions = false;
  log.look([&](const dispatch::MissionBoard& board) { missions = !board.missions().empty(); });
  if (missions) return refuse("the log holds missions that no play has made: nothing is played beside real missions");
  KJEDE_TRY(database.execute("insert into kjede_demonstration (since) values ($1)", {{now}}));
  return {};
}

}  // namespace kjede::service
