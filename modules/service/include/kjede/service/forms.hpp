#pragma once
// The registrar's forms: drawn from the register's definition, judged and stored by the import's own rules.
//
//   auto form = service::form_json(catalog, reg);
//   KJEDE_ASSIGN(const auto saved, service::save_record(catalog, *records, edit, now));

#include <optional>
#include <string>
#include <vector>

#include "kjede/catalog/model.hpp"
#include "kjede/registry/import.hpp"
#include "kjede/service/access.hpp"
#include "kjede/service/roles.hpp"
#include "kjede/store/drafts.hpp"
#include "kjede/text/json.hpp"

namespace kjede::service {

// Variables with types, codes, ranges and units, rules with their messages: all a page needs to draw the form.
std::string form_json(const catalog::Catalog& catalog, const catalog::Register& reg);

// Days after the event by which a form should be done (the indicator's goal), and after which the year's data close.
// Records of a register that may be one and the same: the same person at events less than two days apart, at a unit of
// the registrar's. The newest first, at most `most`: [{key, other, date}] per register.
struct PossibleDuplicate {
  std::string register_id, key, other;
  base::Date date;
};
base::Result<std::vector<PossibleDuplicate>> possible_duplicates(const catalog::Catalog& catalog,
                                                                 store::RecordStore& records,
                                                                 const std::vector<Grant>& grants,
                                                                 std::size_t most = 50);

inline constexpr int kFormGoalDays = 60;
inline constexpr int kFormLastDays = 104;

// The drafts a registrar has begun, possible duplicates, then the unfinished forms of the registrar's units, the most
// urgent first, with the days left of both clocks; at most `most`. Registers without a day of completion have none.
base::Result<std::string> worklist_json(const catalog::Catalog& catalog, store::RecordStore& records,
                                        const std::vector<Grant>& grants, const std::vector<store::Draft>& drafts,
                                        base::Date today, std::size_t most = 500);

struct StoredRecord {
  std::string key;
  std::int64_t version = 0;  // 1, 2, …
  std::string person;        // pseudonym; empty: none
  text::Json values;         // by variable
};

// The current version; nothing when there is none, or it lies outside the registrar's units: the answer is the same.
base::Result<std::optional<StoredRecord>> current_record(const catalog::Catalog& catalog, store::RecordStore& records,
                                                         const catalog::Register& reg, const std::string& key,
                                                         const std::vector<Grant>& grants);
// All versions, the newest first, with when, by whom (who typed it in or sent the file; null: an import by command) and
// from what (form, upload, or the file's name) each came, and what it changed.
base::Result<std::string> versions_json(store::RecordStore& records, const catalog::Register& reg,
                                        const std::string& key);
// {register, key, version, person, values}
text::Json record_object(const catalog::Register& reg, const StoredRecord& record);

struct RecordEdit {
  const catalog::Register* reg = nullptr;
  std::string key = {};
  std::int64_t version = 0;  // what it was made from; 0: a new record
  text::Json values = {};    // by variable; those not named stay as they are
  std::optional<base::Sensitive<std::string>> identifier = {}, name = {};
  std::string user = {};
  std::vector<Grant> grants = {};
  bool preview = false;  // only judge
};

enum class SaveResult { saved, stale, rejected, forbidden };
struct SavedRecord {
  SaveResult result = SaveResult::saved;
  std::optional<StoredRecord> current;  // as it stands now
  registry::ImportReport report;        // problems, also warnings
};

// One row through the import: accepted whole or not at all. Stale: somebody else has stored another version since.
// Forbidden: the record or what it becomes lies outside the user's units.
base::Result<SavedRecord> save_record(const catalog::Catalog& catalog, store::RecordStore& records,
                                      const RecordEdit& edit, base::Instant now);

// Rows of a text (CSV or NDJSON, by `format`) through the import; the rejects as CSV beside the report. The text stays
// in memory.
struct TextImport {
  registry::ImportReport report;
  std::string rejects;
};
struct TextImportQuery {
  std::string format = "csv";  // or ndjson
  std::string user = {};
  bool preview = false;
  std::string language = "nb";  // of the rejects
  std::optional<registry::Mapping> mapping = {};
};
base::Result<TextImport> import_text(const catalog::Catalog& catalog, store::RecordStore& records,
                                     const catalog::Register& reg, const std::string& text,
                                     const TextImportQuery& query, base::Instant now, base::Progress& progress);

}  // namespace kjede::service
