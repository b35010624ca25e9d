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
  std::string source;  // file name without folders
  std::int64_t rows = 0, created = 0, changed = 0, unchanged = 0, rejected = 0, warned = 0;
  std::string data_version;  // chained hash: same imports in the same order give the same text on both adapters
};

struct Person {
  std::string pseudonym;
  base::Sensitive<std::string> identifier;
  base::Sensitive<std::string> name;
};

// One import in progress: rows are staged, then committed as one batch. Destroyed before commit: as if never begun.
// It holds the connection's transaction; other statements on database() take part in it.
// A key staged twice becomes two versions, the first of which is current at no batch: nothing is lost, the last counts.
// Rows that are all known already make no batch: commit then gives the last batch's number and data_version, with the
// counts of this import.
class ImportSession {
 public:
  virtual ~ImportSession() = default;
  // Columns of the staging table: record_key, row_hash, event_date, person, then schema.variables.
  virtual Appender& rows() = 0;
  virtual void person(Person person) = 0;  // sealed and kept apart; known persons are left as they are
  // `recorded` may not be earlier than the last batch's. rows = created + changed + unchanged.
  virtual base::Result<Batch> commit(std::string_view source, std::int64_t rejected, std::int64_t warned,
                                     base::Instant recorded) = 0;
};

class RecordStore {
 public:
  virtual ~RecordStore() = default;
  virtual Database& database() = 0;
  // Creates the register's table, or adds columns that a newer definition has (old rows: missing). Opened read-only: an
  // error if the store lacks the table or a column.
  virtual base::Result<void> prepare(const RegisterSchema& schema) = 0;
  virtual base::Result<std::unique_ptr<ImportSession>> begin_import(const RegisterSchema& schema) = 0;
  virtual base::Result<std::vector<Batch>> batches() = 0;
  // The last batch recorded at or before an instant; 0 if none. Nothing: now.
  virtual base::Result<std::int64_t> batch_at(std::optional<base::Instant> as_of) = 0;
  // HMAC-SHA-256 of the normalised identifier with the store's key, as hex.
  // Normalised: letters and digits only, ASCII letters as capitals ("010180 12345" is "01018012345").
  virtual base::Result<std::string> pseudonym(const base::Sensitive<std::string>& identifier) = 0;
  // A pseudonym for one extract (a publication, a research file): its own key, so that two extracts cannot be joined.
  virtual base::Result<std::string> extract_pseudonym(std::string_view pseudonym, std::string_view extract) = 0;
  // Whoever calls this writes it down: append_access in access_log.hpp.
  virtual base::Result<std::optional<Person>> identity(std::string_view pseudonym) = 0;
  // Answers that follow from what is stored and were dear to find (disclosure masks), under a key that names everything
  // they depend on; of each subject the last sixteen are kept. Nothing: not known. A store opened for reading writes
  // what it was told when it is closed, if OpenOptions::keep_answers says so and it can have the store for itself for
  // that moment; else it is forgotten, and only costs the time again.
  virtual base::Result<std::optional<std::string>> recall(std::string_view key) = 0;
  virtual base::Result<void> remember(std::string_view subject, std::string_view key, std::string answer) = 0;
};

// The table (quoted, "records_<id>") of a register, and the predicate that selects its rows as of a batch.
std::string table_of(std::string_view register_id);
std::string current_at(std::int64_t batch);

struct OpenOptions {
  std::string location;  // as for open()
  std::string key_file;  // secrets for pseudonyms and sealing; made (mode 0600) when absent and the store is new
  Mode mode = Mode::read_write;
  Limits limits = {};
  bool keep_answers = false;  // opened for reading: write what remember() was told when closing, and only that
};
// A missing key file is an error only when a pseudonym or an identity is asked for. ":memory:" without a key file has
// keys of its own, gone with it.
base::Result<std::unique_ptr<RecordStore>> open_records(const OpenOptions& options);

}  // namespace kjede::store
