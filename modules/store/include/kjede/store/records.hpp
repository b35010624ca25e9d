#pragma once
// Versioned records on top of a Database: nothing is overwritten. Each register has one table with the columns
//   record_key text, version integer, batch_from integer, batch_to integer, row_hash text, event_date date,
//   person text (keyed pseudonym or null), then one column per stored variable.
// A version is current in batches batch_from <= b < batch_to; batch_to of a current version is kNoBatch. A batch is one
// import. `--as-of` becomes a batch number (batch_at), so an earlier state is a plain predicate.

#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "kjede/base/progress.hpp"
#include "kjede/base/sensitive.hpp"
#include "kjede/store/database.hpp"

namespace kjede::store {

inline constexpr std::int64_t kNoBatch = std::numeric_limits<std::int64_t>::max();

struct RegisterSchema {
  std::string register_id;
  std::vector<Column> variables;  // stored ones, in the register's order
};

struct Batch {
  std::int64_t number = 0;  // 1, 2, … over all registers
  std::string register_id;
  base::Instant recorded;
  std::string source;        // file name without folders
  std::int64_t rows = 0, created = 0, changed = 0, unchanged = 0, rejected = 0, warned = 0;
  std::string data_version;  // chained hash: same imports in the same order give the same text on both adapters
};

struct Person {
  std::string pseudonym;
  base::Sensitive<std::string> identifier;
  base::Sensitive<std::string> name;
};

// One import in progress: rows are staged, then committed as one batch. Destroyed before commit: as if never begun.
class ImportSession {
 public:
  virtual ~ImportSession() = default;
  // Columns of the staging table: record_key, row_hash, event_date, person, then schema.variables.
  virtual Appender& rows() = 0;
  virtual void person(Person person) = 0;  // sealed and kept apart; known persons are left as they are
  virtual base::Result<Batch> commit(std::string_view source, std::int64_t rejected, std::int64_t warned,
                                     base::Instant recorded) = 0;
};

class RecordStore {
 public:
  virtual ~RecordStore() = default;
  virtual Database& database() = 0;
  // Creates the register's table, or adds columns that a newer definition has.
  virtual base::Result<void> prepare(const RegisterSchema& schema) = 0;
  virtual base::Result<std::unique_ptr<ImportSession>> begin_import(const RegisterSchema& schema) = 0;
  virtual base::Result<std::vector<Batch>> batches() = 0;
  // The last batch recorded at or before an instant; 0 if none. Nothing: now.
  virtual base::Result<std::int64_t> batch_at(std::optional<base::Instant> as_of) = 0;
  // HMAC-SHA-256 of the normalised identifier with the store's key, as hex.
  virtual base::Result<std::string> pseudonym(const base::Sensitive<std::string>& identifier) = 0;
  virtual base::Result<std::optional<Person>> identity(std::string_view pseudonym) = 0;
};

// The table (quoted) of a register, and the predicate that selects its rows as of a batch.
std::string table_of(std::string_view register_id);
std::string current_at(std::int64_t batch);

struct OpenOptions {
  std::string location;  // as for open()
  std::string key_file;  // secrets for pseudonyms and sealing; made (mode 0600) when absent and the store is new
  Mode mode = Mode::read_write;
};
base::Result<std::unique_ptr<RecordStore>> open_records(const OpenOptions& options);

}  // namespace kjede::store
