#pragma once
// The formats behind open_source().

#include "record_source.hpp"

namespace kjede::registry {

base::Result<std::unique_ptr<RecordSource>> open_csv(const SourceRequest& request);
base::Result<std::unique_ptr<RecordSource>> open_ndjson(const SourceRequest& request);
base::Result<std::unique_ptr<RecordSource>> open_xml(const SourceRequest& request);
base::Result<std::unique_ptr<RecordSource>> open_parquet(const SourceRequest& request);

}  // namespace kjede::registry
