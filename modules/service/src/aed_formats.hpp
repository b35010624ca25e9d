#pragma once
// Foreign AED documents as rows of the register `aed`.

#include <map>
#include <set>
#include <string>
#include <vector>

#include "kjede/base/result.hpp"
#include "kjede/base/time.hpp"
#include "kjede/text/json.hpp"
#include "kjede/text/source.hpp"

namespace kjede::service {

// Rows as the store has them, by id; members named after the variables, missing ones left out.
using AedRows = std::map<std::string, text::Json>;

struct ForeignAeds {
  std::string origin;            // register_113, osm
  std::vector<text::Json> rows;  // in the document's order; ids may be missing, import then says so
  std::uint64_t doubled = 0, unknown = 0;
};

// `stored`: what the store has, for those that a reply only names (deleted, inactive) and for OpenStreetMap's AEDs that
// the national register has too. `today`: for rows that do not say when they were changed. Fails with KJ0942.
base::Result<ForeignAeds> read_aed_document(const text::SourceFilePtr& file, const AedRows& stored, base::Date today);

}  // namespace kjede::service
