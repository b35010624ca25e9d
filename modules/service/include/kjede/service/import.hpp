#pragma once
// Bringing records in for a person: register and mapping by name, a rejects file beside the command, a report in words.

#include <optional>
#include <string>
#include <vector>

#include "kjede/registry/import.hpp"

namespace kjede::service {

struct ImportQuery {
  std::string register_id;
  std::vector<std::string> files;
  std::string mapping;  // file; empty: columns by name
  std::string rejects;  // file; empty: <register>.rejects.csv
  bool test_persons = false;
  std::string language = "nb";          // of the rejects file: nb or en
  std::optional<std::string> recorded;  // when the delivery came, for loading old ones; nothing: `now`
  std::optional<std::string> ndjson{};  // rows in place of the one file's content (registry::ImportOptions)
};

base::Result<registry::ImportReport> import_records(const catalog::Catalog& catalog, store::RecordStore& records,
                                                    const ImportQuery& query, base::Instant now,
                                                    base::Progress& progress);

// language: nb or en, of sentences; names of members and codes are the same in both.
// One kind of bad row: how many, and the first.
std::string problem_line(const registry::ProblemCount& p, bool nb);
std::string to_text(const registry::ImportReport& report, std::string_view language);
std::string to_json(const registry::ImportReport& report, std::string_view language);

// The imports of a store, oldest first.
std::string batches_text(const std::vector<store::Batch>& batches, std::string_view language);
std::string batches_json(const std::vector<store::Batch>& batches);

}  // namespace kjede::service
