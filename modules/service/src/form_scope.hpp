#pragma once
// Which records a registrar may see, and which registers hold any.

#include "kjede/service/forms.hpp"

namespace kjede::service {

// One of the units that the record names lies within the grants; a record that names none needs a grant for all.
bool within_grants(const catalog::Catalog& catalog, const catalog::Register& reg, const text::Json& values,
                   const std::vector<Grant>& grants);

base::Result<bool> has_records(store::RecordStore& records, const catalog::Register& reg);

}  // namespace kjede::service
