#include "import_session.hpp"

#include <fmt/format.h>

#include "data_version.hpp"
#include "kjede/store/codes.hpp"
#include "kjede/store/dialect.hpp"
#include "schema.hpp"

namespace kjede::store {
namespace {

std::vector<Column> staging_columns(const RegisterSchema& schema) {
  std::vector<Column> columns{{"record_key", ColumnType::text},
                              {"row_hash", ColumnType::text},
                              {"event_date", ColumnType::date},
                              {"person", ColumnType::text}};
  columns.insert(columns.end(), schema.variables.begin(), schema.variables.end());
  return columns;
}

// The order in which rows were staged: DuckDB numbers rows itself, PostgreSQL by a column.
std::string_view order_column(Dialect dialect) { return dialect == Dialect::duckdb ? "s.rowid" : "s.staged"; }

// Every key once: a row is a change if its key is new or its hash differs from the current version's.
std::string changes_of_distinct_keys(Dialect dialect, std::string_view table) {
  return fmt::format(
      "create temporary table kjede_changes as "
      "select {} as staged, s.record_key, s.row_hash, coalesce(c.version, 0) + 1 as version, true as is_last "
      "from kjede_staging s left join {} c on c.record_key = s.record_key and c.batch_to = {} "
      "where c.record_key is null or c.row_hash <> s.row_hash",
      order_column(dialect), table, kNoBatch);
}

// A key several times: each staged row is compared with the one before it, the first with the current version.
std::string changes_of_repeated_keys(Dialect dialect, std::string_view table) {
  return fmt::format(
      "create temporary table kjede_changes as "
      "with compared as ("
      "select {0} as staged, s.record_key, s.row_hash, coalesce(c.version, 0) as current_version, "
      "coalesce(lag(s.row_hash) over (partition by s.record_key order by {0}), c.row_hash) as hash_before "
      "from kjede_staging s left join {1} c on c.record_key = s.record_key and c.batch_to = {2}) "
      "select staged, record_key, row_hash, "
      "current_version + row_number() over (partition by record_key order by staged) as version, "
      "lead(staged) over (partition by record_key order by staged) is null as is_last "
      "from compared where hash_before is null or hash_before <> row_hash",
      order_column(dialect), table, kNoBatch);
}

base::Result<std::vector<std::int64_t>> numbers(Database& database, std::string_view sql) {
  KJEDE_ASSIGN(const auto table, database.query(sql));
  std::vector<std::int64_t> out;
  for (const auto& cell : table.rows.at(0)) out.push_back(std::get<std::int64_t>(cell));
  return out;
}

}  // namespace

base::Result<std::unique_ptr<ImportSession>> StagedImport::begin(Database& database, const std::optional<Keys>& keys,
                                                                 const RegisterSchema& schema) {
  KJEDE_TRY(database.begin());
  std::unique_ptr<StagedImport> session(new StagedImport(database, keys, schema));
  KJEDE_TRY(session->stage());
  return std::unique_ptr<ImportSession>(std::move(session));
}

base::Result<void> StagedImport::stage() {
  const auto columns = staging_columns(schema_);
  std::string list;
  for (const auto& column : columns) {
    const bool required = column.name == "record_key" || column.name == "row_hash";
    list += fmt::format("{}{} {}{}", list.empty() ? "" : ", ", store::quoted(column.name), column_type(column.type),
                        required ? " not null" : "");
  }
  if (database_.dialect() == Dialect::postgres) list += ", staged bigint generated always as identity";
  KJEDE_TRY(database_.execute(fmt::format("create temporary table kjede_staging ({})", list)));
  KJEDE_ASSIGN(rows_, database_.append("kjede_staging", columns));
  return {};
}

StagedImport::~StagedImport() {
  rows_.reset();
  identities_.drop();
  if (!done_ && database_.in_transaction()) static_cast<void>(database_.rollback().has_value());
}

// PostgreSQL knows nothing of a table it has just been given, and would join row by row.
base::Result<void> StagedImport::analyze(std::string_view table) {
  if (database_.dialect() == Dialect::postgres) KJEDE_TRY(database_.execute(fmt::format("analyze {}", table)));
  return {};
}

base::Result<void> StagedImport::classify(Batch& batch) {
  KJEDE_TRY(analyze("kjede_staging"));
  KJEDE_ASSIGN(const auto staged, numbers(database_, "select count(*), count(distinct record_key) from kjede_staging"));
  const auto table = table_of(schema_.register_id);
  KJEDE_TRY(database_.execute(staged[0] == staged[1] ? changes_of_distinct_keys(database_.dialect(), table)
                                                     : changes_of_repeated_keys(database_.dialect(), table)));
  KJEDE_TRY(analyze("kjede_changes"));
  KJEDE_ASSIGN(
      const auto changes,
      numbers(database_,
              "select count(*) filter (where version = 1), count(*) filter (where version > 1) from kjede_changes"));
  batch.rows = staged[0];
  batch.created = changes[0];
  batch.changed = changes[1];
  batch.unchanged = batch.rows - batch.created - batch.changed;
  return {};
}

base::Result<void> StagedImport::apply(const Batch& batch) {
  const auto table = table_of(schema_.register_id);
  if (batch.changed > 0) {
    KJEDE_TRY(
        database_.execute(fmt::format("update {} set batch_to = {} where batch_to = {} and record_key in (select "
                                      "record_key from kjede_changes where version > 1)",
                                      table, batch.number, kNoBatch)));
  }
  std::string names, values;
  for (const auto& variable : schema_.variables) {
    names += ", " + store::quoted(variable.name);
    values += ", s." + store::quoted(variable.name);
  }
  const bool all_new = batch.created == batch.rows;  // the first import: no need to find the changed rows
  const auto version = all_new ? std::string("1") : std::string("c.version");
  const auto batch_to = all_new ? std::to_string(kNoBatch)
                                : fmt::format("case when c.is_last then {} else {} end", kNoBatch, batch.number);
  const auto joined = all_new
                          ? std::string()
                          : fmt::format(" join kjede_changes c on c.staged = {}", order_column(database_.dialect()));
  KJEDE_TRY(database_.execute(
      fmt::format("insert into {} (record_key, version, batch_from, batch_to, row_hash, event_date, person{}) "
                  "select s.record_key, {}, {}, {}, s.row_hash, s.event_date, s.person{} from kjede_staging s{}",
                  table, names, version, batch.number, batch_to, values, joined)));
  return batch.created + batch.changed >= 10000 ? analyze(table) : base::Result<void>();
}

base::Result<void> StagedImport::chain(Batch& batch, std::string_view previous) {
  DataVersion version;
  KJEDE_TRY(database_.scan("select record_key, version, row_hash from kjede_changes", {}, [&](const Chunk& chunk) {
    const auto& columns = chunk.columns;
    for (std::size_t i = 0; i < chunk.rows; ++i) {
      version.add(columns[0].texts[i], columns[1].integers[i], columns[2].texts[i]);
    }
  }));
  batch.data_version = version.chained(previous, schema_.register_id);
  return {};
}

base::Result<void> StagedImport::write_down(const Batch& batch) {
  const std::vector<base::Value> row{batch.number,   batch.register_id, batch.recorded,    batch.source,
                                     batch.rows,     batch.created,     batch.changed,     batch.unchanged,
                                     batch.rejected, batch.warned,      batch.data_version};
  KJEDE_TRY(database_.execute("insert into kjede_batch values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)", row));
  return {};
}

base::Result<Batch> StagedImport::make_batch(std::string_view source, std::int64_t rejected, std::int64_t warned,
                                             base::Instant recorded) {
  KJEDE_TRY(rows_->finish());
  rows_.reset();
  if (database_.dialect() == Dialect::postgres) {
    KJEDE_TRY(database_.execute("lock table kjede_batch in exclusive mode"));  // one import at a time; reading goes on
  }
  KJEDE_ASSIGN(const auto last,
               database_.query("select number, recorded, data_version from kjede_batch order by number desc limit 1"));
  const bool first = last.rows.empty();
  if (!first && recorded < std::get<base::Instant>(last.rows[0][1])) {
    return base::fail(codes::recorded_too_early,
                      fmt::format("the import is recorded at {}, before the last one at {}", base::to_string(recorded),
                                  base::to_string(std::get<base::Instant>(last.rows[0][1]))),
                      "check the computer's clock, or the time given with --recorded");
  }
  const auto last_number = first ? 0 : std::get<std::int64_t>(last.rows[0][0]);
  const auto last_version = first ? std::string() : std::get<std::string>(last.rows[0][2]);
  Batch batch{last_number + 1, schema_.register_id, recorded, std::string(source), 0, 0, 0, 0, rejected,
              warned,          last_version};
  KJEDE_TRY(classify(batch));
  KJEDE_TRY(identities_.move_into_store());
  if (batch.created + batch.changed == 0) {
    batch.number = last_number;
  } else {
    KJEDE_TRY(apply(batch));
    KJEDE_TRY(chain(batch, last_version));
    KJEDE_TRY(write_down(batch));
  }
  KJEDE_TRY(database_.execute("drop table kjede_changes"));
  KJEDE_TRY(database_.execute("drop table kjede_staging"));
  return batch;
}

base::Result<Batch> StagedImport::commit(std::string_view source, std::int64_t rejected, std::int64_t warned,
                                         base::Instant recorded) {
  if (done_ || !rows_) return base::fail(codes::transaction, "an import can be committed once");
  KJEDE_ASSIGN(auto batch, make_batch(source, rejected, warned, recorded));
  KJEDE_TRY(database_.commit());
  done_ = true;
  return batch;
}

}  // namespace kjede::store
