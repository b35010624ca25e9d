#pragma once
// Uploads and open data: what leaves the house, small numbers masked, every file returned, none written.

#include <optional>
#include <string>
#include <vector>

#include "kjede/publish/fhir.hpp"
#include "kjede/store/records.hpp"

namespace kjede::service {

struct PublishQuery {
  std::string format;                  // skde, fhir, csv
  std::string year;                    // one year
  std::vector<std::string> registers;  // none: all
  std::optional<std::string> as_of;
  std::string canonical;  // FHIR: base of our URLs
};

struct Publication {
  std::vector<publish::ExportFile> files;
  base::Diagnostics notes;
};

base::Result<Publication> publish_files(const catalog::Catalog& catalog, store::RecordStore& records,
                                        const PublishQuery& query);

// The local day of the last import as of an instant: the date of the data.
base::Result<base::Date> date_of_data(const catalog::Catalog& catalog, store::RecordStore& records,
                                      std::optional<base::Instant> as_of);

}  // namespace kjede::service
