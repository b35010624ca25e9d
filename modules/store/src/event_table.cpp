#include "event_table.hpp"

#include <fmt/format.h>

#include "chain.hpp"

namespace kjede::store {

const std::string_view kEventColumns =
    "seq, stream, kind, tags, occurred, clock, recorded, recorder, batch_key, body, entry_hash";

namespace {

constexpr std::string_view kTable =
    R"(create table if not exists kjede_event (seq bigint not null, stream text collate "C" not null,
       kind text collate "C" not null, tags text collate "C" not null, occurred timestamp not null,
       clock text collate "C" not null, recorded timestamp not null, recorder text collate "C" not null,
       batch_key text collate "C" not null, body text collate "C" not null, entry_hash text collate "C" not null))";
constexpr std::string_view kIndex = "create unique index if not exists kjede_event_seq on kjede_event (seq)";
// DuckDB finds a stream by the order its rows were written in; an index would only slow the writer.
constexpr std::string_view kStreamIndex = "create index if not exists kjede_event_stream on kjede_event (stream, seq)";

const std::vector<Column>& columns() {
  using enum ColumnType;
  static const std::vector<Column> all{{"seq", integer},    {"stream", text}, {"kind", text},      {"tags", text},
                                       {"occurred", time},  {"clock", text},  {"recorded", time},  {"recorder", text},
                                       {"batch_key", text}, {"body", text},   {"entry_hash", text}};
  return all;
}

std::string joined(const std::vector<std::string>& tags) { return fmt::format("{}", fmt::join(tags, "\n")); }

std::vector<std::string> split(std::string_view text) {
  std::vector<std::string> out;
  while (!text.empty()) {
    const auto end = text.find('\n');
    out.emplace_back(text.substr(0, end));
    text = end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
  }
  return out;
}

base::Instant instant(std::int64_t microseconds) { return base::Instant(base::Duration(microseconds)); }

}  // namespace

base::Result<void> make_event_table(Database& database) {
  KJEDE_TRY(database.execute(kTable));
  KJEDE_TRY(database.execute(kIndex));
  if (database.dialect() == Dialect::postgres) KJEDE_TRY(database.execute(kStreamIndex));
  return {};
}

base::Result<bool> has_event_table(Database& database) {
  KJEDE_ASSIGN(const auto found,
               database.query("select count(*) from information_schema.tables where table_catalog = current_database() "
                              "and table_schema = current_schema() and table_name = 'kjede_event'"));
  return std::get<std::int64_t>(found.rows.at(0).at(0)) > 0;
}

StoredEvent event_of(const Chunk& chunk, std::size_t row) {
  const auto text = [&](std::size_t column) { return std::string(chunk.columns[column].texts[row]); };
  const auto number = [&](std::size_t column) { return chunk.columns[column].integers[row]; };
  return {number(0),
          text(8),
          {text(1), text(2), split(chunk.columns[3].texts[row]), instant(number(4)), text(5), instant(number(6)),
           text(7), text(9)}};
}

std::string event_hash(const StoredEvent& stored, std::string_view previous) {
  const auto& event = stored.event;
  std::string fields;
  put_field(fields, event.stream);
  put_field(fields, event.kind);
  put_field(fields, joined(event.tags));
  put_field(fields, std::to_string(event.occurred.time_since_epoch().count()));
  put_field(fields, event.clock);
  put_field(fields, std::to_string(event.recorded.time_since_epoch().count()));
  put_field(fields, event.recorder);
  put_field(fields, stored.batch_key);
  put_field(fields, event.body);
  return chained_hash(fields, previous, stored.seq);
}

base::Result<void> insert_events(Database& database, const std::vector<StoredEvent>& events,
                                 const std::vector<std::string>& hashes) {
  KJEDE_ASSIGN(const auto rows, database.append("kjede_event", columns()));
  for (std::size_t i = 0; i < events.size(); ++i) {
    const auto& event = events[i].event;
    rows->integer(events[i].seq);
    rows->text(event.stream);
    rows->text(event.kind);
    rows->text(joined(event.tags));
    rows->time(event.occurred);
    rows->text(event.clock);
    rows->time(event.recorded);
    rows->text(event.recorder);
    rows->text(events[i].batch_key);
    rows->text(event.body);
    rows->text(hashes[i]);
    KJEDE_TRY(rows->end_row());
  }
  return rows->finish();
}

}  // namespace kjede::store
