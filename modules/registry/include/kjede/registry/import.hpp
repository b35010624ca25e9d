#pragma once
// Records in: files become versions of a register's records. Every row is checked; good rows land in one
// transaction, bad rows are listed with the reason and never with a value. Importing the same rows again changes
// nothing. Stopped or killed at any moment, the store is as before or after, never between.
//
//   KJEDE_ASSIGN(auto report, registry::import_records(catalog, reg, files, options, store, progress));

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "kjede/base/progress.hpp"
#include "kjede/base/result.hpp"
#include "kjede/catalog/model.hpp"
#include "kjede/registry/mapping.hpp"
#include "kjede/store/held_version.hpp"
#include "kjede/store/records.hpp"

namespace kjede::registry {

struct ImportOptions {
  std::optional<Mapping> mapping;
  std::string rejects;  // where the list of bad rows goes (CSV); written only when there are any. Empty: nowhere
  std::string language = "nb";  // of the rejects file: nb or en
  bool test_persons = false;    // accept synthetic identity numbers, also if the register does not say so
  base::Instant recorded{};     // now, as the caller's clock has it
  std::optional<store::ExpectedVersion> expected{};  // of a form: its one record; another current version: KJ0425
  bool preview = false;                              // judge every row and store none
  // The rows of the one file named, made into NDJSON by the caller; the file itself is not read. Row numbers are its
  // lines.
  std::optional<std::string> ndjson{};
};

struct ImportedFile {
  std::string path;
  catalog::Label description;  // "CSV, delimiter ';', Windows-1252 (Latin-1), decimal comma, line ends CRLF"
  std::uint64_t rows = 0;
  std::uint64_t rejected = 0;
  std::vector<std::string> unused_columns;
};

// One kind of problem and how often it came.
struct ProblemCount {
  std::string field;  // empty: the whole row
  std::string code;   // KJ05xx
  catalog::Label reason;
  bool warning = false;
  std::uint64_t rows = 0;
  std::string first_file;
  std::uint64_t first_row = 0;
};

struct ImportReport {
  store::Batch batch;  // created, changed, unchanged, rejected, warned, data version
  std::vector<ImportedFile> files;
  std::uint64_t rows = 0;              // read, in all
  std::uint64_t passed_over = 0;       // by the mapping's `keep`
  std::uint64_t repeated = 0;          // identical with an earlier row of the same import
  std::vector<ProblemCount> problems;  // most frequent first
  std::string rejects;                 // the file written; empty: none
  base::Diagnostics notes;             // unused columns
};

// Fails, and changes nothing, when a file cannot be read or does not fit the register or mapping, when the user stops
// (codes::cancelled), when the rejects file cannot be written, or when the store fails.
base::Result<ImportReport> import_records(const catalog::Catalog& catalog, const catalog::Register& reg,
                                          std::span<const std::string> files, const ImportOptions& options,
                                          store::RecordStore& store, base::Progress& progress);

// The columns the store keeps for a register: its variables without the derived ones.
store::RegisterSchema schema_of(const catalog::Register& reg);

}  // namespace kjede::registry
